"""Whom nobody visited, or not since: days since the last visit beside health."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import accompaniment, day_groups, group_of
from lib.topics.support.accompanied import accompanied, today
from lib.topics.support.charts.divided_bars import Part, divided_bars
from lib.topics.support.day_words import days_of, group_name
from lib.topics.support.recorded import NO_VISITS, is_recorded
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import LEVEL
from lib.ui.tables import Column
from lib.ui.text import Text

_SUPPORT = ("visits", "last_visit_on", "requests_open")
_LEVELS = ("fragile", "steady", "strong", "not_enough_data")
"""Of active committees, who needs a visit first in front."""
_PATTERNS = {"fragile": "", "steady": "", "strong": "/", "not_enough_data": "x"}


@dataclass(frozen=True)
class Visited:
    """The committees that are not closed, by their last visit.

    :ivar committees: as ``accompanied``, with ``days`` since the last visit (NaN: never) and
        ``group``, the position among the groups of days.
    """

    committees: pd.DataFrame

    @property
    def not_lately(self) -> pd.DataFrame:
        """Those that were never visited, or not for longer than the last group's days."""
        return self.committees[self.committees["group"] >= len(accompaniment().visited_days)]


@reads.worded
def visited(choice: Choice) -> Visited | None:
    """The committees by their last visit; ``None`` where no visit was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = accompanied(choice.scope, _SUPPORT, with_health=True)
    if not is_recorded(frame, "visits"):
        return None
    frame = frame[frame["status"] != "closed"]
    days = (today() - frame["last_visit_on"]).dt.days.astype(float)
    return Visited(frame.assign(days=days, group=group_of(days, accompaniment().visited_days)))


def by_health(committees: pd.DataFrame) -> pd.DataFrame:
    """Count the active committees by days since a visit and level, a row a group of days.

    :return: ``fragile, steady, strong, not_enough_data``; of committees whose health is not known
        nothing is known.
    """
    active = committees[committees["status"] == "active"]
    level = active["level"].where(active["level"].isin(_LEVELS), "not_enough_data")
    groups = range(len(day_groups(accompaniment().visited_days)) + 1)
    counts = pd.crosstab(active["group"], level)
    return counts.reindex(index=list(groups), columns=list(_LEVELS), fill_value=0)


@dataclass(frozen=True)
class _Words:
    """Of the groups of days: names, and whether they are longer ago than the last one's days."""

    names: list[str]
    parts: list[str]


def _words() -> _Words:
    lasts = accompaniment().visited_days
    groups = day_groups(lasts)
    names = [
        group_name(each.first, float("nan") if each.last is None else each.last) for each in groups
    ]
    longest = days_of(lasts[-1])
    within = _("Visited within {days}", days=longest)
    longer = _("Not visited within {days}", days=longest)
    return _Words(
        # Translators: a committee that was never visited
        names=[*names, _("Never")],
        parts=[*[within] * len(lasts), longer, longer],
    )


def health_chart(found: Visited, _choice: Choice) -> Chart | Text:
    """Days since the last visit beside health."""
    counts, words = by_health(found.committees), _words()
    n = int(counts.to_numpy().sum())
    if not n:
        return Text(title=_("No committee is active"))
    frame = counts.assign(name=words.names, part=words.parts, active=counts.sum(axis="columns"))
    parts = {
        level: Part(name_of("health_level", level), LEVEL[level].color, _PATTERNS[level])
        for level in _LEVELS
        if counts[level].any()
    }
    longer = counts.iloc[len(accompaniment().visited_days) :]
    return Chart(
        title=_health_title(int(longer.to_numpy().sum()), n, int(longer["fragile"].sum())),
        alt=_("Active committees by days since the last visit, divided by health."),
        plot=divided_bars(frame, parts, label="name"),
        table=frame,
        columns={
            # Translators: header: of groups of days
            "name": Column(_("Days since the last visit"), pinned=True),
            "part": Column(_("Visited lately?")),
            "active": Column(_("Active committees"), kind="number"),
        }
        | {level: Column(part.name, kind="number") for level, part in parts.items()},
        caption=_(
            "Which of both comes first can't be read off this: organizers go where it is"
            " going badly."
        ),
    )


def _health_title(longer: int, n: int, fragile: int) -> str:
    days = days_of(accompaniment().visited_days[-1])
    if not longer:
        return _("Every active committee was visited within {days}", days=days)
    rate = formats.rate(longer, n)
    if not fragile:
        return _("{rate} of active committees had no visit for {days}", rate=rate, days=days)
    return ngettext(
        "{rate} of active committees had no visit for {days}; {n} of them is fragile",
        "{rate} of active committees had no visit for {days}; {n} of them are fragile",
        fragile,
        rate=rate,
        days=days,
        n=formats.number(fragile),
    )


BY_HEALTH = Figure("visits_by_health", visited, health_chart, empty=NO_VISITS, reads_words=True)
