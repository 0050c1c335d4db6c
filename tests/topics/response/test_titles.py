"""Every number in a title of this room is a sum of the table below it, however few the rows."""

import re
from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import LANGUAGES, use
from lib.measures.delays import wait_quantiles
from lib.measures.periods import Period
from lib.measures.rates import with_wilson
from lib.topics.response import hotline, incident_map, incidents, steps_done, to_do, unanswered
from lib.topics.response.incident_map import Places
from lib.topics.response.waits import with_done
from lib.ui import filters
from lib.ui.charts import Chart
from lib.ui.filters import Choice

AS_OF = date(2026, 3, 25)  # a Wednesday: the running week began on the 23rd
CHOICE = Choice(Scope(("southwest",)), weeks=4)
FIRST, LAST, RUNNING = date(2026, 2, 23), date(2026, 3, 16), date(2026, 3, 23)


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Choice, "period", lambda self, _database: Period(AS_OF, self.weeks))
    monkeypatch.setattr(incident_map, "region_name", str)
    monkeypatch.setattr(filters, "region_name", str)


def numbers(title: str) -> list[int]:
    """The whole numbers of a title, as it writes them, percentages and clock times left out."""
    return [int(n.replace(",", "")) for n in re.findall(r"(?<![\d:.])\d[\d,]*(?![\d:.%])", title)]


def weekly(*rows: tuple[date, str, str, float, float]) -> pd.DataFrame:
    columns = ["week_start", "kind", "verification", "incidents", "unanswered"]
    frame = pd.DataFrame(rows, columns=columns).assign(people_affected=0.0)
    return frame.assign(week_start=pd.to_datetime(frame["week_start"]))


NONE_RISING = pd.DataFrame(columns=["week_start", "reported", "estimate", "low", "high"])


def weeks_chart(counts: pd.DataFrame, begins: str, verification: str = "all") -> Chart:
    weeks = incidents.Weeks(counts, NONE_RISING, pd.Timestamp(begins))
    return incidents.chart(weeks, CHOICE, verification)


COUNTS = weekly(
    (FIRST, "raid", "verified", 3, 1),  # left boundary, counted
    (LAST, "raid", "unverified", 2, 2),  # right boundary, counted
    (LAST, "detention", "verified", 1, 0),
    (RUNNING, "raid", "verified", 7, 7),  # not over: apart
    (date(2026, 2, 16), "raid", "verified", 4, 0),  # the period before
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_incidents_by_week(language: str) -> None:
    with use(language):
        chart = weeks_chart(COUNTS, "2025-01-06")
    total = chart.table["incidents"].sum()
    # 3 + 2 + 1 in four weeks, 4 in the four before, 7 in this one.
    assert numbers(chart.title) == [total, 4, 4, 4, 7] == [6, 4, 4, 4, 7]


def test_the_weeks_before_the_first_record_are_not_said_to_have_had_none() -> None:
    with use("en"):
        assert weeks_chart(COUNTS, "2026-02-16").title == (
            "6 incidents in 4 weeks; 7 so far this week"
        )


def test_a_period_without_an_incident_of_a_region_that_had_some_is_zero() -> None:
    with use("en"):
        chart = weeks_chart(COUNTS.iloc[4:], "2025-01-06")
    assert chart.title == "0 incidents in 4 weeks, 4 in the 4 before; 0 so far this week"
    assert chart.table.empty


@pytest.mark.parametrize(
    ("verification", "title"),
    [
        ("verified", "4 verified incidents in 4 weeks"),
        ("unverified", "2 incidents not verified in 4 weeks"),
    ],
)
def test_the_title_says_which_incidents_are_drawn(verification: str, title: str) -> None:
    with use("en"):
        chart = weeks_chart(
            COUNTS[COUNTS["verification"] == verification], "2026-03-02", verification
        )
    assert chart.title.startswith(title)
    assert chart.table["incidents"].sum() == numbers(title)[0]


def placed(*states: tuple[str, float, float, float], nowhere: float = 0) -> Places:
    """States with verified, unverified and unanswered incidents, and as many verified nowhere."""
    rows = [
        {"usps": name[:2].upper(), "name": name, "region_id": "southwest"}
        | dict(zip(("verified", "unverified", "unanswered"), counts, strict=True))
        for name, *counts in states
    ]
    elsewhere = pd.DataFrame(
        {
            "region_id": ["unknown"],
            "verified": [nowhere],
            "unverified": [0.0],
            "unanswered": [nowhere],
        }
    )
    frames = [
        frame.assign(incidents=frame["verified"] + frame["unverified"])
        for frame in (pd.DataFrame(rows), elsewhere)
    ]
    return Places(*frames)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    # Arizona's, all and the weeks; of those that nobody answered all and the weeks come first.
    ("view", "said"),
    [("incidents", [4, 9, 4]), ("unanswered", [6, 4, 3, 6])],
)
def test_incidents_by_state_add_up_with_those_of_no_known_state(
    view: str, said: list[int], language: str
) -> None:
    places = placed(("Arizona", 3, 1, 3), ("Nevada", 1, 2, 1), nowhere=2)
    with use(language):
        drawn = incident_map.drawn(places, CHOICE, view)
    column = drawn.table[view]
    assert numbers(drawn.title) == said
    assert {column.max(), column.sum(), CHOICE.weeks} == set(said)
    # The rest is named: two nowhere, of both.
    assert numbers(drawn.notes[0]) == [2]


