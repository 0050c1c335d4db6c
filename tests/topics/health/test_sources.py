"""Indicators rest on the source tables behind their own inputs, and are late with these alone."""

import pytest

from lib.measures.health import Indicator
from lib.topics.health.sources import sources

RHYTHM, TURNOUT, GROWTH, DUES, COORDINATION, TRAINING, READINESS, ACCOMPANIMENT = Indicator


# By the definitions of the inputs: who met, who is a member, who holds which role and course.
@pytest.mark.parametrize(
    ("source", "indicators"),
    [
        (("membership", "gathering"), {RHYTHM, TURNOUT, READINESS}),
        (("membership", "member"), {TURNOUT, GROWTH, DUES, TRAINING}),
        (("membership", "dues_payment"), {DUES}),
        (("membership", "role_term"), {COORDINATION, READINESS}),
        (("membership", "enrollment"), {COORDINATION, TRAINING}),
        (("membership", "support_request"), {ACCOMPANIMENT}),
        (("membership", "support_visit"), {ACCOMPANIMENT}),
        (("incidents", "response"), {READINESS}),
        (("membership", "committee"), set(Indicator)),
    ],
)
def test_an_indicator_rests_on_what_its_inputs_are_counted_from(
    source: tuple[str, str], indicators: set[Indicator]
) -> None:
    assert {indicator for indicator in Indicator if source in sources(indicator)} == indicators
