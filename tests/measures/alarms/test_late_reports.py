import pandas as pd
import pytest

from lib.measures.alarms import Completeness, late_reports, nowcast, weeks_read
from tests.measures.alarms.test_nowcast import FOUR_WEEKS, LAST, settings, triangle


def in_regions(**regions: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([frame.assign(region_id=region) for region, frame in regions.items()])


def test_the_delay_is_learnt_from_all_regions_together() -> None:
    # As in the nowcast's own test: .56 of the last week's reports and .8 of the one before are in.
    # Neither region has the 10 settled reports of the second week alone.
    split = in_regions(
        east=triangle([10, 0, 4], [0, 0, 0], [12, 8], [1]),
        west=triangle([0, 6, 0], [20, 4, 6], [0, 0], [20]),
    )
    found = late_reports(split, LAST, settings())
    together = nowcast(FOUR_WEEKS, LAST, settings=settings())
    assert found.weeks["estimate"].tolist() == pytest.approx([25, 37.5])
    assert found.weeks["low"].tolist() == together["low"].tolist()[2:]
    assert found.in_at_the_end == pytest.approx(0.56)


def test_regions_with_plenty_have_a_delay_of_their_own() -> None:
    # East hears of half a week late, West of everything at once: the two settled weeks hold 40
    # and 20 reports.
    east = triangle([10, 10, 0], [10, 10, 0], [10, 10], [10])
    west = triangle([10, 0, 0], [10, 0, 0], [10, 0], [30])
    rule = settings(plentiful_reports=20)
    found = late_reports(in_regions(east=east, west=west), LAST, rule)
    # 10 / .5 in the East and 30 / 1 in the West; together it would be 40 over 60 / 90.
    assert found.weeks["estimate"].iloc[-1] == pytest.approx(20 + 30)
    pooled = late_reports(in_regions(east=east, west=west), LAST, settings(plentiful_reports=21))
    assert pooled.weeks["estimate"].iloc[-1] == pytest.approx(40 * 90 / 60)


def test_the_limits_of_a_sum_are_recovered_from_those_of_its_parts() -> None:
    east = triangle([10, 10, 0], [10, 10, 0], [10, 10], [10])
    rule = settings(plentiful_reports=20)
    found = late_reports(in_regions(east=east, west=east), LAST, rule).weeks.iloc[-1]
    one = nowcast(east, LAST, settings=rule).iloc[-1]
    # Two alike: the estimate doubles, its distance to the limits grows by the root of two.
    assert found["estimate"] == pytest.approx(2 * one["estimate"])
    above = 2**0.5 * (one["high"] - one["estimate"])
    assert found["high"] - found["estimate"] == pytest.approx(above)


def test_what_came_in_since_is_reported_and_bounds_the_estimate() -> None:
    # 30 more of the last week were reported in the running one: more than anyone expected.
    since = triangle([30]).assign(delay_weeks=1)
    found = late_reports(in_regions(east=pd.concat([FOUR_WEEKS, since])), LAST, settings())
    last = found.weeks.iloc[-1]
    assert (last["reported"], last["estimate"], last["low"]) == (51, 51, 51)
    assert LAST not in found.rising["week_start"].tolist()


def test_with_too_little_history_the_last_weeks_are_incomplete() -> None:
    found = late_reports(in_regions(east=FOUR_WEEKS), LAST, settings(minimum_weeks=3))
    assert found.weeks["status"].tolist() == [Completeness.INCOMPLETE] * 2
    assert found.weeks["estimate"].isna().all()
    assert found.rising["reported"].tolist() == [20, 21]
    assert pd.isna(found.in_at_the_end)


def test_only_weeks_that_rise_by_a_report_are_rising() -> None:
    # Nothing was ever late: nothing is still to come.
    found = late_reports(
        in_regions(east=triangle(*[[20, 0, 0]] * 3, [20, 0], [20])), LAST, settings()
    )
    assert found.rising.empty
    assert found.in_at_the_end == 1


def test_as_much_is_read_as_the_delay_is_learnt_from() -> None:
    assert weeks_read(settings()) == 52 + 2
