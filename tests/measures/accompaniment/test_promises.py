"""Which promises left no trace, at the edges."""

import pandas as pd
import pytest

from lib.measures.accompaniment import not_kept

NEVER = None


def is_unkept(plan: str, **records: object) -> bool:
    promise = pd.DataFrame(
        {
            "committee_id": ["c"],
            "plan": [plan],
            "taken_on": pd.to_datetime(["2026-03-02"]),
            "until": pd.to_datetime(["2026-03-09"]),
        }
    )
    row = {
        "committee_id": "c",
        "visits": 3.0,
        "last_visit_on": "2026-02-01",
        "requests_open": 0.0,
        "oldest_request_on": NEVER,
    } | records
    days = ("last_visit_on", "oldest_request_on")
    committees = pd.DataFrame([row]).assign(**{day: pd.to_datetime([row[day]]) for day in days})
    return bool(len(not_kept(promise, committees)))


@pytest.mark.parametrize(
    ("plan", "records", "unkept"),
    [
        ("visit", {}, True),  # the last visit was before
        ("visit", {"last_visit_on": "2026-03-02"}, False),  # on the day of the promise
        ("visit", {"last_visit_on": "2026-03-01"}, True),
        ("visit", {"last_visit_on": "2026-03-12"}, False),  # late, but there
        ("visit", {"visits": 0.0, "last_visit_on": NEVER}, True),
        ("visit", {"visits": float("nan"), "last_visit_on": NEVER}, False),  # nobody records visits
        ("requests", {"oldest_request_on": "2026-03-09"}, True),  # open since its last day
        ("requests", {"oldest_request_on": "2026-03-10"}, False),  # asked for afterwards
        ("requests", {}, False),  # none is open
        ("call", {"oldest_request_on": "2026-01-01"}, False),  # no record tells of calls
    ],
)
def test_a_promise_is_unkept_where_records_would_show_that_it_was_kept(
    plan: str, records: dict[str, object], unkept: bool
) -> None:
    assert is_unkept(plan, **records) == unkept


def test_a_committee_that_is_not_in_view_is_left_out() -> None:
    promise = pd.DataFrame(
        {"committee_id": ["elsewhere"], "plan": ["visit"], "taken_on": [pd.NaT], "until": [pd.NaT]}
    )
    columns = ["committee_id", "visits", "last_visit_on", "requests_open", "oldest_request_on"]
    assert not_kept(promise, pd.DataFrame(columns=columns)).empty
