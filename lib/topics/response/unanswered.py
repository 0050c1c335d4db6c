"""The incidents that nobody answered: where, at which hour and of which kind."""

from typing import Any

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures.periods import WEEK
from lib.measures.rates import with_wilson
from lib.topics.response import delays, incident_map
from lib.topics.response.hour_charts import hour_bars
from lib.ui import charts, clocks, maps
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, table

NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
"""The hours from ten in the evening to six in the morning."""


def draw(choice: Choice) -> None:
    """Draw the incidents of the period that nobody answered, by state, hour and kind.

    :raises Unavailable: if the incident database can't be read.
    """
    with clocks.behind(choice.scope, "unanswered", incidents=("incident", "response")):
        maps.draw(**_map(choice), key="unanswered_map")
        charts.show(**_hours(choice), key="unanswered_hours")
        table(
            _by_kind(choice),
            {"kind": Column(_("Kind"), family="incident_kind", pinned=True)} | _counts(),
            key="unanswered",
            alt=_("Incidents without a response by kind."),
            empty=_("No incident in this period."),
        )


def _counts() -> dict[str, Column]:
    return {
        "unanswered": Column(_("Nobody answered"), kind="number"),
        "incidents": Column(_("Incidents"), kind="number"),
        "rate": Column(_("Share"), kind="percent"),
        "low": Column(_("at least (95 %)"), kind="percent"),
        "high": Column(_("at most (95 %)"), kind="percent"),
    }


def _with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    return with_wilson(frame, "unanswered", "incidents")


@reads.prepared
def _map(choice: Choice) -> dict[str, Any]:
    states = incident_map.by_state(choice)
    states = states.assign(
        incidents=states["value"],
        value=states["unanswered"],
        region=states["region_id"].map(region_name),
    )
    states = _with_shares(states).sort_values("value", ascending=False)
    return {
        "figure": maps.us_map(states, value_name=_("Nobody answered"), country=choice.is_country),
        "title": _title(_by_kind(choice)),
        "alt": _("Map of incidents that nobody answered, by state."),
        "table": states,
        "columns": {"name": Column(_("State"), pinned=True), "region": Column(_("Region"))}
        | _counts(),
    }


def _title(by_kind: pd.DataFrame) -> str:
    nobody, total = int(by_kind["unanswered"].sum()), int(by_kind["incidents"].sum())
    if not total:
        return _("No incident in this period")
    return _("Nobody answered {rate} of incidents", rate=formats.rate(nobody, total))


@reads.prepared
def _hours(choice: Choice) -> dict[str, Any]:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.first_week, "last_week": period.running_week - WEEK}
    counts = reads.read("incidents", "unanswered_by_hour", choice.scope, **span)
    hours = counts.set_index("hour").reindex(range(24), fill_value=0.0).reset_index()
    hours = _with_shares(hours).assign(
        name=[f"{hour:02d}:00" for hour in range(24)],
        answered=hours["incidents"] - hours["unanswered"],
    )
    parts = {"unanswered": _("Nobody answered"), "answered": _("Someone answered")}
    return {
        "figure": hour_bars(hours, parts, label="name"),
        "title": _night_and_day(hours),
        "alt": _("Incidents by hour of day, answered and not."),
        "table": hours,
        "columns": {"name": Column(_("Hour"), pinned=True)} | _counts(),
        "caption": _(
            "By the hour in which they were reported, in {zone}.", zone=delays.zone_name()
        ),
    }


def _night_and_day(hours: pd.DataFrame) -> str:
    if not hours["incidents"].sum():
        return _("No incident in this period")
    at_night = hours["hour"].isin(NIGHT)
    night, day = (
        hours.loc[rows, ["unanswered", "incidents"]].sum().astype(int)
        for rows in (at_night, ~at_night)
    )
    return _(
        "Nobody answered {night} at night (22:00 to 6:00) and {day} by day",
        night=formats.rate(night["unanswered"], night["incidents"]),
        day=formats.rate(day["unanswered"], day["incidents"]),
    )


@reads.prepared
def _by_kind(choice: Choice) -> pd.DataFrame:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.previous.first_week, "last_week": period.running_week}
    frame = reads.read("incidents", "weekly_by_kind", choice.scope, **span)
    frame = frame[frame["verification"] != "false_report"]
    by_kind = (
        period.complete(frame)
        .groupby("kind", as_index=False)[["incidents", "unanswered"]]
        .sum()
        .sort_values("unanswered", ascending=False)
    )
    return _with_shares(by_kind)
