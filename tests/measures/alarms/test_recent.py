"""Alarms of the last weeks over regions and kinds."""

from datetime import date

import pandas as pd
import pytest

from lib.measures.alarms.recent import SurgeState, recent_alarms

LAST = date(2026, 6, 15)


def _counts(region: str, kind: str, counts: list[float]) -> pd.DataFrame:
    weeks = pd.date_range(end=pd.Timestamp(LAST), periods=len(counts), freq="7D")
    rows = {"region_id": region, "kind": kind, "week_start": weeks, "incidents": counts}
    return pd.DataFrame(rows).query("incidents > 0")


def test_a_wave_raises_an_alarm_in_its_own_series_and_nowhere_else() -> None:
    # Two a week for half a year, then twenty: far above any bound of a series of twos.
    wave = _counts("southeast", "raid", [2.0] * 25 + [20.0])
    calm = _counts("southwest", "raid", [2.0] * 26)
    found = recent_alarms(pd.concat([wave, calm]), LAST, weeks=4)
    (alarm,) = found.raised.itertuples()
    assert (alarm.region_id, alarm.kind, alarm.observed) == ("southeast", "raid", 20)
    assert alarm.week_start == pd.Timestamp(LAST)
    assert (found.series, found.too_short) == (2, 0)
    assert 0 <= found.expected_false < 1


def test_an_alarm_of_an_earlier_week_is_listed_only_within_the_weeks_asked_for() -> None:
    counts = _counts("southeast", "raid", [2.0] * 22 + [20.0, 2.0, 2.0])
    assert len(recent_alarms(counts, LAST, weeks=3).raised) == 1
    assert recent_alarms(counts, LAST, weeks=2).raised.empty


@pytest.mark.slow
@pytest.mark.parametrize("weeks", [1, 2, 3, 4, 20])
def test_fewer_weeks_are_those_that_would_be_judged_alone(weeks: int) -> None:
    # One surge is over since the third week from the end, one runs, one began and ended before.
    over = _counts("southeast", "raid", [2.0] * 22 + [20.0, 2.0, 2.0])
    runs = _counts("southwest", "raid", [2.0] * 24 + [30.0])
    old = _counts("west", "raid", [2.0] * 14 + [20.0] + [2.0] * 10)
    counts = pd.concat([over, runs, old])
    alone = recent_alarms(counts, LAST, weeks)
    cut = recent_alarms(counts, LAST, 26).from_week(alone.first_week)
    pd.testing.assert_frame_equal(cut.surges, alone.surges)
    assert (cut.first_week, cut.series) == (alone.first_week, alone.series)


def test_a_week_without_a_row_had_no_incident() -> None:
    # Nothing for ten weeks, then four: the baseline is zeros, not a short series.
    counts = _counts("southeast", "raid", [1.0] + [0.0] * 24 + [4.0])
    found = recent_alarms(counts, LAST, weeks=1)
    assert found.raised["expected"].tolist()[0] < 1
    assert found.too_short == 0


def test_a_short_history_says_so() -> None:
    found = recent_alarms(_counts("southeast", "raid", [2.0, 20.0]), LAST, weeks=4)
    assert found.raised.empty
    assert found.too_short == 1


def test_no_incident_at_all_is_no_alarm() -> None:
    found = recent_alarms(_counts("southeast", "raid", [1.0]).iloc[:0], LAST, weeks=4)
    assert (len(found.raised), found.series, found.too_short) == (0, 0, 0)
    some = recent_alarms(_counts("southeast", "raid", [2.0] * 25 + [20.0]), LAST, weeks=4)
    assert list(found.raised) == list(some.raised)


# Raids in a region: hardly any, then a surge that goes on.
USUAL = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]
SURGE = [11, 17, 35, 40, 17]


def surges(*later: float) -> pd.DataFrame:
    counts = [1.0, *USUAL, *SURGE, *later]
    return recent_alarms(_counts("southeast", "raid", counts), LAST, weeks=4).surges


def test_a_surge_does_not_become_its_own_baseline() -> None:
    (surge,) = surges().itertuples()
    assert (surge.state, surge.observed) == (SurgeState.STILL_HIGH, 17)
    # All weeks before it but the last two: 7 in 19. The negative binomial of size 7.5 and
    # probability 19/20 has .9359 up to 1 and .9902 up to 2.
    assert surge.expected == pytest.approx(7.5 / 19)
    assert surge.bound == 2
    assert surge.since == pd.Timestamp(LAST) - pd.Timedelta(weeks=4)
    assert (surge.weeks_since, surge.observed_since) == (5, 11 + 17 + 35 + 40 + 17)
    assert surge.expected_since == pytest.approx(2.5 / 6 + 4 * 7.5 / 19)


def test_back_at_the_usual_number_a_surge_is_over_and_says_so_for_a_month() -> None:
    (surge,) = surges(0).itertuples()
    assert (surge.state, surge.observed) == (SurgeState.OVER, 11)
    assert (surge.weeks_since, surge.observed_since) == (5, 120)
    assert len(surges(0, 1, 0)) == 1  # its last week is the fourth from the end
    assert surges(0, 1, 0, 0).empty
