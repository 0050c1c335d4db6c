"""Months of dues covered of those owed, and what each tenth of payers carries."""

import numpy as np
import pandas as pd
import pytest

from lib.measures.membership import covered_months, tenths


def test_months_are_counted_by_their_own_days() -> None:
    monthly = pd.DataFrame(
        {
            "month_start": pd.to_datetime(["2026-02-01", "2026-02-01", "2026-03-01", "2026-04-01"]),
            # February: 10 + 5 months of 28 days; March: 20 of 31; April: four people, too few.
            "owed_days": [280.0, 140.0, 620.0, 120.0],
            "covered_days": [140.0, 70.0, 605.0, 120.0],
        }
    )
    shares = covered_months(monthly)
    assert shares["owed"].tolist() == [15, 20]
    # 7.5 and 19.5 months, rounded to even: 8 and 20.
    assert shares["covered"].tolist() == [8, 20]
    assert shares["rate"].tolist() == [8 / 15, 1.0]
    assert (shares["low"] < shares["rate"]).all()


def test_a_tenth_is_found_within_groups_that_are_larger() -> None:
    # 100 people in two groups: 50 paid $2 each, 50 paid $1 each: the first tenth paid 20 of 150.
    groups = pd.DataFrame({"payers": [50.0, 50.0], "cents": [5_000.0, 10_000.0]})
    shares = tenths(groups)
    assert shares is not None
    assert shares["cents"].tolist() == pytest.approx([2_000.0] * 5 + [1_000.0] * 5)
    assert shares["share"].sum() == pytest.approx(1)


def test_the_first_tenth_carries_most() -> None:
    groups = pd.DataFrame({"payers": [5.0] * 10, "cents": np.arange(10.0) * 100})
    shares = tenths(groups)
    assert shares is not None
    # The dearest group paid 900 of 4,500 cents.
    assert shares["share"].iloc[0] == pytest.approx(0.2)


def test_too_few_or_nothing_is_told_of_nobody() -> None:
    assert tenths(pd.DataFrame({"payers": [49.0], "cents": [100.0]})) is None
    assert tenths(pd.DataFrame({"payers": [60.0], "cents": [0.0]})) is None
    assert tenths(pd.DataFrame({"payers": [], "cents": []})) is None
