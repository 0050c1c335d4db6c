"""Start + joined + returned - lapsed = end."""

from datetime import date

import pandas as pd

from lib.measures.membership import by_span, flows
from lib.measures.months import Months

MONTHS = Months(date(2026, 4, 10), 3)
"""January to March."""
NAMES = ["tier_id", "month", "members", "joined", "returned", "lapsed", "good_standing",
         "no_payment", "not_listed"]  # fmt: skip


def monthly(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=NAMES)
    return frame.assign(month_start=pd.to_datetime(frame.pop("month")))


# December ends with 100 of tier a and 20 of b; 100 + 12 + 5 - 7 = 110, 110 + 6 + 0 - 16 = 100,
# 100 + 9 + 8 - 17 = 100; b: 20 + 5 = 25, no row of February (nothing happened), 25 + 10 - 5 = 30.
ROWS = monthly(
    ("a", "2025-12-01", 100, 50, 9, 9, 90, 1, 0),
    ("b", "2025-12-01", 20, 20, 0, 0, 20, 0, 0),
    ("a", "2026-01-01", 110, 12, 5, 7, 90, 1, 0),
    ("b", "2026-01-01", 25, 5, 0, 0, 25, 0, 0),
    ("a", "2026-02-01", 100, 6, 0, 16, 80, 1, 0),
    ("a", "2026-03-01", 100, 9, 8, 17, 70, 6, 2),
    ("b", "2026-03-01", 30, 10, 0, 5, 30, 0, 0),
)


def test_what_there_was_and_who_came_and_went_is_what_there_is() -> None:
    found = flows(ROWS, MONTHS.starts, ["tier_id"]).set_index("tier_id")
    assert found.loc["a"].to_dict() == {
        "start": 100,
        "joined": 27,
        "returned": 13,
        "lapsed": 40,
        "end": 100,
        # 70 in good standing, 6 without a payment and 2 not listed: 22 are behind.
        "good_standing": 70,
        "behind": 22,
        "other": 8,
    }
    assert found.loc["b", ["start", "joined", "lapsed", "end"]].tolist() == [20, 15, 5, 30]
    (everyone,) = flows(ROWS, MONTHS.starts).to_dict("records")
    assert everyone["start"] + everyone["joined"] + everyone["returned"] - everyone["lapsed"] == 130
    assert everyone["end"] == 130


def test_nobody_at_all_is_a_row_of_zeros() -> None:
    assert flows(ROWS.iloc[:0], MONTHS.starts).to_numpy().tolist() == [[0.0] * 8]


def test_months_of_few_are_told_together() -> None:
    # Each month by itself: nobody returned in February and 5 or more of each in the others.
    spans = by_span(ROWS, MONTHS.starts)
    assert spans["joined"].tolist() == [17, 6, 19]
    # Four returned in February: three months are one.
    few = ROWS.assign(returned=ROWS["returned"].where(ROWS.index != 4, 4))
    (span,) = by_span(few, MONTHS.starts).to_dict("records")
    assert (span["first"], span["last"]) == (pd.Timestamp(2026, 1, 1), pd.Timestamp(2026, 3, 1))
    assert (span["joined"], span["returned"], span["lapsed"]) == (42, 17, 45)


def test_what_is_few_over_all_months_is_hidden_with_the_next() -> None:
    # Two lapsed in all; with who joined they would be told by the members, of whom there were 17
    # and are 30: 17 + 15 - 2.
    b = ROWS[ROWS["tier_id"] == "b"].assign(lapsed=[0, 1, 1])
    (span,) = by_span(b, MONTHS.starts).to_dict("records")
    assert pd.isna(span["lapsed"])
    assert pd.isna(span["joined"])
    assert span["returned"] == 0
