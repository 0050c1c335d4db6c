"""Partners that joined and left by half-year, by hand."""

from datetime import date

import pandas as pd

from lib.measures.network import half_years

DAY = date(2026, 8, 1)


def partners(*days: tuple[str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(days, columns=["joined_on", "left_on"]).apply(pd.to_datetime)


def test_a_half_year_ends_with_june_and_december() -> None:
    found = half_years(
        partners(
            ("2025-12-31", "2026-06-30"),  # the last days of their half-years
            ("2026-01-01", "2026-07-01"),  # the first
            ("2026-09-01", "2026-10-01"),  # still to come
            (None, None),
        ),
        DAY,
        most=6,
    )
    assert [str(start)[:10] for start in found["half_start"]] == [
        "2025-07-01",
        "2026-01-01",
        "2026-07-01",
    ]
    assert found["joined"].tolist() == [1, 1, 0]
    assert found["left"].tolist() == [0, 1, 1]
    assert found["is_over"].tolist() == [True, True, False]


def test_no_more_half_years_than_asked_for() -> None:
    found = half_years(partners(("2020-01-01", None), ("2026-07-02", None)), DAY, most=2)
    assert found["joined"].tolist() == [0, 1]


def test_without_a_day_there_is_no_row() -> None:
    assert half_years(partners((None, None)), DAY, most=6).empty
