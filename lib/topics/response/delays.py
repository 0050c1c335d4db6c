"""How long it takes to verify, to send someone and to be there."""

from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
from babel.dates import get_day_names, get_timezone_name

from lib import reads
from lib.data.configuration import configuration
from lib.data.contract.rollup import STEPS
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures import thresholds
from lib.measures.delays import delay_quantiles, wait_quantiles
from lib.measures.periods import WEEK
from lib.topics.response.delay_charts import delay_ranges
from lib.topics.response.hour_charts import delay_profile
from lib.ui import charts, clocks
from lib.ui.choosing import choose_one
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.tables import Column


@fragment
def draw(choice: Choice) -> None:
    """Draw how long each step takes: over the period, or one step by month, hour or weekday."""
    view = choose_one(
        "delays",
        _("How long it takes"),
        {
            "steps": _("All steps"),
            "month": _("By month"),
            "hour": _("By hour"),
            "weekday": _("By weekday"),
        },
    )
    step = ""
    if view != "steps":
        # Translators: after a report (verify, dispatch, arrive), or in a course
        step = choose_one("step", _("Step"), {step: name_of("step", step) for step in STEPS[::-1]})
    with part():
        prepared = _profile(choice, view, step) if step else _ranges(choice)
        with clocks.behind(choice.scope, "waits", incidents=("incident", "response")):
            charts.show(**prepared, key="waits")


def zone_name() -> str:
    """The organization's time zone in words: "Central Time"."""
    zone = ZoneInfo(configuration().organization.time_zone)
    return str(get_timezone_name(zone, locale=formats.locale()))


@reads.prepared
def _ranges(choice: Choice) -> dict[str, Any]:
    found = wait_quantiles(_of_period(choice), by=["step"])
    found = found.set_index("step").reindex(STEPS).reset_index()
    found = found.assign(name=[name_of("step", step) for step in found["step"]])
    return {
        "figure": delay_ranges(
            _rows(found), group="name", median="p50", p90="p90", missing=_("fewer than half so far")
        ),
        "title": _title(found),
        "alt": _("Time from the report to each step: half and nine of ten within it."),
        "caption": _rule(),
        "table": found,
        "columns": _columns(_("From the report to")),
    }


def _rows(found: pd.DataFrame) -> pd.DataFrame:
    """Two rows a step: of all reports, and of those where it was done."""
    rows = []
    for step in found.to_dict("records"):
        share = formats.percent(step["share_closed"])
        of_all = _("{step}: all reports", step=step["name"])
        done = _("{step}: the {share} where it was done", step=step["name"], share=share)
        rows.append({"name": of_all, "p50": step["p50"], "p90": step["p90"]})
        rows.append({"name": done, "p50": step["closed_p50"], "p90": step["closed_p90"]})
    return pd.DataFrame(rows)


def _title(found: pd.DataFrame) -> str:
    arrive = found.set_index("step").loc["arrive"]
    if formats.is_missing(arrive["closed_p50"]):
        return _("Nobody reached the place in this period")
    if not formats.is_missing(arrive["p50"]):
        return _(
            "Half of the time someone is there within {time}", time=formats.minutes(arrive["p50"])
        )
    done = int(arrive["incidents"] - arrive["open"])
    return _(
        "Someone was there in {rate}; half of those times within {time}",
        rate=formats.rate(done, int(arrive["incidents"])),
        time=formats.minutes(arrive["closed_p50"]),
    )


@reads.prepared
def _profile(choice: Choice, by: str, step: str) -> dict[str, Any]:
    if by == "month":
        waits = _of_period(choice)
        waits, caption = waits[waits["step"] == step], _("By the month of the report.")
    else:
        waits = reads.read("incidents", "delays_by_hour", choice.scope, step=step)
        caption = _(
            "By the report's time in {zone}, over the last 52 complete weeks whatever the period.",
            zone=zone_name(),
        )
    found = wait_quantiles(waits, by=[by])
    if by != "month":
        found = found.set_index(by).reindex(_EVERY[by]).rename_axis(by).reset_index()
    found = found.assign(name=[_named(by, value) for value in found[by]])
    return {
        "figure": delay_profile(found, label="name"),
        "title": _slowest(waits, found, by, step),
        "alt": _("Time from the report to the step, group by group: half and nine of ten."),
        "caption": f"{_rule()} {caption}",
        "table": found,
        # Translators: month in which incidents were reported
        "columns": _columns(_("Reported")),
    }


