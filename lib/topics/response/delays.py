"""How long it takes to verify, to send someone and to be there."""

import math
from dataclasses import dataclass
from datetime import date
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
from lib.topics.response.delay_charts import delay_ranges
from lib.topics.response.hour_charts import delay_profile
from lib.ui.charts import Chart
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
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
    if view == "steps":
        STEPS_DONE.draw(choice)
        return
    steps = {step: name_of("step", step) for step in STEPS[::-1]}
    # Translators: after a report (verify, dispatch, arrive), or in a course
    step = choose_one("step", _("Step"), steps)
    ONE_STEP.draw(choice, view, step)


def zone_name() -> str:
    """The organization's time zone in words: "Central Time"."""
    zone = ZoneInfo(configuration().organization.time_zone)
    return str(get_timezone_name(zone, locale=formats.locale()))


def _of_steps(choice: Choice) -> pd.DataFrame:
    waits = reads.incidents.delays(choice.scope, *choice.period("incidents").complete_span)
    return wait_quantiles(waits, by=["step"]).set_index("step").reindex(STEPS).reset_index()


def _ranges(steps: pd.DataFrame, _choice: Choice) -> Chart:
    steps = steps.assign(name=[name_of("step", step) for step in steps["step"]])
    return Chart(
        title=_title(steps),
        alt=_("Time from the report to each step: half and nine of ten within it."),
        plot=delay_ranges(
            _rows(steps), group="name", median="p50", p90="p90", missing=_("fewer than half so far")
        ),
        table=steps,
        columns=_columns(_("From the report to")),
        caption=_rule(),
    )


def _rows(steps: pd.DataFrame) -> pd.DataFrame:
    """Two rows a step: of all reports, and of those where it was done."""
    rows = []
    for step in steps.to_dict("records"):
        share = formats.percent(step["share_closed"])
        of_all = _("{step}: all reports", step=step["name"])
        done = _("{step}: the {share} where it was done", step=step["name"], share=share)
        rows.append({"name": of_all, "p50": step["p50"], "p90": step["p90"]})
        rows.append({"name": done, "p50": step["closed_p50"], "p90": step["closed_p90"]})
    return pd.DataFrame(rows)


def _title(steps: pd.DataFrame) -> str:
    arrive = steps.set_index("step").loc["arrive"]
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


@dataclass(frozen=True)
class _Waits:
    """One step's waits, group by group.

    :ivar groups: by ``wait_quantiles``.
    :ivar slower: those slower than chance makes of so many groups, by ``delay_quantiles``.
    :ivar usual: minutes within which it was done for half of those for whom it was; NaN: for none.
    """

    groups: pd.DataFrame
    slower: pd.DataFrame
    usual: float


_EVERY = {"hour": range(24), "weekday": range(1, 8)}


def _of_one_step(choice: Choice, by: str, step: str) -> _Waits:
    if by == "month":
        waits = reads.incidents.delays(choice.scope, *choice.period("incidents").complete_span)
        waits = waits[waits["step"] == step]
    else:
        waits = reads.incidents.delays_by_hour(choice.scope, step)
    groups = wait_quantiles(waits, by=[by])
    if by != "month":
        groups = groups.set_index(by).reindex(_EVERY[by]).rename_axis(by).reset_index()
    done = waits[waits["closed"].astype(bool)]
    if done.empty:
        return _Waits(groups, done, float("nan"))
    usual = float(delay_quantiles(done)["p50"].iloc[0])
    # Each of n intervals must hold, so each is allowed an n-th of the error (Bonferroni).
    error = (1 - thresholds.rates().confidence) / len(groups)
    of_groups = delay_quantiles(done, by=[by], confidence=1 - error)
    return _Waits(groups, of_groups[of_groups["p50_low"] > usual], usual)


def _profile(waits: _Waits, _choice: Choice, by: str, step: str) -> Chart:
    if by == "month":
        caption = _("By the month of the report.")
    else:
        caption = _(
            "By the report's time in {zone}, over the last 52 complete weeks whatever the period.",
            zone=zone_name(),
        )
    groups = waits.groups.assign(name=[_named(by, value) for value in waits.groups[by]])
    return Chart(
        title=_slowest(waits, by, step),
        alt=_("Time from the report to the step, group by group: half and nine of ten."),
        plot=delay_profile(groups, label="name"),
        table=groups,
        # Translators: month in which incidents were reported
        columns=_columns(_("Reported")),
        caption=f"{_rule()} {caption}",
    )


def _named(by: str, value: int | date) -> str:
    if isinstance(value, date):
        return formats.month(value)
    if by == "hour":
        return f"{int(value):02d}:00"
    return str(get_day_names("abbreviated", locale=formats.locale())[int(value) - 1])


def _slowest(waits: _Waits, by: str, step: str) -> str:
    """The slowest group, if it is beyond what chance makes of so many groups."""
    if math.isnan(waits.usual):
        return _("{step}: not done for any report yet", step=name_of("step", step))
    if waits.slower.empty:
        sentences = {
            "month": _("{step}: half within {time}; no month is clearly slower"),
            "hour": _("{step}: half within {time}; no hour is clearly slower"),
            "weekday": _("{step}: half within {time}; no weekday is clearly slower"),
        }
        return sentences[by].format(step=name_of("step", step), time=formats.minutes(waits.usual))
    slowest = waits.slower.loc[waits.slower["p50"].idxmax()]
    return _(
        "{step}: half within {time}, but {slow} at the slowest ({group})",
        step=name_of("step", step),
        time=formats.minutes(waits.usual),
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


STEPS_DONE = Figure("waits", _of_steps, _ranges)
ONE_STEP = Figure("waits", _of_one_step, _profile)
