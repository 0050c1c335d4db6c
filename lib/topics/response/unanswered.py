"""The incidents that nobody answered: of which kind, and at which hour."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.language.vocabulary import name_of
from lib.measures.rates import with_wilson
from lib.topics.response import known
from lib.topics.response.hour_charts import hour_bars
from lib.topics.response.kind_bars import kind_bars
from lib.topics.response.waits import zone_name
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column

NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
"""The hours from ten in the evening to six in the morning."""
_NO_DATA = N_("There is no data on incidents and responses to them")


def by_kind(choice: Choice) -> pd.DataFrame | None:
    """Incidents of the complete weeks and those that nobody answered, a row a kind, most first.

    ``kind, incidents, unanswered, rate, low, high``; ``None`` where there is no data.

    :raises Unavailable: if the incident database can't be read.
    """
    kinds = reads.incidents.weekly_by_kind(choice.scope, *choice.period("incidents").complete_span)
    if known.answers_lack(choice.scope):
        return None
    kinds = kinds[kinds["verification"] != "false_report"]
    counts = kinds.groupby("kind", as_index=False)[["incidents", "unanswered"]].sum()
    counts = counts.sort_values(["unanswered", "incidents"], ascending=False, ignore_index=True)
    return with_wilson(counts, "unanswered", "incidents")


def by_hour(choice: Choice) -> pd.DataFrame | None:
    """The same, a row an hour of the day in which they were heard of: ``hour, incidents, …``.

    :raises Unavailable: if the incident database can't be read.
    """
    hours = reads.incidents.unanswered_by_hour(
        choice.scope, *choice.period("incidents").complete_span
    )
    if known.answers_lack(choice.scope):
        return None
    hours = hours.set_index("hour").reindex(range(24), fill_value=0.0).reset_index()
    return with_wilson(hours, "unanswered", "incidents")


def _columns() -> dict[str, Column]:
    return {
        "unanswered": Column(_("Nobody answered"), kind="number"),
        "incidents": Column(_("Incidents"), kind="number"),
        "rate": Column(_("Share"), kind="percent"),
        "low": Column(_("at least (95 %)"), kind="percent"),
        "high": Column(_("at most (95 %)"), kind="percent"),
    }


def kinds_chart(kinds: pd.DataFrame, choice: Choice) -> Chart:
    """The kinds of incident, of each how many nobody answered.

    :param kinds: by :func:`by_kind`.
    """
    nobody, total = int(kinds["unanswered"].sum()), int(kinds["incidents"].sum())
    title = _("No incident in {weeks} weeks", weeks=choice.weeks)
    if total:
        title = _(
            "Nobody answered {rate} of incidents in {weeks} weeks",
            rate=formats.rate(nobody, total),
            weeks=choice.weeks,
        )
    columns = {"kind": Column(_("Kind"), family="incident_kind", pinned=True)}
    return Chart(
        title=title,
        alt=_("Incidents by kind, answered and not."),
        plot=kind_bars(kinds.assign(name=[name_of("incident_kind", k) for k in kinds["kind"]])),
        table=kinds,
        columns=columns | _columns(),
    )


def hours_chart(hours: pd.DataFrame, choice: Choice) -> Chart:
    """The hours of the day, of each how many incidents nobody answered.

    :param hours: by :func:`by_hour`.
    """
    # Translators: the hours from 22:00 to 6:00
    night = _("Night")
    # Translators: date; or the hours from 6:00 to 22:00
    day = _("Day")
    hours = hours.assign(
        name=[f"{hour:02d}:00" for hour in hours["hour"]],
        answered=hours["incidents"] - hours["unanswered"],
        part=[night if hour in NIGHT else day for hour in hours["hour"]],
    )
    parts = {"unanswered": _("Nobody answered"), "answered": _("Someone answered")}
    return Chart(
        title=_night_and_day(hours, choice.weeks),
        alt=_("Incidents by hour of day, answered and not."),
        plot=hour_bars(hours, parts, label="name"),
        table=hours,
        columns={
            "name": Column(_("Hour"), pinned=True),
            # Translators: of the day: night or day
            "part": Column(_("Part of the day")),
        }
        | _columns(),
        caption=_("By the hour in which they were reported, in {zone}.", zone=zone_name()),
    )


def at_night_and_by_day(hours: pd.DataFrame) -> pd.DataFrame:
    """Two rows, of the night and of the day: ``unanswered, incidents, rate, low, high``.

    :param hours: by :func:`by_hour`.
    """
    at_night = hours["hour"].isin(NIGHT)
    sums = [hours.loc[rows, ["unanswered", "incidents"]].sum() for rows in (at_night, ~at_night)]
    return with_wilson(pd.DataFrame(sums, index=["night", "day"]), "unanswered", "incidents")


def _night_and_day(hours: pd.DataFrame, weeks: int) -> str:
    if not hours["incidents"].sum():
        return _("No incident in {weeks} weeks", weeks=weeks)
    halves = at_night_and_by_day(hours)
    night, day = halves.loc["night"], halves.loc["day"]
    if not (night["incidents"] and day["incidents"]):
        sentences = {
            True: _("All were at night (22:00 to 6:00); nobody answered {rate} in {weeks} weeks"),
            False: _("All were by day (6:00 to 22:00); nobody answered {rate} in {weeks} weeks"),
        }
        only = night if night["incidents"] else day
        rate = formats.rate(int(only["unanswered"]), int(only["incidents"]))
        return sentences[bool(night["incidents"])].format(rate=rate, weeks=weeks)
    return _(
        "Nobody answered {night} at night (22:00 to 6:00) and {day} by day in {weeks} weeks",
        night=formats.rate(int(night["unanswered"]), int(night["incidents"])),
        day=formats.rate(int(day["unanswered"]), int(day["incidents"])),
        weeks=weeks,
    )


KINDS = Figure("unanswered", by_kind, kinds_chart, empty=_NO_DATA)
HOURS = Figure("unanswered_hours", by_hour, hours_chart, empty=_NO_DATA)
