"""How sure a rank is: by the intervals of its figures and by weights near the chosen ones."""

from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.random import Generator

from lib.measures import thresholds
from lib.measures.priorities.codes import Component, Group
from lib.measures.priorities.definitions import DEFINITIONS
from lib.measures.priorities.figures import Figures, figures
from lib.measures.priorities.scoring import priorities
from lib.measures.priorities.settings import Weights, chosen_weights, settings
from lib.measures.rates import FloatArray

NameT = TypeVar("NameT", Group, Component)


def rank_intervals(
    places: pd.DataFrame, weights: Weights | None = None, found: Figures | None = None
) -> pd.DataFrame:
    """Return how far each place's rank moves over the draws of ``thresholds.toml``.

    Each draw takes the uncertain figures from their posteriors and the weights from a Dirichlet
    distribution around the chosen ones. Columns: ``place_id, rank_low, rank_high`` (the central
    interval of its ranks, at the confidence of ``[rates]``), ``share_top`` (of draws among the
    first ``top``), ``need_low, need_high`` (of need at the chosen weights). NaN of places without a
    rank. The same input gives the same answer. ``found``: see ``priorities``.

    :raises PlaceError: as ``figures.figures``.
    """
    weights = weights or chosen_weights()
    found = figures(places) if found is None else found
    ranked = priorities(places, weights, found).places["rank"].notna().to_numpy()
    drawn, need = _draw(found, weights, settings().draws)
    scores = np.where(ranked[:, None], drawn, np.nan)
    tail = (1 - thresholds.rates().confidence) / 2
    frame = pd.DataFrame({"place_id": places["place_id"].to_numpy()})
    columns = ("rank_low", "rank_high", "share_top", "need_low", "need_high")
    frame = frame.assign(**dict.fromkeys(columns, np.nan))
    if not ranked.any():
        return frame
    ranks = _ranks(scores[ranked])
    ends = [tail, 1 - tail]
    low, high = np.quantile(ranks, ends, axis=1, method="inverted_cdf")
    need_low, need_high = np.nanquantile(need[ranked], ends, axis=1)
    top = (ranks <= settings().top).mean(axis=1)
    frame.loc[ranked, list(columns)] = np.column_stack([low, high, top, need_low, need_high])
    return frame


def _ranks(scores: FloatArray) -> FloatArray:
    """Return each column's ranks, the highest score first; chance decides between equal ones."""
    chance = np.random.default_rng(settings().seed).random(scores.shape)
    order = np.lexsort((chance, -scores), axis=0)
    ranks = np.empty(scores.shape)
    np.put_along_axis(ranks, order, np.arange(1, len(scores) + 1)[:, None], axis=0)
    return ranks


def _draw(found: Figures, weights: Weights, draws: int) -> tuple[FloatArray, FloatArray]:
    """Return scores (places, draws) and need at the chosen weights (places, draws)."""
    random = np.random.default_rng(settings().seed)
    groups = _dirichlet(random, {g: weights.of(g) for g in Group}, draws)
    size = len(found[Component.INCIDENTS].value)
    summed, whole = np.zeros((size, draws)), np.zeros((size, draws))
    need = np.full((size, draws), np.nan)
    for group in Group:
        named = {n: weights.of(n) for n, d in DEFINITIONS.items() if d.group is group}
        near = _dirichlet(random, named, draws)
        part, chosen = _group(found, named, near, random)
        if group is Group.NEED:
            need = chosen
        counted = ~np.isnan(part)
        share = 1 - part if group is Group.CAPACITY else part
        summed += np.where(counted, groups[group] * share, 0)
        whole += groups[group] * counted
    with np.errstate(invalid="ignore"):
        return summed / whole, need


def _group(
    found: Figures,
    named: dict[Component, int],
    near: dict[Component, FloatArray],
    random: Generator,
) -> tuple[FloatArray, FloatArray]:
    """Return a group's mean (places, draws): with weights near the chosen ones, and with these."""
    draws = len(next(iter(near.values())))
    size = len(next(iter(found.values())).value)
    sums = np.zeros((4, size, draws))
    for name, weight in named.items():
        if not weight:
            continue
        scaled = found[name].scale(found[name].draw(random, draws))
        has = ~np.isnan(scaled)
        value = np.where(has, scaled, 0)
        for row, w in ((0, near[name]), (2, weight)):
            sums[row] += w * value
            sums[row + 1] += w * has
    with np.errstate(invalid="ignore", divide="ignore"):
        return sums[0] / sums[1], sums[2] / sums[3]


def _dirichlet(random: Generator, weights: dict[NameT, int], draws: int) -> dict[NameT, FloatArray]:
    """Return shares of one near the weights; who has no weight keeps none."""
    counted = {name: w for name, w in weights.items() if w}
    drawn = dict.fromkeys(weights, np.zeros(draws))
    if counted:
        whole = sum(counted.values())
        alpha = [settings().concentration * w / whole for w in counted.values()]
        shares = random.dirichlet(alpha, draws)
        drawn |= {name: shares[:, column] for column, name in enumerate(counted)}
    return drawn
