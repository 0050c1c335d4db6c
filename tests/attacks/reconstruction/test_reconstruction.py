"""No attack narrows or recovers a number of Tejido's; the same attacks break naive suppression."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from lib.publication.gate import examine
from lib.publication.parameters import parameters
from lib.publication.rounding import MASKED
from tests.attacks.reconstruction import adversary, insider
from tests.attacks.reconstruction.organizations import Organization, invent, start_of
from tests.attacks.reconstruction.report import (
    all_people_but_one,
    differences,
    naive_differences,
    naive_rates,
    on_tejido,
)
from tests.attacks.reconstruction.schemes import HIDDEN_BELOW, naive, protected

RULES = parameters()
Told = tuple[pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def before() -> Organization:
    return invent(seed=3, periods=13)


@pytest.fixture(scope="module")
def told(before: Organization) -> Told:
    """The atoms and the cells that are told of it, which no test changes."""
    return protected(before, before, RULES)


@pytest.fixture(scope="module")
def after(before: Organization) -> Organization:
    return before.revised(np.random.default_rng(3))


def test_everything_ever_published_recovers_nothing(
    before: Organization, after: Organization
) -> None:
    # In whole numbers: whoever lets parts of people count knows less.
    found = on_tejido(before, after, RULES, whole=True)
    assert (found["value"] != MASKED).sum() > 100  # something is told
    assert found["narrowed"].sum() == 0
    assert found["recovered"].sum() == 0


def test_what_is_known_in_parts_of_people_is_known_in_whole_ones() -> None:
    short = invent(seed=3, periods=4)
    linear, whole = (on_tejido(short, short, RULES, whole=each) for each in (False, True))
    assert (whole["value"] != MASKED).sum() > 30
    # But for what a solver rounds.
    assert (linear["least"] <= whole["least"] + 1e-6).all()
    assert (whole["greatest"] <= linear["greatest"] + 1e-6).all()
    assert linear[["narrowed", "recovered"]].sum().sum() == 0


def test_the_adversary_is_right_about_what_is_possible(before: Organization, told: Told) -> None:
    atoms, cells = told
    group = atoms["metric"] == "members"
    found = adversary.attack(atoms[group], before.regions, RULES)
    raw = cells.loc[group, "raw"]
    assert ((found["least"] <= raw) & (raw <= found["greatest"])).all()


def test_the_gate_and_the_adversary_find_the_same(before: Organization, told: Told) -> None:
    """Two programs that share no code but the rounding."""
    atoms, _ = told
    pair = atoms[atoms["metric"].isin(["gatherings", "committees_active"])]
    pair = pair.assign(**{"class": "rounded"}).reset_index(drop=True)
    gate = examine(pair, before.regions, RULES).intervals
    found = adversary.attack(pair, before.regions, RULES)
    np.testing.assert_array_equal(gate[["least", "greatest"]], found[["least", "greatest"]])


def test_a_record_added_or_removed_between_releases_shows_nowhere(
    before: Organization, after: Organization
) -> None:
    assert differences(before, after, RULES)["recovered"].sum() == 0


def test_an_insider_is_left_with_the_class(before: Organization, told: Told) -> None:
    _, cells = told
    found = insider.judged(insider.attack(before, cells, RULES, inverts_rules=False), RULES)
    assert len(found) > 500
    assert ((found["least"] <= found["raw"]) & (found["raw"] <= found["greatest"])).all()
    assert found[["narrowed", "recovered"]].sum().sum() == 0


def test_an_insider_of_totals_that_nobody_checked_recovers_some(before: Organization) -> None:
    """The check of insiders is what the test above is about: without it they succeed."""
    lax = RULES.model_copy(update={"insider": RULES.insider.model_copy(update={"width": 0})})
    _, cells = protected(before, before, lax)
    found = insider.judged(insider.attack(before, cells, lax, inverts_rules=False), RULES)
    assert found["narrowed"].sum() > 0


def test_weeks_and_four_weeks_together_would_tell_more() -> None:
    """Overlapping periods, which the gate refuses: four weeks of 20 (15–25) in 80 (75–85) …

    and their last is known to be no less than 75 − 3 × 25 = 0; but with 100 (95–125) for the four
    each is known to be 20–25.
    """
    system = adversary.System()
    weeks = [system.expression("m", start_of(n), "r0", ["r0"]) for n in range(4)]
    for week in weeks:
        system.say(week, 15, 25)
    system.say({k: 1.0 for week in weeks for k in week}, 95, 125)
    assert system.solve(weeks).tolist() == [[20, 25]] * 4
    values = {"metric": "members", "area": "r0", "class": "rounded"}
    mondays = [start_of(0) + pd.Timedelta(weeks=n) for n in range(4)]
    weekly = [{**values, "period_start": day, "weeks": 1, "value": 20} for day in mondays]
    four = {**values, "period_start": start_of(0), "weeks": 4, "value": 100}
    refused = examine(pd.DataFrame([*weekly, four]), ["r0"], RULES).refused
    assert refused["verdict"].tolist() == ["overlapping"] * 5


def test_naive_suppression_is_broken() -> None:
    organization = invent(seed=1, periods=6)
    regions, release = organization.regions, naive(organization)
    assert adversary.attack_naive(release, regions, HIDDEN_BELOW)["recovered"].sum() > 10
    revised = organization.revised(np.random.default_rng(1))
    assert naive_differences(organization, revised)["recovered"].sum() > 50
    # Every numerator that was hidden comes back out of its rate.
    assert naive_rates(organization)["recovered"].all()


def test_what_rounding_does_not_promise(told: Told) -> None:
    """Who knows every person but one learns of that one, where a class begins: it is documented."""
    _, cells = told
    found = all_people_but_one(cells, RULES)
    share = found["recovered"].mean()
    # A class of ten to a hundred numbers begins at one of them.
    assert 0 < share < 0.15


COMMITTEES = arrays.arrays(
    np.int64,
    st.tuples(st.just(2), st.integers(1, 4), st.integers(1, 6)),
    elements=st.one_of(st.integers(0, 8), st.integers(0, 60), st.integers(0, 3_000)),
)


@given(members=COMMITTEES, gatherings=COMMITTEES)
def test_no_organization_is_narrowed(members: np.ndarray, gatherings: np.ndarray) -> None:
    shape = tuple(np.minimum(members.shape, gatherings.shape))
    members, gatherings = (n[: shape[0], : shape[1], : shape[2]] for n in (members, gatherings))
    active = (gatherings > 0).astype(np.int64)
    organization = Organization(
        {"members": members, "gatherings": gatherings, "committees_active": active}
    )
    if not any(n[period].any() for n in (members, gatherings) for period in range(2)):
        return
    found = on_tejido(organization, organization, RULES)
    assert not found["narrowed"].any()
    assert not found["recovered"].any()
