"""Surges: when one begins, what it is held against, and when it is over."""

from math import log

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from lib.measures import thresholds
from lib.measures.alarms import Method, Status, alarms
from lib.measures.alarms.before import dispersion_of
from lib.measures.alarms.surges import evidence_of_an_end
from tests.measures.alarms.series import salmonella, settings, weekly

SHORT = Method.BAYES_AND_EARS_C2
# Raids in a region: hardly any, then a surge.
USUAL = [0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1]
SURGE = [11, 17, 35, 40, 17]


@pytest.mark.parametrize("method", [SHORT, Method.BY_HISTORY])
def test_a_surge_is_held_against_the_time_before_it(method: Method) -> None:
    found = alarms(weekly(USUAL + SURGE), method).iloc[-5:]
    assert found["alarm"].tolist() == [True, False, False, False, False]
    assert found["still_high"].tolist() == [False, True, True, True, True]
    # The first of them by the six weeks before: 2 and a half over six.
    assert found["expected"].iloc[0] == pytest.approx(2.5 / 6)
    # The others by all weeks before but the last two: 6 in 18, and the negative binomial of size
    # 6.5 and probability 18/19 has .9841 up to 2 … .9987 up to 3.
    assert found["expected"].iloc[1:].tolist() == pytest.approx([6.5 / 18] * 4)
    assert found["bound"].tolist() == [3, 2, 2, 2, 2]
    assert found["baseline_weeks"].tolist() == [6, 18, 18, 18, 18]
    assert found["since"].eq(found.index[0]).all()


def test_a_published_method_alone_knows_no_surge() -> None:
    for method in (Method.EARS_C1, Method.EARS_C2, Method.BAYES, Method.FARRINGTON):
        found = alarms(weekly([2] * 170 + SURGE), method)
        assert found["since"].isna().all()
        assert not found["still_high"].any()
    # Its own weeks are the baseline: (2 · 1 + 11 + 17 + 35 + 40 and a half) over six.
    bayes = alarms(weekly([2] * 170 + SURGE), Method.BAYES)["expected"].iloc[-1]
    assert bayes == pytest.approx((4 + 11 + 17 + 35 + 40 + 0.5) / 6)


@pytest.mark.parametrize(
    ("count", "expected", "level", "dispersion", "evidence"),
    [
        (5, 5, 0, 1, 5 - 5 * log(2)),  # against twice as many
        (0, 5, 0, 1, 5),
        (10, 5, 0, 1, 5 - 10 * log(2)),  # less than nothing: it speaks for the surge
        (5, 5, 0, 2, (5 - 5 * log(2)) / 2),  # counts that vary more say less
        (1, 1, 0, 1, 3 - log(4)),  # against three more
        (1, 1, 40, 1, 19 - log(20)),  # against half of what the surge had
        (0, 0, 0, 1, 3),  # no past incident is taken as one in twenty weeks
    ],
)
def test_the_evidence_of_an_end_by_hand(
    count: float, expected: float, level: float, dispersion: float, evidence: float
) -> None:
    rule = thresholds.alarms().surge
    arrays = (np.array([value]) for value in (count, expected, level, dispersion))
    assert evidence_of_an_end(*arrays, rule).tolist() == pytest.approx([evidence])


def still_high(*counts: float | None) -> list[bool]:
    """Whether each week after an alarm in a series of fives is still high."""
    return alarms(weekly([*[5] * 40, 15, *counts]))["still_high"].tolist()[41:]


def test_one_usual_week_does_not_end_a_doubling_and_two_do() -> None:
    # Usual are (38 · 5 + ½) / 38 = 5.013, the least surge is half of 15 or twice 5.013. A week of 5
    # gives 5.013 - 5 · .693 = 1.55 where log 10 = 2.30 is needed.
    assert still_high(5, 5) == [True, False]
    # Weeks of 10 give -1.92 each, counted down to -log 100 = -4.61. From there it takes 6.91: five
    # weeks of 5 give 7.73, four 6.19.
    assert still_high(10, 10, 10, 5, 5, 5, 5, 5) == [True] * 7 + [False]
    # A week without any gives 5.01: more than enough by itself, unless the surge has proved itself.
    assert still_high(0) == [False]
    assert still_high(10, 10, 10, 0, 0) == [True, True, True, True, False]


def test_a_week_above_the_limit_does_not_end_a_surge() -> None:
    # Half of 100 is far above the limit of a series of fives; 14 speaks against fifty, but alarms.
    counts = [5] * 40 + [100, 100, 14, 14, 5]
    found = alarms(weekly(counts)).iloc[-4:]
    assert found["bound"].iloc[0] < 14
    assert found["still_high"].tolist() == [True, True, True, False]


def test_the_alarm_of_a_surge_that_is_over_comes_back_no_higher_than_its_limit() -> None:
    quiet = [2] * 30
    found = alarms(weekly([*quiet, 20, 2, 2]), Method.BAYES_AND_EARS_C2)
    limit = found["bound"].iloc[31]  # of the 28 weeks before
    assert found["still_high"].tolist()[31:] == [False, False]
    # Four weeks of two, the alarm and the week after it, in the six before the last week.
    assert (2 * 5 + limit + 0.5) / 6 == pytest.approx(
        alarms(weekly([*quiet, limit, 2, 2]), Method.BAYES)["expected"].iloc[-1]
    )
    assert found["bound"].iloc[-1] == alarms(weekly([*quiet, limit, 2, 2]), SHORT)["bound"].iloc[-1]


