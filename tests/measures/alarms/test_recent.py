"""Alarms of the last weeks over regions and kinds."""

from datetime import date

import pandas as pd

from lib.measures.alarms.recent import recent_alarms

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
