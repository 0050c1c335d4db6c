from datetime import date

import pandas as pd
import pytest

from lib.language import use
from lib.topics.response.stacked_weeks import stacked_weeks
from lib.topics.response.weekly_events import Event
from lib.ui.palette import KIND
from tests.ui.drawn import traces_of

MONDAYS = [date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
RUNNING = MONDAYS[-1]

COUNTS = pd.DataFrame(
    [
        (MONDAYS[0], "raid", 5),
        (MONDAYS[0], "raid", 1),  # another state's row of the same week: added
        (MONDAYS[0], "checkpoint", 2),
        # nothing in the week of 2 November: drawn empty
        (MONDAYS[2], "checkpoint", 1),
        (MONDAYS[3], "raid", 1),
    ],
    columns=["week_start", "kind", "incidents"],
)
SEVEN = (
    "raid", "detention", "removal", "harassment", "checkpoint", "traffic_stop", "home_arrest",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english():
    with use("en"):
        yield


def stacked(frame: pd.DataFrame, incomplete_from: date | None) -> list[dict]:
    return traces_of(stacked_weeks(frame, incomplete_from=incomplete_from))


def of_one_week(**counts: int) -> list[dict]:
    rows = [(MONDAYS[0], kind, n) for kind, n in counts.items()]
    return stacked(pd.DataFrame(rows, columns=COUNTS.columns), None)


def test_counts_are_added_by_week_and_kind_and_missing_weeks_are_zero():
    raids, checkpoints = stacked(COUNTS, None)
    assert raids["x"] == ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16"]
    assert (raids["name"], raids["y"]) == ("Raid", [6, 0, 0, 1])
    assert (checkpoints["name"], checkpoints["y"]) == ("Checkpoint", [2, 0, 1, 0])


def test_the_running_week_is_hatched_and_the_legend_says_so():
    raids, checkpoints, key = stacked(COUNTS, RUNNING)
    assert raids["marker"]["pattern"]["shape"] == ["", "", "", "/"]
    # A kind that shares its colour with another is told apart in a week that is not over, too.
    assert checkpoints["marker"]["pattern"]["shape"] == ["|", "|", "|", "\\"]
    assert key["name"] == "This week so far"
    with use("es"):
        assert stacked(COUNTS, RUNNING)[-1]["name"] == "Esta semana hasta hoy"


def test_beyond_five_kinds_the_rest_is_added_up():
    traces = of_one_week(**dict(zip(SEVEN, (7, 6, 5, 4, 3, 2, 1), strict=True)))
    names = ["Raid", "Detention", "Removal", "Harassment", "Checkpoint", "Other kinds"]
    assert [trace["name"] for trace in traces] == names
    assert traces[-1]["y"] == [3]  # traffic stops and home arrests: 2 + 1


def test_a_sixth_kind_alone_keeps_its_name():
    traces = of_one_week(**dict.fromkeys(SEVEN[:6], 1))
    assert "Traffic stop" in [trace["name"] for trace in traces]
    assert "Other kinds" not in [trace["name"] for trace in traces]


def test_what_has_no_kind_of_its_own_is_never_among_the_most_frequent():
    traces = of_one_week(other=9, raid=2, kidnapping=1)  # the last: an organization's own code
    drawn = [(trace["name"], trace["y"]) for trace in traces]
    assert drawn == [("Raid", [2]), ("Other kinds", [10])]
    raids, others = of_one_week(other=9, raid=2)
    assert (raids["name"], others["name"], others["y"]) == ("Raid", "Other", [9])


@pytest.mark.parametrize("counts", [{"raid": 9, "detention": 1}, {"detention": 9, "raid": 1}])
def test_a_kind_keeps_its_look_however_frequent_it_is(counts: dict[str, int]):
    looks = {trace["name"]: trace["marker"] for trace in of_one_week(**counts)}
    for code, name in (("raid", "Raid"), ("detention", "Detention")):
        assert looks[name]["color"] == KIND[code].color
        assert looks[name]["pattern"]["shape"] == [KIND[code].pattern]


def test_no_rows_are_an_empty_chart():
    assert stacked(COUNTS.iloc[:0], RUNNING) == []


def test_events_stand_above_their_weeks_bars_and_above_each_other():
    alarms = Event("Alarms", "triangle-down", {MONDAYS[0]: 2, MONDAYS[2]: 0})
    calls = Event("National mobilizations", "star", {MONDAYS[0]: 1, date(2026, 1, 5): 1})
    *_bars, first, second = traces_of(
        stacked_weeks(COUNTS, incomplete_from=None, events=(alarms, calls))
    )
    # The week of eight; a week of none is not marked, nor one before the first bar.
    assert (first["x"], first["customdata"]) == (["2026-10-26"], ["2"])
    assert (second["x"], second["customdata"]) == (["2026-10-26"], ["1"])
    # A step is 7 % of the highest bar, which is eight: .56.
    assert first["y"] == [pytest.approx(8.56)]
    assert second["y"] == [pytest.approx(9.12)]
    assert first["marker"]["symbol"] != second["marker"]["symbol"]


def late(*rows: tuple[date, float | None, float | None, float | None]) -> list[dict]:
    """Four weeks of ten raids, some of which may still rise."""
    counts = pd.DataFrame({"week_start": MONDAYS, "kind": "raid", "incidents": 10})
    rising = pd.DataFrame(rows, columns=["week_start", "estimate", "low", "high"])
    return traces_of(
        stacked_weeks(counts, incomplete_from=RUNNING, late=rising.assign(reported=10.0))
    )


def test_what_late_reports_will_likely_add_stands_on_the_bar_with_its_band():
    raids, to_come, _key = late((MONDAYS[2], 14.5, 12, 18))
    assert raids["marker"]["pattern"]["shape"] == ["", "", "", "/"]
    assert (to_come["x"], to_come["y"]) == ([MONDAYS[2].isoformat()], [4.5])
    # From 14.5 up to 18 and down to 12.
    assert (to_come["error_y"]["array"], to_come["error_y"]["arrayminus"]) == ([3.5], [2.5])
    assert to_come["customdata"] == ["14 in all (from 12 to 18)"]
    assert to_come["marker"]["pattern"]["shape"] not in ("", "/")


def test_weeks_of_which_nobody_can_tell_are_hatched_and_the_legend_says_so():
    raids, key = late((MONDAYS[1], None, None, None), (MONDAYS[2], None, None, None))
    assert raids["marker"]["pattern"]["shape"] == ["", "/", "/", "/"]
    assert key["name"] == "Not complete yet"


def test_a_week_that_can_be_told_is_not_hatched_beside_one_that_can_not():
    raids, to_come, _key = late((MONDAYS[1], 11.0, 10, 13), (MONDAYS[2], None, None, None))
    assert raids["marker"]["pattern"]["shape"] == ["", "", "/", "/"]
    assert to_come["x"] == [MONDAYS[1].isoformat()]
