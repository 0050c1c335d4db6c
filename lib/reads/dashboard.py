"""Reads of the dashboard's own database: each function reads the statement of its own name.

Each raises :class:`lib.data.errors.Unavailable` if the database can't be read. Decimals and counts
come as floats, dates as ``datetime64``.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.access import taking
from lib.access.taking import Promise, Taken
from lib.data import reading
from lib.data.scope import Scope
from lib.reads.reading import read

_NO_NUMBERS = ("region_id", "committee_id", "as_of", "status", "formed_on")
"""Of what health is measured from: all other columns are numbers, or null where unknown."""


def health_snapshots(
    scope: Scope,
    first_day: date,
    last_day: date,
    *,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """What health is measured from, a row a committee × day.

    The columns of ``dashboard.health_snapshot``: see the contract.

    :param columns: only these, and only what they rest on.
    """
    return read(
        "dashboard",
        "health_snapshots",
        scope,
        columns=columns,
        first_day=first_day,
        last_day=last_day,
        many=True,
    )


def health_alike(scope: Scope, days: Sequence[date]) -> pd.DataFrame:
    """What active committees have in common, a row a region × day × figures that are the same.

    ``region_id, as_of``, of one of four kinds the figures (of the others null) and ``committees``,
    how many have them: ``members, covered_by_dues``; ``members, core_certified``; ``dispatches_90,
    dispatches_within_60``; ``members_90_days_ago, joined_90, lapsed_90``.

    :param days: that were saved.
    """
    return read("dashboard", "health_alike", scope, days=_listed(days), many=True)


def health_days(scope: Scope, days: Sequence[date], first_day: date) -> list[date]:
    """Of each of some days the newest day up to it that was saved; none is before the first."""
    saved = read("dashboard", "health_days", scope, days=_listed(days), first_day=first_day)
    return [day.date() for day in saved["as_of"].dropna()]


def health_of_committee(
    scope: Scope,
    committee_id: str,
    first_day: date,
    last_day: date,
    *,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """What the health of one committee is measured from, a row a day that was saved, the oldest
    first.

    :param columns: as in :func:`health_on_days`, and ``kept``.
    """
    return read(
        "dashboard",
        "health_of_committee",
        scope,
        columns=columns,
        committee_id=committee_id,
        first_day=first_day,
        last_day=last_day,
    )


def health_on_days(
    scope: Scope, days: Sequence[date], first_day: date, *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """What health is measured from on some days: of each, on the newest that was saved up to it.

    The oldest day first, by committee.

    :param days: at least one.
    :param first_day: no row is older.
    :param columns: as in :func:`health_snapshots`, without ``kept`` and what early warning learns.
    """
    rows = read(
        "dashboard",
        "health_on_days",
        scope,
        columns=columns,
        days=_listed(days),
        first_day=first_day,
        many=True,
    )
    rows = rows.astype(dict.fromkeys(rows.columns.difference(_NO_NUMBERS), "float64"))
    # In order, PostgreSQL would go through the table day by day: that takes several times as long.
    return rows.sort_values(["as_of", "committee_id"], ignore_index=True)


def months_of_health(
    scope: Scope, first_day: date, last_day: date, silent_days: int
) -> pd.DataFrame:
    """What early warning learns from, a row a committee × month, and × the newest day.

    The columns of ``lib.measures.early_warning.HISTORY``. Of months only those on whose last day a
    committee was active and had met within ``silent_days``: no other is at risk.
    """
    return read(
        "dashboard",
        "months_of_health",
        scope,
        first_day=first_day,
        last_day=last_day,
        silent_days=silent_days,
        many=True,
    )


def months_of_silence(
    scope: Scope, first_day: date, last_day: date, silent_days: int
) -> pd.DataFrame:
    """How often committees that met fell silent, one row: ``months``.

    Of committee-months on whose last day it was active and had met within ``silent_days``: those
    that were followed by 90 days without a gathering.
    """
    return read(
        "dashboard",
        "months_of_silence",
        scope,
        first_day=first_day,
        last_day=last_day,
        silent_days=silent_days,
    )


def promises_over(scope: Scope) -> tuple[Promise, ...]:
    """What was promised to committees of a scope until a day of the last four weeks, oldest first.

    Whoever takes a committee anew takes the place of what is over. Asked anew as :func:`taken`.
    """
    over = reading.rows("dashboard", "promises_over", scope, today=taking.today())
    return tuple(Promise(p["committee_id"], p["plan"], p["taken_on"], p["until"]) for p in over)


def taken(scope: Scope) -> tuple[Taken, ...]:
    """Committees of a scope that somebody has taken, those that are over soonest first.

    Asked anew each time: whoever comes second must see it at once. So it is no part of what is kept
    until a refresh; a figure gets it as an option (it is hashable).
    """
    standing = reading.rows("dashboard", "taken", scope, **taking.parameters())
    return tuple(taking.taken_of(row) for row in standing)


def _listed(days: Sequence[date]) -> str:
    return ",".join(day.isoformat() for day in days)
