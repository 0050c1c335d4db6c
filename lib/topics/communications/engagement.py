"""Engagements per 1,000 reached, by channel, with what chance could make of them."""

import pandas as pd
import plotly.graph_objects as go

from lib.data.contract.membership import CHANNELS
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import communications as measures
from lib.topics.communications import recorded
from lib.ui.charts import Chart
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import axis, numbers, plot, rows_axis
from lib.ui.columns import Columns
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.palette import SERIES, TEXT
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_ROW = 52


def rates(choice: Choice) -> pd.DataFrame | None:
    """By :func:`lib.measures.communications.engagement`; ``None`` without a message."""
    messages = recorded.messages(choice.scope)
    return None if messages.empty else measures.engagement(messages, CHANNELS)


def shown(rows: pd.DataFrame, _choice: Choice) -> Chart | Table:
    """A point and its interval a channel; a table where each has too few messages."""
    drawn = rows[rows["rate"].notna()].reset_index(drop=True)
    if drawn.empty:
        return Table(
            title=_("Too few messages say whom they reached and who reacted to tell a rate"),
            frame=rows,
            columns=_columns(),
            alt=_("Messages by channel, and of how many reach and engagements are known."),
            caption=_caption(rows),
        )
    return Chart(
        title=_title(drawn),
        alt=_("Engagements per 1,000 people reached, by channel, with 95% intervals."),
        plot=_plot(drawn),
        table=rows,
        columns=_columns(),
        caption=_caption(rows),
    )


def _title(drawn: pd.DataFrame) -> str:
    low, high = drawn["rate"].min(), drawn["rate"].max()
    if len(drawn) == 1:
        return _(
            "{channel}: {rate} engagements per thousand reached in 12 months",
            channel=name_of("channel", drawn["channel"].iloc[0]),
            rate=formats.number(low, 1),
        )
    return _(
        "From {low} to {high} engagements per thousand reached, by channel, in 12 months",
        low=formats.number(low, 1),
        high=formats.number(high, 1),
    )


def _columns() -> Columns:
    return {
        "channel": Column(_("Channel"), family="channel", pinned=True),
        "rate": Column(_("Per 1,000 reached"), kind="decimal"),
        # Translators: lower end of an interval
        "low": Column(_("From"), kind="decimal"),
        # Translators: upper end of an interval
        "high": Column(_("To"), kind="decimal"),
        # Translators: reactions to messages: comments, shares, likes, replies
        "engagements": Column(_("Engagements"), kind="number"),
        "reach": Column(_("Reach"), kind="number"),
        # Translators: messages whose reach and engagements are both known
        "counted": Column(_("Messages counted"), kind="number"),
        "uncounted": Column(_("Either is not known"), kind="number"),
        # Translators: messages that reached nobody by their record
        "nobody": Column(_("Reached nobody"), kind="number"),
        "beyond": Column(_("More engagements than reach"), kind="number"),
        "messages": Column(_("Messages"), kind="number"),
    }


def _caption(rows: pd.DataFrame) -> str:
    sentences = [
        _(
            "A rate rests on at least {n} messages of which both reach and engagements are known.",
            n=formats.number(measures.settings().fewest_messages),
        )
    ]
    if nobody := int(rows["nobody"].sum()):
        sentences.append(
            ngettext(
                "{n} message that reached nobody by its record is left out.",
                "{n} messages that reached nobody by their record are left out.",
                nobody,
                n=formats.number(nobody),
            )
        )
    if beyond := int(rows["beyond"].sum()):
        sentences.append(
            ngettext(
                "{n} message has more engagements than reach: people react more than once, or its"
                " reach is too low.",
                "{n} messages have more engagements than reach: people react more than once, or"
                " their reach is too low.",
                beyond,
                n=formats.number(beyond),
            )
        )
    return " ".join(sentences)


def _plot(drawn: pd.DataFrame) -> go.Figure:
    rate = numbers(drawn["rate"])
    up = numbers(drawn["high"] - drawn["rate"])
    down = numbers(drawn["rate"] - drawn["low"])
    said = [_said(*row) for row in drawn[["rate", "low", "high"]].itertuples(index=False)]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": rate,
        "y": list(range(len(drawn))),
        "text": said,
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"color": SERIES[0], "size": 10},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [value or 0 for value in up],
            "arrayminus": [value or 0 for value in down],
            "color": SERIES[0],
            "thickness": 2,
        },
        "hoverinfo": "skip",
    }
    names = [wrapped(name_of("channel", channel), 14) for channel in drawn["channel"]]
    top = max(value for value in numbers(drawn["high"].fillna(drawn["rate"])) if value is not None)
    room = (top or 1) * 0.25
    return plot(
        [trace],
        height=_ROW * len(drawn) + 50,
        showlegend=False,
        hovermode=False,
        xaxis=axis(range=[-room, (top or 1) + room], visible=False),
        yaxis=rows_axis(names) | {"automargin": True, "range": [len(drawn) - 0.5, -0.8]},
    )


def _said(rate: float, low: float, high: float) -> str:
    if pd.isna(low):
        return formats.number(rate, 1)
    return _(
        "{rate} ({low}–{high})",
        rate=formats.number(rate, 1),
        low=formats.number(low, 1),
        high=formats.number(high, 1),
    )


def method(_rows: pd.DataFrame, _choice: Choice) -> Text:
    """How the intervals come about."""
    return Text(
        body=_(
            "**Engagements per 1,000**: all engagements of a channel's messages by all their reach."
            " The interval (95%) comes from how much messages differ among themselves, so one that"
            " spreads by chance makes it wide; to take each person reached for a draw of its own"
            " would make it many times too narrow. Channels can't be ranked by it: what counts as"
            " reached is not the same in each."
        )
    )


ENGAGEMENT = Figure("engagement", rates, shown, empty=recorded.NO_MESSAGES)
METHOD = Figure("engagement_method", rates, method)
