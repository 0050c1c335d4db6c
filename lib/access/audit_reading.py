"""The audit as an administrator reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd

from lib.data.configuration import configuration
from lib.data.reading import read
from lib.data.scope import Scope

MOST_SHOWN = 500
MOST_EXPORTED = 200_000
NOBODY = ""
"""As an account: nobody was signed in, or it was the command line."""

# The audit has no regions: who may read it may read all of it.
_NO_REGION = Scope()


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which rows to look for; ``None`` is any.

    :ivar day: in the organization's time zone.
    """

    actor: str | None = None
    event: str | None = None
    day: date | None = None


def entries(criteria: AuditFilter, most: int = MOST_SHOWN) -> pd.DataFrame:
    """The rows that are looked for, newest first.

    Columns ``entry_id, happened_at, actor, event, facts, previous, hash, matching``: facts as the
    JSON that the hash covers, and how many rows match beside those returned.

    :raises Unavailable: if the audit can't be read.
    """
    begins, ends = _bounds(criteria.day)
    return read(
        "dashboard",
        "audit_entries",
        _NO_REGION,
        actor=criteria.actor,
        event=criteria.event,
        begins=begins,
        ends=ends,
        most=most,
    )


def counts(days: int, now: datetime | None = None) -> dict[str, int]:
    """How often each event was recorded in the last days; one that wasn't is left out.

    :raises Unavailable: if the audit can't be read.
    """
    begins = (now or datetime.now(UTC)) - timedelta(days=days)
    frame = read("dashboard", "audit_counts", _NO_REGION, begins=begins)
    return dict(zip(frame["event"], frame["entries"].astype(int), strict=True))


def actors() -> list[str]:
    """The accounts that have done something.

    :raises Unavailable: if the audit can't be read.
    """
    return list(read("dashboard", "audit_actors", _NO_REGION)["actor"])


def last_view(actor: str, pages: Sequence[str], days: int, now: datetime) -> datetime | None:
    """When, before today, an account last viewed one of some pages.

    :param pages: their addresses.
    :param days: how many days before today to look back.
    :return: in the organization's time zone; ``None``: on none of these days.
    :raises Unavailable: if the audit can't be read.
    """
    zone = configuration().organization.zone
    today = now.astimezone(zone).date()
    row = read(
        "dashboard",
        "last_view",
        _NO_REGION,
        actor=actor,
        pages=list(pages),
        since=datetime.combine(today - timedelta(days=days), time(), zone),
        before=datetime.combine(today, time(), zone),
    )
    moment = row["viewed_at"].iloc[0]
    return None if pd.isna(moment) else moment.to_pydatetime().astimezone(zone)


def _bounds(day: date | None) -> tuple[datetime | None, datetime | None]:
    if day is None:
        return None, None
    zone = configuration().organization.zone
    return tuple(  # type: ignore[return-value]
        datetime.combine(day + timedelta(days=after), time(), zone) for after in (0, 1)
    )
