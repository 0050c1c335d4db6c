"""What a letter tells of requests and certificates: what is new alone, counted by hand."""

from datetime import date

import pytest
import streamlit as st

from lib.brief.digest.things import counted
from lib.data.scope import Scope
from lib.language import use
from lib.topics.support.new_requests import new_requests
from lib.topics.training.ending_lately import ending_lately
from lib.ui.filters import Choice
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
SINCE = date(2026, 3, 18)
SOUTHWEST = Choice(Scope(("southwest",)), 13)
REQUESTS = (
    {"committee_id": "c1", "opened_on": "2026-03-17"},  # the day before: told already
    {"committee_id": "c1", "opened_on": "2026-03-18"},  # left boundary
    {"committee_id": "c2", "opened_on": "2026-03-25"},  # today
    {
        "committee_id": "c2",
        "opened_on": "2026-03-24",
        "first_response_on": "2026-03-24",
    },  # answered
    {"committee_id": "c2", "opened_on": "2026-03-20", "resolved_on": "2026-03-21"},  # done
    {"committee_id": "c3", "opened_on": "2026-03-20"},  # of another region
)
ENDING = (
    {"committee_id": "c1", "certified_until": "2026-04-17"},  # in 23 days: told a week ago
    {"committee_id": "c1", "certified_until": "2026-04-18"},  # in 24
    {"committee_id": "c2", "certified_until": "2026-04-24"},  # in 30
    {"committee_id": "c2", "certified_until": "2026-04-25"},  # in 31: next week
    {"committee_id": "c3", "certified_until": "2026-04-20"},  # of another region
)

MEMBERSHIP = (
    "certificate",
    "committee",
    "committee_support",
    "committee_week",
    "open_request",
    "region",
)


@pytest.fixture
def organization(rows: Rows) -> Rows:
    st.cache_data.clear()
    for fips, place in (("04", "tucson"), ("13", "atlanta")):
        rows("membership", "state", {"state_fips": fips})
        rows("membership", "place", {"place_id": place, "state_fips": fips})
    named = (("c1", "Tucson", "tucson"), ("c2", "Ajo: Casa", "tucson"), ("c3", "Lejos", "atlanta"))
    for committee, name, place in named:
        given = {"committee_id": committee, "name": name, "place_id": place}
        rows("membership", "committee", given)
    return rows


@pytest.mark.slow
def test_requests_since_a_day_without_an_answer_are_told(organization: Rows) -> None:
    organization("membership", "support_request", *REQUESTS)
    derive("membership", AS_OF, *MEMBERSHIP)
    (said,) = new_requests(SOUTHWEST, SINCE) or []
    assert said == "**2** new requests that nobody has answered: Ajo\\: Casa, Tucson"
    assert counted(said) == "2 new requests that nobody has answered"
    assert new_requests(SOUTHWEST, date(2026, 3, 26)) == []
    with use("es"):
        (dicho,) = new_requests(SOUTHWEST, SINCE) or []
    assert counted(dicho) == "2 solicitudes nuevas sin respuesta"


def test_where_nobody_records_requests_none_are_told(organization: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    assert new_requests(SOUTHWEST, SINCE) is None


def test_certificates_are_told_in_the_week_in_which_they_come_near(organization: Rows) -> None:
    done = {"completed_on": "2026-01-05"}
    organization("membership", "enrollment", *({**done, **each} for each in ENDING))
    derive("membership", AS_OF, *MEMBERSHIP)
    (said,) = ending_lately(SOUTHWEST)
    assert said == "**2** more certificates end within 30 days: Ajo\\: Casa, Tucson"
    assert counted(said) == "2 more certificates end within 30 days"


def test_where_no_certificate_comes_near_none_is_told(organization: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    assert ending_lately(SOUTHWEST) == []
