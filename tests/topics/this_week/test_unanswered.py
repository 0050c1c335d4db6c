"""What nobody answered: the oldest first, a line each, and who is ready near."""

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.topics.this_week.ready import Near, Ready, named_apart, near
from lib.topics.this_week.unanswered import Unanswered, in_words
from lib.ui.filters import Choice

CHOICE = Choice(Scope(("southeast",)), 13)
COLUMNS = ["usps", "state", "kind", "heard_on", "heard_hour", "waited_hours", "incidents"]


def rows(*given: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(given, columns=COLUMNS)
    return frame.assign(heard_on=pd.to_datetime(frame["heard_on"]))


GEORGIA = ("GA", "Georgia", "raid", "2026-11-24", 5, 79.0, 1)  # 3 days and 7 hours
TWO_IN_AN_HOUR = ("FL", "Florida", "traffic_stop", "2026-11-26", 21, 15.0, 2)
NOWHERE = (None, None, "detention", "2026-11-26", 22, 14.0, 1)


def of(frame: pd.DataFrame, *, missing: str | None = None, is_late: bool = False) -> Unanswered:
    ready = Ready({"GA": Near(("Atlanta Este", "Athens", "Macon"))})
    return Unanswered(frame, ready, 484, 1203, missing, is_late)


def test_each_has_its_state_kind_hour_and_age() -> None:
    told = in_words(of(rows(GEORGIA, TWO_IN_AN_HOUR, NOWHERE)), CHOICE)
    assert told.title == "4 incidents of the last 7 days without an answer, oldest first"
    assert told.first.splitlines() == [
        "- **Georgia** · raid · Tue Nov 24, 05:00 · 3 days",
        "- **Florida** · 2 traffic stops · Thu Nov 26, 21:00 · 15 hr",
        "- **Place unknown** · detention · Thu Nov 26, 22:00 · 14 hr",
    ]
    assert told.ready == (
        "**Ready to go**: Georgia: Atlanta Este, Athens +1; Florida: no committee is ready here"
    )
    assert told.whole == "13 weeks: 40% (484 of 1,203) without an answer"
    assert (told.folded, told.more) == ("", 0)


def test_three_stand_above_the_fold_and_the_number_below_it_is_of_incidents() -> None:
    told = in_words(of(rows(*[GEORGIA] * 6, TWO_IN_AN_HOUR)), CHOICE)
    assert len(told.first.splitlines()) == 3
    assert len(told.folded.splitlines()) == 4
    assert told.more == 5  # three of Georgia, two of Florida


def test_of_very_many_the_newest_are_counted() -> None:
    told = in_words(of(rows(*[GEORGIA] * 45, TWO_IN_AN_HOUR)), CHOICE)
    assert told.folded.splitlines()[-1] == "- and 2 newer ones"
    assert told.more == 44


@pytest.mark.parametrize(
    ("missing", "is_late", "title"),
    [
        (None, False, "No incident of the last 7 days is without an answer"),
        (None, True, "The sources are late: whether an incident is unanswered can't be told"),
        ("incident", False, "No incident was ever recorded: whether any went unanswered"),
        ("incident", True, "No incident was ever recorded: whether any went unanswered"),
    ],
)
def test_nothing_is_all_clear_only_where_there_are_records_in_time(
    missing: str | None, is_late: bool, title: str
) -> None:
    told = in_words(of(rows(), missing=missing, is_late=is_late), CHOICE)
    assert told.title.startswith(title)
    assert told.first == told.ready == ""


def test_where_no_response_was_ever_recorded_not_every_incident_is_said_to_be_unanswered() -> None:
    told = in_words(of(rows(GEORGIA), missing="response"), CHOICE)
    assert told.title.startswith("No response was ever recorded")
    assert told.first == told.whole == ""


READY = pd.DataFrame(
    [
        ("Macon", "GA", 3, 32.84, -83.63),
        ("Atlanta", "GA", 5, 33.75, -84.39),
        ("Austin", "TX", 4, 30.27, -97.74),
    ],
    columns=["name", "usps", "responders", "latitude", "longitude"],
)
NAMED = pd.DataFrame({"state_fips": ["12", "13", "72"], "usps": ["FL", "GA", "PR"]})
COUNTIES = pd.DataFrame(
    {"state_fips": ["12"], "latitude": [30.33], "longitude": [-81.66], "population": [1000]}
)
"""All of Florida's people in Jacksonville."""


def test_those_in_the_state_come_first_by_responders_else_the_nearest() -> None:
    found = near(("GA", "FL", "PR"), READY, NAMED, COUNTIES)
    assert found["GA"].inside == ("Atlanta", "Macon")
    # Jacksonville to Macon: 2.51° of latitude (173.4 miles) and 1.97° of longitude at 31.6° north
    # (115.9): the root of their squares.
    assert found["FL"].nearest == "Macon"
    assert found["FL"].miles == pytest.approx(208.6, abs=1)
    # Where its people live is not known.
    assert found["PR"] == Near(())
    assert Ready(found).in_words("FL") == "nearest: Macon, 209 miles"


def test_without_a_ready_committee_nobody_is_named() -> None:
    assert near(("FL",), READY.iloc[:0], NAMED, COUNTIES)["FL"] == Near(())
    assert Ready({}).in_words("FL") == "no committee is ready here"


def test_two_of_one_name_are_told_apart() -> None:
    both = READY.iloc[:2].assign(committee_id=["a", "b"], name="Comité")
    apart = named_apart(both, {"a": "Comité · Macon, GA", "b": "Comité · Atlanta, GA"})
    # Atlanta has more responders.
    assert near(("GA",), apart, NAMED, COUNTIES)["GA"].inside == (
        "Comité · Atlanta, GA",
        "Comité · Macon, GA",
    )
    assert list(named_apart(both, {"a": "Other"})["name"]) == ["Other", "Comité"]
