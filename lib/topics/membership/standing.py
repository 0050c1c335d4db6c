"""How many members are in good standing, by tier, at the end of each month."""

import pandas as pd

from lib.language import N_, _, formats
from lib.measures import thresholds
from lib.measures.across_regions import REGION, merged_within
from lib.measures.small_cells import hidden_by_row
from lib.topics.membership.labelled_lines import labelled_lines
from lib.topics.membership.recorded import (
    OTHERS,
    members,
    months,
    not_shown,
    tells_dues,
    tier_names,
)
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

_ALL = "all"


def _read(choice: Choice) -> pd.DataFrame | None:
    """One row a month: ``month_start``, a column a tier, and all together."""
    monthly = members(choice)
    if monthly is None or not tells_dues(monthly):
        return None
    starts = [pd.Timestamp(day) for day in months(choice).with_one_before.starts]
    by_tier = monthly.pivot_table(
        index=[REGION, "tier_id"], columns="month_start", values="good_standing", aggfunc="sum"
    ).reindex(columns=starts)
    told = merged_within(by_tier.fillna(0.0).reset_index(), "tier_id", starts, rest=OTHERS)
    wide = told.groupby("tier_id")[starts].sum().T.rename_axis("month_start")
    tiers = [str(name) for name in wide.columns if wide[name].any()]
    least = thresholds.membership().minimum_people
    shown = hidden_by_row(wide, tiers, least)[tiers]
    total = wide.sum(axis=1)
    return shown.assign(**{_ALL: total.mask((total > 0) & (total < least))}).reset_index()


def _chart(wide: pd.DataFrame, choice: Choice) -> Chart | Text:
    least = thresholds.membership().minimum_people
    tiers = {code: name for code, name in tier_names(choice.scope).items() if code in wide}
    if wide[_ALL].isna().iloc[-1]:
        return Text(title=_("Fewer than {n} members are in good standing", n=least))
    month_ends = wide["month_start"] + pd.offsets.MonthEnd(0)
    return Chart(
        title=_title(wide),
        alt=_("Members in good standing at the end of each month; lines: {names}.",
              names=formats.listing(tiers.values())),
        plot=labelled_lines(wide.assign(month_end=month_ends), tiers, x="month_end"),
        table=wide.assign(month_end=month_ends),
        columns={
            # Translators: last day of a month
            "month_end": Column(_("Month's end"), kind="date", pinned=True),
            **{code: Column(name, kind="number") for code, name in tiers.items()},
            # Translators: all tiers together
            _ALL: Column(_("All"), kind="number"),
        },
        caption=not_shown() if wide.isna().to_numpy().any() else None,
    )  # fmt: skip


def _title(wide: pd.DataFrame) -> str:
    now, before = wide[_ALL].iloc[-1], wide[_ALL].iloc[0]
    at, since = wide["month_start"].iloc[-1], wide["month_start"].iloc[0]
    if pd.isna(before):
        return _(
            "{n} members in good standing at the end of {month}",
            n=formats.number(now),
            month=formats.month(at),
        )
    if now == before:
        return _(
            "{n} members in good standing at the end of {month}, as many as at the end of {before}",
            n=formats.number(now),
            month=formats.month(at),
            before=formats.month(since),
        )
    return _(
        "{n} members in good standing at the end of {month}: {change} since the end of {before}",
        n=formats.number(now),
        month=formats.month(at),
        change=formats.change(now - before),
        before=formats.month(since),
    )


STANDING = Figure(
    "good_standing",
    _read,
    _chart,
    empty=N_("Who is in good standing can't be told: nobody is on record as a member in these"
             " months, or no payment of dues is"),
)  # fmt: skip
