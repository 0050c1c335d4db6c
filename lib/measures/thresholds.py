"""The numbers behind the measures, read from ``thresholds.toml`` and checked."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

PATH = Path(__file__).with_name("thresholds.toml")

Share = Annotated[float, Field(gt=0, lt=1)]
Positive = Annotated[int, Field(ge=1)]
NotNegative = Annotated[int, Field(ge=0)]


class ThresholdError(ValueError):
    """``thresholds.toml`` lacks a key, has one too many, or a value that cannot be."""


class Section(BaseModel):
    """A table of ``thresholds.toml``: no key may be missing, unknown or changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RateThresholds(Section):
    """``[rates]``."""

    confidence: Share


class CompletionThresholds(Section):
    """``[completion]``."""

    horizons_days: tuple[Positive, ...]
    minimum_at_risk: Positive
    funnel_winsorized_share: Annotated[float, Field(ge=0, lt=0.5)]


class MembershipThresholds(Section):
    """``[membership]``."""

    minimum_people: Positive
    minimum_payers: Positive
    most_left_out: Annotated[float, Field(ge=0, lt=1)]


class EarsThresholds(Section):
    """``[alarms.ears]``."""

    baseline_weeks: Annotated[int, Field(ge=2)]
    alpha: Share
    minimum_sigma: Annotated[float, Field(ge=0)]


class BayesThresholds(Section):
    """``[alarms.bayes]``."""

    weeks: Positive
    alpha: Share


class FarringtonThresholds(Section):
    """``[alarms.farrington]``."""

    # With fewer than three years the method has no trend; of more than four no week is read.
    years: Annotated[int, Field(ge=3, le=4)]
    # Wider windows would reach into the half year before the judged week.
    half_window_weeks: Annotated[int, Field(ge=1, le=12)]
    alpha: Share
    weights_threshold: Annotated[float, Field(gt=0)]
    trend_p: Annotated[float, Field(ge=0, le=1)]


class FloorThresholds(Section):
    """``[alarms.short_floor]`` and ``[alarms.farrington_floor]``."""

    cases: NotNegative
    weeks: Positive


class SurgeThresholds(Section):
    """``[alarms.surge]``."""

    least_ratio: Annotated[float, Field(gt=1)]
    least_excess: Annotated[float, Field(gt=0)]
    least_share: Annotated[float, Field(ge=0, lt=1)]
    least_expected: Annotated[float, Field(gt=0)]
    odds_of_an_end: Annotated[float, Field(gt=1)]
    odds_remembered: Annotated[float, Field(ge=1)]
    past_weeks: Annotated[int, Field(ge=2)]
    left_out_before: NotNegative
    least_weeks_of_dispersion: Annotated[int, Field(ge=2)]
    new_level_after_weeks: NotNegative


class AlarmThresholds(Section):
    """``[alarms]``."""

    agreement: Literal["both", "either"]
    surge: SurgeThresholds
    ears: EarsThresholds
    bayes: BayesThresholds
    short_floor: FloorThresholds
    farrington: FarringtonThresholds
    farrington_floor: FloorThresholds


class NowcastThresholds(Section):
    """``[nowcast]``."""

    maximum_delay_weeks: Positive
    minimum_weeks: Positive
    minimum_reports: Positive
    history_weeks: Positive
    minimum_share_reported: Share
    plentiful_reports: Positive
    # As in the file, so that settings made for another question need not name them.
    lowest_concentration: Annotated[float, Field(gt=0)] = 5.0
    highest_concentration: Annotated[float, Field(gt=0)] = 300.0
    least_own_share: Share = 0.02
    draws: Annotated[int, Field(ge=100)]
    seed: int


SectionT = TypeVar("SectionT", bound=Section)


def read_section(name: str, model: type[SectionT], path: Path = PATH) -> SectionT:
    """Return the table ``name`` of the file as ``model``.

    :raises ThresholdError: if the file is no TOML, or the table or one of its keys is missing,
        unknown or out of range; the message names the key.
    """
    try:
        tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ThresholdError(f"{path.name} is not valid TOML: {error}.") from error
    if name not in tables:
        raise ThresholdError(f"{path.name} lacks the table [{name}]; restore it.")
    try:
        return model.model_validate(tables[name])
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join([name, *(str(part) for part in first["loc"])])
        raise ThresholdError(f"{path.name}, key {key}: {first['msg']}.") from error


@cache
def rates() -> RateThresholds:
    """Return ``[rates]``."""
    return read_section("rates", RateThresholds)


@cache
def completion() -> CompletionThresholds:
    """Return ``[completion]``."""
    return read_section("completion", CompletionThresholds)


@cache
def membership() -> MembershipThresholds:
    """Return ``[membership]``."""
    return read_section("membership", MembershipThresholds)


@cache
def alarms() -> AlarmThresholds:
    """Return ``[alarms]``."""
    return read_section("alarms", AlarmThresholds)


@cache
def nowcast() -> NowcastThresholds:
    """Return ``[nowcast]``."""
    return read_section("nowcast", NowcastThresholds)
