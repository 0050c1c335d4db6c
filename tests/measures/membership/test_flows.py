"""Start + joined + returned - lapsed = end."""

from datetime import date

import pandas as pd
import pytest

from lib.measures.membership import by_span, flows, told
from lib.measures.months import Months

MONTHS = Months(date(2026, 4, 10), 3)
"""January to March."""
NAMES = ["tier_id", "month", "members", "joined", "returned", "lapsed", "good_standing",
         "no_payment", "not_listed"]  # fmt: skip


def monthly(*rows: tuple[object, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=NAMES)
    return frame.assign(month_start=pd.to_datetime(frame.pop("month")), region_id="west")


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
        "came": 40,
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
    assert flows(ROWS.iloc[:0], MONTHS.starts).to_numpy().tolist() == [[0.0] * 9]


def spans_of(rows: pd.DataFrame) -> pd.DataFrame:
    return by_span(told(rows, MONTHS.starts), MONTHS.starts)


def test_months_of_few_are_told_together() -> None:
    # Each month by itself: nobody returned in February and 5 or more of each in the others.
    assert spans_of(ROWS)["joined"].tolist() == [17, 6, 19]
    # Four returned in February: three months are one.
    few = ROWS.assign(returned=ROWS["returned"].where(ROWS.index != 4, 4))
    (span,) = spans_of(few).to_dict("records")
    assert (span["first"], span["last"]) == (pd.Timestamp(2026, 1, 1), pd.Timestamp(2026, 3, 1))
    assert (span["joined"], span["returned"], span["lapsed"]) == (42, 17, 45)


def test_what_is_few_over_all_months_is_hidden_with_the_next() -> None:
    # Two lapsed in all; with who joined they would be told by the members, of whom there were 17
    # and are 30: 17 + 15 - 2.
    b = ROWS[ROWS["tier_id"] == "b"].assign(lapsed=[0, 1, 1])
    (span,) = spans_of(b).to_dict("records")
    assert pd.isna(span["lapsed"])
    assert pd.isna(span["joined"])
    assert span["returned"] == 0


def west_and(*rows: tuple[object, ...]) -> pd.DataFrame:
    """The rows above, and those of one more region."""
    return pd.concat([ROWS, monthly(*rows).assign(region_id="east")], ignore_index=True)


def test_several_regions_are_told_as_finely_as_each_of_them() -> None:
    # Three joined in January and four in March: the quarter of both regions together, though west
    # alone is told by the month; else east's three would be what is missing.
    both = west_and(
        ("a", "2025-12-01", 50, 0, 0, 0, 50, 0, 0),
        ("a", "2026-01-01", 53, 3, 0, 0, 53, 0, 0),
        ("a", "2026-03-01", 57, 4, 0, 0, 57, 0, 0),
    )
    (span,) = spans_of(both).to_dict("records")
    assert (span["joined"], span["returned"], span["end"]) == (42 + 7, 13, 130 + 57)


def test_joined_and_returned_are_one_number_where_a_region_has_few_of_one() -> None:
    # Two returned in east and eight joined: they are ten who came; 42 and 13 in west.
    both = west_and(
        ("a", "2025-12-01", 50, 0, 0, 0, 50, 0, 0),
        ("a", "2026-01-01", 60, 8, 2, 0, 60, 0, 0),
        ("a", "2026-03-01", 60, 0, 0, 0, 60, 0, 0),
    )
    of = told(both, MONTHS.starts)
    spans = by_span(of, MONTHS.starts)
    assert not {"joined", "returned"} & {*spans}
    assert spans["came"].tolist() == [22 + 10, 6, 27]
    assert of.left_out == frozenset()


@pytest.mark.slow
def test_a_region_that_can_be_told_in_no_way_is_in_no_sum() -> None:
    # Three lapsed in the quarter: without east the numbers are west's, by the month.
    both = west_and(
        ("a", "2025-12-01", 50, 0, 0, 0, 50, 0, 0),
        ("a", "2026-01-01", 47, 0, 0, 3, 47, 0, 0),
    )
    of = told(both, MONTHS.starts)
    assert of.left_out == {"east"}
    pd.testing.assert_frame_equal(by_span(of, MONTHS.starts), spans_of(ROWS))
    # Alone it is told what can be: what is hidden of one region nobody subtracts.
    alone = told(both[both["region_id"] == "east"], MONTHS.starts)
    assert alone.left_out == frozenset()
    assert by_span(alone, MONTHS.starts)["lapsed"].isna().all()


def test_a_region_of_few_members_is_left_out_rather_than_all_told_by_longer_times() -> None:
    # East's six are 6 of 136, less than 5%; seven are 7 of 137, more.
    # Of either three joined in January and the others in March: not to be told but together.
    def length(n: int) -> int:
        east = (
            ("a", "2026-01-01", 3, 3, 0, 0, 3, 0, 0),
            ("a", "2026-03-01", n, n - 3, 0, 0, n, 0, 0),
        )
        return told(west_and(*east), MONTHS.starts).length

    assert [length(6), length(7)] == [1, 3]
