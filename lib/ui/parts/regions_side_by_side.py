"""Every headline of the dashboard, region by region, by heads where that is what compares."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from lib.data.scope import UNKNOWN_REGION, Scope
from lib.measures.completion.horizons import completion_within
from lib.measures.delays import delay_quantiles
from lib.measures.periods import WEEK, YEAR, Period
from lib.ui import charts, formats, reads
from lib.ui.columns import Column
from lib.ui.filters import region_name
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part
from lib.ui.language import _
from lib.ui.parts import clocks, health, priority_places

_HEADS = 100_000
_MEMBERS = 100
_HORIZON = 90
_SKELETON = 900

Say = Callable[[float | None], str]


@slow_fragment
def draw(scope: Scope) -> None:
    """Draw every region of a scope by every headline; in a fragment of its own."""
    with part():
        with st.skeleton(_SKELETON):
            shown = _described(scope)
        charts.show(**shown, key="regions_panels")
        clocks.draw("membership", scope, "member", "gathering", "enrollment", name=_("Membership"))
        clocks.draw("incidents", scope, "incident", "response", "hotline_call", name=_("Incidents"))


@reads.prepared
def _described(scope: Scope) -> dict[str, Any]:
    regions = [r for r in reads.regions()["region_id"] if r in scope and r != UNKNOWN_REGION]
    counted = pd.DataFrame([counts(region) for region in regions])
    places = priority_places.read(scope).now
    people = places.groupby("region_id")["foreign_born"].sum(min_count=1)
    counted["foreign_born"] = counted["region_id"].map(people).astype(float)
    levels = _levels(scope)
    counted = counted.merge(levels, on="region_id", how="left")
    return described(compared(counted).assign(name=[region_name(r) for r in regions]))


def described(frame: pd.DataFrame) -> dict[str, Any]:
    """The panels as ``charts.show`` takes them.

    :param frame: by ``compared``, with ``name``.
    """
    panels = _panels()
    return {
        "figure": charts.region_panels(frame, panels),
        "title": title_of(frame),
        "alt": _("Small panels, a figure each: one bar a region, from zero on one axis."),
        "caption": _(
            "Stocks are today's; what happened is of the last {weeks} complete weeks. A dash is no"
            " data.",
            weeks=YEAR,
        ),
        "table": frame,
        "columns": {"name": Column(_("Region"), pinned=True)}
        | {
            column: Column(panel.name.replace("<br>", " "), kind=_KINDS.get(panel.say, "decimal"))
            for column, panel in panels.items()
        },
    }


def title_of(frame: pd.DataFrame) -> str:
    """Which region has the most incidents per head, and how well it answers."""
    known = frame[frame["incidents"].notna()]
    if known.empty or len(frame) < 2:  # noqa: PLR2004 - one region has nothing to compare with
        return _("There is nothing to compare")
    most = known.loc[known["incidents"].idxmax()]
    best = frame["good_standing"].rank(ascending=False)[most.name]
    if pd.isna(best):
        return _("{region} has the most incidents per head", region=formats.plain(most["name"]))
    return _(
        "{region} has the most incidents per head, and is number {n} of {all} in members",
        region=formats.plain(most["name"]),
        n=int(best),
        all=len(frame),
    )


def compared(counted: pd.DataFrame) -> pd.DataFrame:
    """What compares of each region: figures by heads, by members, and shares.

    :param counted: by ``counts``, with ``foreign_born`` and a column a level of health; a
        denominator of zero or null gives null.
    """

    def per(numerator: str, denominator: str, heads: float = 1) -> "pd.Series[float]":
        whole = counted[denominator].astype(float)
        return heads * counted[numerator].astype(float) / whole.where(whole > 0)

    return pd.DataFrame(
        {
            "region_id": counted["region_id"],
            "good_standing": per("good_standing", "foreign_born", _HEADS),
            "standing_share": per("good_standing", "members"),
            "active": per("active", "foreign_born", 10 * _HEADS),
            "strong": per("strong", "judged"),
            "steady": per("steady", "judged"),
            "fragile": per("fragile", "judged"),
            "coordinators": per("coordinators_core", "coordinators"),
            "core": per("core_certified", "members", _MEMBERS),
            "completed": per("completed", "enrolled"),
            "incidents": per("incidents", "foreign_born", _HEADS),
            "unanswered": per("unanswered", "incidents"),
            "dispatch": counted["dispatch"].astype(float),
            "hotline": per("answered", "calls"),
        }
    )


def _one(value: float | None) -> str:
    return formats.number(value, 1)


_KINDS: dict[Say, Any] = {formats.percent: "percent", formats.minutes: "minutes"}


def _panels() -> dict[str, charts.Panel]:
    return {
        "good_standing": charts.Panel(
            _("Members in good standing<br>per 100,000 foreign-born"), _one
        ),
        "standing_share": charts.Panel(
            _("Share of members<br>in good standing"), formats.percent, 1
        ),
        "active": charts.Panel(_("Active committees<br>per million foreign-born"), _one),
        "strong": charts.Panel(
            _("Committees that are strong,<br>of those judged"), formats.percent, 1
        ),
        "steady": charts.Panel(
            _("Committees that are steady,<br>of those judged"), formats.percent, 1
        ),
        "fragile": charts.Panel(
            _("Committees that are fragile,<br>of those judged"), formats.percent, 1
        ),
        "coordinators": charts.Panel(_("Coordinators<br>with core training"), formats.percent, 1),
        "core": charts.Panel(_("People with core training<br>per 100 members"), _one),
        "completed": charts.Panel(_("Courses completed<br>within 90 days"), formats.percent, 1),
        "incidents": charts.Panel(_("Incidents in a year<br>per 100,000 foreign-born"), _one),
        "unanswered": charts.Panel(_("Incidents that<br>nobody answered"), formats.percent, 1),
        "dispatch": charts.Panel(_("From report to dispatch,<br>median"), formats.minutes),
        "hotline": charts.Panel(_("Hotline calls<br>answered"), formats.percent, 1),
    }


def _levels(scope: Scope) -> pd.DataFrame:
    """Committees by level of health: ``region_id, strong, steady, fragile, judged``."""
    standing = health.standing(scope)
    levels = ("strong", "steady", "fragile")
    if standing is None:
        return pd.DataFrame(columns=["region_id", *levels, "judged"])
    rows = standing.measured[standing.measured["level"].isin(levels)]
    table = pd.crosstab(rows["region_id"], rows["level"]).reindex(columns=list(levels))
    table = table.fillna(0)
    return table.assign(judged=table.sum(axis=1)).reset_index()


def counts(region: str) -> dict[str, Any]:
    """What the headlines of one region are made of, each a sum or a stock; null: no data.

    :raises Unavailable: if a database can't be read.
    """
    scope = Scope((region,))
    return {"region_id": region} | _members(scope) | _learners(scope) | _events(scope)


def _members(scope: Scope) -> dict[str, Any]:
    period = Period(reads.as_of("membership", scope), YEAR)
    now = {"first_week": period.running_week, "last_week": period.running_week}
    weekly = reads.read("membership", "weekly", scope, **now)
    active = reads.read("membership", "active_committees", scope, **now)
    names = ("members", "good_standing", "core_certified", "coordinators", "coordinators_core")
    return _last(weekly, names) | _last(active, ("active",))


def _last(frame: pd.DataFrame, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: frame[name].iloc[-1] if len(frame) else float("nan") for name in names}


def _learners(scope: Scope) -> dict[str, Any]:
    period = Period(reads.as_of("membership", scope), YEAR)
    months = reads.read("membership", "completion_by_month", scope, first_month=period.first_month)
    if months.empty:
        return {"completed": float("nan"), "enrolled": float("nan")}
    spans = completion_within(months, pd.Timestamp(period.as_of))
    told = spans[(spans["horizon_days"] == _HORIZON) & ~spans["too_recent"]]
    return {"completed": told["completed"].sum(), "enrolled": told["enrolled"].sum()}


def _events(scope: Scope) -> dict[str, Any]:
    period = Period(reads.as_of("incidents", scope), YEAR)
    span = {"first_week": period.first_week, "last_week": period.running_week - WEEK}
    weekly = reads.read("incidents", "weekly_by_kind", scope, **span)
    real = weekly[weekly["verification"] != "false_report"]
    calls = reads.read("incidents", "hotline_weekly", scope, **span)
    delays = reads.read("incidents", "delays", scope, **span)
    delays = delays[delays["step"] == "dispatch"]
    median = float(delay_quantiles(delays)["p50"].iloc[0]) if len(delays) else float("nan")
    return {
        "incidents": real["incidents"].sum(),
        "unanswered": real["unanswered"].sum(),
        "calls": calls["calls"].sum(),
        "answered": calls["answered"].sum(),
        "dispatch": median,
    }
