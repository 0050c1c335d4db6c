"""Who never asks: committees that fall silent while they weaken, and new ones without a mentor."""

from dataclasses import dataclass

import pandas as pd

from lib.access.taking import Taken
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import (
    accompaniment,
    count_new,
    is_silence_known,
    silent,
    without_mentor,
)
from lib.topics.support import taken_cells
from lib.topics.support.accompanied import accompanied, address, stands, today
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import LongList, Record
from lib.topics.support.recorded import NO_REQUESTS
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Row
from lib.ui.tables import Column
from lib.ui.text import Text

_ASKED = ("requests_since", "last_request_on", "visits", "last_visit_on")
_MENTORED = ("last_mentored_on", "requests_open", "visits", "last_visit_on")
_TOO_SHORT = N_("Requests have been recorded since {day}: who is silent can't be told yet")


@dataclass(frozen=True)
class Silence:
    """Committees that don't ask.

    :ivar committees: by ``silent``; without a row where it can't be told.
    :ivar since: the organization's first request; NaT: none.
    :ivar is_known: whether requests have been recorded for long enough.
    :ivar is_health_known: whether any committee's health was measured.
    """

    committees: pd.DataFrame
    since: pd.Timestamp
    is_known: bool
    is_health_known: bool


def silence(choice: Choice, *_takings: tuple[Taken, ...]) -> Silence | None:
    """Who doesn't ask while its health falls; ``None`` without a committee.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = accompanied(choice.scope, _ASKED, with_health=True)
    if frame.empty:
        return None
    days, day = accompaniment().silent_days, today()
    since = pd.Timestamp(frame["requests_since"].iloc[0])
    known = is_silence_known(since, day, days)
    falling = frozenset(frame.loc[frame["is_falling"].eq(True), "committee_id"])  # noqa: FBT003
    found = silent(frame, falling if known else frozenset(), day, days)
    return Silence(found, since, known, bool(frame["level"].notna().any()))


def silent_list(found: Silence, choice: Choice, takings: tuple[Taken, ...]) -> LongList | Text:
    """The silent committees as a list, or why nobody can be named."""
    if pd.isna(found.since):
        return Text(title=_(NO_REQUESTS))
    if not found.is_known:
        return Text(title=_(_TOO_SHORT, day=formats.day(found.since)))
    if not found.is_health_known:
        return Text(title=_("Health has not been measured yet: who is silent can't be told"))
    days = days_of(accompaniment().silent_days)
    n = len(found.committees)
    if not n:
        return Text(
            title=_("No committee weakens without having asked for anything in {days}", days=days)
        )
    by_id = {taken.committee_id: taken for taken in takings}
    return LongList(
        title=ngettext(
            "{n} committee weakens and has asked for nothing in {days}",
            "{n} committees weaken and have asked for nothing in {days}",
            n,
            n=formats.number(n),
            days=days,
        ),
        frame=taken_cells.with_takings(found.committees, by_id),
        row=lambda record: _silent_row(record, by_id, several=choice.is_country),
        headers=(
            _("Committee"),
            # Translators: header: a committee's last request for support
            _("Last request"),
            _("Last visit"),
            _("Taken by"),
        ),
        columns=_columns()
        | {
            "change_13_weeks": Column(_("Change, 13 weeks"), kind="change", help=_("In points.")),
            "last_request_on": Column(_("Last request"), kind="date"),
            "last_visit_on": Column(_("Last visit"), kind="date"),
        }
        | taken_cells.columns(),
        alt=_("Committees whose health falls and that ask for nothing, the longest silent first."),
    )


@dataclass(frozen=True)
class Mentorless:
    """New committees without a mentor, of how many.

    :ivar is_known: whether requests or visits are recorded at all.
    """

    committees: pd.DataFrame
    new: int
    is_known: bool


def mentorless(choice: Choice, *_takings: tuple[Taken, ...]) -> Mentorless | None:
    """The new committees that nobody accompanies; ``None`` without a committee.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = accompanied(choice.scope, _MENTORED, with_health=False)
    if frame.empty:
        return None
    is_known = bool(frame[["requests_open", "visits"]].notna().any(axis=None))
    day, days = today(), accompaniment().new_days
    return Mentorless(without_mentor(frame, day, days), count_new(frame, day, days), is_known)


