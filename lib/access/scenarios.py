"""Scenarios of priorities: weights and a wish for organizers, kept under a name for everyone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import RowMapping

from lib.access import audit
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.access.errors import N_, AccountError
from lib.data.contract.scenarios import MOST_LETTERS
from lib.data.reading import statement
from lib.measures.priorities.settings import MOST_WEIGHT, chosen_weights
from lib.measures.priorities.settings import settings as priority_settings

MOST_MINUTES = 240
"""Most minutes of travel that a wish may ask for."""
MOST_SCENARIOS = 200
"""Most scenarios that are kept at once."""

_Code = Annotated[str, Field(min_length=1, max_length=80)]


class SavedWish(BaseModel):
    """What is to be placed, as ``lib.measures.priorities.cover.Wish`` takes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organizers: Annotated[int, Field(ge=0)]
    trainings: Annotated[int, Field(ge=0)]
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES)]
    floors: dict[_Code, Annotated[int, Field(ge=0, le=100)]] = {}
    pinned: tuple[_Code, ...] = ()
    excluded: tuple[_Code, ...] = ()

    @field_validator("organizers")
    @classmethod
    def _organizers(cls, value: int) -> int:
        if value > priority_settings().cover.most_organizers:
            raise ValueError("too many organizers")
        return value

    @field_validator("trainings")
    @classmethod
    def _trainings(cls, value: int) -> int:
        if value > priority_settings().cover.most_trainings:
            raise ValueError("too many trainings")
        return value


class Content(BaseModel):
    """What a scenario says: the weights that differ from the usual ones, regions and a wish."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    weights: dict[_Code, Annotated[int, Field(ge=0, le=MOST_WEIGHT)]] = {}
    regions: tuple[_Code, ...] = ()
    wish: SavedWish

    @field_validator("weights")
    @classmethod
    def _weights(cls, value: dict[str, int]) -> dict[str, int]:
        chosen_weights(value)
        return value


@dataclass(frozen=True, slots=True)
class Scenario:
    """A row of ``dashboard.scenario``."""

    number: int
    name: str
    content: Content
    created_by: str
    created_at: datetime


class ScenarioError(AccountError):
    """A scenario can't be kept; the sentence says what to do."""


def all_scenarios() -> list[Scenario]:
    """Every scenario that can still be read, newest first.

    :raises Unavailable: if the dashboard database can't be read.
    """
    scenarios = (_scenario(row) for row in rows("scenarios"))
    return [scenario for scenario in scenarios if scenario is not None]


def find(number: int) -> Scenario | None:
    """The scenario of that number; none if there is none, or it means nothing any more.

    :raises Unavailable: if the dashboard database can't be read.
    """
    scenario_rows = rows("scenario", scenario_id=number)
    return _scenario(scenario_rows[0]) if scenario_rows else None


def keep(name: str, content: Content, *, actor: str) -> int:
    """Keep a scenario, and return its number.

    :param actor: who keeps it.
    :raises ScenarioError: if the name won't do, or there are too many already.
    :raises Unavailable: if the dashboard database can't be written.
    """
    plain_name = " ".join(name.split())
    if not 1 <= len(plain_name) <= MOST_LETTERS:
        raise ScenarioError(
            N_("Give the scenario a name of at most {most} letters."), most=str(MOST_LETTERS)
        )
    if len(rows("scenarios")) >= MOST_SCENARIOS:
        raise ScenarioError(N_("There are too many scenarios; take away one that nobody needs."))
    row = {"name": plain_name, "content": content.model_dump_json(), "created_by": actor}
    with changing() as connection:
        number = int(
            connection.execute(statement("dashboard", "scenario_keep", "writes"), row).scalar_one()
        )
        audit.record(
            Event.SCENARIO_KEPT, actor=actor, facts={"scenario": number}, connection=connection
        )
    return number


def remove(number: int, *, actor: str) -> bool:
    """Take a scenario away; whether there was one.

    :raises Unavailable: if the dashboard database can't be written.
    """
    with changing() as connection:
        removed = change(connection, "scenario_remove", scenario_id=number)
        if removed:
            audit.record(
                Event.SCENARIO_REMOVED,
                actor=actor,
                facts={"scenario": number},
                connection=connection,
            )
    return bool(removed)


def _scenario(row: RowMapping) -> Scenario | None:
    try:
        content = Content.model_validate(row["content"])
    except ValidationError:
        # Kept when there were other components, or fewer organizers were too many.
        return None
    return Scenario(row["scenario_id"], row["name"], content, row["created_by"], row["created_at"])
