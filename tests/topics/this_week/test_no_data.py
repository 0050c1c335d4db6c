"""Where a source has no record, the first page says no zero, no all clear and no advice."""

from datetime import UTC, date, datetime

import pytest
import streamlit as st

from lib.data.scope import Scope
from lib.topics.this_week import last_look, news
from lib.topics.this_week.headlines import FIVE
from lib.topics.this_week.on_fire import ON_FIRE
from lib.topics.this_week.unanswered import UNANSWERED, Described
from lib.ui.filters import Choice
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AS_OF = date(2026, 3, 25)
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)


def refreshed() -> None:
    derive("membership", AS_OF, "committee", "committee_support", "region_week", "state")
    derive("incidents", AS_OF, "incident_week", "state", "unanswered_hour")
    # What was read for the test before is forgotten.
    st.cache_data.clear()


def on_fire() -> str:
    made = ON_FIRE.made(SOUTHWEST).value
    assert isinstance(made, Text)
    return made.body or ""


def unanswered() -> Described:
    made = UNANSWERED.made(SOUTHWEST).value
    assert isinstance(made, Described)
    return made


def spoken() -> list[str]:
    return [make(SOUTHWEST).shown()["sentence"] for make in FIVE]


def test_an_organization_without_a_record_has_no_number_on_the_page(rows: Rows) -> None:
    rows("membership", "committee")
    refreshed()
    assert on_fire().startswith("No incident was ever recorded")
    assert unanswered().title.startswith("No incident was ever recorded")
    assert spoken() == [
        "Members in good standing: no record yet: dues payments and members.",
        "Committees that met (13 weeks): no record yet: gatherings.",
        "People with core training: no record yet: enrollments and members.",
        "Incidents in 13 weeks: No incident was ever recorded.",
        "From report to dispatch: no record yet: responses.",
    ]
    said = news.membership_in_words(SOUTHWEST) + news.incidents_of_last_week(SOUTHWEST)
    assert "**0**" not in said
    assert "no record yet: gatherings" in said
    since = last_look.in_words(SOUTHWEST, datetime(2026, 3, 20, 9, tzinfo=UTC))
    assert "no new alarm" not in since
    assert "nothing newly unanswered" not in since


def test_without_a_response_no_incident_is_said_to_be_unanswered(rows: Rows) -> None:
    rows("incidents", "incident", {"state_fips": "04", "occurred_at": "2026-03-24 18:00+00"})
    refreshed()
    assert unanswered().title.startswith("No response was ever recorded")
    assert unanswered().first == unanswered().whole == ""


def test_an_unanswered_incident_is_its_regions_alone(rows: Rows) -> None:
    rows(
        "incidents",
        "incident",
        {"incident_id": "a", "state_fips": "04", "occurred_at": "2026-03-24 18:00+00"},
        {"incident_id": "b", "state_fips": "13", "occurred_at": "2026-03-24 19:00+00"},
        # Eight days ago: past acting on.
        {"incident_id": "c", "state_fips": "04", "occurred_at": "2026-03-17 18:00+00"},
        {"incident_id": "d", "state_fips": "04", "occurred_at": "2026-03-23 18:00+00"},
    )
    rows("incidents", "response", {"incident_id": "d", "dispatched_at": "2026-03-23 19:00+00"})
    refreshed()
    # 18:00 UTC is 13:00 in Chicago; to the end of 25 March it is 35 hours.
    assert unanswered().first.splitlines() == ["- **A state** · raid · Tue Mar 24, 13:00 · 35 hr"]
    elsewhere = UNANSWERED.made(Choice(Scope(("midwest",)), 13)).value
    assert isinstance(elsewhere, Described)
    assert elsewhere.first == ""


def test_nobody_is_said_not_to_be_ready_where_no_role_was_ever_recorded(rows: Rows) -> None:
    rows("membership", "committee")
    heard = {"state_fips": "04", "occurred_at": "2026-03-24 18:00+00"}
    rows("incidents", "incident", {"incident_id": "a", **heard}, {"incident_id": "b", **heard})
    rows("incidents", "response", {"incident_id": "b", "dispatched_at": "2026-03-24 19:00+00"})
    refreshed()
    assert unanswered().title == "1 incident of the last 7 days without an answer"
    assert unanswered().ready == ""
    # Once somebody's role is, whoever has none is known to have none.
    rows("membership", "role_term", {"committee_id": "c1", "started_on": "2026-01-01"})
    refreshed()
    assert unanswered().ready == "**Ready to go**: A state: no committee is ready here"
