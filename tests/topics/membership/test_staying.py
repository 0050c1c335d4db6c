"""What is said of those who stay: from frames to charts."""

from typing import Any

import pandas as pd
import pytest

from lib import reads
from lib.data.scope import Scope
from lib.measures import retention
from lib.topics.membership import since_joining, staying, staying_groups
from lib.topics.membership.staying_compared import COMPARED
from lib.topics.membership.staying_plot import staying_plot
from lib.ui.charts import Chart
from lib.ui.filters import Choice
from tests.data.rows import Rows
from tests.topics.membership.test_renewals import refreshed
from tests.ui.drawn import traces_of

CHOICE = Choice(Scope(("southwest",)), weeks=13)


def lives(*rows: tuple[str, str, int, int, bool, bool, int]) -> pd.DataFrame:
    names = ["tier_id", "joined_half", "entered", "months", "left", "by_list", "members"]
    frame = pd.DataFrame(rows, columns=names).assign(region_id="southwest")
    return frame.assign(joined_half=pd.to_datetime(frame["joined_half"]))


H = "2025-01-01"
STAY = ("standard", H, 0, 14, False, False, 60)
HALF = (("sustainer", H, 0, 6, True, False, 20), ("sustainer", H, 0, 14, False, False, 20))
FREE = ("free", H, 0, 14, False, True, 30)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, rows: Rows) -> Any:
    """The charts over rows of the rollup."""
    for tier, name in (("standard", "Standard"), ("sustainer", "Sustainer"), ("free", "Free")):
        rows("membership", "membership_tier", {"tier_id": tier, "name_en": name})
    refreshed()

    def of(*given: tuple[str, str, int, int, bool, bool, int], by: str = "tier") -> Any:
        monkeypatch.setattr(reads.membership, "membership_lives", lambda _scope: lives(*given))
        found = staying.read(CHOICE, by)
        return None if found is None else (found, staying._chart(found, CHOICE, by))

    return of


@pytest.mark.slow
def test_a_difference_beyond_chance_is_the_finding(told: Any) -> None:
    # Of 60 all stay, of 40 half leave in month 6.
    found, chart = told(STAY, *HALF)
    assert chart.title == "After 12 months 100% are members still of Standard, 50% of Sustainer"
    shown = chart.table[chart.table["month"] == 12].set_index("name")["staying"]
    assert shown.to_dict() == {"Standard": 1, "Sustainer": 0.5}
    assert found.comparison.differences["is_apart"].tolist() == [True]


@pytest.mark.slow
def test_no_difference_is_put_in_words_that_chance_could_make(told: Any) -> None:
    # Five of 60, and three of 40, leave in month 6.
    _found, chart = told(
        ("standard", H, 0, 6, True, False, 5),
        ("standard", H, 0, 14, False, False, 55),
        ("sustainer", H, 0, 6, True, False, 5),
        ("sustainer", H, 0, 14, False, False, 35),
    )
    assert chart.title == "Standard: 92% are members still 12 months after joining"


@pytest.mark.slow
def test_a_tier_that_only_the_list_tells_of_is_not_compared(told: Any) -> None:
    found, chart = told(STAY, FREE, ("standard", H, 0, 14, False, True, 9))
    assert found.listed == {"free"}
    assert found.comparison.means["group"].tolist() == ["standard"]
    assert "Free: without dues" in chart.caption
    # 365 days and a grace of 60 are 13.96 months of 30.4375 days.
    assert "Who pays for a year lapses in month 14 at the earliest" in chart.caption
    # Of the paying tier, who never paid is in no curve.
    assert found.at_risk.set_index(["group", "month"]).loc[("standard", 0), "at_risk"] == 60
    assert found.left_out == 9


@pytest.mark.slow
def test_late_entry_is_said(told: Any) -> None:
    _found, chart = told(("standard", "2023-01-01", 5, 14, False, False, 20))
    assert (
        "Who joined before payments are on record is followed only from then on." in chart.caption
    )
    assert "Standard begins after 5 months, with those who were members then." in chart.caption


@pytest.mark.slow
def test_who_joined_long_before_the_records_is_no_share_of_all_who_joined(told: Any) -> None:
    # Of 40 who were members after five months ten leave in the eighth: of those, and not of all who
    # joined, 75 % are there after twelve.
    late = "2023-01-01"
    _found, chart = told(
        ("standard", late, 5, 8, True, False, 10), ("standard", late, 5, 14, False, False, 30)
    )
    assert chart.title == (
        "Standard: of those who were members 5 months after joining, 75% still are after 12"
    )
    comparison = COMPARED.read(CHOICE, "tier")
    # Seven months, of which 30 stay all and ten three: (30 · 7 + 10 · 3) / 40.
    assert COMPARED.make(comparison, CHOICE, "tier").title == (
        "Of 7 months, those who were members 5 months after joining stay 6 on average"
    )


