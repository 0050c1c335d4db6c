"""Who never asks: committees that got weaker and have asked for nothing in a long time."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.access.taking import Taken
from lib.language import N_, _, formats, ngettext
from lib.measures.accompaniment import (
    accompaniment,
    is_silence_known,
    silent,
)
from lib.topics.health import taking
from lib.topics.support import cells
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


@reads.worded
def silence(choice: Choice) -> Silence | None:
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
        frame=taking.with_takings(found.committees, by_id),
        row=lambda record: _row(record, by_id, several=choice.is_country),
        headers=(
            _("Committee"),
            # Translators: header: a committee's last request for support
            _("Last request"),
            _("Last visit"),
            *cells.taken_header(by_id),
        ),
        columns=cells.committee_columns()
        | {
            "change_4_weeks": Column(_("Change, 4 weeks"), kind="change", help=_("In points.")),
            "change_13_weeks": Column(_("Change, 13 weeks"), kind="change", help=_("In points.")),
            "last_request_on": Column(_("Last request"), kind="date"),
            "last_visit_on": Column(_("Last visit"), kind="date"),
        }
        | cells.taken_columns(),
        alt=_("Committees whose health falls and that ask for nothing, the longest silent first."),
    )


def _row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    return Row(
        (
            Cell(
                str(record["label"]),
                (f"{stands(record)} · {record['fell']}", cells.where(record, several=several)),
            ),
            cells.day_cell(record["last_request_on"]),
            cells.visit_cell(record),
            *cells.taken_cell(takings, str(record["committee_id"])),
        ),
        href=address(str(record["committee_id"])),
    )


SILENT = Figure(
    "silent_committees",
    lambda choice, _takings: silence(choice),
    silent_list,
    empty=N_("No committee is recorded"),
    reads_words=True,
)
