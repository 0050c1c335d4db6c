"""Scenarios: kept under a name with what they say, recorded, and taken away."""

import json

import pytest
from pydantic import ValidationError

from lib.access import scenarios
from lib.access.database import changing
from lib.access.scenarios import Content, SavedWish, ScenarioError
from lib.data.errors import Reason, Unavailable
from tests.access.conftest import query, sql
from tests.data.rows import Rows

WISH = SavedWish(organizers=3, trainings=1, minutes=60, floors={"midwest": 1}, pinned=("tx-waco",))
CONTENT = Content(weights={"need": 80, "hubs": 0}, regions=("midwest", "west"), wish=WISH)


def _audit() -> list[tuple[object, ...]]:
    return query("SELECT event, actor, facts FROM dashboard.audit ORDER BY entry_id")


def test_a_scenario_is_kept_as_it_was_said(rows: Rows) -> None:
    number = scenarios.keep("  Spring   plan ", CONTENT, actor="ana")
    scenario = scenarios.find(number)
    assert scenario is not None
    assert (scenario.name, scenario.content, scenario.created_by) == ("Spring plan", CONTENT, "ana")
    assert scenarios.all_scenarios() == [scenario]


def test_keeping_and_taking_away_are_recorded_without_what_was_typed(rows: Rows) -> None:
    number = scenarios.keep("Spring", CONTENT, actor="ana")
    assert scenarios.remove(number, actor="eva")
    assert scenarios.find(number) is None
    assert not scenarios.remove(number, actor="eva")
    events = [(event, actor, json.dumps(facts)) for event, actor, facts in _audit()]
    facts = f'{{"scenario": {number}}}'
    assert events == [("scenario_kept", "ana", facts), ("scenario_removed", "eva", facts)]


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_says_nothing_or_too_much_is_refused(rows: Rows, name: str) -> None:
    with pytest.raises(ScenarioError):
        scenarios.keep(name, CONTENT, actor="ana")
    assert not scenarios.all_scenarios()
    assert not _audit()


def test_the_longest_name_is_kept(rows: Rows) -> None:
    scenarios.keep("x" * 80, CONTENT, actor="ana")
    assert scenarios.all_scenarios()[0].name == "x" * 80


def test_too_many_are_refused(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenarios, "MOST_SCENARIOS", 1)
    scenarios.keep("One", CONTENT, actor="ana")
    with pytest.raises(ScenarioError, match="too many scenarios"):
        scenarios.keep("Two", CONTENT, actor="ana")


@pytest.mark.parametrize(
    "content",
    [
        {"wish": {"organizers": 21, "trainings": 0, "minutes": 60}},  # one more than there may be
        {"wish": {"organizers": 1, "trainings": -1, "minutes": 60}},
        {"wish": {"organizers": 1, "trainings": 0, "minutes": 0}},
        {"wish": WISH.model_dump(), "weights": {"sunshine": 5}},
        {"wish": WISH.model_dump(), "weights": {"need": 101}},
        # Nothing would count.
        {"wish": WISH.model_dump(), "weights": {"need": 0, "capacity": 0, "standing": 0}},
        {"wish": WISH.model_dump(), "else": 1},
        {},
    ],
)
def test_what_means_nothing_is_neither_kept_nor_read(
    rows: Rows, content: dict[str, object]
) -> None:
    with pytest.raises(ValidationError):
        Content.model_validate(content)
    # As if it had been kept when it still meant something.
    sql(
        "INSERT INTO dashboard.scenario (name, content, created_by)"
        " VALUES ('Old', CAST(:content AS jsonb), 'ana')",
        content=json.dumps(content),
    )
    ((number,),) = query("SELECT scenario_id FROM dashboard.scenario")
    assert scenarios.find(int(str(number))) is None
    assert scenarios.all_scenarios() == []


def test_the_app_cannot_alter_a_scenario(rows: Rows) -> None:
    scenarios.keep("Spring", CONTENT, actor="ana")
    with pytest.raises(Unavailable) as refused, changing() as connection:
        connection.exec_driver_sql("UPDATE dashboard.scenario SET name = 'Other'")
    assert refused.value.reason is Reason.FORBIDDEN
    assert scenarios.all_scenarios()[0].name == "Spring"
