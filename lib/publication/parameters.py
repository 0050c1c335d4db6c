"""What decides what becomes public, read from ``parameters.toml`` and checked."""

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

PATH = Path(__file__).with_name("parameters.toml")

Positive = Annotated[int, Field(ge=1)]
NATION = "nation"
"""The area of a national total; no region bears the name."""


class ParameterError(ValueError):
    """``parameters.toml`` lacks a key, has one too many, or a value that cannot be."""


class Section(BaseModel):
    """A table of ``parameters.toml``: no key may be missing, unknown or changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class DifferentialPrivacy(Section):
    """``[differential_privacy]``."""

    is_enabled: bool
    epsilon: Annotated[float, Field(gt=0, le=10)]
    yearly_epsilon: Annotated[float, Field(gt=0)]
    metrics: dict[str, Positive]


class License(Section):
    """``[license]``: under which the numbers may be re-used, as Frictionless names it."""

    name: str
    title: str
    path: str


class Metric(Section):
    """One of ``[[metrics]]``; with topics, one metric a topic is published.

    :ivar areas: ``nation``: it is told of the whole country alone.
    :ivar weeks: the length of its periods where that is not chosen for each year.
    :ivar epsilon: noise in place of rounding, whatever ``[differential_privacy]`` says.
    """

    name: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    unit: str
    kind: Literal["stock", "flow"]
    class_: Literal["protected", "exact"] = Field(alias="class")
    areas: Literal["regions", "nation"] = "regions"
    weeks: Literal[4, 52] | None = None
    epsilon: Annotated[float, Field(gt=0, le=1)] | None = None
    at_most: str | None = None
    title_en: str
    title_es: str
    what_en: str
    what_es: str
    topics: dict[str, tuple[str, str]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _noise_is_of_the_nation(self) -> Self:
        """Regions with noise of their own would be a budget of ``[differential_privacy]``."""
        if self.epsilon is not None and (self.is_regional or not self.is_protected):
            raise ValueError(f"{self.name}: epsilon is for a protected metric of the nation")
        return self

    @property
    def is_protected(self) -> bool:
        """Whether anything but its own publicness allows its publication."""
        return self.class_ == "protected"

    @property
    def is_regional(self) -> bool:
        """Whether it is told of regions."""
        return self.areas == "regions"


class Parameters(Section):
    """The whole file."""

    rounding: Rounding
    committees: Committees
    insider: Insider
    periods: Periods
    differential_privacy: DifferentialPrivacy
    license: License
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

    def codes(self) -> Iterator[tuple[str, Metric]]:
        """The code of everything protected that is published, with its metric."""
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
