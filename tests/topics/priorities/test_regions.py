"""Regions side by side: what is divided by what, and that nothing is divided by zero."""

import pandas as pd
import pytest

from lib.topics.priorities import region_counts, regions
from tests.ui.drawn import traces_of

COUNTED = {
    "foreign_born": 200_000,
    "members": 50,
    "good_standing": 40,
    "met": 2,
    "core_certified": 10,
    "coordinators": 4,
    "coordinators_core": 3,
    "completed": 6,
    "enrolled": 8,
    "incidents": 10,
    "unanswered": 4,
    "calls": 20,
    "answered": 15,
    "dispatch": 30.0,
    "strong": 1,
    "steady": 2,
    "fragile": 1,
    "judged": 4,
}


def _compared(**changes: float | None) -> pd.DataFrame:
    """The usual region and one that differs."""
    rows = [COUNTED | {"region_id": "a"}, COUNTED | changes | {"region_id": "b"}]
    return region_counts.compared(pd.DataFrame(rows))


def test_each_figure_is_divided_by_what_compares() -> None:
    row = _compared().iloc[0]
    assert row["good_standing"] == 20  # 40 of 200,000
    assert row["standing_share"] == 0.8  # 40 of 50
    assert row["met"] == 10  # 2 of 200,000, a million
    assert row[["strong", "steady", "fragile"]].tolist() == [0.25, 0.5, 0.25]
    assert row["coordinators"] == 0.75  # 3 of 4
    assert row["core"] == 20  # 10 of 50, a hundred
    assert row["completed"] == 0.75  # 6 of 8
    assert row["incidents"] == 5  # 10 of 200,000
    assert row["unanswered"] == 0.4  # 4 of 10
    assert row["hotline"] == 0.75  # 15 of 20
    assert row["dispatch"] == 30


@pytest.mark.parametrize("nobody", [0, None])
def test_nobody_to_divide_by_is_no_data(nobody: float | None) -> None:
    row = _compared(
        foreign_born=nobody, members=nobody, incidents=0, calls=nobody, judged=nobody
    ).iloc[1]
    missing = ["good_standing", "incidents", "unanswered", "hotline", "standing_share", "strong"]
    assert row[missing].isna().all()


def test_no_data_is_drawn_as_a_dash_and_shares_have_one_axis() -> None:
    frame = _compared(members=0).assign(name=["A", "B"])
    chart = regions.chart(frame)
    traces = traces_of(chart.plot)
    texts = {trace["xaxis"]: trace["text"] for trace in traces if trace["type"] == "scatter"}
    assert texts["x2"] == ["A <b>80%</b>", "B –"]
    assert chart.plot.layout.xaxis2.range == (0, 1)
    # By heads the axis ends at the largest region.
    assert chart.plot.layout.xaxis.range == (0, 20)


def test_one_region_has_nothing_to_compare_with() -> None:
    frame = _compared().head(1).assign(name="A")
    assert regions.title_of(frame) == "There is nothing to compare"


def test_the_title_names_the_region_of_most_incidents() -> None:
    frame = _compared(incidents=30, good_standing=20).assign(name=["A", "B"])
    title = "B has the most incidents per head, and is number 2 of 2 in members per head"
    assert regions.title_of(frame) == title
