"""Alarms in words: what none of them means, and what they say of themselves."""

from datetime import date

import pandas as pd
import pytest
from scipy.stats import poisson

from lib.language import LANGUAGES, use
from lib.measures.alarms.recent import RecentAlarms, recent_alarms
from lib.topics.response import alarms
from lib.topics.response.alarm_words import chance_in_words
from lib.topics.response.alarms import described

LAST = date(2026, 6, 15)
WARNING = "The last weeks may still rise."


def found(*series: list[float]) -> RecentAlarms:
    """The alarms of some series of one region that end with the last complete week."""
    frames = [
        pd.DataFrame(
            {
                "region_id": "southwest",
                "kind": kind,
                "week_start": pd.date_range(end=pd.Timestamp(LAST), periods=len(counts), freq="7D"),
                "incidents": counts,
            }
        )
        for kind, counts in zip(("raid", "checkpoint"), series, strict=False)
    ]
    none = pd.DataFrame(columns=["region_id", "kind", "week_start", "incidents"])
    return recent_alarms(pd.concat(frames) if frames else none, LAST, weeks=4)


@pytest.fixture(autouse=True)
def _regions_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of regions are in a database."""
    monkeypatch.setattr(alarms, "region_name", str)


STAYED = [2.0] * 28 + [20.0, 20.0]
CALM, WAVE, SHORT = [2.0] * 30, [2.0] * 29 + [20.0], [2.0, 20.0]
# An alarm two weeks ago, one five weeks ago, and one of each that is over.
LASTING, OLD = [2.0] * 27 + [20.0] * 3, [2.0] * 24 + [20.0] * 6
OVER, LONG_OVER = [2.0] * 28 + [20.0, 2.0], [2.0] * 24 + [20.0] * 4 + [2.0] * 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("series", "late", "title"),
    [
        ([CALM], False, "No alarm in the last 4 weeks"),
        ([CALM], True, "The sources are late: whether there was an alarm can't be told"),
        ([CALM, WAVE], False, "1 alarm in the last 4 weeks"),
        ([LASTING], False, "1 surge is still high; no other alarm in the last 4 weeks"),
        ([OLD, LASTING], True, "2 surges are still high; no other alarm in the last 4 weeks"),
        ([OLD, WAVE], False, "1 surge is still high; 1 other alarm in the last 4 weeks"),
        ([OVER], False, "1 alarm in the last 4 weeks"),
        ([LONG_OVER], False, "No alarm in the last 4 weeks; 1 earlier surge is over"),
        # What was raised stands, however late the source.
        ([WAVE], True, "1 alarm in the last 4 weeks"),
        # The alarm of the week before the last is told once: as what is still high.
        ([STAYED, CALM], False, "1 surge is still high; no other alarm in the last 4 weeks"),
        ([STAYED, WAVE], False, "1 surge is still high; 1 other alarm in the last 4 weeks"),
        # Two weeks can't be judged, and of no incident at all there is nothing to judge by.
        ([SHORT], False, "There is too little history to tell whether there was an alarm"),
        ([], False, "There is too little history to tell whether there was an alarm"),
        ([], True, "There is too little history to tell whether there was an alarm"),
    ],
)
def test_no_alarm_is_said_only_where_one_could_have_been_raised(
    series: list[list[float]], late: bool, title: str
) -> None:
    with use("en"):
        assert described(found(*series), WARNING, late=late).title == title


def test_the_alarms_that_chance_would_raise_are_stated_as_measured() -> None:
    calm_and_wave = found(CALM, WAVE)
    with use("en"):
        said = described(calm_and_wave, WARNING, late=False).explained
    # Twenty is far out of the ordinary, so both series have the mean 2 and no variance: Poisson.
    # Six weeks of two bound a week at 7; as the first weeks have no baseline and the wave is of the
    # last, every judged week of both alarms from 8 on: P(8 or more) = .0011.
    assert calm_and_wave.expected_false == pytest.approx(2 * poisson.sf(7, 2))
    assert "about 0 a week come by chance, over 2 series" in said
    assert WARNING in said


def test_series_that_are_too_short_are_counted() -> None:
    with use("en"):
        assert (
            "1 series is too short to be judged."
            in described(found(SHORT), WARNING, late=False).explained
        )


def test_what_is_still_high_says_since_when_and_against_what() -> None:
    with use("en"):
        said = described(found(OLD), WARNING, late=False)
    (row,) = said.raised.itertuples()
    assert (row.stands, row.observed, row.observed_since) == ("Still high", 20, 120)
    assert str(row.since.date()) == "2026-05-11"
    # The 22 weeks before the alarm and the two just before it: 44 and a half over 22.
    assert row.expected == pytest.approx(44.5 / 22)
    assert row.by_chance == "less than 1 in 10,000"
    assert "back within the limits of the time before it" in said.explained


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.32, "1 in 3"),
        (0.0023, "1 in 430"),  # 434.8
        (1.0, "1 in 1"),
        (1e-4, "1 in 10,000"),
        (2e-13, "less than 1 in 10,000"),
        (float("nan"), "–"),
    ],
)
def test_a_chance_in_words(chance: float, words: str) -> None:
    with use("en"):
        assert chance_in_words(chance) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_alarm_states_what_it_rests_on(language: str) -> None:
    with use(language):
        (row,) = described(found(WAVE), WARNING, late=False).raised.itertuples()
    assert (row.observed, row.baseline_weeks) == (20, 6)
    # Six weeks of two: 12 and a half over six, and the bound of test_false_alarms by hand.
    assert row.expected == pytest.approx(12.5 / 6)
    assert row.bound == 7
    assert str(row.baseline_to.date()) == "2026-06-08"
    assert "EARS C2" in row.rests_on
