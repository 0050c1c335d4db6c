"""Which campaigns wait, and what follows a stage, by hand."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.measures.campaigns import next_stage, running, settings, spells, stuck, what_follows

DAY = date(2026, 7, 1)
PAUSED_TOO_LONG = "2025-12-29"  # 184 days before
PAUSED_HALF_A_YEAR = "2025-12-30"  # 183 days before


def campaigns(*rows: tuple[str | None, ...]) -> pd.DataFrame:
    """Campaigns by stage, since, target and end."""
    frame = pd.DataFrame(rows, columns=["stage", "stage_since", "target_on", "ended_on"])
    dates = frame.columns[1:]
    frame[dates] = frame[dates].apply(pd.to_datetime)
    return frame


def test_a_campaign_runs_until_it_is_won_lost_or_ended() -> None:
    given = campaigns(
        ("demand", None, None, None),
        ("paused", None, None, None),
        ("won", None, None, None),
        ("lost", None, None, None),
        ("research", None, None, "2026-01-01"),
        ("research", None, None, "2026-07-01"),  # today
        ("research", None, None, "2026-07-02"),  # planned
    )
    assert running(given, DAY).index.tolist() == [0, 1, 6]


def test_what_is_past_its_target_or_paused_for_too_long_waits() -> None:
    found = stuck(
        campaigns(
            ("demand", "2026-01-01", "2026-06-30", None),  # since yesterday
            ("demand", "2026-01-01", "2026-07-01", None),  # today is not past
            ("paused", PAUSED_TOO_LONG, None, None),
            ("paused", PAUSED_HALF_A_YEAR, None, None),
            ("paused", None, None, None),  # nobody recorded since when
            ("won", "2026-01-01", "2025-01-01", "2026-01-01"),
            ("research", "2020-01-01", None, None),  # long in a stage, but not paused
        ),
        DAY,
    )
    assert found.index.tolist() == [2, 0]
    assert found["days_paused"].tolist()[0] == 184
    assert found["days_past"].tolist()[1] == 1
    assert found[["days_past", "days_paused"]].isna().sum().tolist() == [1, 1]


@pytest.mark.parametrize(
    ("stage", "following"),
    [("research", "base_building"), ("negotiation", "won"), ("won", None), ("paused", None)],
)
def test_what_comes_next(stage: str, following: str | None) -> None:
    assert next_stage(stage) == following


def stages(*rows: tuple[str, str, str, str | None, str | None]) -> pd.DataFrame:
    """Stages by campaign, entry, leaving and what came next."""
    columns = ["campaign_id", "stage", "entered_on", "left_on", "next_stage"]
    frame = pd.DataFrame(rows, columns=columns)
    frame[["entered_on", "left_on"]] = frame[["entered_on", "left_on"]].apply(pd.to_datetime)
    return frame


def test_a_stage_lasts_until_the_next_or_until_today() -> None:
    found = spells(
        stages(
            ("a", "research", "2026-01-01", "2026-01-11", "demand"),
            ("a", "demand", "2026-01-11", None, None),
            ("b", "won", "2026-01-01", None, None),  # over: it has no length
        ),
        DAY,
    )
    assert found["days"].tolist() == [10, 171]


def _demands(*spans: tuple[int, str | None]) -> pd.DataFrame:
    day = pd.Timestamp(DAY)
    rows = [
        (
            str(n),
            "demand",
            str(day - pd.Timedelta(days=days)),
            None if following is None else str(day),
            following,
        )
        for n, (days, following) in enumerate(spans)
    ]
    return stages(*rows)


def test_what_followed_a_stage_adds_up() -> None:
    # Of five: after 10 days one was lost, after 20 one went on; one was last watched at 30, so of
    # the three fifths left half (one of two at risk) went back at 100; the last is watched to 200.
    found = what_follows(
        _demands((10, "lost"), (20, "negotiation"), (30, None), (100, "research"), (200, None)), DAY
    ).iloc[0]
    assert (found["stage"], found["entered"], found["left"], found["at_risk"]) == (
        "demand",
        5,
        3,
        1,
    )
    shares = found[["lost", "on", "back", "paused", "won", "still"]].astype(float).tolist()
    assert shares == pytest.approx([0.2, 0.2, 0.3, 0, 0, 0.3])
    # Half have left at 100: 0.2 + 0.2 + 0.3 is the first sum of at least a half.
    assert found["median_days"] == 100
    assert found["back_low"] < 0.3 < found["back_high"]


def test_of_too_few_no_share_is_told() -> None:
    found = what_follows(_demands((10, "lost"), (20, "won"), (200, None)), DAY).iloc[0]
    assert found["entered"] < settings().fewest
    assert np.isnan(found["lost"])
    assert np.isnan(found["still"])


def test_nothing_is_told_of_a_time_that_nobody_was_followed_for() -> None:
    young = what_follows(_demands(*[(30, None)] * 6), DAY).iloc[0]
    assert np.isnan(young["still"])
    # All have left before: nobody has to be followed any longer.
    over = what_follows(_demands(*[(30, "lost")] * 6), DAY).iloc[0]
    assert (over["lost"], over["still"]) == (1, 0)


def test_one_that_goes_on_after_a_pause_goes_on() -> None:
    rows = _demands(*[(30, "demand")] * 6).assign(stage="paused")
    assert what_follows(rows, DAY).iloc[0]["on"] == 1
