"""Whom to visit: committees where none of us was for long, fragile ones in front."""

import pandas as pd

from lib.access.taking import Taken
from lib.language import _, formats, ngettext
from lib.measures.accompaniment import accompaniment
from lib.topics.health import taking
from lib.topics.support import cells
from lib.topics.support.accompanied import address, stands
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import LongList, Record
from lib.topics.support.visited import visited
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Row
from lib.ui.tables import Column


def unvisited(choice: Choice, _takings: tuple[Taken, ...]) -> pd.DataFrame | None:
    """Those not visited lately, fragile ones in front, then who was visited longest ago.

    :raises Unavailable: if the membership database can't be read.
    """
    found = visited(choice)
    if found is None:
        return None
    rows = found.not_lately
    order = {level: place for place, level in enumerate(("fragile", "stalled", "reviving"))}
    return rows.assign(
        first=rows["level"].map(order).fillna(len(order)), since=rows["days"].fillna(float("inf"))
    ).sort_values(["first", "since"], ascending=[True, False], kind="stable", ignore_index=True)


def unvisited_list(
    committees: pd.DataFrame, choice: Choice, takings: tuple[Taken, ...]
) -> LongList | None:
    """The same as a list."""
    by_id = {taken.committee_id: taken for taken in takings}
    return LongList(
        title=_unvisited_title(committees),
        frame=taking.with_takings(committees, by_id),
        row=lambda record: _row(record, by_id, several=choice.is_country),
        headers=(_("Committee"), _("Last visit"), _("Open requests"), *cells.taken_header(by_id)),
        columns={
            "label": Column(_("Committee")),
            "where": Column(_("Place")),
            "region": Column(_("Region")),
            "status": Column(_("Status"), kind="status"),
            "level": Column(_("Health"), kind="status", family="health_level"),
            "score": Column(_("Score"), kind="number"),
            "last_visit_on": Column(_("Last visit"), kind="date"),
            "days": Column(_("Days since the last visit"), kind="number"),
            "requests_open": Column(_("Open requests"), kind="number"),
        }
        | cells.taken_columns(),
        alt=_("Committees that nobody visited lately, fragile ones in front."),
    )


def _unvisited_title(committees: pd.DataFrame) -> str:
    n, never = len(committees), int(committees["days"].isna().sum())
    days = days_of(accompaniment().visited_days[-1])
    counted = ngettext(
        "{n} committee to visit: none of us was there for {days}",
        "{n} committees to visit: none of us was there for {days}",
        n,
        n=formats.number(n),
        days=days,
    )
    if not never:
        return counted
    return ngettext(
        "{committees}, and never in {n}",
        "{committees}, and never in {n}",
        never,
        committees=counted,
        n=formats.number(never),
    )


def _row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    days, waiting = float(str(record["days"])), float(str(record["requests_open"]))
    last = cells.day_cell(record["last_visit_on"]).text
    return Row(
        (
            Cell(
                str(record["label"]),
                (stands(record), cells.where(record, several=several)),
            ),
            Cell(last, () if pd.isna(days) else (cells.ago(days),)),
            Cell("" if not waiting > 0 else formats.number(waiting)),
            *cells.taken_cell(takings, str(record["committee_id"])),
        ),
        href=address(str(record["committee_id"])),
    )


UNVISITED = Figure("unvisited_committees", unvisited, unvisited_list, reads_words=True)
