"""A clock that was ahead: what nobody could know is not saved, is found, and can be taken away."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from lib.access.health_command import forget
from lib.data import engines
from lib.data.doctor import examine
from lib.data.refresh import health_saving, refresh
from lib.data.refresh.health_saving import save
from tests.data.rows import Rows

pytestmark = pytest.mark.slow

AHEAD = date(2027, 5, 15)


def run(statement: str) -> list[tuple[object, ...]]:
    with engines.owner("dashboard").begin() as connection:
        result = connection.execute(text(statement))
        return [tuple(row) for row in result] if result.returns_rows else []


def days() -> dict[date, str]:
    return dict(run("SELECT as_of, kept FROM dashboard.health_snapshot"))  # type: ignore[arg-type]


def newest(incident_days: Rows) -> None:
    """One committee, whose source was changed last in the middle of March 2026."""
    incident_days("membership", "gathering", {"held_on": "2026-03-10", "attended": 6})
    tables = "SELECT table_name FROM information_schema.columns WHERE table_schema = 'source'"
    with engines.owner("membership").begin() as connection:
        for (table,) in connection.execute(text(f"{tables} AND column_name = 'updated_at'")).all():
            changed = "SET updated_at = '2026-03-16 18:00+00'"
            connection.execute(text(f"UPDATE source.{table} {changed}"))


class _Clock:
    @staticmethod
    def now(zone: object = UTC) -> datetime:
        return datetime(2027, 5, 15, 18, tzinfo=UTC)


def test_no_day_to_come_is_saved(rows: Rows) -> None:
    newest(rows)
    refresh("membership", AHEAD)
    saved = save()
    assert saved.as_of <= datetime.now(UTC).date()
    # Of the months up to April 2027, those until the newest record; all weeks were still to come.
    assert days()[date(2026, 2, 28)] == "month"
    assert max(days()) == date(2026, 2, 28)


def test_with_the_clock_itself_ahead_no_month_after_the_newest_record_is_saved(
    rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest(rows)
    refresh("membership", AHEAD)
    with monkeypatch.context() as patch:
        patch.setattr(health_saving, "datetime", _Clock)
        save()
    months = [day for day, kept in days().items() if kept == "month"]
    assert max(months) == date(2026, 2, 28)
    # The weeks that it saw go by themselves, once the clock is right.
    assert max(days()) == AHEAD
    refresh("membership", date(2026, 3, 25))
    save()
    assert max(days()) == date(2026, 3, 25)


def test_what_was_saved_too_early_is_found_and_taken_away_and_that_is_recorded(rows: Rows) -> None:
    newest(rows)
    refresh("membership", date(2026, 3, 25))
    refresh("incidents", date(2026, 3, 25))
    save()
    kept = days()
    assert forget() is None
    # Of an older version: a month to come, and February as it was told on the tenth of it.
    run("UPDATE dashboard.health_snapshot SET as_of = '2029-12-31' WHERE as_of = '2026-01-31'")
    run(
        "UPDATE dashboard.health_snapshot SET saved_at = '2026-02-10 18:00+00'"
        " WHERE as_of = '2026-02-28'"
    )
    (finding,) = examine("dashboard")
    assert finding.what == (
        "2 saved days of the committees' health, from 2026-02-28 to 2029-12-31, had not come when"
        " they were saved: a clock was ahead"
    )
    assert "python -m lib forget" in finding.mend
    taken = forget()
    assert taken is not None
    assert (taken.rows, taken.first, taken.last) == (2, date(2026, 2, 28), date(2029, 12, 31))
    events = run("SELECT event, actor, facts FROM dashboard.audit ORDER BY entry_id DESC LIMIT 1")
    assert events == [("health_forgotten", None, {"rows": 2})]
    save()
    assert days() == kept
    assert examine("dashboard") == []