_EVERY = {"hour": range(24), "weekday": range(1, 8)}


def _of_period(choice: Choice) -> pd.DataFrame:
    period = choice.period(reads.as_of("incidents", choice.scope))
    span = {"first_week": period.first_week, "last_week": period.running_week - WEEK}
    return reads.read("incidents", "delays", choice.scope, **span)


def _named(by: str, value: Any) -> str:
    if by == "month":
        return formats.month(value)
    if by == "hour":
        return f"{int(value):02d}:00"
    return str(get_day_names("abbreviated", locale=formats.locale())[int(value) - 1])


def _slowest(waits: pd.DataFrame, found: pd.DataFrame, by: str, step: str) -> str:
    """The slowest group, if it is beyond what chance makes of so many groups."""
    done = waits[waits["closed"].astype(bool)]
    if done.empty:
        return _("{step}: not done for any report yet", step=name_of("step", step))
    usual = delay_quantiles(done)["p50"].iloc[0]
    # Each of n intervals must hold, so each is allowed an n-th of the error (Bonferroni).
    error = (1 - thresholds.rates().confidence) / len(found)
    groups = delay_quantiles(done, by=[by], confidence=1 - error)
    slower = groups[groups["p50_low"] > usual]
    if slower.empty:
        said = {
            "month": _("{step}: half within {time}; no month is clearly slower"),
            "hour": _("{step}: half within {time}; no hour is clearly slower"),
            "weekday": _("{step}: half within {time}; no weekday is clearly slower"),
        }
        return said[by].format(step=name_of("step", step), time=formats.minutes(usual))
    slowest = slower.loc[slower["p50"].idxmax()]
    return _(
        "{step}: half within {time}, but {slow} at the slowest ({group})",
        step=name_of("step", step),
        time=formats.minutes(usual),
        slow=formats.minutes(slowest["p50"]),
        group=_named(by, slowest[by]),
    )


def _rule() -> str:
    return _(
        "Among all reports, what is not done yet counts as still waiting: where it was done for"
        " fewer than half, there is no time by which half were done."
    )


def _columns(group: str) -> dict[str, Column]:
    return {
        "name": Column(group, pinned=True),
        # Translators: number of incidents reported
        "incidents": Column(_("Reports"), kind="number"),
        "open": Column(_("Still open"), kind="number"),
        # Translators: column: share of reports for which the step was taken
        "share_closed": Column(_("Done"), kind="percent"),
        "p50": Column(_("All: half within"), kind="minutes"),
        "p50_low": Column(_("All: half, at least (95 %)"), kind="minutes"),
        "p50_high": Column(_("All: half, at most (95 %)"), kind="minutes"),
        "p90": Column(_("All: 9 of 10 within"), kind="minutes"),
        "p90_low": Column(_("All: 9 of 10, at least (95 %)"), kind="minutes"),
        "p90_high": Column(_("All: 9 of 10, at most (95 %)"), kind="minutes"),
        "closed_p50": Column(_("Done: half within"), kind="minutes"),
        "closed_p50_low": Column(_("Done: half, at least (95 %)"), kind="minutes"),
        "closed_p50_high": Column(_("Done: half, at most (95 %)"), kind="minutes"),
        "closed_p90": Column(_("Done: 9 of 10 within"), kind="minutes"),
        "closed_p90_low": Column(_("Done: 9 of 10, at least (95 %)"), kind="minutes"),
        "closed_p90_high": Column(_("Done: 9 of 10, at most (95 %)"), kind="minutes"),
    }
