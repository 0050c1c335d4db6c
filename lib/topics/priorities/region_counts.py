"""What the headlines of each region are made of, and the figures that compare regions."""

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.measures.delays import wait_quantiles
from lib.measures.periods import WEEK, YEAR, Period
from lib.topics.health import standing as health
from lib.topics.priorities import places as priority_places

_STOCKS = ("members", "good_standing", "core_certified", "coordinators", "coordinators_core")
_COUNTED_IN = {
    "members": ("membership", "member"),
    "good_standing": ("membership", "member"),
    "core_certified": ("membership", "enrollment"),
    "coordinators": ("membership", "role_term"),
    "coordinators_core": ("membership", "role_term"),
    "met": ("membership", "gathering"),
    "completed": ("membership", "enrollment"),
    "enrolled": ("membership", "enrollment"),
    "incidents": ("incidents", "incident"),
    "unanswered": ("incidents", "response"),
    "calls": ("incidents", "hotline_call"),
    "answered": ("incidents", "hotline_call"),
}
"""The source table of each count: nothing is known of it where that has no row of anyone."""
_HEADS = 100_000
_MEMBERS = 100
_HORIZON = 90


def compared(counts: pd.DataFrame) -> pd.DataFrame:
    """What compares of each region: figures by heads, by members, and shares.

    :param counts: by ``counts_of``; a denominator of zero or null gives null.
    """

    def per(numerator: str, denominator: str, heads: float = 1) -> "pd.Series[float]":
        whole = counts[denominator].astype(float)
        return heads * counts[numerator].astype(float) / whole.where(whole > 0)

    return pd.DataFrame(
        {
            "region_id": counts["region_id"],
            "good_standing": per("good_standing", "foreign_born", _HEADS),
            "standing_share": per("good_standing", "members"),
            "met": per("met", "foreign_born", 10 * _HEADS),
            "strong": per("strong", "judged"),
            "steady": per("steady", "judged"),
            "fragile": per("fragile", "judged"),
            "coordinators": per("coordinators_core", "coordinators"),
            "core": per("core_certified", "members", _MEMBERS),
            "completed": per("completed", "enrolled"),
            "incidents": per("incidents", "foreign_born", _HEADS),
            "unanswered": per("unanswered", "incidents"),
            "dispatch": counts["dispatch"].astype(float),
            "hotline": per("answered", "calls"),
        }
    )


@reads.measured
def counts_of(scope: Scope) -> pd.DataFrame:
    """What the headlines of each region are made of, in the organization's order.

    ``region_id``; sums and stocks: ``members, good_standing, core_certified, coordinators,
    coordinators_core, met, completed, enrolled, incidents, unanswered, calls, answered``;
    ``dispatch`` (minutes); ``foreign_born`` (people) and ``strong, steady, fragile, judged``
    (committees). Null: no data.
    """
    regions = [r for r in reads.regions()["region_id"] if r in scope and r != UNKNOWN_REGION]
    counts = pd.DataFrame([_counts(Scope((region,))) for region in regions])
    unknown = [c for c, source in _COUNTED_IN.items() if reads.unrecorded(*source)]
    counts = counts.assign(region_id=regions, **dict.fromkeys(unknown, float("nan")))
    places = priority_places.read(scope).now
    people = places.groupby("region_id")["foreign_born"].sum(min_count=1)
    counts["foreign_born"] = counts["region_id"].map(people).astype(float)
    return counts.merge(_levels(scope), on="region_id", how="left")


def _counts(region: Scope) -> dict[str, float]:
    return _members(region) | _learners(region) | _events(region)


def _members(scope: Scope) -> dict[str, float]:
    week = Period(reads.as_of("membership"), YEAR).running_week
    weekly = reads.membership.weekly(scope, week, week, columns=_STOCKS)
    met = reads.membership.committees_that_met(scope, week, week)
    return _last(weekly, _STOCKS) | _last(met, ("met",))


def _last(frame: pd.DataFrame, columns: tuple[str, ...]) -> dict[str, float]:
    return {name: frame[name].iloc[-1] if len(frame) else float("nan") for name in columns}


def _learners(scope: Scope) -> dict[str, float]:
    period = Period(reads.as_of("membership"), YEAR)
    span = period.followed(_HORIZON).complete_span
    weekly = reads.membership.completion_by_week(scope, *span)
    if weekly.empty:
        return {"completed": float("nan"), "enrolled": float("nan")}
    return {"completed": weekly["within_90"].sum(), "enrolled": weekly["enrolled"].sum()}


def _events(scope: Scope) -> dict[str, float]:
    period = Period(reads.as_of("incidents"), YEAR)
    span = period.first_week, period.running_week - WEEK
    columns = ("verification", "incidents", "unanswered")
    weekly = reads.incidents.weekly_by_kind(scope, *span, columns=columns)
    real = weekly[weekly["verification"] != "false_report"]
    calls = reads.incidents.hotline_weekly(scope, *span)
    delays = reads.incidents.delays(scope, *span)
    delays = delays[delays["step"] == "dispatch"]
    median = float(wait_quantiles(delays)["p50"].iloc[0]) if len(delays) else float("nan")
    return {
        "incidents": real["incidents"].sum(),
        "unanswered": real["unanswered"].sum(),
        "calls": calls["calls"].sum(),
        "answered": calls["answered"].sum(),
        "dispatch": median,
    }


def _levels(scope: Scope) -> pd.DataFrame:
    """Committees by level of health: ``region_id, strong, steady, fragile, judged``."""
    standing = health.standing(scope)
    levels = ["strong", "steady", "fragile"]
    if standing is None:
        return pd.DataFrame(columns=["region_id", *levels, "judged"])
    rows = standing.measured[standing.measured["level"].isin(levels)]
    table = pd.crosstab(rows["region_id"], rows["level"]).reindex(columns=levels).fillna(0)
    return table.assign(judged=table.sum(axis=1)).reset_index()
