"""Need, capacity and the gap between them at each place, and its rank."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib.measures.priorities.codes import Component, Group, Unranked
from lib.measures.priorities.definitions import DEFINITIONS
from lib.measures.priorities.figures import Figures, figures, table
from lib.measures.priorities.settings import Weights, chosen_weights, settings
from lib.measures.rates import FloatArray

EQUAL = 1e-9
"""Scores this close differ by the computer's rounding."""


@dataclass(frozen=True)
class Priorities:
    """Where need and capacity are furthest apart.

    ``places``: ``place_id, region_id, need, capacity, standing`` (each 0 to 1), ``gap`` (need less
    capacity), ``score`` (0 to 1, what is ranked), ``rank`` (1 first, ties alike) and ``unranked``
    (``Unranked`` or null), in the order given. ``components``: see ``figures.table``, with
    ``points`` of the score's 100. ``statement`` says why nothing is ranked, where nothing is.
    """

    places: pd.DataFrame
    components: pd.DataFrame
    statement: Unranked | None


def priorities(
    places: pd.DataFrame, weights: Weights | None = None, found: Figures | None = None
) -> Priorities:
    """Rank places with the columns of ``definitions.COLUMNS``.

    ``found``: their figures, where they are known already; other weights don't change them.

    :raises PlaceError: as ``figures.figures``.
    """
    weights = weights or chosen_weights()
    found = figures(places) if found is None else found
    scaled = {name: figure.scaled for name, figure in found.items()}
    parts = {group: weighted(scaled, group, weights) for group in Group}
    score = total(parts, weights)
    peopled = places["foreign_born"].to_numpy(dtype=np.float64, na_value=np.nan) > 0
    statement = _statement(score, found)
    ranked = ~np.isnan(score) & (statement is None)
    score = np.where(ranked, score, np.nan)
    lacking = np.where(peopled, Unranked.TOO_LITTLE_DATA.value, Unranked.NO_PEOPLE.value)
    reason = pd.Series(lacking if statement is None else statement.value, index=places.index)
    frame = pd.DataFrame(
        {
            "place_id": places["place_id"].to_numpy(),
            "region_id": places["region_id"].to_numpy(),
            **{str(group): part for group, part in parts.items()},
            "gap": parts[Group.NEED] - parts[Group.CAPACITY],
            "score": score,
            "rank": pd.Series(-np.round(score, 9)).rank(method="min").to_numpy(),
            "unranked": reason.astype(object).where(~ranked, None).to_numpy(),
        }
    )
    components = table(found, places)
    return Priorities(frame, components.assign(points=_points(components, weights)), statement)


def weighted(scaled: dict[Component, FloatArray], group: Group, weights: Weights) -> FloatArray:
    """Return a group's mean over the components with data; NaN with too little weight of them.

    A component that is equal everywhere tells nothing, and counts as if it had no weight.
    """
    named = [name for name, d in DEFINITIONS.items() if d.group is group]
    telling = {name: w for name in named if (w := weights.of(name)) and not _is_mute(scaled[name])}
    whole = sum(telling.values())
    summed = weighed = np.zeros(len(scaled[named[0]]))
    for name, weight in telling.items():
        has = ~np.isnan(scaled[name])
        summed = summed + weight * np.where(has, scaled[name], 0)
        weighed = weighed + weight * has
    enough = (weighed > 0) & (weighed * 100 >= settings().minimum_weight * whole)
    mean: FloatArray = np.divide(summed, weighed, out=np.full(summed.shape, np.nan), where=enough)
    return mean


def _is_mute(scaled: FloatArray) -> bool:
    return bool(np.isnan(scaled).all())


def total(parts: dict[Group, FloatArray], weights: Weights) -> FloatArray:
    """Return the score: need, what is lacking of capacity, and standing, weighed.

    A group without any telling component is left out for every place; a place that lacks one that
    the others have has no score.
    """
    summed: FloatArray = np.zeros(len(parts[Group.NEED]))
    whole = 0
    for group, part in parts.items():
        weight = weights.of(group)
        if not weight or _is_mute(part):
            continue
        summed = summed + weight * (1 - part if group is Group.CAPACITY else part)
        whole += weight
    return summed / whole if whole else np.full(len(summed), np.nan)


def _statement(score: FloatArray, found: Figures) -> Unranked | None:
    weighed = score[~np.isnan(score)]
    if not score.size:
        return Unranked.NO_PLACES
    if not weighed.size:
        peopled = ~np.isnan(found[Component.PRESENCE].numerator)
        return Unranked.TOO_LITTLE_DATA if peopled.any() else Unranked.NO_PEOPLE
    if weighed.size == 1:
        return Unranked.ONE_PLACE
    return Unranked.ALL_EQUAL if np.ptp(weighed) < EQUAL else None


def _points(components: pd.DataFrame, weights: Weights) -> FloatArray:
    """Return the points of 100 that each component adds to the score of its place."""
    rows = components[["place_id", "group"]].assign(
        weight=[weights.of(Component(name)) for name in components["component"]],
        of_group=[weights.of(Group(name)) for name in components["group"]],
    )
    rows["weight"] = rows["weight"].where(components["scaled"].notna(), 0).astype(float)
    whole = rows.groupby(["place_id", "group"])["weight"].transform("sum")
    telling = rows["of_group"].where(whole > 0, 0).astype(float)
    # The group's weight is on every one of its components: count it once.
    once = telling.where(~rows.duplicated(["place_id", "group"]), 0)
    groups = once.groupby(rows["place_id"]).transform("sum")
    lacks = components["group"] == Group.CAPACITY
    share = components["scaled"].where(~lacks, 1 - components["scaled"])
    points: FloatArray = (
        100 * (telling / groups) * (rows["weight"] / whole.where(whole > 0)) * share
    ).to_numpy(dtype=np.float64)
    return points
