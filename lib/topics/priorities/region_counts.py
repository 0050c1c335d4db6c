"""What the headlines of each region are made of, and the figures that compare regions."""

from typing import Any

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.measures.completion.horizons import completion_within
from lib.measures.delays import delay_quantiles
from lib.measures.periods import WEEK, YEAR, Period
from lib.topics.health import standing as health

_HEADS = 100_000
_MEMBERS = 100
_HORIZON = 90


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


def levels(scope: Scope) -> pd.DataFrame:
    """Committees by level of health: ``region_id, strong, steady, fragile, judged``."""
    standing = health.standing(scope)
    shown = ("strong", "steady", "fragile")
    if standing is None:
        return pd.DataFrame(columns=["region_id", *shown, "judged"])
    rows = standing.measured[standing.measured["level"].isin(shown)]
    table = pd.crosstab(rows["region_id"], rows["level"]).reindex(columns=list(shown))
    table = table.fillna(0)
    return table.assign(judged=table.sum(axis=1)).reset_index()
