"""Partners that came and went, half-year by half-year."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures import network as measures
from lib.topics.network import recorded
from lib.ui.charts import Chart
from lib.ui.charts.plot import axis, hatched, numbers, plot
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import SERIES
from lib.ui.tables import Column
from lib.ui.text import Text

MOST = 6
"""Half-years, that which is not over among them."""


@dataclass(frozen=True)
class Coming:
    """Comings and goings.

    :ivar halves: by :func:`lib.measures.network.half_years`.
    :ivar undated: partners of which nobody wrote down when they joined.
    """

    halves: pd.DataFrame
    undated: int


def coming(choice: Choice) -> Coming | None:
    """``None`` where nobody records partners, or none is in view.

    :raises Unavailable: if the membership database can't be read.
    """
    partners = recorded.everyone(choice)
    if partners is None or partners.empty:
        return None
    halves = measures.half_years(partners, reads.as_of("membership"), MOST)
    return Coming(halves, int(partners["joined_on"].isna().sum()))


def chart(found: Coming, _choice: Choice) -> Chart | Text:
    """Who came above the line, who went below it."""
    halves = found.halves
    if halves.empty:
        return Text(title=_("Nobody wrote down when partners joined or left"))
    joined, left = int(halves["joined"].sum()), int(halves["left"].sum())
    # Translators: of partners: that came into the network
    came = _("Joined")
    # Translators: of partners: that are no longer in the network
    names = {"joined": came, "left": _("Left")}
    named = halves.assign(half=[_half(start) for start in halves["half_start"]])
    return Chart(
        title=_(
            "Since {month}: {joined} and {left}",
            month=formats.month(halves["half_start"].iloc[0]),
            joined=ngettext(
                "{n} partner joined", "{n} partners joined", joined, n=formats.number(joined)
            ),
            left=ngettext("{n} left", "{n} left", left, n=formats.number(left)),
        ),
        alt=_("Partners that joined and left, by half-year."),
        plot=_bars(named, names),
        table=named,
        columns={
            # Translators: six months, January to June or July to December
            "half": Column(_("Half-year"), pinned=True),
            "joined": Column(names["joined"], kind="number"),
            "left": Column(names["left"], kind="number"),
        },
        caption=_caption(found),
    )


def _half(start: pd.Timestamp) -> str:
    if start.month == 1:
        return _("Jan–Jun {year}", year=str(start.year))
    return _("Jul–Dec {year}", year=str(start.year))


def _caption(found: Coming) -> str:
    said = [_("The half-year that is not over is hatched.")]
    if found.undated:
        said.append(
            ngettext(
                "When {n} partner joined is unknown: it is not in here.",
                "When {n} partners joined is unknown: they are not in here.",
                found.undated,
                n=formats.number(found.undated),
            )
        )
    return " ".join(said)


def _bars(halves: pd.DataFrame, names: dict[str, str]) -> go.Figure:
    running = [not over for over in halves["is_over"]]
    return plot(
        [
            {
                "type": "bar",
                "name": name,
                # On two lines, so that they stay apart on a phone.
                "x": [half.replace(" ", "<br>") for half in halves["half"]],
                "y": numbers(-halves[code] if code == "left" else halves[code]),
                "customdata": numbers(halves[code]),
                "marker": {"color": color, "pattern": hatched(running)},
                "hovertemplate": "%{customdata:,}",
            }
            for (code, name), color in zip(names.items(), SERIES, strict=False)
        ],
        barmode="relative",
        bargap=0.2,
        showlegend=True,
        xaxis=axis(type="category", tickangle=0),
        yaxis=axis(tickformat=",~f", nticks=5, zeroline=True),
    )


COMING = Figure("coming", coming, chart, empty=recorded.NO_PARTNERS)
