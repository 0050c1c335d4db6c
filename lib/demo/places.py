"""The shipped places as arrays, and which of them are likelier to have people of the network."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from lib.demo.columns import Floats, Ints
from lib.reference import places, regions, states

CATALOGUE = Path(__file__).parent / "catalogue"

ZONES = {
    "southwest": "America/Denver",
    "southeast": "America/New_York",
    "midwest": "America/Chicago",
    "west": "America/Los_Angeles",
    "northeast": "America/New_York",
}
"""The time zone in which a region's day begins."""


def catalogue(name: str) -> list[dict[str, str]]:
    """The rows of ``catalogue/<name>.csv``: what the organization wrote."""
    with (CATALOGUE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass(frozen=True)
class Atlas:
    """Places, and the index of each one's state and region among ``states()`` and ``regions()``.

    ``community`` weighs a place by its people who may be both Latino and foreign-born: the
    geometric mean of the two populations.
    """

    state: Ints
    region: Ints
    state_region: Ints
    latino: Floats
    community: Floats
    state_community: Floats


@cache
def atlas() -> Atlas:
    """The shipped places."""
    region_index = {r.region_id: i for i, r in enumerate(regions())}
    state_index = {s.state_fips: i for i, s in enumerate(states())}
    state_region = np.array([region_index[s.region_id] for s in states()])
    state = np.array([state_index[p.state_fips] for p in places()])
    latino = np.array([p.latino_population for p in places()], dtype=np.float64)
    foreign_born = np.array([p.foreign_born_population for p in places()], dtype=np.float64)
    community = np.sqrt(latino * foreign_born)
    return Atlas(
        state=state,
        region=state_region[state],
        state_region=state_region,
        latino=latino,
        community=community,
        state_community=np.bincount(state, community, minlength=len(states())).astype(np.float64),
    )


def region_index(region_id: str) -> int:
    """The position of a region among ``regions()``."""
    return [r.region_id for r in regions()].index(region_id)


def drawn(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """Indexes drawn in proportion to the weights."""
    cumulative = np.cumsum(weights)
    position = np.searchsorted(cumulative, rng.random(size) * cumulative[-1], side="right")
    index: Ints = np.minimum(position, len(weights) - 1)
    return index


def drawn_by_group(rng: np.random.Generator, weights: Floats, group_of: Ints, groups: Ints) -> Ints:
    """For each wanted group, an index whose ``group_of`` it is, in proportion to the weights.

    A group without any member gives -1.
    """
    order = np.argsort(group_of, kind="stable")
    cumulative = np.concatenate([[0.0], np.cumsum(weights[order])])
    first = np.searchsorted(group_of[order], groups, side="left")
    last = np.searchsorted(group_of[order], groups, side="right")
    at = cumulative[first] + rng.random(len(groups)) * (cumulative[last] - cumulative[first])
    position = np.minimum(np.searchsorted(cumulative, at, side="right") - 1, last - 1)
    return np.where(last > first, order[np.clip(position, 0, len(order) - 1)], -1)
