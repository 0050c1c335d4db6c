"""How membership is told from dues."""

import pandas as pd

from lib import reads
from lib.data.contract.rollup.members import GRACE_DAYS
from lib.language import _
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text, points


def _read(choice: Choice) -> pd.DataFrame:
    return reads.membership.membership_tiers(choice.scope)


def _method(_tiers: pd.DataFrame, _choice: Choice) -> Text:
    return Text(
        title=_("Who counts as a member, and from when to when"),
        body=points(_rules()),
    )


def _rules() -> list[str]:
    return [
        _("A time of membership lasts while dues cover it. A gap of up to {n} days is no lapse: the"
          " member is behind. After that the membership has ended, and the next cover is a return.",
          n=GRACE_DAYS),
        _("In a tier without dues, and of whom no payment covers a day, the list tells: from"
          " joining to lapsing. Times that the organization records stand above both."),
        _("The list's day of lapsing ends the time in which it falls. It has one such day, so that"
          " who paid again after it has returned."),
        _("A refund takes back what it refunds from its day on: all of it, the days that it names,"
          " or the last days in proportion to the money. Gifts and failed payments cover nothing."),
        _("Those are members by dues. Members, without more, are people on the list: other pages"
          " count these. Good standing is the same on all of them."),
    ]  # fmt: skip


METHOD = Figure("membership_method", _read, _method)
