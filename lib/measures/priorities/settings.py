"""``[priorities]`` of ``thresholds.toml``, checked, and the weights that a viewer may change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from lib.measures.priorities.codes import Component, Group
from lib.measures.priorities.definitions import DEFINITIONS
from lib.measures.thresholds import NotNegative, Positive, Section, Share, read_section

MOST_WEIGHT = 100
"""A weight is a whole number from 0 to this."""


class CoverSettings(Section):
    """``[priorities.cover]``."""

    needy_share: Share
    seconds: Annotated[float, Field(gt=0)]
    gap: Annotated[float, Field(ge=0, lt=1)]
    most_organizers: Positive
    most_trainings: Positive


class PrioritySettings(Section):
    """``[priorities]``."""

    group_km: Annotated[float, Field(gt=0)]
    low_share: Share
    high_share: Share
    minimum_weight: Annotated[int, Field(ge=1, le=100)]
    draws: Annotated[int, Field(ge=100)]
    concentration: Annotated[float, Field(gt=0)]
    top: Positive
    sure_share: Share
    seed: int
    groups: dict[Group, NotNegative]
    need: dict[Component, NotNegative]
    capacity: dict[Component, NotNegative]
    standing: dict[Component, NotNegative]
    cover: CoverSettings

    @model_validator(mode="after")
    def _check(self) -> "PrioritySettings":
        if self.low_share >= self.high_share:
            raise ValueError("low_share must be below high_share")
        if set(self.groups) != set(Group):
            raise ValueError("groups must weigh need, capacity and standing")
        for group in Group:
            named = set(getattr(self, group))
            expected = {name for name, d in DEFINITIONS.items() if d.group is group}
            if named != expected:
                raise ValueError(f"{group} must weigh exactly {', '.join(sorted(expected))}")
        return self


@cache
def settings() -> PrioritySettings:
    """Return ``[priorities]``.

    :raises ThresholdError: as ``read_section``.
    """
    return read_section("priorities", PrioritySettings)


@dataclass(frozen=True)
class Weights:
    """What counts how much: of the groups among each other, of the components in their group."""

    groups: tuple[tuple[Group, int], ...]
    components: tuple[tuple[Component, int], ...]

    def of(self, name: Group | Component) -> int:
        """The weight of a group or component."""
        both: dict[Group | Component, int] = {**dict(self.groups), **dict(self.components)}
        return both[name]


def chosen_weights(changed: Mapping[str, int] | None = None) -> Weights:
    """Return the weights of ``thresholds.toml``, but for those ``changed`` (by name).

    :raises ValueError: if a name is none, a weight is not from 0 to ``MOST_WEIGHT``, or every group
        or every component of a group that counts has none.
    """
    usual = settings()
    groups: dict[str, int] = {str(k): v for k, v in usual.groups.items()}
    components: dict[str, int] = {
        str(k): v for part in (usual.need, usual.capacity, usual.standing) for k, v in part.items()
    }
    for name, weight in (changed or {}).items():
        if not 0 <= weight <= MOST_WEIGHT:
            raise ValueError(f"The weight of {name} must be from 0 to {MOST_WEIGHT}.")
        table = groups if name in groups else components
        if name not in table:
            raise ValueError(f"{name} is nothing that can be weighed.")
        table[name] = weight
    for group in Group:
        within = sum(components[k] for k, d in DEFINITIONS.items() if d.group is group)
        if groups[group] and not within:
            groups[group] = 0
    if not any(groups.values()):
        raise ValueError("Something must count: give a group a weight above 0.")
    return Weights(
        tuple((Group(k), v) for k, v in groups.items()),
        tuple((Component(k), v) for k, v in components.items()),
    )