def test_where_nobody_is_followed_in_the_first_year_there_are_curves_still(told: Any) -> None:
    # All were members for 23 months before anything is on record.
    _found, chart = told(
        ("standard", "2020-01-01", 23, 24, True, False, 10),
        ("standard", "2020-01-01", 23, 26, False, False, 30),
    )
    assert chart.title == (
        "Standard: of those who were members 23 months after joining, 75% still are after 26"
    )
    assert COMPARED.read(CHOICE, "tier") is None


@pytest.mark.slow
def test_two_groups_that_begin_late_are_not_shares_of_all_who_joined(told: Any) -> None:
    late = "2023-01-01"
    _found, chart = told(
        ("standard", late, 3, 14, False, False, 60),
        ("sustainer", H, 0, 6, True, False, 20),
        ("sustainer", H, 0, 14, False, False, 20),
    )
    assert not chart.title.startswith("After 12 months 100% are members still of Standard")
    assert "3 months after joining" in chart.title


def test_nine_have_no_curve(told: Any) -> None:
    assert told(("standard", H, 0, 14, False, False, 9)) is None
    assert told() is None


@pytest.mark.slow
def test_small_tiers_are_told_together(told: Any) -> None:
    found, _chart = told(
        STAY,
        ("sustainer", H, 0, 14, False, False, 6),
        ("", H, 0, 14, False, False, 7),
    )
    assert set(found.steps["group"]) == {"standard", retention.OTHERS}


def test_half_years_before_the_newest_are_one_group() -> None:
    halves = [f"{year}-{month}-01" for year in (2022, 2023, 2024, 2025) for month in ("01", "07")]
    rows = [("standard", half, 0, 10, False, False, 20) for half in halves]
    groups = staying_groups.grouped(lives(*rows), "joined")["group"].unique().tolist()
    assert groups[0] == "2022-01-01/2023-07-01"
    assert groups[1:] == [f"{half}/{half}" for half in halves[4:]]
    names = staying_groups.names(CHOICE, groups, "joined")
    assert list(names.values())[:2] == ["Jan 2022 to Dec 2023", "Jan 2024 to Jun 2024"]


@pytest.mark.slow
def test_the_means_are_in_the_table_of_the_comparison(told: Any) -> None:
    told(STAY, *HALF)
    comparison = COMPARED.read(CHOICE, "tier")
    chart = COMPARED.make(comparison, CHOICE, "tier")
    assert isinstance(chart, Chart)
    assert chart.title == "Standard: 12 of 12 months on average; Sustainer: 9"
    assert chart.table["months"].tolist() == [12, 9]


def test_steps_are_steps_and_who_is_followed_stands_below() -> None:
    curves = pd.DataFrame(
        [("a", 0, 1.0, 1.0, 1.0), ("a", 3, 0.8, 0.7, 0.9), ("a", 6, 0.5, 0.4, 0.6)],
        columns=["group", "month", "staying", "low", "high"],
    )
    at_risk = pd.DataFrame([("a", 0, 40), ("a", 6, 12)], columns=["group", "month", "at_risk"])
    drawn = staying_plot(curves, at_risk, {"a": "A tier"}, (0, 6, 12))
    band, line = traces_of(drawn)
    assert (line["x"], line["y"], line["line"]["shape"]) == ([0, 3, 6], [1, 0.8, 0.5], "hv")
    # Up along the upper limits, each until the next month, and back along the lower ones.
    assert band["x"] == [0, 3, 3, 6, 6, 6, 6, 3, 3, 0]
    assert band["y"] == [1, 1, 0.9, 0.9, 0.6, 0.4, 0.7, 0.7, 1, 1]
    texts = [note.text for note in drawn.layout.annotations]
    assert texts == ["A tier", "Still followed", "A tier", "40", "12", "–"]


def test_standings_are_said_of_the_twelfth_month() -> None:
    counts = [(0, "good_standing", 40), (12, "good_standing", 20), (12, "lapsed", 20)]
    shares = retention.occupation(pd.DataFrame(counts, columns=["month", "state", "members"]))
    chart = since_joining._chart(shares, CHOICE)
    assert chart.title == "12 months after joining: 50% in good standing and 50% lapsed"
    assert [trace["name"] for trace in traces_of(chart.plot)] == ["In good standing", "Lapsed"]
