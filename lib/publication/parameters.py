"""What decides what becomes public, read from ``parameters.toml`` and checked."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, ValidationError, model_validator

from lib.expected import Expected
from lib.publication.metric import Metric, Section

PATH = Path(__file__).with_name("parameters.toml")

Positive = Annotated[int, Field(ge=1)]
NATION = "nation"
"""The area of a national total; no region bears the name."""


class ParameterError(Expected, ValueError):
    """``parameters.toml`` lacks a key, has one too many, or a value that cannot be."""


class Rounding(Section):
    """``[rounding]``: the threshold, and ``(from, step)`` of each band, ascending."""

    threshold: Positive
    bands: tuple[tuple[Positive, Positive], ...]

    @model_validator(mode="after")
    def _bands_fit(self) -> Self:
        """Rounding must be monotone: a class is an interval only then."""
        if not self.bands or self.bands[0][0] != self.threshold:
            raise ValueError("the first band begins at the threshold")
        for (start, step), (later, wider) in pairwise(self.bands):
            if later <= start or wider < step or later % step or later % wider:
                raise ValueError("bands ascend, widen, and begin at a multiple of both steps")
        if any(step % 2 for _, step in self.bands):
            raise ValueError("a step is even, so that its half is a whole number")
        return self


class Committees(Section):
    """``[committees]``."""

    minimum: Annotated[int, Field(ge=3)]
    top_two_share: Annotated[float, Field(gt=0, lt=1)]
    p_percent: Annotated[float, Field(gt=0, lt=100)]


class Insider(Section):
    """``[insider]``."""

    width: Positive


class Periods(Section):
    """``[periods]``."""

    anchor: date
    weekly_median: Positive
    delay_weeks: Annotated[int, Field(ge=4)]
    first_weeks: Positive

    @model_validator(mode="after")
    def _anchor_is_a_monday(self) -> Self:
        if self.anchor.weekday():
            raise ValueError("the anchor is a Monday")
        return self


class Joining(Section):
    """``[joining]``."""

    told: Annotated[float, Field(gt=0, lt=1)]
    finer: Annotated[float, Field(gt=0, lt=1)]
    enough: Positive
    weeks: Positive

    @model_validator(mode="after")
    def _steps_do_not_undo_each_other(self) -> Self:
        if self.finer <= self.told:
            raise ValueError("finer is more than told")
        return self


class DifferentialPrivacy(Section):
    """``[differential_privacy]``."""

    is_enabled: bool
    epsilon: Annotated[float, Field(gt=0, le=10)]
    yearly_epsilon: Annotated[float, Field(gt=0)]
    metrics: dict[str, Positive]


class Quotes(Section):
    """``[quotes]``: which metrics are quoted, and how many of those that can be."""

    most: Positive
    order: tuple[str, ...]


class License(Section):
    """``[license]``: under which the numbers may be re-used, as Frictionless names it."""

    name: str
    title: str
    path: str


class Parameters(Section):
    """The whole file."""

    rounding: Rounding
    committees: Committees
    insider: Insider
    periods: Periods
    joining: Joining
    differential_privacy: DifferentialPrivacy
    license: License
    quotes: Quotes
    metrics: tuple[Metric, ...]

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        names = [metric.name for metric in self.metrics]
        if len(names) != len(set(names)):
            raise ValueError("a metric is listed twice")
        by_name = dict(zip(names, self.metrics, strict=True))
        for metric in self.metrics:
            if metric.at_most is None:
                continue
            bound = by_name.get(metric.at_most)
            if bound is None or bound.topics or metric.topics or bound.at_most:
                raise ValueError(f"{metric.name}: at_most names a metric without topics or bound")
            if metric.joins or bound.joins:
                # Of periods of other lengths the one would still bound the other.
                raise ValueError(f"{metric.name}: neither it nor what bounds it joins")
        quoted = {metric.name for metric in self.metrics if metric.quote_en is not None}
        if set(self.quotes.order) - quoted:
            raise ValueError("quotes.order: names a metric without a sentence to quote")
        regional = {metric.name for metric in self.metrics if metric.is_regional}
        unknown = set(self.differential_privacy.metrics) - regional
        if unknown:
            raise ValueError(f"differential_privacy.metrics: no metric {min(unknown)} of regions")
        return self

    def metric(self, code: str) -> Metric:
        """The metric of a published code such as ``training_completed.security``.

        :raises KeyError: if there is none.
        """
        name = code.partition(".")[0]
        for metric in self.metrics:
            if metric.name == name:
                return metric
        raise KeyError(code)

    @property
    def protected_names(self) -> frozenset[str]:
        """The names of the metrics that are protected, however coarsely they are told."""
        return frozenset(metric.name for metric in self.metrics if metric.is_protected)

    def has_noise(self, metric: Metric) -> bool:
        """Whether a metric is told with noise in place of rounding."""
        switched = self.differential_privacy
        return metric.epsilon is not None or (
            switched.is_enabled and metric.name in switched.metrics
        )

    def codes(self) -> Iterator[tuple[str, Metric]]:
        """The code of everything protected as it is told by topic, with its metric."""
        for metric in self.metrics:
            if metric.is_protected:
                for topic in metric.topics or ("",):
                    yield (f"{metric.name}.{topic}" if topic else metric.name), metric


def read(path: Path = PATH) -> Parameters:
    """Return the file as :class:`Parameters`.

    :raises ParameterError: if it is no TOML, or a key is missing, unknown or out of range.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{path.name} is not valid TOML: {error}.") from error
    try:
        return Parameters.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ParameterError(f"{path.name}, key {key}: {first['msg']}.") from error


@cache
def parameters() -> Parameters:
    """The parameters of this installation."""
    return read()
