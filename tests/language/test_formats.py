from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

from lib.language import LANGUAGES, formats, use

NOW = datetime(2026, 11, 3, 18, 30, tzinfo=UTC)
PHOENIX = ZoneInfo("America/Phoenix")  # seven hours behind UTC all year


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (0, 0, "0"),
        (1234, 0, "1,234"),
        (np.int64(1234567), 0, "1,234,567"),
        (2.4999, 0, "2"),
        (12.34, 1, "12.3"),
        (12.0, 1, "12"),  # at most one decimal
        (-5, 0, "-5"),
    ],
)
def test_numbers_are_written_as_in_the_united_states(language, value, digits, expected):
    with use(language):
        assert formats.number(value, digits) == expected


@pytest.mark.parametrize("nothing", [None, float("nan"), np.nan, pd.NaT])
@pytest.mark.parametrize(
    "write",
    [
        formats.number,
        formats.percent,
        formats.change,
        formats.change_in_points,
        formats.day,
        formats.day_and_month,
        formats.month,
        formats.recent,
        formats.minutes,
    ],
)
def test_no_data_is_a_dash_and_never_zero(write, nothing):
    assert write(nothing) == "–"


def test_within_a_sentence_only_the_first_letter_is_small():
    assert formats.within("Órdenes de ICE en la cárcel") == "órdenes de ICE en la cárcel"
    assert formats.within("") == ""


def test_a_rate_says_its_numerator_and_denominator():
    # 6 / 50 = 0.12
    assert formats.rate(6, 50) == "12% (6 of 50)"
    assert formats.rate(0, 50) == "0% (0 of 50)"
    # Some are not none, and almost all are not all: 0.08 %, 99.9 %, 0.0002 %.
    assert formats.rate(1, 1203) == "0.1% (1 of 1,203)"
    assert formats.rate(1199, 1200) == "99.9% (1,199 of 1,200)"
    assert formats.rate(1, 500_000) == "0.0002% (1 of 500,000)"
    assert formats.rate(50, 50) == "100% (50 of 50)"
    with use("es"):
        assert formats.rate(1500, 3000) == "50% (1,500 de 3,000)"


def test_a_rate_of_nothing_is_no_data():
    assert formats.rate(0, 0) == "–"


@pytest.mark.parametrize(
    ("value", "expected"), [(12, "+12"), (-3, "−3"), (0, "0"), (0.4, "0"), (-0.4, "0")]
)
def test_a_change_has_its_sign_unless_it_is_nothing(value, expected):
    assert formats.change(value) == expected


def test_changes_of_rates_are_points():
    assert formats.change_in_points(0.031) == "+3 points"
    with use("es"):
        assert formats.change_in_points(-0.031) == "−3 puntos"


@pytest.mark.parametrize(
    ("language", "day", "short", "month"),
    [
        ("en", "Nov 2, 2026", "Nov 2", "Nov 2026"),
        ("es", "2 nov 2026", "2 nov", "nov 2026"),
    ],
)
def test_dates_follow_the_language(language, day, short, month):
    monday = date(2026, 11, 2)
    with use(language):
        assert formats.day(monday) == day
        assert formats.day_and_month(monday) == short
        assert formats.month(monday) == month


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        (NOW - timedelta(hours=18, minutes=30), UTC, "today 00:00"),
        (NOW - timedelta(hours=18, minutes=31), None, "yesterday 23:59"),  # no browser: UTC
        (NOW - timedelta(hours=12), PHOENIX, "yesterday 23:30"),  # 06:30 in UTC, the same day
        (NOW - timedelta(days=2), UTC, "Nov 1"),
        (datetime(2025, 12, 31, 12, tzinfo=UTC), UTC, "Dec 31, 2025"),
    ],
)
def test_a_recent_moment_is_said_as_people_say_it(value, zone, expected):
    assert formats.recent(value, NOW, zone) == expected


@pytest.mark.parametrize(
    ("minutes", "english", "spanish"),
    [
        (0, "0 min", "0 min"),
        (0.4, "0 min", "0 min"),
        (17.0, "17 min", "17 min"),
        (59.4, "59 min", "59 min"),
        (119.4, "119 min", "119 min"),
        (119.6, "2 hr", "2 h"),  # rounds to 120
        (125, "2.1 hr", "2.1 h"),  # 2 h 5 min: 2.083
        (596, "9.9 hr", "9.9 h"),  # 9.933
        (598, "10 hr", "10 h"),  # 9.967
        (1439, "24 hr", "24 h"),
        (2849, "47 hr", "47 h"),  # 47 h 29 min
        (2851, "2 days", "2 días"),  # 47 h 31 min, to the hour: 48
        (4000, "3 days", "3 días"),  # 2.78 days
    ],
)
def test_a_duration_has_one_unit(minutes, english, spanish):
    assert formats.minutes(minutes) == english
    with use("es"):
        assert formats.minutes(minutes) == spanish


def test_a_list_is_joined_as_the_language_joins_it():
    assert formats.listing(["a", "b", "c"]) == "a, b, and c"
    with use("es"):
        assert formats.listing(["a", "b", "c"]) == "a, b y c"


@pytest.mark.parametrize(
    ("names", "written"),
    [
        # RAE: "e" before the sound of i, not before a diphthong.
        (["Houston", "Irving"], "Houston e Irving"),
        (["Austin", "Houston", "Irving"], "Austin, Houston e Irving"),
        (["madres", "hijas"], "madres e hijas"),
        (["Ohio", "**Illinois**"], "Ohio e **Illinois**"),
        (["agua", "hielo"], "agua y hielo"),
        (["Ohio", "Iowa"], "Ohio y Iowa"),
        # It is the last one that counts, and it must have one before it.
        (["Irving", "Houston"], "Irving y Houston"),
        (["Irving"], "Irving"),
        ([], ""),
    ],
)
def test_and_in_spanish_before_the_sound_of_i(names: list[str], written: str) -> None:
    with use("es"):
        assert formats.listing(names) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1234.5, "1,234"),
        (15.3, "15"),
        (10.0, "10"),
        (9.96, "10"),
        (3.24, "3.2"),
        (3.0, "3"),
        (0.0461, "0.046"),
        (0, "0"),
        (None, "–"),
    ],
)
def test_small_rates_have_two_figures(value, written):
    with use("en"):
        assert formats.two_figures(value) == written
