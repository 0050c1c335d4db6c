"""Reach by channel, engagement with its interval, languages and who carries messages, by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.measures.communications import by_month, carried, engagement, spoken


def test_reach_that_nobody_counted_is_not_zero() -> None:
    messages = pd.DataFrame(
        [
            ("social", "2026-01-31", 100.0),
            ("social", "2026-01-02", np.nan),  # counted as a message, not in the reach
            ("social", "2026-02-01", np.nan),  # nobody counted in February
            ("earned_media", "2026-02-15", 0.0),  # counted: it reached nobody
        ],
        columns=["channel", "published_on", "reach"],
    )
    months = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    cells = by_month(messages, ["earned_media", "social"], months).set_index(["channel", "month"])
    social = cells.loc["social"]
    assert social["messages"].tolist() == [2, 1, 0]
    assert social["counted"].tolist() == [1, 0, 0]
    assert social["reach"].fillna(-1).tolist() == [100, -1, 0]
    assert cells.loc["earned_media", "reach"].tolist() == [0, 0, 0]


TEN = pd.DataFrame({"channel": "social", "reach": 100.0, "engagements": range(1, 11)}).astype(
    {"engagements": float}
)


def test_the_interval_comes_from_how_messages_differ() -> None:
    row = engagement(TEN, ["earned_media", "social"]).iloc[0]
    # 55 engagements by a reach of 1,000. Residuals y - 5.5 have a sum of squares of 82.5, so the
    # variance is 10/9 · 82.5 / 1,000², its root 0.0095743; Student's quantile with 9 degrees of
    # freedom is 2.262157, and exp(2.262157 · 0.0095743 / 0.055) = 1.48259.
    assert row["rate"] == pytest.approx(55)
    assert row["high"] == pytest.approx(55 * 1.48259, rel=1e-5)
    assert row["low"] == pytest.approx(55 / 1.48259, rel=1e-5)


def test_a_rate_rests_on_messages_that_say_both() -> None:
    odd = pd.DataFrame(
        [
            ("social", np.nan, 5.0),  # reach unknown
            ("social", 100.0, np.nan),  # engagements unknown
            ("social", 0.0, 7.0),  # reached nobody and has engagements: a slip
            ("social", 10.0, 12.0),  # more engagements than reach: people react twice
        ],
        columns=["channel", "reach", "engagements"],
    )
    row = engagement(pd.concat([TEN, odd]), ["social"]).iloc[0]
    assert (row["messages"], row["counted"]) == (14, 11)
    assert (row["uncounted"], row["nobody"], row["beyond"]) == (2, 1, 1)
    assert row["rate"] == pytest.approx(1000 * (55 + 12) / (1000 + 10))


def test_few_messages_have_no_rate_and_no_engagement_no_interval() -> None:
    assert np.isnan(engagement(TEN.head(9), ["social"])["rate"].iloc[0])
    nothing = engagement(TEN.assign(engagements=0.0), ["social"]).iloc[0]
    assert nothing["rate"] == 0
    assert np.isnan(nothing["low"])
    assert engagement(TEN.head(0), ["social"]).empty


def test_languages_outside_the_list_are_another_one() -> None:
    messages = pd.DataFrame(
        [("a", "es"), ("a", "xx"), ("a", None), ("a", ""), ("b", "en")],
        columns=["region_id", "language"],
    )
    rows = spoken(messages, ("es", "en", "other")).set_index("region_id")
    assert rows.loc["a", ["es", "other", "unsaid", "messages"]].tolist() == [1, 1, 2, 4]
    assert rows.loc["b", "en"] == 1


def test_the_first_three_validators_of_a_region() -> None:
    named = ["p1"] * 4 + ["p2"] * 2 + ["p3", "p4", None]
    messages = pd.DataFrame(
        {"region_id": "a", "channel": ["validator"] * 8 + ["alternative_outlet"]}
    ).assign(validator_partner_id=named)
    row = carried(messages).iloc[0]
    assert (row["messages"], row["validator"], row["alternative"]) == (9, 8, 1)
    assert (row["named"], row["partners"], row["top"]) == (8, 4, 7)
