"""Two recordings of one small page, the second with what a version could have changed."""

import json
from pathlib import Path

import pytest

from tests.comparison.compare import main
from tests.comparison.differences import Recording, Weight, compared

TITLE = {"element": "subheader", "body": "106 incidents"}
TABLE = {"element": "dataframe", "alt": "By state", "rows": [["Ohio", 2], ["Utah", 0.1 + 0.2]]}
CHART = {"element": "plotly_chart", "alt": "By week", "spec": {"data": [{"x": [1, 2]}]}}


def recording(**cases: list[object]) -> Recording:
    """A recording of cases, each a list of elements."""
    elements = {json.dumps(each): each for shown in cases.values() for each in shown}
    return {
        "cases": {
            f"{name} / national / en / ": {"shown": [json.dumps(each) for each in shown]}
            for name, shown in cases.items()
        },
        "elements": elements,
    }


BEFORE = recording(overview=[TITLE, TABLE, CHART], audit=[TITLE])


def of_overview(*shown: object) -> list[tuple[Weight, str, str, str]]:
    """What is different where the overview shows this instead."""
    seen = compared(BEFORE, recording(overview=list(shown), audit=[TITLE])).by_page
    assert set(seen) <= {"overview"}
    return sorted((d.weight, d.where, d.before, d.after) for d in seen.get("overview", {}))


def test_the_same_is_no_difference() -> None:
    assert of_overview(TITLE, TABLE, CHART) == []


def test_a_changed_number_is_named_with_its_cell() -> None:
    changed = {**TABLE, "rows": [["Ohio", 3], ["Utah", 0.3]]}
    # 0.1 + 0.2 and 0.3 differ by less than the tolerance: one cell is left.
    assert of_overview(TITLE, changed, CHART) == [
        (Weight.TABLE, "dataframe “By state”[rows][0][1]", "2", "3")
    ]


def test_a_point_of_a_chart_and_a_title_are_named() -> None:
    chart = {**CHART, "spec": {"data": [{"x": [1, 5]}]}}
    title = {**TITLE, "body": "107 incidents"}
    assert of_overview(title, TABLE, chart) == [
        (Weight.HEADLINE, "subheader[body]", "106 incidents", "107 incidents"),
        (Weight.CHART, "plotly_chart “By week”[spec][data][0][x][1]", "2", "5"),
    ]


def test_what_is_gone_new_moved_or_greyed_is_told_apart() -> None:
    assert of_overview(TITLE, TABLE) == [
        (Weight.CHART, "plotly_chart “By week”", "By week", "nothing")
    ]
    new = {"element": "caption", "body": "Late"}
    assert of_overview(TITLE, new, TABLE, CHART) == [
        (Weight.SENTENCE, "caption", "nothing", "Late")
    ]
    assert of_overview(TABLE, CHART, TITLE) == [(Weight.LOOK, "subheader", "there", "moved")]
    assert of_overview(TITLE, {**TABLE, "late": True}, CHART) == [
        (Weight.ERROR, "dataframe “By state”[late]", "None", "True")
    ]


def test_a_missing_page_comes_first_and_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    before.write_text(json.dumps(BEFORE))
    after.write_text(json.dumps(recording(overview=[TITLE, {**TABLE, "rows": []}, CHART])))
    assert main([str(before), str(after)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "== audit: 1 differences"
    assert lines[1] == "   case: the page   (audit / national / en / )"
    assert lines[-1] == "1 cases in both; 2 differences"
    assert main([str(before), str(before)]) == 0
