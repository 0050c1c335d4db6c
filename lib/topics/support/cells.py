"""Cells that several lists of committees have: where, when, and who has taken one."""

from collections.abc import Mapping

import pandas as pd

from lib.access.taking import Taken
from lib.data.scope import Scope
from lib.language import _, formats
from lib.topics.health import taking
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import Record
from lib.ui.listing import Cell
from lib.ui.tables import Column


def takings(scope: Scope) -> tuple[Taken, ...]:
    """Who has which committee now, as an option of a figure; nobody where that can't be read."""
    return tuple(taking.in_scope(scope).values())


def taken_header(takings: Mapping[str, Taken]) -> tuple[str, ...]:
    """The header of the column; none where nobody has taken any committee."""
    # Translators: of a committee: which organizer has said that they look after it now
    return (_("Taken by"),) if takings else ()


def taken_cell(takings: Mapping[str, Taken], committee_id: str) -> tuple[Cell, ...]:
    """Who has taken a committee, what they plan, and until when; as :func:`taken_header`."""
    if not takings:
        return ()
    return (taking.taken_cell(takings.get(committee_id)),)


def taken_columns() -> dict[str, Column]:
    """What these columns are."""
    return {
        "taken_by": Column(_("Taken by")),
        "taken_until": Column(_("Until"), kind="date"),
    }


def committee_columns() -> dict[str, Column]:
    """What a file says of each committee first."""
    return {
        "label": Column(_("Committee")),
        "where": Column(_("Place")),
        "region": Column(_("Region")),
        "status": Column(_("Status"), kind="status"),
    }


def where(record: Record, *, several: bool) -> str:
    """The place of a committee, with its region where several are in view."""
    return " · ".join([str(record["where"]), *([str(record["region"])] if several else [])])


def day_cell(day: object) -> Cell:
    """A day on which something was last; never, where it is missing."""
    return Cell(formats.day(day) if isinstance(day, pd.Timestamp) else _("Never"))


def visit_cell(record: Record) -> Cell:
    """The last visit; nothing where no visit of anyone is on record."""
    return Cell("") if pd.isna(record["visits"]) else day_cell(record["last_visit_on"])


def ago(days: float) -> str:
    """``34 days ago``."""
    # Translators: when something was last: so many days ago
    return _("{days} ago", days=days_of(days))
