"""What a release was told by is read from its own description, whatever the parameters say now."""

import json
from typing import Any

import pytest

from lib.publication.as_released import as_released, roundings
from lib.publication.package import HOW, defined
from lib.publication.parameters import Parameters, Rounding, parameters

RULES = parameters()
OTHER = Rounding(threshold=20, bands=((20, 20), (100, 100)))


@pytest.fixture
def described() -> dict[str, Any]:
    """What a release says of itself, as it is read from its file."""
    found: dict[str, Any] = json.loads(json.dumps(defined(RULES)))
    return found


def changed() -> Parameters:
    """Other bands, another metric quoted first, and two metrics less: of two kinds of ladder."""
    kept = tuple(
        m.model_copy(update={"title_en": "Other", "topics": {}})
        for m in RULES.metrics
        if m.name not in ("attendance", "training_completed")
    )
    quotes = RULES.quotes.model_copy(update={"order": ("gatherings",), "most": 1})
    return RULES.model_copy(update={"metrics": kept, "rounding": OTHER, "quotes": quotes})


def test_all_that_a_release_was_told_by_is_in_its_description(described: dict[str, Any]) -> None:
    assert as_released(changed(), described) == RULES


def test_a_release_from_before_its_description_said_so_has_the_rest_as_it_is_now(
    described: dict[str, Any],
) -> None:
    del described["quotes"], described["rules"]
    for metric in described["metrics"]:
        for key in HOW:
            metric.pop(key, None)
    old = as_released(changed(), described)
    assert old.rounding == OTHER
    # What the parameters have: their quote, and the words and topics of the release.
    assert old.metric("hotline_calls") == RULES.metric("hotline_calls")
    assert old.metric("incidents_verified").topics == RULES.metric("incidents_verified").topics
    # What they have no more: what it counts, without sums and quotes that nobody knows any more.
    gone = old.metric("attendance")
    assert (gone.title_es, gone.quote_en) == ("Asistencia a encuentros", None)
    assert old.metric("training_completed").groups == RULES.metric("training_completed").groups


def test_keys_that_came_later_are_as_they_are_now(described: dict[str, Any]) -> None:
    # A key that this program has no more, and one that it did not have then.
    del described["rules"]["joining"]["weeks"]
    described["rules"]["joining"] |= {"told": 0.25, "most": 3}
    joining = as_released(RULES, described).joining
    assert (joining.told, joining.weeks) == (0.25, RULES.joining.weeks)


def test_each_release_has_the_rounding_that_it_says_and_earlier_ones_the_first_that_is_said() -> (
    None
):
    first, second = (
        {"rules": {"rounding": bands.model_dump(mode="json")}} for bands in (RULES.rounding, OTHER)
    )
    assert roundings({1: {}, 2: first, 3: second}) == {
        1: RULES.rounding, 2: RULES.rounding, 3: OTHER
    }  # fmt: skip
    assert roundings({1: {}}) == {}
