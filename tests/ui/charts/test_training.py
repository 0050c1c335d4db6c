from datetime import date

import pandas as pd
import pytest

from lib.ui.charts import completion_bars
from tests.ui.drawn import traces_of

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
ROWS = pd.DataFrame(
    [
        # 12 of 40 within thirty days; the interval is the caller's.
        (SEPTEMBER, 30, 12, 40, 0.30, 0.18, 0.45, False),
        (OCTOBER, 30, 4, 20, 0.20, 0.08, 0.42, False),
        (SEPTEMBER, 60, 20, 40, 0.50, 0.35, 0.65, False),
        (OCTOBER, 60, 4, 20, 0.20, 0.08, 0.42, True),  # some enrolled less than sixty days ago
    ],
    columns=[
        "enrolled_month",
        "days",
        "completed",
        "enrolled",
        "rate",
        "low",
        "high",
        "too_recent",
    ],
)


def drawn(rows: pd.DataFrame) -> list[dict]:
    return traces_of(completion_bars(rows))


def test_a_group_of_bars_a_span_with_their_intervals():
    within_30, within_60, _key = drawn(ROWS)
    assert (within_30["name"], within_60["name"]) == ("within 30 days", "within 60 days")
    assert within_30["x"] == ["2026-09-01", "2026-10-01"]
    assert within_30["y"] == [0.30, 0.20]
    assert within_30["error_y"]["array"] == pytest.approx([0.15, 0.22])  # high - rate
    assert within_30["error_y"]["arrayminus"] == pytest.approx([0.12, 0.12])  # rate - low


def test_months_too_recent_to_tell_are_hatched_and_said_to_be():
    within_30, within_60, key = drawn(ROWS)
    assert within_30["marker"]["pattern"]["shape"] == ["", ""]
    assert within_60["marker"]["pattern"]["shape"] == ["", "/"]
    assert key["name"] == "too recent to tell"
    assert len(drawn(ROWS[~ROWS["too_recent"]])) == 2


def test_a_bar_says_numerator_and_denominator():
    assert drawn(ROWS)[0]["hovertext"][0] == "Sep 2026: 30% (12 of 40)"


def test_a_month_of_nobody_is_a_gap():
    nobody = ROWS.iloc[:1].assign(completed=0, enrolled=0, rate=None, low=None, high=None)
    (trace,) = drawn(nobody.astype({"rate": float, "low": float, "high": float}))
    assert trace["y"] == [None]
    assert trace["hovertext"] == ["Sep 2026: –"]
