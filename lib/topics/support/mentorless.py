"""New committees without a mentor."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.access.taking import Taken
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import accompaniment, count_new, without_mentor
from lib.topics.health import taking
from lib.topics.support import cells
from lib.topics.support.accompanied import accompanied, address, today
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import LongList, Record
from lib.topics.support.recorded import is_recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Row
from lib.ui.tables import Column
from lib.ui.text import Text

_MENTORED = ("last_mentored_on", "requests_open", "visits", "last_visit_on")


@dataclass(frozen=True)
class Mentorless:
    """New committees without a mentor, of how many.

    :ivar is_known: whether requests or visits are recorded at all.
    """

    committees: pd.DataFrame
    new: int
    is_known: bool


@reads.worded
def mentorless(choice: Choice) -> Mentorless | None:
    """The new committees that nobody accompanies; ``None`` without a committee.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = accompanied(choice.scope, _MENTORED, with_health=False)
    if frame.empty:
        return None
    is_known = is_recorded(frame, "requests_open") or is_recorded(frame, "visits")
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
        frame=taking.with_takings(found.committees, by_id),
        row=lambda record: _row(record, by_id, several=choice.is_country),
        headers=(_("Committee"), _("Formed"), _("Last visit"), *cells.taken_header(by_id)),
        columns=cells.committee_columns()
        | {
            "formed_on": Column(_("Formed"), kind="date"),
            "last_visit_on": Column(_("Last visit"), kind="date"),
        }
        | cells.taken_columns(),
        alt=_("New committees without a visit or a request of mentorship, the oldest first."),
        caption=_(
            "New: forming, or active and formed within {days}. A mentor: a visit or a request of"
            " the kind mentorship is on record.",
            days=days_of(accompaniment().new_days),
        ),
    )


def _row(record: Record, takings: dict[str, Taken], *, several: bool) -> Row:
    age = float(str(record["age"]))
    formed = (
        Cell(_("Not known"))
        if pd.isna(age)
        else Cell(cells.day_cell(record["formed_on"]).text, (cells.ago(age),))
    )
    status = name_of("committee_status", str(record["status"]))
    return Row(
        (
            Cell(str(record["label"]), (status, cells.where(record, several=several))),
            formed,
            cells.visit_cell(record),
            *cells.taken_cell(takings, str(record["committee_id"])),
        ),
        href=address(str(record["committee_id"])),
    )


MENTORLESS = Figure(
    "without_mentor",
    lambda choice, _takings: mentorless(choice),
    mentorless_list,
    empty=N_("No committee is recorded"),
    reads_words=True,
)