def test_no_state_had_the_most_of_what_happened_nowhere() -> None:
    with use("en"):
        titles = [
            incident_map.drawn(placed(("Arizona", 0, 0, 0), nowhere=n), CHOICE, "incidents").title
            for n in (0, 3)
        ]
    assert titles == [
        "No incident in 4 weeks",
        "No incident with a known state in 4 weeks",
    ]


def kinds(*rows: tuple[str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["kind", "unanswered", "incidents"])
    return with_wilson(frame, "unanswered", "incidents")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_answered_by_kind(language: str) -> None:
    with use(language):
        chart = unanswered.kinds_chart(kinds(("raid", 5, 8), ("removal", 1, 4)), CHOICE)
    assert numbers(chart.title) == [6, 12, 4]
    assert chart.table[["unanswered", "incidents"]].sum().tolist() == [6, 12]


def hours(**at: tuple[float, float]) -> pd.DataFrame:
    frame = pd.DataFrame({"hour": range(24), "unanswered": 0.0, "incidents": 0.0})
    for hour, counts in at.items():
        frame.loc[int(hour[1:]), ["unanswered", "incidents"]] = counts
    return with_wilson(frame, "unanswered", "incidents")


@pytest.mark.parametrize(
    ("frame", "title"),
    [
        # Ten in the evening is night, six in the morning is day.
        (
            hours(h22=(2, 3), h5=(1, 1), h6=(1, 4)),
            "Nobody answered 75% (3 of 4) at night (22:00 to 6:00) and 25% (1 of 4) by day in 4"
            " weeks",
        ),
        (
            hours(h22=(2, 3)),
            "All were at night (22:00 to 6:00); nobody answered 67% (2 of 3) in 4 weeks",
        ),
        (
            hours(h6=(0, 4)),
            "All were by day (6:00 to 22:00); nobody answered 0% (0 of 4) in 4 weeks",
        ),
        (hours(), "No incident in 4 weeks"),
    ],
)
def test_what_nobody_answered_by_hour(frame: pd.DataFrame, title: str) -> None:
    with use("en"):
        assert unanswered.hours_chart(frame, CHOICE).title == title


def calls(*rows: tuple[date, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["week_start", "calls", "answered"])
    return frame.assign(week_start=pd.to_datetime(frame["week_start"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hotline(language: str) -> None:
    with use(language):
        chart = hotline.chart(calls((FIRST, 5, 4), (LAST, 3, 2), (RUNNING, 9, 1)), CHOICE)
    assert numbers(chart.title) == [6, 8, 4]
    assert chart.table[["answered", "calls"]].sum().tolist() == [6, 8]
    # What is in no sum is told apart.
    assert numbers(chart.caption or "") == [9, 1]


def test_the_lines_of_the_hotline_are_named_where_they_end() -> None:
    with use("en"):
        plot = hotline.chart(calls((LAST, 3, 2), (RUNNING, 9, 1)), CHOICE).plot
    named = [(note.text, note.x, note.y) for note in plot.layout.annotations]
    # Beside the hollow points of the running week, of which the caption says what they are.
    assert named == [("Calls", "2026-03-23", 9), ("Answered", "2026-03-23", 1)]


def test_no_call_is_no_share_of_calls() -> None:
    with use("en"):
        assert hotline.chart(calls(), CHOICE).title == "No call to the hotline in 4 weeks"


def waits(*rows: tuple[str, float, bool, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["step", "minutes", "closed", "incidents"])
    return with_done(wait_quantiles(frame, by=["step"]))


STEPS = waits(
    ("verify", 30, True, 3),
    ("dispatch", 10, True, 1),
    ("dispatch", 600, False, 4),  # still waiting
    ("arrive", 50, True, 1),
    ("arrive", 600, False, 4),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_fast_names_its_base(language: str) -> None:
    with use(language):
        chart = steps_done.ranges(STEPS, CHOICE)
        assert isinstance(chart, Chart)
    arrive = chart.table.set_index("step").loc["arrive"]
    # One of five; half of that one within 50 minutes.
    assert numbers(chart.title) == [arrive["done"], arrive["incidents"], 4, arrive["closed_p50"]]
    assert numbers(chart.title) == [1, 5, 4, 50]
    names = " ".join(chart.plot.layout.yaxis.ticktext)
    assert "–" not in names
    assert sorted(numbers(names.replace("<br>", " "))) == [1, 1, 3, 3, 5, 5]


def test_what_was_done_for_nobody_has_no_row_of_those_for_whom_it_was_done() -> None:
    with use("en"):
        chart = steps_done.ranges(waits(("arrive", 600, False, 4)), CHOICE)
    assert isinstance(chart, Chart)
    assert chart.title == "Nobody reached the place of any of 4 reports in 4 weeks"
    assert [name.replace("<br>", " ") for name in chart.plot.layout.yaxis.ticktext] == [
        "Arrive: all 4 reports"
    ]


def test_steps_that_nobody_records_are_left_out_and_said_to_be_unknown() -> None:
    with use("en"):
        chart = steps_done.ranges(waits(("verify", 30, True, 3)), CHOICE)
    assert isinstance(chart, Chart)
    assert chart.title == "There is no data on who reached the place in 4 weeks"
    assert chart.table["step"].tolist() == ["verify"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_first_says_the_numbers_of_the_figures_below(language: str) -> None:
    reports = to_do.Reports(
        places=placed(("Arizona", 3, 1, 3), ("Nevada", 1, 2, 1), nowhere=2),
        hours=hours(h22=(40, 40), h12=(0, 40)),
        calls=calls((FIRST, 5, 4)),
        is_answer_known=True,
    )
    with use(language):
        send, night, verify, pick_up = (to_do.text(reports, CHOICE).body or "").splitlines()
    assert numbers(send)[:3] == [6, 9, 4]  # 3 + 1 + 2 of 4 + 3 + 2
    assert numbers(night)[:4] == [40, 40, 0, 40]
    assert numbers(verify)[:2] == [3, 9]
    assert numbers(pick_up)[:2] == [1, 5]


def test_of_what_is_not_known_nothing_is_asked_for_and_nothing_is_all_clear() -> None:
    reports = to_do.Reports(placed(("Arizona", 3, 0, 3)), None, None, is_answer_known=False)
    with use("en"):
        assert (to_do.text(reports, CHOICE).body or "").splitlines() == [
            "- There is no data on responses",
            "- There is no data on calls to the hotline",
        ]


def test_nothing_to_do_is_said_only_where_everything_is_known() -> None:
    answered = to_do.Reports(
        placed(("Arizona", 3, 0, 0)), hours(h12=(0, 3)), calls(), is_answer_known=True
    )
    with use("en"):
        assert to_do.text(answered, CHOICE).body == (
            "Nothing to do follows from the reports of 4 weeks."
        )
