"""What is no income of dues: refunds, gifts and payments that failed."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures import thresholds
from lib.topics.membership.recorded import between, counted, months
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_KINDS = (("refunds", "refunded"), ("gifts", "given"), ("failed", "missed"))


@dataclass(frozen=True)
class Apart:
    """What is no dues.

    :ivar kinds: one row a kind: ``kind, payments, dollars``; missing of fewer than a few. ``None``:
        no payment of any kind was ever recorded.
    """

    kinds: pd.DataFrame | None


def _read(choice: Choice) -> Apart | None:
    if reads.unrecorded("membership", "dues_payment"):
        return Apart(None)
    sums = reads.membership.dues_months(counted(choice), *months(choice).span).sum(
        numeric_only=True
    )
    if not sum(sums.get(kind, 0) for kind, _cents in _KINDS):
        return None
    frame = pd.DataFrame(
        [(kind, sums[kind], round(sums[dollars])) for kind, dollars in _KINDS],
        columns=["kind", "payments", "dollars"],
    )
    few = (frame["payments"] > 0) & (frame["payments"] < thresholds.membership().minimum_people)
    hide = {name: frame[name].astype(float).mask(few) for name in ("payments", "dollars")}
    return Apart(frame.assign(**hide))


def _shown(apart: Apart, choice: Choice) -> Table | Text:
    if apart.kinds is None:
        return Text(
            title=_(
                "Refunds, gifts and failed payments can't be told: no payment was ever recorded"
            )
        )
    return _table(apart.kinds, choice)


def _table(kinds: pd.DataFrame, choice: Choice) -> Table:
    counts = kinds.set_index("kind")["payments"]
    names = {
        # Translators: payments that were given back
        "refunds": _("Refunds"),
        # Translators: payments that are no dues
        "gifts": _("Gifts"),
        "failed": _("Failed payments"),
    }
    return Table(
        title=_(
            "{period}, apart from dues: {kinds}",
            period=between(*months(choice).span),
            kinds=formats.listing(_counted(kind, counts[kind]) for kind, _dollars in _KINDS),
        ),
        frame=kinds.assign(name=kinds["kind"].map(names)),
        columns={
            "name": Column(_("Kind"), pinned=True),
            "payments": Column(_("Number"), kind="number"),
            # Translators: amount of money
            "dollars": Column(_("Dollars"), kind="number"),
        },
        alt=_("Refunds, gifts and failed payments."),
        caption=_("By the day of each. A refund takes back what it refunds from its day on; gifts"
                  " and failed payments cover nothing. Not shown: fewer than {n}.",
                  n=thresholds.membership().minimum_people),
    )  # fmt: skip


def _counted(kind: str, n: float) -> str:
    if n != n:  # noqa: PLR0124 - NaN: too few to say
        few = {"refunds": _("a few refunds"), "gifts": _("a few gifts"),
               "failed": _("a few failed payments")}  # fmt: skip
        return few[kind]
    number = {"n": formats.number(n)}
    if kind == "refunds":
        return ngettext("{n} refund", "{n} refunds", int(n), **number)
    if kind == "gifts":
        return ngettext("{n} gift", "{n} gifts", int(n), **number)
    return ngettext("{n} failed payment", "{n} failed payments", int(n), **number)


APART = Figure(
    "not_dues",
    _read,
    _shown,
    empty=N_("No refund, gift or failed payment is on record in the last twelve months"),
)