def test_a_series_that_begins_with_its_surge_is_judged_by_what_follows() -> None:
    found = alarms(weekly([40] * 4 + [1] * 20 + [20]))
    # Nine weeks can't be judged, and those with the surge in their baseline aren't alarmed.
    assert found["status"].tolist()[:9] == [Status.TOO_SHORT] * 9
    assert not found[["alarm", "still_high"]].iloc[:-1].any(axis=None)
    assert found["alarm"].iloc[-1]
    assert found["expected"].iloc[-1] == pytest.approx(6.5 / 6)


def test_a_surge_in_the_first_weeks_that_can_be_judged() -> None:
    found = alarms(weekly([1] * 9 + [30, 30, 30]))
    assert found["alarm"].tolist() == [False] * 9 + [True, False, False]
    # All weeks before but the last two.
    assert found["baseline_weeks"].tolist()[-2:] == [7, 7]
    assert found["expected"].tolist()[-2:] == pytest.approx([7.5 / 7] * 2)


def test_an_unknown_week_neither_ends_a_surge_nor_is_it_high() -> None:
    found = alarms(weekly([2] * 30 + [20, None, 20])).iloc[-2:]
    assert found["status"].tolist() == [Status.NO_COUNT, Status.OK]
    assert found["still_high"].tolist() == [False, True]
    assert found["since"].notna().all()
    assert found["expected"].tolist() == pytest.approx([56.5 / 28] * 2)


def test_weeks_without_incidents_are_no_surge() -> None:
    found = alarms(weekly([0] * 200))
    assert not found[["alarm", "still_high"]].any(axis=None)
    assert found["since"].isna().all()


def test_what_lasts_a_year_is_the_usual_level() -> None:
    found = alarms(weekly([2] * 30 + [20] * 60))
    assert found["alarm"].tolist()[30]
    assert found["still_high"].tolist() == [False] * 31 + [True] * 51 + [False] * 8
    assert found["expected"].iloc[30 + 51] == pytest.approx(56.5 / 28)
    # Bayes decides, over six weeks of it.
    assert found["expected"].iloc[30 + 52] == pytest.approx(120.5 / 6)
    assert not found["alarm"].iloc[31:].any()


def test_past_years_at_an_outgrown_level_say_nothing() -> None:
    # Four years of twos, then tens for four years.
    counts = np.random.default_rng(1).poisson([2] * 208 + [10] * 208).tolist()
    found = alarms(weekly(counts, start="2015-01-05"))
    begin = 208 + int(np.argmax(found["alarm"].iloc[208:]))
    assert begin <= 212
    raised = found["alarm"] | found["still_high"]
    assert raised.iloc[begin : begin + 52].all()
    assert raised.iloc[begin + 52 :].mean() < 0.05
    judged_by = found["method"].tolist()
    assert judged_by[begin] == Method.FARRINGTON
    assert set(judged_by[begin + 52 : begin + 3 * 52]) == {SHORT}
    # Three years and three weeks after the surge began, its years are the past.
    assert set(judged_by[begin + 3 * 52 + 4 :]) == {Method.FARRINGTON}


def test_a_surge_is_held_against_past_years_where_there_are_any() -> None:
    found = alarms(weekly([5] * 200 + [40] * 20)).iloc[-20:]
    assert found["method"].eq(Method.FARRINGTON).all()
    assert found["expected"].tolist() == pytest.approx([5] * 20)
    assert found["alarm"].tolist() == [True] + [False] * 19
    assert found["still_high"].tolist() == [False] + [True] * 19


def test_the_chance_by_hand() -> None:
    # Nothing in six weeks: .9258 + .0661 for 0 and 1 incidents.
    found = alarms(weekly([0] * 6 + [2]), Method.BAYES).iloc[-1]
    assert found["chance"] == pytest.approx(1 - 0.9258 - 0.0661, abs=1e-4)
    # 1 … 7 have the mean 4 and the deviation 2.160.
    ears = alarms(weekly([1, 2, 3, 4, 5, 6, 7, 100, 100, 11]), Method.EARS_C2).iloc[-1]
    assert ears["chance"] == pytest.approx(norm.sf(7 / (28 / 6) ** 0.5))
    assert (
        alarms(weekly([3] * 9), Method.EARS_C1, settings(ears={"minimum_sigma": 0}))["chance"]
        .isna()
        .all()
    )


@pytest.mark.parametrize(
    ("method", "alpha"), [(Method.BAYES, 0.01), (Method.EARS_C1, 0.001), (Method.FARRINGTON, 0.01)]
)
def test_an_alarm_is_a_chance_below_the_threshold(method: Method, alpha: float) -> None:
    no_floor = settings(short_floor={"cases": 0}, farrington_floor={"cases": 0})
    found = alarms(salmonella()["cases"], method, no_floor)
    found = found[found["status"] == Status.OK]
    assert found["alarm"].any()
    assert found["alarm"].tolist() == (found["chance"] <= alpha).tolist()


def test_years_without_an_incident_give_no_chance() -> None:
    found = alarms(weekly([0] * 190 + [5]), Method.FARRINGTON).iloc[-1]
    assert found["alarm"]
    assert pd.isna(found["chance"])


def test_the_dispersion_by_hand() -> None:
    rule = thresholds.alarms().surge
    # Seven times 0 and seven times 6: mean 3, variance 14 · 9 / 13, over 3.
    assert dispersion_of(np.array([0.0, 6.0] * 7), rule) == pytest.approx(14 * 9 / 13 / 3)
    assert dispersion_of(np.array([0.0, 6.0] * 6), rule) == 1  # too few weeks to tell
    assert dispersion_of(np.array([3.0] * 14), rule) == 1  # not less than Poisson counts
    assert dispersion_of(np.zeros(14), rule) == 1
