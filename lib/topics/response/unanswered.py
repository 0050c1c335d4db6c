"""The incidents that nobody answered: where, at which hour and of which kind."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.measures.rates import with_wilson
from lib.topics.response import delays, incident_map
from lib.topics.response.hour_charts import hour_bars
from lib.ui import maps
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, table

NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
"""The hours from ten in the evening to six in the morning."""


@dataclass(frozen=True)
class _Counts:
    """Incidents of the complete weeks and those that nobody answered, with shares."""

    states: pd.DataFrame
    hours: pd.DataFrame
    kinds: pd.DataFrame


def _read(choice: Choice) -> _Counts:
    period = choice.period("incidents")
    states = incident_map.by_state(choice)
    states = states.assign(incidents=states["value"], value=states["unanswered"])
    hours = reads.incidents.unanswered_by_hour(choice.scope, *period.complete_span)
    hours = hours.set_index("hour").reindex(range(24), fill_value=0.0).reset_index()
    kinds = reads.incidents.weekly_by_kind(choice.scope, *period.complete_span)
    kinds = (
        kinds[kinds["verification"] != "false_report"]
        .groupby("kind", as_index=False)[["incidents", "unanswered"]]
        .sum()
        .sort_values("unanswered", ascending=False)
    )
    return _Counts(
        states=_with_shares(states).sort_values("value", ascending=False),
        hours=_with_shares(hours),
        kinds=_with_shares(kinds),
    )


@dataclass(frozen=True)
class _Unanswered:
    """The incidents that nobody answered, by state, hour and kind."""

    states: maps.Map
    hours: Chart
    kinds: pd.DataFrame

    def show(self, key: str) -> None:
        self.states.show(f"{key}_map")
        self.hours.show(f"{key}_hours")
        table(
            self.kinds,
            {"kind": Column(_("Kind"), family="incident_kind", pinned=True)} | _columns(),
            key=key,
            alt=_("Incidents without a response by kind."),
            empty=_("No incident in this period."),
        )


def _make(counts: _Counts, choice: Choice) -> _Unanswered:
    return _Unanswered(_map(counts, choice), _by_hour(counts.hours), counts.kinds)


def _columns() -> dict[str, Column]:
    return {
        "unanswered": Column(_("Nobody answered"), kind="number"),
        "incidents": Column(_("Incidents"), kind="number"),
        "rate": Column(_("Share"), kind="percent"),
        "low": Column(_("at least (95 %)"), kind="percent"),
        "high": Column(_("at most (95 %)"), kind="percent"),
    }


def _with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    return with_wilson(frame, "unanswered", "incidents")


def _map(counts: _Counts, choice: Choice) -> maps.Map:
    states = counts.states.assign(region=counts.states["region_id"].map(region_name))
    return maps.Map(
        title=_title(counts.kinds),
        alt=_("Map of incidents that nobody answered, by state."),
        plot=maps.us_map(states, value_name=_("Nobody answered"), country=choice.is_country),
        table=states,
        columns={"name": Column(_("State"), pinned=True), "region": Column(_("Region"))}
        | _columns(),
    )


def _title(by_kind: pd.DataFrame) -> str:
    nobody, total = int(by_kind["unanswered"].sum()), int(by_kind["incidents"].sum())
    if not total:
        return _("No incident in this period")
    return _("Nobody answered {rate} of incidents", rate=formats.rate(nobody, total))


def _by_hour(hours: pd.DataFrame) -> Chart:
    hours = hours.assign(
        name=[f"{hour:02d}:00" for hour in range(24)],
        answered=hours["incidents"] - hours["unanswered"],
    )
    parts = {"unanswered": _("Nobody answered"), "answered": _("Someone answered")}
    return Chart(
        title=_night_and_day(hours),
        alt=_("Incidents by hour of day, answered and not."),
        plot=hour_bars(hours, parts, label="name"),
        table=hours,
        columns={"name": Column(_("Hour"), pinned=True)} | _columns(),
        caption=_("By the hour in which they were reported, in {zone}.", zone=delays.zone_name()),
    )


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


UNANSWERED = Figure("unanswered", _read, _make)
