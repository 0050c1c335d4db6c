"""What is promised: committees that an organizer has taken, and promises that ran out unkept."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import reads
from lib.access import taking
from lib.access.taking import Promise, Taken
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import accompaniment, not_kept
from lib.topics.support import cells
from lib.topics.support.accompanied import accompanied, address
from lib.topics.support.day_words import days_of
from lib.topics.support.long_list import LongList, Record
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.frame import say
from lib.ui.listing import Cell, Row
from lib.ui.tables import Column

_SUPPORT = ("visits", "last_visit_on", "requests_open", "oldest_request_on")


@dataclass(frozen=True)
class Promises:
    """What is promised now and what ran out, an option of the figures that speak of it.

    :ivar today: the day in the organization's time zone.
    """

    now: tuple[Taken, ...]
    over: tuple[Promise, ...]
    today: date

    @property
    def ids(self) -> frozenset[str]:
        """The committees that somebody looks after now."""
        return frozenset(taken.committee_id for taken in self.now)


def promises(scope: Scope, now: tuple[Taken, ...]) -> Promises:
    """What was promised in a scope; nothing that is over where that can't be read.

    :param now: by ``cells.takings``.
    """
    try:
        over = reads.dashboard.promises_over(scope)
    except Unavailable as problem:
        say(problem)
        over = ()
    return Promises(now, over, taking.today())


def promised(choice: Choice, made: Promises) -> pd.DataFrame:
    """The promises that ran out unkept, then those that stand, whichever ends first in front.

    ``committee_id, label, where, region, plan, who`` (empty: it ran out), ``until, left`` (days;
    below zero: it ran out), ``requests_open``.

    :raises Unavailable: if the membership database can't be read.
    """
    committees = accompanied(choice.scope, _SUPPORT, with_health=False)
    columns = ["committee_id", "plan", "taken_on", "until"]
    lapsed = pd.DataFrame(
        [(p.committee_id, p.plan, p.taken_on, p.until) for p in made.over], columns=columns
    )
    days = {name: pd.to_datetime(lapsed[name]) for name in ("taken_on", "until")}
    unkept = not_kept(lapsed.assign(**days), committees).assign(who="")
    standing = pd.DataFrame(
        [(t.committee_id, t.plan, t.until, t.who) for t in made.now],
        columns=["committee_id", "plan", "until", "who"],
    ).merge(committees, on="committee_id")
    shown = ["committee_id", "label", "where", "region", "plan", "who", "until", "requests_open"]
    frame = pd.concat([part[shown].astype(object) for part in (unkept, standing)])
    until = pd.to_datetime(frame["until"])
    left = (until - pd.Timestamp(made.today)).dt.days.astype(float)
    return frame.assign(until=until, left=left).reset_index(drop=True)


def promises_list(rows: pd.DataFrame, choice: Choice, _made: Promises) -> LongList:
    """The promises as a list."""
    return LongList(
        title=_title(rows),
        frame=rows.assign(plan_name=[name_of("taken_plan", plan) for plan in rows["plan"]]),
        row=lambda record: _row(record, several=choice.is_country),
        headers=(
            _("Committee"),
            # Translators: header: what an organizer said that they would do for a committee
            _("Promised"),
            _("Until"),
            _("Open requests"),
        ),
        columns={
            "label": Column(_("Committee")),
            "where": Column(_("Place")),
            "region": Column(_("Region")),
            "plan_name": Column(_("Promised")),
            "who": Column(_("Taken by")),
            "until": Column(_("Until"), kind="date"),
            "requests_open": Column(_("Open requests"), kind="number"),
        },
        alt=_("Promises to committees, those that ran out in front."),
    )


def ran_out(rows: pd.DataFrame) -> pd.DataFrame:
    """Of promises, those that are over and were not kept."""
    return rows[rows["left"] < 0]


def _title(rows: pd.DataFrame) -> str:
    over = len(ran_out(rows))
    stand, soon = len(rows) - over, int(rows["left"].between(0, accompaniment().promise_days).sum())
    said = []
    if over:
        said.append(
            ngettext(
                "{n} promise ran out with no trace of being kept",
                "{n} promises ran out with no trace of being kept",
                over,
                n=formats.number(over),
            )
        )
    if stand:
        said.append(
            ngettext("{n} promise stands", "{n} promises stand", stand, n=formats.number(stand))
        )
    if soon:
        said.append(
            ngettext(
                "{n} of them ends within {days}",
                "{n} of them end within {days}",
                soon,
                n=formats.number(soon),
                days=days_of(accompaniment().promise_days),
            )
        )
    return "; ".join(said)


def _row(record: Record, *, several: bool) -> Row:
    left = float(str(record["left"]))
    ends = (
        _("ran out {days} ago", days=days_of(-left))
        if left < 0
        # Translators: of a promise: its last day is so many days away
        else _("{days} left", days=days_of(left))
    )
    waiting = float(str(record["requests_open"]))
    return Row(
        (
            Cell(str(record["label"]), (cells.where(record, several=several),)),
            Cell(str(record["plan_name"]), (str(record["who"]),) if record["who"] else ()),
            Cell(cells.day_cell(record["until"]).text, (ends,)),
            Cell(formats.number(waiting) if waiting > 0 else ""),
        ),
        href=address(str(record["committee_id"])),
    )


PROMISES = Figure("promises", promised, promises_list, reads_words=True)
