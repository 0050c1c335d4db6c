"""The page's sentences over rows that say why they are there; as of Wednesday 2026-03-25."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest
import streamlit as st

from lib.access.taking import Promise, Taken
from lib.data.scope import Scope
from lib.language import use
from lib.topics.support import (
    ages,
    kinds,
    load,
    mentorless,
    promises,
    regions,
    silent,
    to_do,
    unvisited,
    visited,
    visits,
    waiting,
    waits,
)
from lib.topics.support.long_list import LongList, found, listing
from lib.topics.support.promises import Promises
from lib.topics.support.silent import Silence
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
BOTH = Choice(Scope(("southwest", "southeast")), weeks=13)
NOBODY = Promises((), (), AS_OF)
MEMBERSHIP = (
    *("committee", "committee_support", "committee_week", "open_request", "post_load", "region"),
    *("request_wait", "visit_week"),
)
pytestmark = pytest.mark.slow

A, B = "organizer southwest 1", "organizer southwest 2"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with use("en"):
        yield


def refreshed() -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    # What was read for the test before is forgotten.
    st.cache_data.clear()


def made(figure: Figure[Any, *tuple[Any, ...]], *options: object, choice: Choice = SOUTHWEST):
    return figure.made(choice, *options).value


def cells(shown: object) -> list[list[str]]:
    assert isinstance(shown, LongList)
    rows = listing(shown, shown.frame).rows
    return [[cell.text for cell in row.cells] for row in rows]


REQUESTS = (
    {"opened_on": "2026-03-24"},  # 1 day, unanswered
    {"opened_on": "2026-03-20", "first_response_on": "2026-03-21"},  # 5 days
    {"opened_on": "2026-03-10", "kind": "mentorship"},  # 15 days, unanswered
    {"opened_on": "2026-02-01", "committee_id": "c2"},  # 52 days, unanswered
    {"opened_on": "2025-01-01", "committee_id": "c2"},  # 448 days: to be closed first
    {"opened_on": "2026-01-01", "resolved_on": "2026-01-05"},  # done
)


def test_who_waits_and_for_how_long(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1", "name": "Uno"})
    rows("membership", "committee", {"committee_id": "c2", "name": "Dos"})
    rows("membership", "support_request", *REQUESTS)
    refreshed()
    chart = made(ages.AGES)
    assert isinstance(chart, Chart)
    assert chart.title == "5 requests are open, 2 for more than 30 days, 4 without any answer"
    assert chart.table["name"].tolist() == [
        "0–2 days",
        "3–7 days",
        "8–30 days",
        "More than 30 days",
    ]
    assert chart.table["open"].tolist() == [1, 1, 1, 2]
    assert chart.table["unanswered"].tolist() == [1, 0, 1, 2]
    shown = made(waiting.WAITING, ())
    assert isinstance(shown, LongList)
    assert shown.title == "2 committees wait for us; Dos for longest: 448 days"
    assert cells(shown) == [
        ["Dos", "448 days", "Training (2)"],
        ["Uno", "15 days", "Mentorship, Training (2)"],
    ]
    said = made(to_do.TO_DO, NOBODY)
    assert isinstance(said, Text)
    # Those of 15 and 52 days; whether the one of 448 days waits still is to be asked first.
    assert "**Answer 2 requests** that nobody has answered for 8 to 180 days: Dos" in str(said.body)
    assert "**Close what is over**: 1 request has been open for more than 180 days" in str(
        said.body
    )


def test_whoever_has_taken_a_committee_is_named_and_it_is_nobody_elses_to_do(rows: Rows) -> None:
    rows("membership", "support_request", {"opened_on": "2026-03-01"})
    refreshed()
    taken = Taken("c1", "southwest", "ana", "Ana", "requests", date(2026, 4, 1))
    shown = made(waiting.WAITING, (taken,))
    assert isinstance(shown, LongList)
    assert shown.headers[-1] == "Taken by"
    assert cells(shown)[0][-1] == "Ana"
    said = made(to_do.TO_DO, Promises((taken,), (), AS_OF))
    assert isinstance(said, Text)
    assert "Answer" not in str(said.body)


def test_promises_that_ran_out_come_first(rows: Rows) -> None:
    for committee, name in (("c1", "Uno"), ("c2", "Dos"), ("c3", "Tres")):
        rows("membership", "committee", {"committee_id": committee, "name": name})
    rows("membership", "support_visit", {"visited_on": "2026-03-05", "committee_id": "c2"})
    refreshed()
    over = tuple(
        Promise(committee, "visit", date(2026, 3, 4), date(2026, 3, 11))
        # There was a visit to c2 since.
        for committee in ("c1", "c2")
    )
    taken = Taken("c3", "southwest", "ana", "Ana", "call", date(2026, 3, 27))
    shown = made(promises.PROMISES, Promises((taken,), over, AS_OF))
    assert isinstance(shown, LongList)
    assert shown.title == (
        "1 promise ran out with no trace of being kept; 1 promise stands;"
        " 1 of them ends within 3 days"
    )
    assert cells(shown) == [
        ["Uno", "Visit it", "Mar 11, 2026", ""],
        ["Tres", "Call it", "Mar 27, 2026", ""],
    ]
    # Whose it was is told of no promise that is over.
    notes = [cell.notes for cell in listing(shown, shown.frame).rows[0].cells]
    assert notes[1:3] == [(), ("ran out 14 days ago",)]


def test_whom_nobody_visited(rows: Rows) -> None:
    for committee, status in (("c1", "active"), ("c2", "active"), ("c3", "closed")):
        rows("membership", "committee", {"committee_id": committee, "status": status})
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2025-09-26"},  # 180 days ago: within
        {"visited_on": "2025-09-25", "committee_id": "c2"},  # 181
    )
    refreshed()
    chart = made(visited.BY_HEALTH)
    assert isinstance(chart, Chart)
    assert chart.title == "50% (1 of 2) of active committees had no visit for 180 days"
    assert chart.table["active"].tolist() == [0, 0, 1, 1, 0]
    shown = made(unvisited.UNVISITED, ())
    assert isinstance(shown, LongList)
    assert shown.title == "1 committee to visit: none of us was there for 180 days"
    assert shown.frame["committee_id"].tolist() == ["c2"]


def test_a_silence_is_told_only_once_requests_are_recorded_for_as_long(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "quiet"})
    rows("membership", "support_request", {"opened_on": "2025-09-26"})
    refreshed()
    shown = made(silent.SILENT, ())
    assert isinstance(shown, Text)
    assert str(shown.title).startswith("Requests have been recorded since Sep 26, 2025")


def test_silent_committees_are_listed_with_their_fall() -> None:
    quiet = pd.DataFrame(
        [
            {
                "committee_id": "c",
                "label": "Uno",
                "where": "Tucson, AZ",
                "region": "Southwest",
                "status": "active",
                "level": "steady",
                "score": 50.0,
                "change_4_weeks": -12.0,
                "change_13_weeks": 3.0,
                "fell": "−12 points in 4 weeks",
                "last_request_on": pd.NaT,
                "visits": float("nan"),
                "last_visit_on": pd.NaT,
            }
        ]
    )
    since = pd.Timestamp("2024-01-01")
    shown = silent.silent_list(
        Silence(quiet, since, is_known=True, is_health_known=True), SOUTHWEST, ()
    )
    # It never asked; of visits nobody keeps a record.
    assert cells(shown) == [["Uno", "Never", ""]]
    assert isinstance(shown, LongList)
    assert shown.title == "1 committee weakens and has asked for nothing in 180 days"
    notes = listing(shown, shown.frame).rows[0].cells[0].notes
    assert notes == ("■ Steady · 50 of 100 · −12 points in 4 weeks", "Tucson, AZ")


def test_new_committees_without_a_mentor(rows: Rows) -> None:
    for committee, status in (("c1", "forming"), ("c2", "forming"), ("c3", "active")):
        rows("membership", "committee", {"committee_id": committee, "status": status})
    rows("membership", "support_visit", {"kind": "mentorship", "committee_id": "c1"})
    refreshed()
    shown = made(mentorless.MENTORLESS, ())
    assert isinstance(shown, LongList)
    assert shown.title == "50% (1 of 2) of new committees have no mentor"
    assert shown.frame["committee_id"].tolist() == ["c2"]


def test_half_of_the_requests_with_the_open_ones_followed(rows: Rows) -> None:
    rows(
        "membership",
        "support_request",
        # Eleven answered on the day itself; resolved after 5 days, or open for 24.
        *[
            {
                "opened_on": "2026-03-01",
                "first_response_on": "2026-03-01",
                "resolved_on": "2026-03-06",
            }
        ]
        * 11,
        *[{"opened_on": "2026-03-01", "first_response_on": "2026-03-01"}] * 9,
    )
    refreshed()
    chart = made(waits.WAITS)
    assert isinstance(chart, Chart)
    assert chart.title == (
        "Half of the requests of 52 weeks had a response within the same day, and were resolved"
        " within 5 days"
    )
    table = made(kinds.KINDS)
    assert isinstance(table, Table)
    row = table.frame.iloc[0]
    assert (row["requests"], row["resolution_median"], row["resolution_open"]) == (20, 5, 9)


def test_too_few_requests_are_no_curve(rows: Rows) -> None:
    rows("membership", "support_request", *[{"opened_on": "2026-03-01"}] * 9)
    refreshed()
    shown = made(waits.WAITS)
    assert isinstance(shown, Text)
    assert str(shown.title).startswith("Fewer than 10 requests in 52 weeks")


def test_what_visits_followed_and_what_rests_on_posts(rows: Rows) -> None:
    rows("membership", "support_request", {"opened_on": "2025-01-01", "organizer": A})
    rows(
        "membership",
        "support_visit",
        {"visited_on": "2026-03-02", "organizer": A, "hours": 6.5},  # a request is open
        {"visited_on": "2026-03-03", "organizer": B, "hours": 13, "committee_id": "c2"},
        {"visited_on": "2026-03-24", "organizer": B, "committee_id": "c2"},  # of this week
    )
    refreshed()
    chart = made(visits.KINDS)
    assert isinstance(chart, Chart)
    assert chart.title == "50% (1 of 2) of visits in 13 weeks followed a request"
    # 19.5 hours in 13 weeks.
    assert str(chart.caption).startswith("1.5 hours a week, by the 2 visits that say so")
    table = made(load.POSTS)
    assert isinstance(table, Table)
    assert table.title == "A post has from 0 to 1 open requests"
    assert table.frame["hours_a_week"].tolist() == [0.5, 1.0]


def test_one_post_is_a_person_and_neither_its_load_nor_its_hours_are_told(rows: Rows) -> None:
    rows("membership", "region", {"region_id": "southwest", "name_en": "Southwest"})
    rows("membership", "support_request", {"opened_on": "2026-03-01", "organizer": A})
    rows("membership", "support_visit", {"visited_on": "2026-03-02", "organizer": A, "hours": 9})
    # In old records only: the region had two, and has one.
    rows("membership", "support_visit", {"visited_on": "2025-03-02", "organizer": B, "hours": 9})
    refreshed()
    shown = made(load.POSTS)
    assert isinstance(shown, Text)
    assert "Southwest" in str(shown.caption)
    assert A not in f"{shown.title} {shown.caption}"
    chart = made(visits.KINDS)
    assert isinstance(chart, Chart)
    assert chart.table["hours"].isna().all()
    assert str(chart.caption).startswith("No hours are told")


def test_regions_side_by_side(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "east", "place_id": "atlanta"})
    rows("membership", "support_request", {"opened_on": "2026-03-01"})
    rows("membership", "support_visit", {"visited_on": "2026-03-02"})
    refreshed()
    table = made(regions.REGIONS, choice=BOTH)
    assert isinstance(table, Table)
    assert table.title == "1 request is open, 1 without any answer"
    told = table.frame.set_index("region_id")[["committees", "open", "oldest", "unvisited"]]
    # The Southeast has none open, and so none that is oldest.
    assert told.loc["southwest"].tolist() == [1, 1, 24, 0]
    assert told.loc["southeast"].fillna(-1).tolist() == [1, 0, -1, 1]


@pytest.mark.parametrize("kept", [None, "support_request", "support_visit"])
def test_what_nobody_records_is_said_to_be_unknown(rows: Rows, kept: str | None) -> None:
    rows("membership", "committee", {"committee_id": "c1"})
    if kept:
        day = "opened_on" if kept == "support_request" else "visited_on"
        rows("membership", kept, {day: "2026-03-01"})
    refreshed()
    assert (made(ages.AGES) is None) == (kept != "support_request")
    assert (made(visited.BY_HEALTH) is None) == (kept != "support_visit")
    assert (made(visits.KINDS) is None) == (kept != "support_visit")
    said = made(to_do.TO_DO, NOBODY)
    assert isinstance(said, Text)
    unknown = [line for line in str(said.body).splitlines() if "was ever recorded" in line]
    assert len(unknown) == (2 if kept is None else 1)
    assert "Nothing urgent" not in str(said.body)


def test_a_list_is_searched_by_name_and_place_without_accents() -> None:
    rows = pd.DataFrame({"label": ["Comité Álamo", "Vecinas"], "where": ["Tucson, AZ", "Waco, TX"]})
    assert found(rows, "alamo tucson")["label"].tolist() == ["Comité Álamo"]
    assert found(rows, "WACO")["label"].tolist() == ["Vecinas"]
    assert found(rows, "alamo waco").empty
    assert len(found(rows, "  ")) == 2