def mentorless_list(
    found: Mentorless, choice: Choice, takings: tuple[Taken, ...]
) -> LongList | Text:
    """The same as a list."""
    if not found.is_known:
        return Text(title=_("Who has a mentor can't be told: no request or visit was recorded"))
    if not found.new:
        return Text(title=_("No committee is new"))
    n = len(found.committees)
    if not n:
        return Text(
            title=ngettext(
                "The one new committee has a mentor",
                "All {n} new committees have a mentor",
                found.new,
                n=formats.number(found.new),
            )
        )
    by_id = {taken.committee_id: taken for taken in takings}
    return LongList(
        title=_("{rate} of new committees have no mentor", rate=formats.rate(n, found.new)),
        frame=taken_cells.with_takings(found.committees, by_id),
        row=lambda record: _new_row(record, by_id, several=choice.is_country),
        headers=(_("Committee"), _("Formed"), _("Last visit"), _("Taken by")),
        columns=_columns()
        | {
            "formed_on": Column(_("Formed"), kind="date"),
            "last_visit_on": Column(_("Last visit"), kind="date"),
        }
        | taken_cells.columns(),
        alt=_("New committees without a visit or a request of mentorship, the oldest first."),
        caption=_(
            "New: forming, or active and formed within {days}. A mentor: a visit or a request of"
            " the kind mentorship is on record.",
            days=days_of(accompaniment().new_days),
        ),
    )


def _columns() -> dict[str, Column]:
    return {
        "label": Column(_("Committee")),
        "where": Column(_("Place")),
        "region": Column(_("Region")),
        "status": Column(_("Status"), kind="status"),
    }


def _silent_row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    named = {str(name): value for name, value in record.items()}
    change = named["change_13_weeks"]
    fell = () if pd.isna(change) else (_("{n} points in 13 weeks", n=formats.change(change)),)  # type: ignore[arg-type]
    return Row(
        (
            Cell(str(named["label"]), (stands(named), *fell, _where(named, several=several))),
            _day_cell(named["last_request_on"]),
            _visit_cell(named),
            taken_cells.cell(takings.get(str(named["committee_id"]))),
        ),
        href=address(str(named["committee_id"])),
    )


def _new_row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    named = {str(name): value for name, value in record.items()}
    age = float(str(named["age"]))
    formed = (
        Cell(_("Not known"))
        if pd.isna(age)
        else Cell(formats.day(named["formed_on"]), (_("{days} ago", days=days_of(age)),))  # type: ignore[arg-type]
    )
    status = name_of("committee_status", str(named["status"]))
    return Row(
        (
            Cell(str(named["label"]), (status, _where(named, several=several))),
            formed,
            _visit_cell(named),
            taken_cells.cell(takings.get(str(named["committee_id"]))),
        ),
        href=address(str(named["committee_id"])),
    )


def _where(named: dict[str, object], *, several: bool) -> str:
    return " · ".join([str(named["where"]), *([str(named["region"])] if several else [])])


def _visit_cell(named: dict[str, object]) -> Cell:
    """The last visit; nothing where no visit of anyone is on record."""
    return Cell("") if pd.isna(named["visits"]) else _day_cell(named["last_visit_on"])


def _day_cell(day: object) -> Cell:
    return Cell(_("Never") if pd.isna(day) else formats.day(day))  # type: ignore[arg-type]


SILENT = Figure("silent_committees", silence, silent_list, empty=N_("No committee is recorded"))
MENTORLESS = Figure("without_mentor", mentorless, mentorless_list)
