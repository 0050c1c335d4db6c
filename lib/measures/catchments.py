"""Who could join a committee: the people within a drive of it, and what part of them are members.

Distances are great circles, as in ``lib.measures.readiness``, and the drive is that of there. Where
a place has several committees in reach, its people are divided among them evenly, so that those of
all committees add up to those who have any in reach: a two-step floating catchment (Luo and Wang
2003, doi:10.1068/b29120) with each step's supply one committee.
"""

from itertools import chain
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from lib.measures import readiness
from lib.measures.distance import chord_within, unit_vectors
from lib.measures.event_rates import fit_gamma_poisson, shrink_rates

Positions: TypeAlias = NDArray[np.int64]
Standing = Literal["fewer", "more", "alike", "unknown"]
"""Against what is usual: whether a committee's interval lies below it, above it, or around it."""


def reached(
    places: pd.DataFrame, committees: pd.DataFrame, people: str, km: float | None = None
) -> tuple[pd.DataFrame, float]:
    """Return the committees with the people in their reach, and how many people have any in reach.

    :param places: ``latitude``, ``longitude`` and the column of their people; one without a point
        or a count of people is left out.
    :param committees: ``latitude`` and ``longitude``; of one without a point nothing is known.
    :param people: the column of ``places``.
    :param km: a great circle; the drive of ``thresholds.toml`` unless given.
    :return: ``committees`` with ``within`` (people of all places in reach) and ``own`` (its
        part of these, where places are divided); both NaN where nothing is known.
    """
    limit = readiness.settings().reach_km if km is None else km
    known = places.dropna(subset=["latitude", "longitude", people])
    located = committees[["latitude", "longitude"]].notna().all(axis="columns").to_numpy()
    within, own = (np.full(len(committees), np.nan) for _ in range(2))
    within[located], own[located] = 0.0, 0.0
    if known.empty or not located.any():
        return committees.assign(within=within, own=own), 0.0
    heads = known[people].to_numpy(dtype=np.float64)
    here, there = _pairs(committees[located], known, limit)
    at = np.flatnonzero(located)[here]
    sharing = np.bincount(there, minlength=len(known))
    np.add.at(within, at, heads[there])
    np.add.at(own, at, heads[there] / sharing[there])
    return committees.assign(within=within, own=own), float(heads[sharing > 0].sum())


def _pairs(
    committees: pd.DataFrame, places: pd.DataFrame, km: float
) -> tuple[Positions, Positions]:
    """The positions of committees and of the places that each of them has in reach."""
    chord = chord_within(km)
    from_here, to_there = (cKDTree(unit_vectors(points)) for points in (committees, places))
    near = from_here.query_ball_tree(to_there, chord)
    count = np.array([len(each) for each in near], dtype=np.int64)
    there = np.fromiter(chain.from_iterable(near), np.int64, count.sum())
    return np.repeat(np.arange(len(near)), count), there


def with_rates(committees: pd.DataFrame) -> pd.DataFrame:
    """Return committees with their members by those who could join, each rate allowing for chance.

    :param committees: ``members`` and ``own`` (:func:`reached`).
    :return: with ``rate`` (members a person who could join), ``mean``, ``low`` and ``high`` (shrunk
        toward what all have in common), and ``standing`` against the rate of all together. NaN and
        ``unknown`` where nobody is in reach or a count is missing.
    """
    members = committees["members"].to_numpy(dtype=np.float64, na_value=np.nan)
    own = committees["own"].to_numpy(dtype=np.float64, na_value=np.nan)
    exposed = np.where(own > 0, own, np.nan)
    counted = np.where(np.isnan(exposed), np.nan, members)
    prior = fit_gamma_poisson(counted, np.nan_to_num(exposed))
    shrunk = shrink_rates(counted, np.nan_to_num(exposed), prior)
    has_data = ~np.isnan(counted)
    usual = usual_rate(committees)
    low, high = shrunk["low"].to_numpy(), shrunk["high"].to_numpy()
    standing = np.select(
        [~has_data, high < usual, low > usual], ["unknown", "fewer", "more"], "alike"
    )
    return committees.assign(
        rate=counted / exposed,
        **{name: shrunk[name].to_numpy() for name in ("mean", "low", "high")},
        standing=standing,
    )


def usual_rate(committees: pd.DataFrame) -> float:
    """Return the members of all committees by all who could join them; NaN without anybody."""
    known = committees[(committees["own"] > 0) & committees["members"].notna()]
    people = float(known["own"].sum())
    return float(known["members"].sum()) / people if people else float("nan")
