"""What a committee waits for: no request is not no record, and ages are in days."""

import pandas as pd
import pytest

from lib.language import use
from lib.topics.committees.support import ROLES, Described, Given, describe
from lib.ui.filters import Choice, Scope

CHOICE = Choice(Scope(("southwest",)), 13)
TODAY = pd.Timestamp(2026, 11, 27)
NAN = float("nan")
REQUESTS = pd.DataFrame(
    [
        # 30 days: of two, the younger has an answer.
        ("training", 2.0, 1.0, pd.Timestamp(2026, 10, 28)),
        # One day.
        ("technical", 1.0, 1.0, pd.Timestamp(2026, 11, 26)),
    ],
    columns=["kind", "open", "unanswered", "oldest_on"],
)
FULL = {
    "requests_open": 3.0,
    "oldest_request_on": pd.Timestamp(2026, 10, 28),
    "visits": 4.0,
    "last_visit_on": pd.Timestamp(2026, 11, 20),
    "last_visit_by": "organizer southwest 2",
    **dict.fromkeys(ROLES, 2.0),
}


def described(requests: pd.DataFrame = REQUESTS, **own: object) -> Described:
    medians = pd.Series(dict.fromkeys(ROLES, 1.5))
    given = Given(pd.Series({**FULL, **own}), requests, medians, TODAY)
    return describe(given, CHOICE, "c1")


def test_requests_have_their_ages() -> None:
    shown = described()
    assert shown.title == "3 requests are open, the oldest for 30 days"
    assert shown.lines == (
        "**Training**: 2, the oldest for 30 days; 1 without any answer",
        "**Technical help**: for 1 day; without any answer",
    )
    assert shown.visits == (
        "Last visit: 7 days ago, by organizer southwest 2 (Nov 20, 2026). 4 visits in all."
    )
    with use("es"):
        assert described().title == "3 solicitudes pendientes, la más antigua desde hace 30 días"


def test_one_request_is_its_own_oldest() -> None:
    assert described(REQUESTS.head(0), requests_open=1.0).title == "1 request is open, for 30 days"


@pytest.mark.parametrize(
    ("own", "title", "visits"),
    [
        (
            {"requests_open": 0.0, "visits": 0.0},
            "No request of it is open",
            "No visit to it is recorded.",
        ),
        # The organization keeps no record of either: that is not none.
        (
            {"requests_open": NAN, "visits": NAN},
            "No request for support was ever recorded: whether any waits can't be told",
            "No visit of anyone was ever recorded.",
        ),
    ],
)
def test_none_is_told_from_no_record(own: dict[str, float], title: str, visits: str) -> None:
    shown = described(REQUESTS.head(0), **own)
    assert (shown.title, shown.visits) == (title, visits)


def test_roles_stand_beside_the_regions_median_and_no_data_is_a_dash() -> None:
    roles = described(trainers=NAN).roles
    assert [tuple(cell.text for cell in row.cells) for row in roles.rows[:3]] == [
        ("Coordinator", "2", "1.5"),
        ("Responder", "2", "1.5"),
        ("Trainer", "–", "1.5"),
    ]
