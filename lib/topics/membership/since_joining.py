"""In what standing those are who joined, by months since."""

import pandas as pd

from lib import reads
from lib.data.contract.rollup.retention import FOLLOWED_MONTHS
from lib.language import N_, _, formats, ngettext
from lib.measures.retention import STATES, occupation
from lib.measures.retention.settings import thresholds
from lib.topics.membership.recorded import are_dues_recorded, counted
from lib.ui.charts import Chart
from lib.ui.charts.plot import LEGEND, Trace, axis, numbers, plot
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import BACKGROUND, SERIES, TEXT
from lib.ui.tables import Column

_COLORS = dict(zip(STATES, (SERIES[0], SERIES[2], SERIES[5], SERIES[4], SERIES[1]), strict=True))
_STRIPES = {"returned": "/", "not_listed": ".", "behind": "\\"}
"""So that the areas differ by more than their colour."""


def _read(choice: Choice) -> pd.DataFrame | None:
    if not are_dues_recorded():
        return None
    return occupation(reads.membership.membership_standings(counted(choice)))


def _names() -> dict[str, str]:
    return {
        "good_standing": _("In good standing"),
        # Translators: in good standing again, after having lapsed
        "returned": _("Returned"),
        "not_listed": _("Paid, though not listed"),
        # Translators: with their dues
        "behind": _("Behind"),
        # Translators: whose membership ended
        "lapsed": _("Lapsed"),
    }


def _chart(shares: pd.DataFrame, _choice: Choice) -> Chart:
    names = {state: name for state, name in _names().items() if state in shares}
    return Chart(
        title=_title(shares, names),
        alt=_(
            "Shares of those who joined, stacked, by months since joining: {names}.",
            names=formats.listing(names.values()),
        ),
        plot=_plot(shares, names),
        table=shares,
        columns={
            "month": Column(_("Months since joining"), kind="number", pinned=True),
            "followed": Column(_("Still followed"), kind="number"),
            **{state: Column(name, kind="percent") for state, name in names.items()},
        },
        caption=_(
            "Plain shares of all who joined at least so many months ago, since payments are on"
            " record: whoever lapsed stays on record, so nobody is lost from sight. The mix of"
            " people changes from month to month; months with few are left out."
        )
        + _rounded(shares, names),
    )


def _rounded(shares: pd.DataFrame, names: dict[str, str]) -> str:
    """That the percents of the title add up to something else than 100, where they do."""
    at = shares[shares["month"] <= thresholds().horizon_months].iloc[-1]
    percents = [round(100 * float(at[state])) for state in names]
    return "" if sum(percents) == 100 else " " + _("Rounded, so that they need not add up to 100%.")


def _title(shares: pd.DataFrame, names: dict[str, str]) -> str:
    at = shares[shares["month"] <= thresholds().horizon_months].iloc[-1]
    counts = {name: float(at[state]) for state, name in names.items() if at[state] > 0}
    parts = [f"{formats.percent(share)} {name.lower()}" for name, share in counts.items()]
    return ngettext(
        "{n} month after joining: {parts}",
        "{n} months after joining: {parts}",
        int(at["month"]),
        parts=formats.listing(parts),
    )


def _plot(shares: pd.DataFrame, names: dict[str, str]) -> object:
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "stackgroup": "all",
            "x": shares["month"].tolist(),
            "y": numbers(shares[state].round(4)),
            "line": {"width": 1, "color": _COLORS[state]},
            "fillcolor": _COLORS[state],
            "fillpattern": {
                "shape": _STRIPES.get(state, ""),
                "fgcolor": BACKGROUND,
                "bgcolor": _COLORS[state],
                "size": 7,
                "solidity": 0.2,
            },
            "hovertemplate": "%{y:.0%}",
        }
        for state, name in names.items()
    ]
    return plot(
        traces,
        height=330,
        legend=LEGEND,
        xaxis=axis(
            title={"text": _("Months since joining"), "font": {"color": TEXT}},
            range=[0, min(FOLLOWED_MONTHS, int(shares["month"].max()))],
            dtick=6,
        ),
        yaxis=axis(range=[0, 1], tickformat=".0%", nticks=5),
    )


SINCE_JOINING = Figure(
    "standing_since_joining",
    _read,
    _chart,
    empty=N_(
        "In what standing they are can't be told: no payment is on record, or too few joined since"
    ),
)
