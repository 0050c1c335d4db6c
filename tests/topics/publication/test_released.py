"""What is due and what was released, in words."""

from datetime import UTC, date, datetime

import pytest

from lib.language import use
from lib.publication.coming import Coming
from lib.publication.open_data import Release
from lib.topics.publication import released

TODAY = date(2026, 11, 27)


def _coming(due: date, waiting: int, weeks: int = 4) -> Coming:
    codes = ("members", "gatherings")
    return Coming(weeks, codes, date(2026, 9, 27), date(2026, 9, 28), due, waiting)


@pytest.mark.parametrize(
    ("due", "title"),
    [
        (date(2026, 12, 1), "The next release is due in 4 days, on Dec 1, 2026"),
        (date(2026, 11, 28), "The next release is due in 1 day, on Nov 28, 2026"),
        (date(2026, 11, 27), "A release is due today"),
        (date(2026, 11, 22), "A release has been due for 5 days, since Nov 22, 2026"),
    ],
)
def test_the_title_says_whether_a_release_is_due(due: date, title: str) -> None:
    assert released.due_title([_coming(due, 0)], TODAY) == title


def test_before_the_first_release_nothing_is_called_late() -> None:
    assert released.due_title([], TODAY).startswith("Nothing has been published yet")


def test_each_length_of_periods_says_what_waits() -> None:
    late = released.sentence(_coming(date(2026, 11, 22), 1), TODAY)
    assert late == (
        "**By periods of 4 weeks** (2 metrics): told through Sep 27, 2026; 1 period waits,"
        " due since Nov 22, 2026."
    )
    early = released.sentence(_coming(date(2026, 12, 6), 0, weeks=1), TODAY)
    assert early == (
        "**By week** (2 metrics): told through Sep 27, 2026; Sep 28, 2026 – Oct 4, 2026 from"
        " Dec 6, 2026 on."
    )
    with use("es"):
        assert "esperan 3 periodos" in released.sentence(_coming(date(2026, 11, 22), 3), TODAY)


def test_releases_are_listed_with_their_days_and_addresses_newest_first() -> None:
    def release(number: int, day: int) -> Release:
        at = datetime(2026, 10, day, tzinfo=UTC)
        return Release(number, at, date(2026, 9, 27), 0.0, "", None, "", ())

    listed = released.listed([release(1, 3), release(2, 31)], "es")
    assert listed["number"].tolist() == [2, 1]
    assert [day.day for day in listed["published_on"]] == [31, 3]
    assert listed["page"].tolist() == [
        "/open-data/releases/2/es.html",
        "/open-data/releases/1/es.html",
    ]
