"""What committees ask of us, visits and roles held, by hand; as of Wednesday 2026-03-25."""

from datetime import date
from typing import Any

import pandas as pd

from lib.data import reading
from lib.data.scope import Scope
from tests.data.derived import behind, derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
SOUTHWEST = Scope(("southwest",))


def _support(scope: Scope = SOUTHWEST) -> dict[str, dict[str, Any]]:
    derive("membership", AS_OF, *behind("membership", "committee_support", "open_requests"))
    frame = reading.read("membership", "committee_support", scope)
    return {row["committee_id"]: row for row in frame.to_dict("records")}


def _days(frame: list[dict[str, Any]], name: str) -> list[str]:
    return [str(row[name])[:10] for row in frame]


def _open(scope: Scope, committee_id: str) -> list[dict[str, Any]]:
    frame = reading.read("membership", "open_requests", scope, committee_id=committee_id)
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def test_open_requests_by_kind(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        {"opened_on": "2026-03-01", "first_response_on": "2026-03-02"},
        {"opened_on": "2026-03-10"},  # nobody answered it
        {"opened_on": "2026-03-25", "kind": "technical"},  # today's is open
        {"opened_on": "2026-03-26", "kind": "technical"},  # of a day to come
        {"opened_on": "2026-02-01", "resolved_on": "2026-03-25"},  # resolved today
        {"opened_on": "2026-02-02", "resolved_on": "2026-03-26", "kind": "mentorship"},  # tomorrow
        {"opened_on": "2026-02-01", "committee_id": "c2"},
        {"opened_on": "2026-02-01", "resolved_on": "2026-02-01", "committee_id": "c3"},
    )
    support = _support()
    kinds = [row for each in ("c1", "c2", "c3") for row in _open(SOUTHWEST, each)]
    counted = [(row["committee_id"], row["kind"], row["open"], row["unanswered"]) for row in kinds]
    assert counted == [
        ("c1", "mentorship", 1, 1),
        ("c1", "training", 2, 1),
        ("c1", "technical", 1, 1),
        ("c2", "training", 1, 1),
    ]
    assert _days(kinds, "oldest_on") == ["2026-02-02", "2026-03-01", "2026-03-25", "2026-02-01"]
    # The committee's figures are the sums of its kinds.
    assert (support["c1"]["requests_open"], support["c1"]["requests_unanswered"]) == (4, 3)
    assert str(support["c1"]["oldest_request_on"])[:10] == "2026-02-02"
    # None open is 0 here, since the organization keeps requests.
    assert (support["c3"]["requests_open"], support["c3"]["requests_unanswered"]) == (0, 0)


def test_the_last_visit_and_whose_post_made_it(rows: Rows) -> None:
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-01-05", "organizer": "organizer southwest 1"},
        {"visited_on": "2026-03-05", "organizer": "organizer southwest 2"},
        {"visited_on": "2026-03-27", "organizer": "organizer southwest 3"},  # of a day to come
        {"visited_on": "2026-02-05", "committee_id": "c2"},  # nobody says whose
    )
    rows("membership", "committee", {"committee_id": "never"})
    support = _support()
    assert support["c1"]["visits"] == 2
    assert str(support["c1"]["last_visit_on"])[:10] == "2026-03-05"
    assert support["c1"]["last_visit_by"] == "organizer southwest 2"
    assert pd.isna(support["c2"]["last_visit_by"])
    # Never visited is 0 visits and no day.
    assert support["never"]["visits"] == 0
    assert str(support["never"]["last_visit_on"]) == "NaT"


def test_people_in_each_role(rows: Rows) -> None:
    rows(
        "membership",
        "role_term",
        {"role": "coordinator", "member_id": "m1"},
        {"role": "coordinator", "member_id": "m1", "started_on": "2025-01-01"},  # the same person
        {"role": "trainer", "member_id": "m1"},
        {"role": "trainer", "member_id": "m2", "ended_on": "2026-03-25"},  # to today's end
        {"role": "trainer", "member_id": "m3", "ended_on": "2026-03-24"},  # over
        {"role": "trainer", "member_id": "m4", "started_on": "2026-03-26"},  # agreed on
        {"role": "responder", "member_id": "m1", "committee_id": "c2"},
        # Ends before it begins: can't be right, and its role has no other record.
        {"role": "interpreter", "started_on": "2025-02-02", "ended_on": "2025-01-01"},
    )
    support = _support()
    roles = ("coordinators", "trainers", "responders", "interpreters")
    assert [support["c1"][role] for role in roles] == [1, 2, 0, 0]
    assert [support["c2"][role] for role in roles] == [0, 0, 1, 0]
    # No term of this role was ever recorded: not known, and not nobody.
    assert pd.isna(support["c1"]["communications"])


def test_an_organization_that_keeps_no_record_is_not_known(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    columns = ["requests_open", "requests_unanswered", "visits", "responders"]
    support = _support()["c1"]
    assert [column for column in columns if not pd.isna(support[column])] == []


def test_each_region_sees_its_own(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "east", "place_id": "atlanta"})
    rows("membership", "support_request", {"committee_id": "c1"}, {"committee_id": "east"})
    assert list(_support()) == ["c1"]
    east = Scope(("southeast",))
    assert reading.read("membership", "committee_support", east)["committee_id"].tolist() == [
        "east"
    ]
    assert [row["committee_id"] for row in _open(east, "east")] == ["east"]
    assert _open(SOUTHWEST, "east") == _open(Scope(), "east") == []
