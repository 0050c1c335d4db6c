"""A committee's year: its saved months and today, gaps where nothing was known."""

from typing import Any

import pandas as pd

from lib.data.scope import Scope
from lib.language import use
from lib.measures.health import region_priors
from lib.topics.health.trend import chart, ends, months
from lib.ui.charts import Chart
from lib.ui.filters import Choice
from tests.measures.health.rows import AS_OF, rows


def year(*changed: dict[str, Any]) -> pd.DataFrame:
    """Committee a at the ends of months up to January, and today, the last one given."""
    ends = pd.date_range(end="2026-01-31", periods=len(changed) - 1, freq="ME")
    made = [rows(changes).assign(as_of=end) for changes, end in zip(changed, ends, strict=False)]
    today = rows(changed[-1]).assign(as_of=AS_OF, kept="week")
    return pd.concat([frame.assign(kept="month") for frame in made] + [today], ignore_index=True)


REGION = Choice(Scope(("southwest",)), 13)


def year_of(rows: pd.DataFrame) -> pd.DataFrame | None:
    kept = ends(rows)
    return months(kept, region_priors(kept))


def drawn(rows: pd.DataFrame) -> Chart:
    points = year_of(rows)
    assert points is not None
    return chart(points, REGION, "a")


ALONE = {"coordinators": 0, "coordinators_core": 0}  # costs 18 points
UNKNOWN = dict.fromkeys(
    ("members", "covered_by_dues", "attended_90", "coordinators", "coordinators_core")
)


def test_the_title_says_how_far_the_score_went_since_the_first_month() -> None:
    assert drawn(year({}, {}, ALONE)).title == "18 points less than in Dec 2025"
    assert drawn(year(ALONE, {}, {})).title == "18 points more than in Dec 2025"
    assert drawn(year({}, {})).title == "As many points as in Jan 2026"
    with use("es"):
        assert drawn(year({}, ALONE)).title == "18 puntos menos que en ene 2026"


def test_a_month_without_enough_data_is_a_gap_and_not_a_fall() -> None:
    shown = drawn(year({}, UNKNOWN, ALONE))
    score = shown.table.sort_values("as_of")["total"]
    assert score.isna().tolist() == [False, True, False]
    top = shown.plot.to_dict()["data"][0]
    assert (top["y"][1], top["connectgaps"]) == (None, False)


def test_weeks_before_today_are_no_months() -> None:
    frame = year({}, {}, ALONE)
    week = frame[frame["kept"] == "week"].assign(as_of=AS_OF - pd.Timedelta(weeks=1))
    shown = drawn(pd.concat([frame, week]))
    assert len(shown.table) == 3


def test_months_of_another_status_are_left_out() -> None:
    # It was forming in December, judged by other rules.
    shown = drawn(year({"status": "forming"}, {}, ALONE))
    assert shown.title == "18 points less than in Jan 2026"


def test_one_point_is_no_trend() -> None:
    assert year_of(year({})) is None
    assert year_of(year(UNKNOWN, {})) is None


def test_a_forming_committee_has_the_panels_of_what_judges_it() -> None:
    shown = drawn(year({"status": "forming"}, {"status": "forming"}))
    assert list(shown.columns) == ["as_of", "total", "rhythm", "coordination"]
    assert shown.columns["total"].label == "Progress"
