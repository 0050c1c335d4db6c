"""The places of a scope with their ranks, measured once for every view."""

from collections.abc import Mapping

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.priorities.codes import Unranked
from lib.measures.priorities.definitions import COLUMNS
from lib.measures.priorities.figures import Figures, figures
from lib.measures.priorities.ranking import rank_intervals
from lib.measures.priorities.scoring import Priorities, priorities
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import places as priority_places
from lib.topics.priorities.digests import Digested, arguments_alone, digested
from lib.ui.filters import region_name

_FACTS = [
    "place_id", "name", "usps", "state_fips", "latitude", "longitude", "foreign_born", "is_rest",
    "committees", "has_committee", "reached_today",
]  # fmt: skip


@reads.measured
def _places_now(scope: Scope) -> Digested:
    return digested(priority_places.read(scope).now, COLUMNS)


@reads.measured
def _places_before(scope: Scope) -> Digested:
    return digested(priority_places.read(scope).before, COLUMNS)


@reads.kept_while(arguments_alone, most=20)
def _figures(places: Digested) -> Figures:
    return figures(places.rows)


@reads.kept_while(arguments_alone, most=100)
def _intervals(places: Digested, weights: Weights) -> pd.DataFrame:
    return rank_intervals(places.rows, weights, _figures(places))


@reads.measured
def now(scope: Scope, weights: Weights) -> Priorities:
    """The priorities of today."""
    places = _places_now(scope)
    return priorities(places.rows, weights, _figures(places))


@reads.measured
def before(scope: Scope, weights: Weights) -> Priorities:
    """The priorities of a quarter ago."""
    places = _places_before(scope)
    return priorities(places.rows, weights, _figures(places))


def statement(scope: Scope, weights: Weights) -> Unranked | None:
    """Why nothing is ranked, where nothing is."""
    return now(scope, weights).statement


def intervals(scope: Scope, weights: Weights) -> pd.DataFrame:
    """How sure the ranks are; see ``rank_intervals``. Takes a second where it is not kept yet."""
    return _intervals(_places_now(scope), weights)


@reads.measured
def rows(scope: Scope, weights: Weights) -> pd.DataFrame:
    """Every place with its rank; see ``joined``."""
    return joined(priority_places.read(scope).now, now(scope, weights))


@reads.worded
def listed(scope: Scope, weights: Weights) -> pd.DataFrame:
    """Every place with its rank, in words; see ``named``."""
    regions = {region: region_name(region) for region in scope.regions}
    return named(rows(scope, weights), regions)


def joined(places: pd.DataFrame, ranks: Priorities) -> pd.DataFrame:
    """Every place, the first rank on top and those without one last.

    The columns of ``Priorities.places`` and ``place`` (its name with its state's code: ``Tucson,
    AZ``), ``name`` (as it is recorded), ``usps``, ``state_fips``, ``latitude``, ``longitude``,
    ``foreign_born``, ``is_rest``, ``committees``, ``has_committee``, ``reached_today``.
    """
    frame = ranks.places.merge(places[_FACTS], on="place_id")
    frame["place"] = [f"{n}, {usps}" for n, usps in zip(frame["name"], frame["usps"], strict=True)]
    return _in_order(frame)


def named(rows: pd.DataFrame, regions: Mapping[str, str]) -> pd.DataFrame:
    """The rows of ``joined`` with ``region`` and the rests of states by their names."""
    frame = rows.assign(place=names(rows), region=rows["region_id"].map(regions))
    return _in_order(frame)


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(["rank", "place"], na_position="last").reset_index(drop=True)


def names(places: pd.DataFrame) -> list[str]:
    """The name of each place with its state: ``Tucson, AZ``, ``Rest of Arizona``."""
    return [
        _("Rest of {state}", state=name) if is_rest else f"{name}, {usps}"
        for name, is_rest, usps in zip(
            places["name"], places["is_rest"], places["usps"], strict=True
        )
    ]


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The places that have a rank."""
    return rows[rows["rank"].notna()].reset_index(drop=True)


def with_intervals(rows: pd.DataFrame, intervals: pd.DataFrame) -> pd.DataFrame:
    """The ranked places with how far their ranks move.

    :param intervals: by ``rank_intervals``.
    :return: the columns of both, ``rank_said`` (``3 (1–9)``) and ``gap_points`` (of 100).
    """
    ranks = ranked(rows).merge(intervals, on="place_id")
    ends = zip(ranks["rank"], ranks["rank_low"], ranks["rank_high"], strict=True)
    texts = [_with_interval(rank, low, high) for rank, low, high in ends]
    return ranks.assign(rank_said=texts, gap_points=100 * ranks["gap"])


def _with_interval(rank: float, low: float | None, high: float | None) -> str:
    if formats.is_missing(low) or formats.is_missing(high):
        return f"{rank:.0f}"
    return f"{rank:.0f} ({low:.0f}–{high:.0f})"
