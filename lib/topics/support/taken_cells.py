"""Who has taken a committee, beside it in a list and in its file."""

from collections.abc import Mapping

import pandas as pd

from lib.access.taking import Taken
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.topics.health import taking
from lib.ui.listing import Cell
from lib.ui.tables import Column


def takings(scope: Scope) -> tuple[Taken, ...]:
    """Who has which committee now, as an option of a figure; nobody where that can't be read."""
    return tuple(taking.in_scope(scope).values())


def cell(taken: Taken | None) -> Cell:
    """Who has taken a committee, what they plan, and until when."""
    if taken is None:
        return Cell("")
    until = _("until {day}", day=formats.day_and_month(taken.until))
    return Cell(taken.who, (name_of("taken_plan", taken.plan), until))


def with_takings(committees: pd.DataFrame, takings: Mapping[str, Taken]) -> pd.DataFrame:
    """The committees with ``taken_by`` and ``taken_until``; missing where nobody has one."""
    ids = committees["committee_id"]
    return committees.assign(
        taken_by=ids.map({each: taken.who for each, taken in takings.items()}),
        taken_until=pd.to_datetime(ids.map({each: taken.until for each, taken in takings.items()})),
    )


def columns() -> dict[str, Column]:
    """What these columns are."""
    return {
        "taken_by": Column(_("Taken by")),
        "taken_until": Column(_("Until"), kind="date"),
    }
