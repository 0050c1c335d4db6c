"""What nobody recorded is no data: never zero, never "nobody answered", never all clear."""

from datetime import date

import pytest
import streamlit as st

from lib.data.scope import Scope
from lib.language import use
from lib.topics.response import hotline, incident_map, incidents, one_step, steps_done, unanswered
from lib.topics.response.readiness import READINESS
from lib.topics.response.rising_weeks import RISING
from lib.topics.response.to_do import TO_DO
from lib.ui.charts import Chart
from lib.ui.filters import Choice
from lib.ui.maps import Map
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 3, 25)
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
SOUTHEAST = Choice(Scope(("southeast",)), weeks=13)
INCIDENT = {
    "state_fips": "04",
    "occurred_at": "2026-03-10 18:00+00",
    "reported_at": "2026-03-10 18:05+00",
}

INCIDENTS = (
    *("delay_hour", "delay_week", "hotline_week", "incident_hour", "incident_week"),
    *("mobilization_for_all", "mobilization_week", "open_wait_week", "report_week", "state"),
)


@pytest.fixture(autouse=True)
def _in_english():
    with use("en"):
        yield


def refreshed() -> None:
    derive("membership", AS_OF, "committee_week", "county", "region", "state")
    derive("incidents", AS_OF, *INCIDENTS)
    # What was read for the test before is forgotten.
    st.cache_data.clear()


@pytest.mark.parametrize("recorded", [False, True])
def test_without_an_incident_no_figure_says_a_number(rows: Rows, recorded: bool) -> None:
    """Nor where another region has one: what is not seen is not known to be none."""
    rows("membership", "committee")
    if recorded:
        rows("incidents", "incident", INCIDENT)
        rows("incidents", "response", {"incident_id": "i1"})
    refreshed()
    choice = SOUTHEAST if recorded else SOUTHWEST
    made = [
        TO_DO.made(choice),
        incidents.WEEKS.made(choice, "all"),
        incident_map.INCIDENT_MAP.made(choice, "incidents"),
        incident_map.INCIDENT_MAP.made(choice, "unanswered"),
        unanswered.KINDS.made(choice),
        unanswered.HOURS.made(choice),
        steps_done.STEPS_DONE.made(choice),
        one_step.ONE_STEP.made(choice, "hour", "arrive"),
        RISING.made(choice),
    ]
    assert [each.value for each in made] == [None] * len(made)
    # Grey where the source is late, though there is nothing to be seen.
    assert all(("incidents", "incident") in each.sources for each in made)
    assert incident_map.by_state(choice).empty


def test_without_a_response_nobody_is_said_to_have_stayed_away(rows: Rows) -> None:
    rows("incidents", "incident", INCIDENT, INCIDENT | {"verification": "unverified"})
    refreshed()
    assert unanswered.KINDS.made(SOUTHWEST).value is None
    assert unanswered.HOURS.made(SOUTHWEST).value is None
    assert incident_map.INCIDENT_MAP.made(SOUTHWEST, "unanswered").value is None
    drawn = incident_map.INCIDENT_MAP.made(SOUTHWEST, "incidents").value
    assert isinstance(drawn, Map)
    assert drawn.table["incidents"].sum() == 2
    assert drawn.table["unanswered"].isna().all()
    weeks = incidents.WEEKS.made(SOUTHWEST, "all").value
    assert isinstance(weeks, Chart)
    assert weeks.table["unanswered"].isna().all()
    steps = steps_done.STEPS_DONE.made(SOUTHWEST).value
    assert isinstance(steps, Chart)
    assert steps.table["step"].tolist() == ["verify"]
    to_do = TO_DO.made(SOUTHWEST).value
    assert isinstance(to_do, Text)
    said = to_do.body or ""
    assert "There is no data on responses" in said
    assert "There is no data on calls to the hotline" in said
    assert "could have gone" not in said


def test_without_a_call_the_hotline_is_not_silent(rows: Rows) -> None:
    rows("incidents", "incident", INCIDENT)
    refreshed()
    assert hotline.HOTLINE.made(SOUTHWEST).value is None


def test_without_roles_nobody_is_said_to_be_far_from_responders(rows: Rows) -> None:
    rows("membership", "county", {"latitude": 32.2, "longitude": -110.9, "population": 5})
    rows("membership", "committee", {"place_id": "tucson"})
    refreshed()
    assert READINESS.made(SOUTHWEST).value is None
