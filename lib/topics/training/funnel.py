"""Committees whose completion differs from all together by more than chance; no ranking."""

import numpy as np
import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.completion.funnel import Funnel, Position, funnel, funnel_lines
from lib.measures.completion.horizons import newest_told_month
from lib.measures.periods import YEAR
from lib.ui.charts import Chart, funnel_plot
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

_HORIZON_DAYS = 90


def _read(choice: Choice) -> tuple[Funnel | None]:
    period = choice.period("membership")
    counts = reads.membership.completion_by_committee(
        choice.scope,
        period.at_least(YEAR).first_month,
        newest_told_month(period.as_of, _HORIZON_DAYS),
    )
    # In a tuple: that it is too early to tell is a finding, too.
    return (None if counts.empty else funnel(counts),)


def _chart(funnels: tuple[Funnel | None], _choice: Choice) -> Chart | Text:
    (funnel,) = funnels
    if funnel is None:
        early = _("Too early to tell who completes within {days} days", days=_HORIZON_DAYS)
        return Text(caption=early)
    points = _described(funnel.points)
    sizes = np.unique(np.linspace(1, points["enrolled"].max(), 80).round())
    return Chart(
        title=_title(int(points["unusual"].sum())),
        alt=_("Completion within 90 days by committee, against its number of learners."),
        plot=funnel_plot(
            points,
            funnel_lines(funnel.target, funnel.overdispersion, sizes),
            funnel.target,
            x=_("People enrolled"),
        ),
        table=points,
        columns={
            "name": Column(_("Committee"), pinned=True),
            "enrolled": Column(_("Enrolled"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
            "rate": Column(_("Share"), kind="percent"),
            "low_95": Column(_("At least (95 %)"), kind="percent"),
            "high_95": Column(_("At most (95 %)"), kind="percent"),
            "unusual": Column(_("Outside the limits"), kind="flag"),
        },
        caption=_explained(funnel),
    )


def _described(points: pd.DataFrame) -> pd.DataFrame:
    hover = [
        f"{row.name}: {formats.rate(int(row.completed), int(row.enrolled))}"
        for row in points.itertuples()
    ]
    unusual = ~points["position"].isin([Position.WITHIN, Position.NO_DATA])
    return points.assign(size=points["enrolled"], hover=hover, unusual=unusual)


def _title(n: int) -> str:
    if not n:
        return _("No committee completes more or less than chance explains")
    return ngettext(
        "{n} committee completes more or less than chance explains",
        "{n} committees complete more or less than chance explains",
        n,
    )


def _explained(funnel: Funnel) -> str:
    sentence = _(
        "Completed within 90 days of enrolling. Small committees swing widely by chance alone, so"
        " they are not ranked: only those outside the limits differ from all together ({target}).",
        target=formats.percent(funnel.target),
    )
    if funnel.overdispersion > 1:
        sentence += " " + _(
            "The limits are widened, since committees differ throughout (overdispersion {value}).",
            value=formats.number(funnel.overdispersion, 1),
        )
    return sentence


FUNNEL = Figure("funnel", _read, _chart)
