"""What is new since the viewer last looked at this page, on an earlier day.

That day is among it: what was loaded after they looked would else never be told, and "nothing new"
would be false.
"""

from datetime import UTC, date, datetime

import pandas as pd
import streamlit as st

from lib import reads
from lib.access.audit_reading import last_view
from lib.access.viewer import Viewer
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.periods import WEEK
from lib.topics.response import alarms
from lib.topics.response.known import answers_lack
from lib.topics.this_week import levels
from lib.ui.filters import Choice, region_name

DAYS = 13
"""How far back a look counts: as long as what nobody answered is known day by day."""

_PAGES = ("this_week",)
_LOOKED = "tejido.last_look"


def of(viewer: Viewer) -> datetime | None:
    """When, before today, the viewer last looked; asked of the audit once a day.

    In the organization's time zone; ``None`` where that was never, long ago, or can't be read.
    """
    now = datetime.now(UTC)
    key = (viewer.username, now.date())
    found: tuple[object, datetime | None] | None = st.session_state.get(_LOOKED)
    if found is None or found[0] != key:
        try:
            found = (key, last_view(viewer.username, _PAGES, DAYS, now))
        except Unavailable:
            return None
        st.session_state[_LOOKED] = found
    return found[1]


def in_words(choice: Choice, looked_at: datetime) -> str:
    """What is new from the day of the last look on, as a list below its title.

    :param looked_at: no more than ``DAYS`` before the data, in the organization's time zone.
    :raises Unavailable: if a database can't be read.
    """
    loaded = [reads.newest(database).loaded_at for database in ("membership", "incidents")]
    day = looked_at.date()
    if any(moment is not None and moment > looked_at for moment in loaded):
        sentences = list(_sentences(choice, day))
    else:
        sentences = [_("nothing has been loaded since")]
    title = _("**Since you last looked, {day}**", day=formats.day_and_month(day))
    return "\n".join([title, "", *(f"- {sentence}" for sentence in sentences)])


@reads.worded
def _sentences(choice: Choice, day: date) -> tuple[str, ...]:
    made = reads.made(_new, choice, day)
    if made.value:
        return tuple(made.value)
    if reads.is_late(made.sources):
        return (_("the sources are late: what is new can't be told"),)
    return tuple(_nothing(choice, day))


def _parts(choice: Choice, day: date) -> list[tuple[str, list[str] | None]]:
    """What is looked at: the words for nothing new of it, and what is new; ``None``: not known."""
    return [
        (_("no new alarm"), _alarms(choice, day)),
        (_("nothing newly unanswered"), unanswered_since(choice, day)),
        (_("no committee at another level"), levels.changed_since(choice, day)),
    ]


def _new(choice: Choice, day: date) -> list[str]:
    return [sentence for _words, new in _parts(choice, day) for sentence in new or []]


def _nothing(choice: Choice, day: date) -> list[str]:
    looked_at = [words for words, new in _parts(choice, day) if new is not None]
    return [", ".join(looked_at) or _("too little is recorded to tell what is new")]


def _alarms(choice: Choice, day: date) -> list[str] | None:
    new = alarms_since(choice, day)
    return None if new is None else alarms_in_words(new)


def alarms_since(choice: Choice, day: date) -> pd.DataFrame | None:
    """The alarms that became known from a day on: ``region_id, kind, since`` and more.

    :return: ``None`` where there is too little history to tell.
    :raises Unavailable: if the incident database can't be read.
    """
    judged = alarms.of_last_weeks(choice.scope, alarms.WEEKS)
    if judged.series == judged.too_short:
        return None
    # An alarm is known when its week is over.
    raised = judged.raised
    return raised[raised["since"] >= pd.Timestamp(day - WEEK)]


def alarms_in_words(new: pd.DataFrame) -> list[str]:
    """The sentence on new alarms; none where there is none.

    :param new: by :func:`alarms_since`.
    """
    if new.empty:
        return []
    named = [
        f"{formats.plain(region_name(str(region)))}: {name_of('incident_kind', str(kind)).lower()}"
        for region, kind in new[["region_id", "kind"]].itertuples(index=False, name=None)
    ]
    n = len(new)
    return [
        ngettext(
            "**{n}** new alarm: {alarms}",
            "**{n}** new alarms: {alarms}",
            n,
            n=formats.number(n),
            alarms=", ".join(named),
        )
    ]


def unanswered_since(choice: Choice, day: date) -> list[str] | None:
    """The sentence on incidents reported from a day on that nobody has answered, if any.

    :return: ``None`` where answers are not recorded.
    :raises Unavailable: if the incident database can't be read.
    """
    if answers_lack(choice.scope):
        return None
    rows = reads.incidents.unanswered_recently(choice.scope, day)
    n = int(rows.loc[rows["heard_on"] >= pd.Timestamp(day), "incidents"].sum())
    if not n:
        return []
    return [
        ngettext(
            "**{n}** incident reported since that nobody has answered",
            "**{n}** incidents reported since that nobody has answered",
            n,
            n=formats.number(n),
        )
    ]
