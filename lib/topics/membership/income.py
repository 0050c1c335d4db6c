"""What dues bring in, how much of what is owed is paid, and what is no dues."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures import thresholds
from lib.measures.membership import covered_months
from lib.topics.membership.recorded import between, counted, members, months
from lib.ui.charts import Chart, lines
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def _earned(choice: Choice) -> pd.DataFrame | None:
    """Whole dollars a month, of the months in which at least a few people were covered."""
    if reads.unrecorded("membership", "dues_payment"):
        return None
    monthly, span = members(choice), months(choice).span
    dues = reads.membership.dues_months(counted(choice), *span)[["month_start", "earned"]]
    if monthly is None or not dues["earned"].any():
        return None
    days = monthly.groupby("month_start")["covered_days"].sum()
    people = dues["month_start"].map(days) / dues["month_start"].dt.days_in_month
    enough = people >= thresholds.membership().minimum_people
    return dues.assign(earned=dues["earned"].round())[enough].reset_index(drop=True)


def _income(dues: pd.DataFrame, _choice: Choice) -> Chart:
    return Chart(
        title=_(
            "{period}: dues brought in {sum}",
            period=between(dues["month_start"].iloc[0], dues["month_start"].iloc[-1]),
            sum=formats.dollars(dues["earned"].sum()),
        ),
        alt=_("Dues by month, in dollars."),
        plot=lines(dues, {"earned": _("Dues")}, x="month_start"),
        table=dues,
        columns={
            # Translators: a month of the year
            "month_start": Column(_("Month"), kind="month", pinned=True),
            "earned": Column(_("Dues, dollars"), kind="number"),
        },
        caption=_("A payment is spread over the months that it covers: dues of a year are twelve"
                  " equal parts. Refunds are taken off; gifts and failed payments are not in it."),
    )  # fmt: skip


def _covered(choice: Choice) -> pd.DataFrame | None:
    if reads.unrecorded("membership", "dues_payment"):
        return None
    monthly = members(choice)
    if monthly is None:
        return None
    first = pd.Timestamp(months(choice).span[0])
    share = covered_months(monthly[monthly["month_start"] >= first])
    return None if share.empty else share


def _share(share: pd.DataFrame, _choice: Choice) -> Chart:
    return Chart(
        title=_(
            "{period}: {rate} of the months of dues that were owed were paid",
            period=between(share["month_start"].iloc[0], share["month_start"].iloc[-1]),
            rate=formats.rate(int(share["covered"].sum()), int(share["owed"].sum())),
        ),
        alt=_("Share of the months of dues owed that were paid, by month."),
        plot=lines(share, {"rate": _("Months paid")}, x="month_start", percent=True),
        table=share,
        columns={
            "month_start": Column(_("Month"), kind="month", pinned=True),
            # Translators: months of dues
            "covered": Column(_("Months paid"), kind="number"),
            "owed": Column(_("Months owed"), kind="number"),
            "rate": Column(_("Share"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
        caption=_("Each member of a tier with dues owes every month of their membership, the grace"
                  " included. A month paid late counts as paid once it is."),
    )  # fmt: skip


INCOME = Figure(
    "dues_income",
    _earned,
    _income,
    empty=N_("No dues of these months are on record, or those of too few people to be told"),
)
COVERED = Figure(
    "dues_covered",
    _covered,
    _share,
    empty=N_("What was owed in these months is not on record, or of too few people to be told"),
)
