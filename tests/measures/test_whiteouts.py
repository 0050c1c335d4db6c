"""What the press made of surges, by hand.

The surges begin in the week of Monday 2026-03-02; 14 days after that week is Sunday 2026-03-22.
"""

from datetime import date

import pandas as pd
import pytest

from lib.measures.whiteouts import Told, whiteouts

SURGES = pd.DataFrame(
    [("southeast", "raid", pd.Timestamp("2026-03-02"), 2, 3.0)],
    columns=["region_id", "kind", "since", "weeks_since", "verified"],
)
INCIDENTS = pd.DataFrame(
    [
        ("i1", "southeast", "raid", pd.Timestamp("2026-03-09")),  # in its second and last week
        ("i2", "southeast", "raid", pd.Timestamp("2026-03-16")),  # the week after it
        ("i3", "midwest", "raid", pd.Timestamp("2026-03-02")),
    ],
    columns=["incident_id", "region_id", "kind", "week_start"],
)
MESSAGES = ["region_id", "channel", "published_on", "incident_id"]
LATER = ("southeast", "social", "2026-05-01", None)
"""The record of messages goes on after the surge."""


def judged(
    *messages: tuple[str | None, ...],
    for_all: tuple[tuple[str, str | None], ...] = (),
    as_of: date = date(2026, 6, 1),
    recorded: tuple[str, ...] = ("southeast",),
    surges: pd.DataFrame = SURGES,
    is_late: bool = False,
) -> "pd.Series[object]":
    rows = whiteouts(
        surges,
        pd.DataFrame([*messages, LATER], columns=MESSAGES),
        pd.DataFrame(list(for_all), columns=["published_on", "incident_id"]),
        INCIDENTS,
        recorded,
        as_of,
        is_late=is_late,
    )
    return rows.iloc[0]


@pytest.mark.parametrize(
    ("published_on", "told"),
    [
        ("2026-03-01", Told.WHITE),  # the day before
        ("2026-03-02", Told.TOLD),
        ("2026-03-22", Told.TOLD),  # the last day
        ("2026-03-23", Told.WHITE),
    ],
)
def test_earned_media_of_the_region_tells_within_14_days(published_on: str, told: Told) -> None:
    found = judged(("southeast", "earned_media", published_on, None))
    assert found["due_on"] == pd.Timestamp("2026-03-22")
    assert found["told"] == told


@pytest.mark.parametrize(
    ("incident", "told"),
    [("i1", Told.TOLD), ("i2", Told.WHITE), ("i3", Told.WHITE), ("gone", Told.WHITE)],
)
def test_a_message_that_names_its_incident_tells_of_that_alone(incident: str, told: Told) -> None:
    of_region = judged(("southeast", "earned_media", "2026-03-10", incident))
    of_all = judged(for_all=(("2026-03-10", incident),))
    assert (of_region["told"], of_all["told"]) == (told, told)


def test_other_channels_and_the_press_for_everyone_stand_apart() -> None:
    found = judged(
        ("southeast", "social", "2026-03-03", None),
        ("southeast", "self_published", "2026-03-04", None),
        ("southeast", "validator", "2026-03-04", None),  # not our own
        ("midwest", "earned_media", "2026-03-04", None),  # elsewhere
        for_all=(("2026-03-05", None),),
    )
    assert found["told"] == Told.WHITE
    assert (found["press"], found["own"], found["for_all"]) == (0, 2, 1)


def test_until_the_last_day_it_can_still_be_told() -> None:
    assert judged(as_of=date(2026, 3, 21))["told"] == Told.OPEN
    assert judged(as_of=date(2026, 3, 22))["told"] == Told.WHITE


def test_without_a_record_nothing_is_said_to_be_white() -> None:
    # Nobody ever recorded earned media of the region.
    assert judged(recorded=())["told"] == Told.UNKNOWN
    # Not one message is on record since the surge began.
    empty = whiteouts(
        SURGES,
        pd.DataFrame([("southeast", "social", "2026-03-01", None)], columns=MESSAGES),
        pd.DataFrame(columns=["published_on", "incident_id"]),
        INCIDENTS,
        ("southeast",),
        date(2026, 6, 1),
    )
    assert empty["told"].tolist() == [Told.UNKNOWN]


@pytest.mark.parametrize(
    ("newest", "told"),
    [
        ("2026-03-21", Told.UNKNOWN),  # a day of the fourteen may be missing
        ("2026-03-22", Told.WHITE),
    ],
)
def test_a_late_record_calls_nothing_white_that_ended_after_it(newest: str, told: Told) -> None:
    rows = whiteouts(
        SURGES,
        pd.DataFrame([("southeast", "social", newest, None)], columns=MESSAGES),
        pd.DataFrame(columns=["published_on", "incident_id"]),
        INCIDENTS,
        ("southeast",),
        date(2026, 6, 1),
        is_late=True,
    )
    assert rows["told"].tolist() == [told]
    # What the press did tell, it told.
    press = ("southeast", "earned_media", "2026-03-10", None)
    assert judged(press, is_late=True)["told"] == Told.TOLD


def test_a_surge_without_a_verified_incident_is_left_out() -> None:
    none = whiteouts(
        SURGES.assign(verified=0.0),
        pd.DataFrame([LATER], columns=MESSAGES),
        pd.DataFrame(columns=["published_on", "incident_id"]),
        INCIDENTS,
        ("southeast",),
        date(2026, 6, 1),
    )
    assert none.empty
    assert {"told", "due_on", "press"} <= set(none.columns)
