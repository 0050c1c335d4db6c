"""When letters are due, and from which day on they tell."""

from datetime import UTC, date, datetime

import pytest

from lib.access import mailing as mailings
from lib.access.mailing import Letter, Mailing
from lib.access.permissions import ROLES
from lib.access.viewer import Viewer
from lib.brief.digest import due as dues
from lib.brief.digest.due import _days, _since, due
from lib.brief.digest.letter import told
from lib.brief.digest.things import Things, counted
from lib.data.configuration import configuration
from lib.data.scope import Scope

TODAY = date(2026, 11, 26)  # a Thursday; its week begins on 23 November
MONDAY = date(2026, 11, 23)


def asked(rhythm: str = "weekly", weekday: int = 0, on: str = "2026-11-01T18:00") -> Mailing:
    at = datetime.fromisoformat(on).replace(tzinfo=UTC)
    return Mailing("ana", "ana@example.org", rhythm, weekday, "en", at)


@pytest.mark.parametrize(
    ("mailing", "expected"),
    [
        (asked(weekday=0), [("weekly", MONDAY)]),  # the timer missed Monday
        (asked(weekday=3), [("weekly", MONDAY)]),  # right boundary: today
        (asked(weekday=4), []),  # tomorrow
        (asked(weekday=3, on="2026-11-26T18:00"), [("weekly", MONDAY)]),  # asked on the day itself
        (asked(weekday=2, on="2026-11-26T18:00"), []),  # asked after this week's day
        (asked("fire"), [("fire", TODAY)]),
        (asked("both", weekday=3), [("weekly", MONDAY), ("fire", TODAY)]),
        (asked("both", weekday=4), [("fire", TODAY)]),
    ],
)
def test_a_letter_is_due_from_its_day_to_the_end_of_the_week(
    mailing: Mailing, expected: list[tuple[str, date]]
) -> None:
    assert list(_days(mailing, TODAY)) == expected


def test_a_letter_tells_from_the_day_of_the_last_that_surely_told() -> None:
    def letter(kind: str, state: str, day: int) -> Letter:
        # 18:00 in UTC is noon in Chicago: the same day.
        begun = datetime(2026, 11, day, 18, tzinfo=UTC)
        return Letter(kind, date(2026, 11, day), state, begun, frozenset())

    assert _since([], "weekly", TODAY) == date(2026, 11, 19)  # a week
    letters = [letter("weekly", "handed", 23), letter("weekly", "sent", 16)]
    # What may not have arrived is told again.
    assert _since(letters, "weekly", TODAY) == date(2026, 11, 16)
    assert _since([letter("weekly", "nothing", 23), *letters], "weekly", TODAY) == MONDAY
    # An alarm's letter tells of alarms alone.
    assert _since([letter("fire", "sent", 25), *letters], "weekly", TODAY) == date(2026, 11, 16)


THINGS = Things(
    (
        "**2** new alarms: Southwest: raid, West: raid",
        "**3** incidents reported since that nobody has answered",
        "**1** committee fell to fragile: Ana\\: Casa",
    )
)


@pytest.mark.parametrize(
    ("detail", "lead", "said"),
    [
        ("none", "3 things need you. Sign in to see them.", ()),
        (
            "counts",
            "3 things need you. Sign in to see them.",
            (
                "2 new alarms",
                "3 incidents reported since that nobody has answered",
                "1 committee fell to fragile",
            ),
        ),
        ("full", "New since the last mail, and in need of you:", THINGS.said),
    ],
)
def test_a_letter_tells_no_more_than_is_allowed(
    detail: str, lead: str, said: tuple[str, ...]
) -> None:
    made = told(THINGS, detail)
    assert (made.lead, made.said) == (lead, said)


def test_a_count_has_no_name_in_either_language() -> None:
    assert counted("**2** alarmas nuevas: Suroeste: redada") == "2 alarmas nuevas"


def test_what_the_weeks_letter_has_told_is_no_news_for_one_of_the_same_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept: list[Letter] = []
    ana = Viewer("ana", "ana", ROLES["organizer"].permissions, Scope(("west",)))
    monkeypatch.setattr(dues, "_viewer", lambda _username: ana)
    monkeypatch.setattr(mailings, "letters", lambda _username, _today: list(kept))
    now = datetime(2026, 11, 26, 18, tzinfo=UTC)
    both = due(asked("both"), now)
    assert (next(both).kind, kept) == ("weekly", [])
    # It is sent before the next is asked for.
    kept.append(Letter("weekly", MONDAY, "sent", now, frozenset({"raid in the west"})))
    fire = next(both)
    assert (fire.kind, fire.known) == ("fire", {"raid in the west"})
    kept.append(Letter("fire", TODAY, "sent", now, frozenset()))
    # No second one on that day, however often it is run.
    assert list(due(asked("both"), now)) == []


@pytest.mark.parametrize(
    ("now", "days"),
    [
        # Clocks in Chicago go back on 1 November 2026, forward on 8 March: a week is a week.
        ("2026-11-01T05:30", [date(2026, 10, 26)]),  # 00:30 on Sunday, in summer time
        ("2026-11-02T05:30", [date(2026, 10, 26)]),  # 23:30 on Sunday, in winter time
        ("2026-11-02T06:30", [date(2026, 11, 2)]),  # 00:30 on Monday
        ("2026-03-09T04:30", [date(2026, 3, 2)]),  # 23:30 on Sunday, in summer time
        ("2026-03-09T05:30", [date(2026, 3, 9)]),  # 00:30 on Monday
    ],
)
def test_a_week_begins_at_midnight_of_the_organization_whatever_its_clocks_do(
    monkeypatch: pytest.MonkeyPatch, now: str, days: list[date]
) -> None:
    ana = Viewer("ana", "ana", ROLES["organizer"].permissions, Scope(("west",)))
    monkeypatch.setattr(dues, "_viewer", lambda _username: ana)
    monkeypatch.setattr(mailings, "letters", lambda _username, _today: [])
    monkeypatch.setattr(configuration().organization, "time_zone", "America/Chicago")
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert [each.due_on for each in due(asked(on="2026-01-01T18:00"), at)] == days
