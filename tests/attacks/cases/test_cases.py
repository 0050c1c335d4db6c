"""Nothing below five is known better than that, by one refresh or by two a quarter apart."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract import DERIVED
from lib.data.refresh import refresh
from tests.attacks.cases.adversary import Key, Told, believed
from tests.attacks.cases.organizations import FIRST, SECOND, Case, invent, write
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

REGIONS = 33
TABLES = ("case_open", "case_unled", "case_lead", "case_state", "case_quarter", "case_end")
SMALL = 5


def told(day: date) -> list[Told]:
    """What a refresh tells, region by region."""
    refresh("incidents", day)
    with engines.owner("incidents").connect() as connection:
        frames = {
            name: pd.read_sql(text(f"SELECT * FROM rollup.{name}"), connection)  # noqa: S608
            for name in TABLES
        }
    states = frames["case_state"]
    frames["case_state"] = states[states["as_of"] == day]
    return [
        Told(str(day), {name: f[f["region_id"] == f"r{n}"] for name, f in frames.items()})
        for n in range(REGIONS)
    ]


@pytest.fixture(scope="module")
def regions(databases: object) -> Iterator[tuple[list[list[Case]], list[Told], list[Told]]]:
    """Invented regions and what is told of them on two days."""
    from tests.conftest import empty_tables

    empty_tables()
    chance = np.random.default_rng(2017)
    cases = [invent(chance) for _ in range(REGIONS)]
    write(Rows(), cases)
    yield cases, told(FIRST), told(SECOND)
    empty_tables()


def truth(cases: list[Case], day: date) -> Counter[Key]:
    """The exact numbers on a day."""
    counts: Counter[Key] = Counter()
    for case in cases:
        if case.opened_on <= day and not (case.closed_on and case.closed_on <= day):
            counts["part", str(day), case.part] += 1
            counts["state", str(day), case.state] += 1
            if case.lead is None and (day - case.opened_on).days > 7:
                counts["unled", str(day)] += 1
    return counts


def narrowed(region: int, what: list[Told], cases: list[Case]) -> dict[Key, tuple[int, int, int]]:
    """The cells below five that are known better than "1 to 4": exact, least, greatest."""
    system = believed(region, what)
    found = {}
    for each in what:
        exact = truth(cases, date.fromisoformat(each.day))
        for key, n in exact.items():
            if n < SMALL and key[1] == each.day:
                least, most = system.range_of(key)
                assert least <= n <= most, "the adversary's system holds the truth"
                if least > 1 or most < SMALL - 1:
                    found[key] = (n, least, most)
    for key in [key for key in system.bounds if key[0] == "end"]:
        least, most = system.range_of(key)
        # That no more ended than were opened is no secret: four values are left, or all five.
        if system.bounds[key] == (0, SMALL - 1) and most - least < SMALL - 2:
            found[key] = (-1, least, most)
    return found


def test_of_one_day_nothing_below_five_is_known_better_than_that(
    regions: tuple[list[list[Case]], list[Told], list[Told]],
) -> None:
    cases, first, second = regions
    faults = {
        (n, day): found
        for n in range(REGIONS)
        for day, what in ((0, first), (1, second))
        if (found := narrowed(n, [what[n]], cases[n]))
    }
    assert not faults


def test_two_refreshes_tell_no_more_than_each_does(
    regions: tuple[list[list[Case]], list[Told], list[Told]],
) -> None:
    cases, first, second = regions
    faults = {
        n: found for n in range(REGIONS) if (found := narrowed(n, [first[n], second[n]], cases[n]))
    }
    assert not faults


def test_the_adversary_finds_what_two_divisions_would_tell(
    regions: tuple[list[list[Case]], list[Told], list[Told]],
) -> None:
    """Parts of 4, 4 and 4 beside partners with 6 and 6: exact, were the region divided."""
    _, first, _ = regions
    tables = {name: frame.iloc[:0] for name, frame in first[0].tables.items()}
    tables["case_open"] = pd.DataFrame(
        {"part": ["intake", "screening", "hearing"], "at_least": 1, "at_most": 4}
    )
    tables["case_lead"] = pd.DataFrame(
        {"lead_partner_id": ["a", "b"], "at_least": [6, 6], "at_most": [9, 9]}
    )
    tables["case_state"] = pd.DataFrame({"state_fips": ["01", "02", "03"], "open_cases": [0, 5, 5]})
    system = believed(0, [Told("2026-02-02", tables)])
    system.sums = system.sums[:3]
    assert system.range_of(("part", "2026-02-02", "hearing")) == (4, 4)


def test_every_table_of_cases_is_in_the_attack() -> None:
    """But what the nation's steps of days tell: of an end below five each is told as 0 to 4."""
    names = {n.removeprefix("rollup.") for n in DERIVED["incidents"].tables if "case_" in n}
    assert names == {*TABLES, "case_duration"}
