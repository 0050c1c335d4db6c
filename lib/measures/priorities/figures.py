"""The figure of each component at each place, how sure it is, and where it stands among all."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray

from lib.measures.event_rates import fit_gamma_poisson, shrink_rates
from lib.measures.priorities.codes import Component, Kind
from lib.measures.priorities.definitions import COLUMNS, DEFINITIONS, PER, Definition
from lib.measures.priorities.settings import settings
from lib.measures.rates import FloatArray
from lib.measures.shrinkage import fit_beta_binomial, shrink

Mask = NDArray[np.bool_]
Parameters = tuple[FloatArray, FloatArray]
"""Of the posterior: shape and scale of a gamma, or both parameters of a beta distribution."""


class PlaceError(ValueError):
    """The places lack a column, hold a place twice or a figure below zero."""


@dataclass(frozen=True)
class Figure:
    """A component at every place; all arrays are in the order of the places, NaN is no data.

    ``value`` is per 100,000 people, a share, a number or 0 and 1, by the kind; ``low`` and ``high``
    its interval (itself, where it is known). ``start`` and ``end`` are the values that score 0 and
    1; NaN where all places are equal and the component tells nothing. ``posterior`` is None of what
    is known.
    """

    definition: Definition
    numerator: FloatArray
    denominator: FloatArray
    value: FloatArray
    low: FloatArray
    high: FloatArray
    start: float
    end: float
    posterior: Parameters | None

    @property
    def scaled(self) -> FloatArray:
        """From 0 to 1."""
        return self.scale(self.value)

    def scale(self, value: FloatArray) -> FloatArray:
        """Return values of the component, an axis of which are the places, from 0 to 1."""
        with np.errstate(invalid="ignore"):
            return np.clip((value - self.start) / (self.end - self.start), 0.0, 1.0)

    def draw(self, random: Generator, draws: int) -> FloatArray:
        """Return values (places, draws) that are equally likely; of what is known, the same."""
        if self.posterior is None:
            return np.repeat(self.value[:, None], draws, axis=1)
        has_value = ~np.isnan(self.value)
        first, second = (part[has_value, None] for part in self.posterior)
        size = (int(has_value.sum()), draws)
        drawn = np.full((len(self.value), draws), np.nan)
        drawn[has_value] = (
            random.gamma(first, second, size)
            if self.definition.kind is Kind.EVENTS
            else random.beta(first, second, size)
        )
        return drawn


Figures = Mapping[Component, Figure]


def figures(places: pd.DataFrame) -> Figures:
    """Return the figure of every component at every place (``definitions.COLUMNS``).

    Places without a known number of foreign-born people are left out of what all have in common.

    :raises PlaceError: if a column is missing, a place is there twice, or a number is negative.
    """
    _check(places)
    people = _column(places, "foreign_born")
    peopled = people > 0
    return {name: _figure(places, d, peopled) for name, d in DEFINITIONS.items()}


def _check(places: pd.DataFrame) -> None:
    lacking = [name for name in COLUMNS if name not in places]
    if lacking:
        raise PlaceError(f"The places lack {', '.join(lacking)}; add them, null where unknown.")
    if places["place_id"].duplicated().any():
        raise PlaceError("A place is there twice; keep one of them.")
    for name in COLUMNS:
        if name not in ("place_id", "region_id") and (_column(places, name) < 0).any():
            raise PlaceError(f"{name} must not be negative; leave such records out first.")


def _column(places: pd.DataFrame, name: str) -> FloatArray:
    values: FloatArray = places[name].to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def _figure(places: pd.DataFrame, d: Definition, peopled: Mask) -> Figure:
    y = _column(places, d.numerator)
    n = _column(places, d.denominator) if d.denominator else np.ones(len(y))
    y = np.where(peopled, y, np.nan)
    estimate, posterior = _estimate(places, d, y, n)
    value, low, high = (estimate[c].to_numpy() for c in ("mean", "low", "high"))
    start, end = _scale(value, d)
    return Figure(d, y, n, value, low, high, start, end, posterior)


def _estimate(
    places: pd.DataFrame, d: Definition, y: FloatArray, n: FloatArray
) -> tuple[pd.DataFrame, Parameters | None]:
    match d.kind:
        case Kind.EVENTS:
            clump = _clump(places, d, y)
            events, exposure = y / clump, n / clump / PER
            rates = fit_gamma_poisson(events, exposure)
            shape, scale = events + rates.shape, 1 / (exposure + rates.rate)
            return shrink_rates(events, exposure, rates), (shape, scale)
        case Kind.SHARE:
            shares = fit_beta_binomial(y, n)
            return shrink(y, n, shares), (y + shares.alpha, n - y + shares.beta)
        case _:
            per = PER if d.kind is Kind.STOCK else 1
            value = np.divide(y * per, n, out=np.full(len(y), np.nan), where=n > 0)
            return pd.DataFrame({"mean": value, "low": value, "high": value}), None


def _clump(places: pd.DataFrame, d: Definition, y: FloatArray) -> float:
    """Return how many come at a time: people who share an incident are no independent events."""
    if d.clump is None:
        return 1.0
    times = np.nansum(np.where(np.isnan(y), np.nan, _column(places, d.clump)))
    return float(max(np.nansum(y) / times, 1.0)) if times else 1.0


def _scale(value: FloatArray, d: Definition) -> tuple[float, float]:
    """Return the values that score 0 and 1; NaN where nothing tells the places apart."""
    if d.kind is Kind.FLAG:
        return 0.0, 1.0
    finite = value[np.isfinite(value)]
    if not finite.size:
        return np.nan, np.nan
    ends = np.quantile(finite, [settings().low_share, settings().high_share])
    if ends[0] == ends[1]:
        ends = np.array([finite.min(), finite.max()])
    if ends[0] == ends[1] and not np.isinf(value).any():
        return np.nan, np.nan
    if ends[0] == ends[1]:
        ends[1] = ends[0] + 1
    start, end = (float(x) for x in (ends[::-1] if d.less_is_more else ends))
    return start, end


def table(found: Figures, places: pd.DataFrame) -> pd.DataFrame:
    """Return one row a place and component: ``place_id, group, component, numerator, denominator,
    value, low, high, scaled``.
    """
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "place_id": places["place_id"].to_numpy(),
                    "group": str(figure.definition.group),
                    "component": str(name),
                    "numerator": figure.numerator,
                    "denominator": figure.denominator if figure.definition.denominator else np.nan,
                    "value": figure.value,
                    "low": figure.low,
                    "high": figure.high,
                    "scaled": figure.scaled,
                }
            )
            for name, figure in found.items()
        ],
        ignore_index=True,
    )
