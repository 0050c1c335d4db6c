"""Do those who join stay: curves of retention, and groups compared by their first twelve months."""

from dataclasses import dataclass
from math import ceil

import pandas as pd

from lib import reads
from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.contract.rollup.retention import FOLLOWED_MONTHS, MONTH_DAYS
from lib.data.scope import UNKNOWN_REGION
from lib.language import N_, _, formats, ngettext
from lib.measures import retention
from lib.measures.retention.settings import thresholds
from lib.topics.membership import staying_groups
from lib.topics.membership.recorded import OTHERS, UNKNOWN_TIER, counted
from lib.topics.membership.staying_plot import staying_plot
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column

YEAR_LAPSES = ceil((365 + GRACE_DAYS) / MONTH_DAYS)
"""The month of membership in which whoever paid for a year lapses, if they do not renew."""
TICKS = tuple(range(0, FOLLOWED_MONTHS + 1, 6))


@dataclass(frozen=True)
class Staying:
    """Curves of groups.

    :ivar steps: of the curves, those that are told.
    :ivar at_risk: ``group, month, at_risk`` at the ticks.
    :ivar comparison: of groups that are known by their dues.
    :ivar listed: groups that are known by the list alone.
    :ivar early: members who joined before payments are on record.
    :ivar left_out: members known by the list alone, in tiers whose other members pay.
    """

    steps: pd.DataFrame
    at_risk: pd.DataFrame
    comparison: retention.Comparison
    listed: frozenset[str]
    early: int
    left_out: int


def read(choice: Choice, by: str) -> Staying | None:
    """Curves of the groups of a way to compare; ``None`` where no group has ten."""
    lives = reads.membership.membership_lives(counted(choice))
    if lives.empty:
        return None
    rows = staying_groups.grouped(lives, by)
    curves = retention.retention_curves(rows, "group")
    if curves.empty:
        return None
    by_dues = rows[~rows["by_list"] & ~rows["group"].isin([OTHERS, UNKNOWN_TIER, UNKNOWN_REGION])]
    ticks = curves[curves["month"].isin(TICKS)]
    members = lives.groupby("by_list")["members"].sum()
    listed = rows[rows["by_list"]]
    return Staying(
        steps=retention.told_steps(curves, "group"),
        at_risk=ticks[["group", "month", "at_risk"]],
        comparison=retention.compared(by_dues, "group"),
        listed=frozenset(listed["group"]),
        early=int(rows.loc[rows["entered"] > 0, "members"].sum()),
        left_out=int(members.get(True, 0) - listed["members"].sum()),
    )


def _chart(staying: Staying, choice: Choice, by: str) -> Chart:
    names = staying_groups.names(choice, list(staying.steps["group"].unique()), by)
    named = staying.steps.assign(name=staying.steps["group"].map(names))
    drawn = dict(list(names.items())[: staying_groups.DRAWN])
    return Chart(
        title=_title(staying, names),
        alt=_(
            "Share of those who joined who are members still, by months since joining; lines:"
            " {names}.",
            names=formats.listing(drawn.values()),
        ),
        plot=staying_plot(staying.steps, staying.at_risk, drawn, TICKS),
        table=named,
        columns={
            "name": Column(staying_groups.offered(choice).get(by, ""), pinned=True),
            "month": Column(_("Months since joining"), kind="number"),
            "at_risk": Column(_("Still followed"), kind="number"),
            "staying": Column(_("Members still"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
        caption=_caption(staying, names),
    )


def _title(staying: Staying, names: dict[str, str]) -> str:
    steps = staying.steps[staying.steps["month"] <= thresholds().horizon_months]
    pairs = staying.comparison.differences
    apart = pairs[pairs["is_apart"]] if len(pairs) else pairs
    if len(apart):
        longer, shorter = str(apart["longer"].iloc[0]), str(apart["shorter"].iloc[0])
        by_month = steps.pivot_table(index="month", columns="group", values="staying")
        both = by_month.reindex(columns=[longer, shorter]).dropna()
        begun = steps.loc[steps["group"].isin([longer, shorter]), "start"]
        # A curve that begins later is of those who were members then, not of all who joined.
        if len(both) and both.index[-1] > 0 and not begun.any():
            month = int(both.index[-1])
            return ngettext(
                "After {n} month {high} are members still of {longer}, {low} of {shorter}",
                "After {n} months {high} are members still of {longer}, {low} of {shorter}",
                month,
                high=formats.percent(both[longer].iloc[-1]),
                low=formats.percent(both[shorter].iloc[-1]),
                longer=formats.plain(names[longer]),
                shorter=formats.plain(names[shorter]),
            )
    return _of_one(staying, names)


def _of_one(staying: Staying, names: dict[str, str]) -> str:
    """How many stay of the group that most are followed of, by the last month that is compared."""
    by_dues = staying.steps[~staying.steps["group"].isin(staying.listed)]
    steps = by_dues if len(by_dues) else staying.steps
    # Where all joined long before the records begin, nobody is followed in the first year.
    early = steps[steps["month"] <= thresholds().horizon_months]
    shown = early if len(early) else steps
    first = shown.loc[shown["at_risk"].idxmax(), "group"]
    last = shown[shown["group"] == first].iloc[-1]
    month, start = int(last["month"]), int(last["start"])
    said = {"group": formats.plain(names[str(first)]), "share": formats.percent(last["staying"])}
    if start:
        return _(
            "{group}: of those who were members {start} months after joining, {share} still are"
            " after {n}",
            **said,
            start=formats.number(start),
            n=formats.number(month),
        )
    return ngettext(
        "{group}: {share} are members still {n} month after joining",
        "{group}: {share} are members still {n} months after joining",
        month,
        **said,
    )


def _caption(staying: Staying, names: dict[str, str]) -> str:
    least = formats.number(thresholds().minimum_at_risk)
    said = [
        _(
            "Kaplan–Meier with 95 % log-log bands, in whole months. A curve begins and ends where"
            " fewer than {n} are followed; a step of a few people is told with the next.",
            n=least,
        )
    ]
    if len(staying.listed) < len(names):
        said.append(
            _(
                "Who pays for a year lapses in month {month} at the earliest: a year, and {days}"
                " days of grace.",
                month=formats.number(YEAR_LAPSES),
                days=formats.number(GRACE_DAYS),
            )
        )
    if staying.early:
        said.append(_("Who joined before payments are on record is followed only from then on."))
    late = staying.steps.groupby("group")["start"].first()
    for code, start in late[late > 0].items():
        if str(code) in names:
            said.append(
                ngettext(
                    "{group} begins after {month} month, with those who were members then.",
                    "{group} begins after {month} months, with those who were members then.",
                    int(start),
                    group=formats.plain(names[str(code)]),
                    month=formats.number(start),
                )
            )
    listed = [name for code, name in names.items() if code in staying.listed]
    if listed:
        said.append(
            _(
                "{names}: without dues, so that only the list tells who left, often late or never;"
                " not compared with the others.",
                names=formats.plain(formats.listing(listed)),
            )
        )
    return " ".join(said)


CURVES = Figure(
    "members_staying",
    read,
    _chart,
    empty=N_("Too few members are followed to tell how long they stay"),
)
