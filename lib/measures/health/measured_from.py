"""Which inputs each indicator is measured from."""

from collections.abc import Mapping

from lib.measures.health.codes import Indicator
from lib.measures.health.explanation import INPUTS_OF_PARTS
from lib.measures.health.flags import EXCEEDING
from lib.measures.health.settings import PARTS


def _columns(indicator: Indicator) -> frozenset[str]:
    columns = {name for part in PARTS[indicator] for name in INPUTS_OF_PARTS[part]}
    # What shows that an input can't be true decides whether it counts.
    for _flag, larger, smaller, disbelieved in EXCEEDING:
        if columns & set(disbelieved):
            columns |= {larger, smaller}
    return frozenset(columns)


MEASURED_FROM: Mapping[Indicator, frozenset[str]] = {
    indicator: _columns(indicator) for indicator in Indicator
}
"""Indicator → the columns of ``DEFINITIONS`` by which its score is decided.

Those of its parts, and those that tell whether one of these can be true. ``KEYS`` are no part of
it: by the status it is known which rules judge a committee, and region and day say toward whose
figures small ones lean.
"""
