"""``[accompaniment]`` of ``thresholds.toml``."""

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from lib.measures.thresholds import NotNegative, Positive, Section, read_section

Groups = Annotated[tuple[NotNegative, ...], Field(min_length=1)]


class AccompanimentThresholds(Section):
    """``[accompaniment]``."""

    age_days: Groups
    answer_days: Positive
    forgotten_days: Positive
    wait_weeks: Positive
    drawn_days: Positive
    minimum_followed: Positive
    visited_days: Groups
    # Further back than 90 days no request is looked for: see rollup visit_week.
    follows_days: Annotated[int, Field(ge=0, le=90)]
    silent_days: Positive
    new_days: Positive
    promise_days: NotNegative

    @model_validator(mode="after")
    def _groups_ascend(self) -> "AccompanimentThresholds":
        for name in ("age_days", "visited_days"):
            days = getattr(self, name)
            if list(days) != sorted(set(days)):
                raise ValueError(f"{name} must ascend")
        return self


@cache
def accompaniment() -> AccompanimentThresholds:
    """Return ``[accompaniment]``."""
    return read_section("accompaniment", AccompanimentThresholds)
