"""What is new since an earlier day on which the viewer looked, and nothing where nobody knows."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest

from lib import reads
from lib.access import audit
from lib.access.audit_reading import last_view
from lib.data.scope import Scope
from lib.topics.this_week import last_look
from lib.ui.filters import Choice
from tests.data.rows import Rows

CHOICE = Choice(Scope(("southeast",)), 13)
LOOKED = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday: the week of the 16th was over


@pytest.fixture
def new(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What is read, for a test to change; nothing of it is new at first."""
    held = SimpleNamespace(
        alarms=[],
        heard=[],
        levels=[],
        series=12,
        missing=None,
        late=False,
        loaded=datetime(2026, 11, 23, 9, 1, tzinfo=UTC),  # a minute after the look
    )

    def alarms_of(_scope: Scope, _weeks: int) -> SimpleNamespace:
        rows = [("southeast", "raid", pd.Timestamp(week)) for week in held.alarms]
        raised = pd.DataFrame(rows, columns=["region_id", "kind", "since"])
        return SimpleNamespace(raised=raised, series=held.series, too_short=0)

    def unanswered(_scope: Scope, _day: date) -> pd.DataFrame:
        return pd.DataFrame(
            {"heard_on": pd.to_datetime(held.heard), "incidents": [2.0] * len(held.heard)}
        )

    monkeypatch.setattr(last_look.alarms, "of_last_weeks", alarms_of)
    monkeypatch.setattr(reads.incidents, "unanswered_recently", unanswered)
    monkeypatch.setattr(last_look, "answers_lack", lambda _scope: held.missing)
    monkeypatch.setattr(last_look.levels, "changed_since", lambda _choice, _day: held.levels)
    monkeypatch.setattr(last_look, "region_name", lambda _region: "Southeast")
    monkeypatch.setattr(reads, "newest", lambda _database: reads.Clocks(None, held.loaded, ()))
    monkeypatch.setattr(last_look, "_sentences", last_look._sentences.__wrapped__)
    monkeypatch.setattr(reads, "is_late", lambda _sources: held.late)
    return held


def lines() -> list[str]:
    title, _empty, *rest = last_look.in_words(CHOICE, LOOKED).splitlines()
    assert title == "**Since you last looked, Nov 23**"
    return rest


def test_what_came_from_the_day_on_is_new(new: SimpleNamespace) -> None:
    # The alarm of the 9th was known a week before; that of the 16th was on the 23rd, maybe later
    # than the viewer looked.
    new.alarms = ["2026-11-09", "2026-11-16"]
    new.heard = ["2026-11-22", "2026-11-23", "2026-11-26"]  # so is what was heard that day
    new.levels = ["**1** committee fell to fragile: Macon"]
    assert lines() == [
        "- **1** new alarm: Southeast: raid",
        "- **4** incidents reported since that nobody has answered",
        "- **1** committee fell to fragile: Macon",
    ]


def test_nothing_new_says_what_was_looked_at(new: SimpleNamespace) -> None:
    assert lines() == ["- no new alarm, nothing newly unanswered, no committee at another level"]


def test_nothing_is_said_of_what_nobody_recorded(new: SimpleNamespace) -> None:
    new.series, new.missing = 0, "incident"
    assert lines() == ["- no committee at another level"]
    new.levels = None
    assert lines() == ["- too little is recorded to tell what is new"]


def test_no_all_clear_over_a_late_source_nor_before_anything_was_loaded(
    new: SimpleNamespace,
) -> None:
    new.late = True
    assert lines() == ["- the sources are late: what is new can't be told"]
    # Loaded on the same day before the look: it was seen.
    new.loaded = LOOKED
    assert lines() == ["- nothing has been loaded since"]


def test_the_last_look_is_of_this_page_and_account_on_an_earlier_day(rows: Rows) -> None:
    for actor, page in (("ana", "this_week"), ("ana", "training"), ("bea", "training")):
        audit.record(audit.Event.PAGE_VIEWED, actor=actor, facts={"page": page})
    now = datetime.now(UTC)
    tomorrow, long_after = now + timedelta(days=1), now + timedelta(days=20)
    assert last_view("ana", ["this_week"], 13, tomorrow) is not None
    # A look of today is none: it is this one.
    assert last_view("ana", ["this_week"], 13, now) is None
    assert last_view("bea", ["this_week"], 13, tomorrow) is None
    assert last_view("ana", ["this_week"], 13, long_after) is None
