"""The priorities of a scope, measured once for every part, and kept by what went into them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

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
from lib.topics.priorities.places import PriorityPlaces
from lib.ui.filters import region_name


@dataclass(frozen=True)
class _Held:
    """Places with the figures of now and before; the keys tell whether they are still the same."""

    places: PriorityPlaces
    found: Figures
    found_before: Figures
    key: str


@reads.prepared
def _held(scope: Scope) -> _Held:
    places = priority_places.read(scope)
    key, key_before = _key(places.now), _key(places.before)
    return _Held(places, _figures(key, places.now), _figures(key_before, places.before), key)


def _key(places: pd.DataFrame) -> str:
    """What tells whether places are the same as others, to the last digit."""
    rows = pd.util.hash_pandas_object(places[list(COLUMNS)], index=False)
    return hashlib.sha256(rows.to_numpy().tobytes()).hexdigest()


# Kept by the places themselves, past a refresh: the key is made of everything that goes in.
@st.cache_resource(max_entries=20, show_spinner=False)
def _figures(key: str, _places: pd.DataFrame) -> Figures:  # noqa: ARG001 - the cache's key
    return figures(_places)


@st.cache_resource(max_entries=100, show_spinner=False)
def _intervals(key: str, weights: Weights, _held: _Held) -> pd.DataFrame:  # noqa: ARG001
    return rank_intervals(_held.places.now, weights, _held.found)


def read(scope: Scope) -> PriorityPlaces:
    """The places of a scope.

    :raises Unavailable: if a database can't be read.
    """
    return _held(scope).places


@reads.prepared
def now(scope: Scope, weights: Weights) -> Priorities:
    """The priorities of today.

    :raises Unavailable: if a database can't be read.
    """
    held = _held(scope)
    return priorities(held.places.now, weights, held.found)


@reads.prepared
def before(scope: Scope, weights: Weights) -> Priorities:
    """The priorities of a quarter ago.

    :raises Unavailable: if a database can't be read.
    """
    held = _held(scope)
    return priorities(held.places.before, weights, held.found_before)


def intervals(scope: Scope, weights: Weights) -> pd.DataFrame:
    """How sure the ranks are; see ``rank_intervals``. Takes a second where it is not kept yet.

    :raises Unavailable: if a database can't be read.
    """
    held = _held(scope)
    return _intervals(held.key, weights, held)


@reads.prepared
def listed(scope: Scope, weights: Weights) -> pd.DataFrame:
    """Every place, the first rank on top and those without one last.

    The columns of ``Priorities.places`` and ``place`` (its name), ``region`` (name), ``usps``,
    ``state_fips``, ``latitude``, ``longitude``, ``foreign_born``, ``is_rest``, ``committees``,
    ``has_committee``, ``reached_today``.

    :raises Unavailable: if a database can't be read.
    """
    regions = {region: region_name(region) for region in scope.regions}
    return rows(read(scope).now, now(scope, weights), regions)


def rows(places: pd.DataFrame, found: Priorities, regions: Mapping[str, str]) -> pd.DataFrame:
    """What ``listed`` gives, of places, their priorities and the names of regions."""
    facts = [
        "place_id", "usps", "state_fips", "latitude", "longitude", "foreign_born", "is_rest",
        "committees", "has_committee", "reached_today",
    ]  # fmt: skip
    frame = found.places.merge(places[facts].assign(place=names(places)), on="place_id")
    frame["region"] = frame["region_id"].map(regions)
    return frame.sort_values(["rank", "place"], na_position="last").reset_index(drop=True)


def names(places: pd.DataFrame) -> list[str]:
    """The name of each place with its state: ``Tucson, AZ``, ``Rest of Arizona``."""
    return [
        _("Rest of {state}", state=row.name) if row.is_rest else f"{row.name}, {row.usps}"
        for row in places[["name", "is_rest", "usps"]].itertuples(index=False)
    ]


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The places that have a rank."""
    return rows[rows["rank"].notna()].reset_index(drop=True)


def ranks_of(rows: pd.DataFrame, sure: pd.DataFrame) -> pd.DataFrame:
    """The ranked places with ``rank_said``: the rank and how far it moves, ``3 (1–9)``."""
    ranks = ranked(rows).merge(sure, on="place_id")
    said = [rank_said(row) for row in ranks.itertuples()]
    return ranks.assign(rank_said=said, gap_points=100 * ranks["gap"])


def rank_said(row: Any) -> str:
    """A rank with its interval: ``3 (1–9)``."""
    if formats.is_missing(row.rank_low):
        return f"{row.rank:.0f}"
    return f"{row.rank:.0f} ({row.rank_low:.0f}–{row.rank_high:.0f})"


def statement(scope: Scope, weights: Weights) -> Unranked | None:
    """Why nothing is ranked, where nothing is.

    :raises Unavailable: if a database can't be read.
    """
    return now(scope, weights).statement
