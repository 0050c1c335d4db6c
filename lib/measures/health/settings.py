"""``[health]`` of ``thresholds.toml``, checked."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from lib.measures.health.codes import Action, Indicator, Part
from lib.measures.thresholds import Positive, Section, Share, read_section

Above0 = Annotated[float, Field(gt=0)]
UpTo1 = Annotated[float, Field(gt=0, le=1)]

PARTS: dict[Indicator, tuple[Part, ...]] = {
    Indicator.RHYTHM: (Part.DAYS_SINCE_GATHERING, Part.GATHERINGS, Part.OWN_RHYTHM),
    Indicator.TURNOUT: (Part.TURNOUT,),
    Indicator.GROWTH: (Part.GROWTH,),
    Indicator.DUES: (Part.DUES,),
    Indicator.COORDINATION: (Part.COORDINATORS, Part.COORDINATORS_CORE),
    Indicator.TRAINING: (Part.CORE_CERTIFIED,),
    Indicator.READINESS: (Part.RESPONDERS, Part.ANSWERED, Part.DAYS_SINCE_DRILL),
    Indicator.ACCOMPANIMENT: (Part.OVERDUE_REQUESTS, Part.DAYS_SINCE_VISIT),
}
"""The parts of each indicator."""

ROUNDING = 1e-9
"""Scores this close to a limit are on it: they differ from it by the computer's rounding."""

LESS_IS_BETTER = frozenset(
    {
        Part.DAYS_SINCE_GATHERING,
        Part.DAYS_SINCE_DRILL,
        Part.OVERDUE_REQUESTS,
        Part.DAYS_SINCE_VISIT,
    }
)
"""Their ``zero_at`` lies above their ``full_at``; that of the others below."""


class PartRule(Section):
    """A figure scores 0 at ``zero_at`` and beyond, 1 at ``full_at`` and beyond, linear between."""

    weight: Positive
    zero_at: float
    full_at: float


class IndicatorRule(Section):
    """The points of an indicator among the 100 of a committee, and its parts."""

    weight: Positive
    parts: dict[Part, PartRule]

    @model_validator(mode="after")
    def _check(self) -> "IndicatorRule":
        if sum(rule.weight for rule in self.parts.values()) != 100:
            raise ValueError("the weights of the parts must add up to 100")
        for part, rule in self.parts.items():
            if rule.zero_at == rule.full_at or (
                (rule.zero_at > rule.full_at) != (part in LESS_IS_BETTER)
            ):
                raise ValueError(f"zero_at of {part} must be the worse one of its two thresholds")
        return self


Ruleset = dict[Indicator, IndicatorRule]


class Levels(Section):
    """``[health.levels]``: the lowest score of a level, and what overrules it."""

    strong_from: Share
    steady_from: Share
    ready_from: UpTo1
    reviving_from: UpTo1
    silent_up_to: Annotated[float, Field(ge=0, lt=1)]
    stalled_after_days: Positive


class NeedRules(Section):
    """``[health.need]``."""

    level_weight: Positive
    trend_weight: Positive
    region_weight: Positive
    full_fall_4_weeks: UpTo1
    full_fall_13_weeks: UpTo1
    snapshot_days: Annotated[int, Field(ge=0, le=27)]
    opportunity: UpTo1
    reason_from: UpTo1


class ActionRule(Section):
    """Hours of work that an action takes, and how much it moves (people, or a share of them)."""

    effort: Above0
    amount: Above0 = 1.0


class HealthThresholds(Section):
    """``[health]``."""

    minimum_weight: Annotated[int, Field(ge=1, le=100)]
    absurd_turnout: Above0
    minimum_points: Above0
    levels: Levels
    need: NeedRules
    actions: dict[Action, ActionRule]
    active: Ruleset
    forming: Ruleset
    dormant: Ruleset

    @model_validator(mode="after")
    def _check(self) -> "HealthThresholds":
        for name in ("active", "forming", "dormant"):
            ruleset: Ruleset = getattr(self, name)
            if sum(rule.weight for rule in ruleset.values()) != 100:
                raise ValueError(f"the weights of the indicators in {name} must add up to 100")
            for indicator, rule in ruleset.items():
                if not set(rule.parts) <= set(PARTS[indicator]):
                    raise ValueError(f"{name}.{indicator} has a part of another indicator")
        if set(self.active) != set(Indicator):
            raise ValueError("active must have every indicator")
        lacking = set(Action) - {Action.COMPLETE_RECORDS, Action.NOTHING} - set(self.actions)
        if lacking:
            raise ValueError(f"actions lacks {', '.join(sorted(lacking))}")
        return self


@cache
def health_thresholds() -> HealthThresholds:
    """Return ``[health]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("health", HealthThresholds)
