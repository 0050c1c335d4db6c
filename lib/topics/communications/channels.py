"""Messages and reach by channel and month; reach is never added over channels."""

import pandas as pd

from lib.data.contract.membership import CHANNELS
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import communications as measures
from lib.topics.communications import recorded
from lib.topics.communications.panels import panels
from lib.ui.charts import Chart
from lib.ui.columns import Columns
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column


def used(messages: pd.DataFrame) -> list[str]:
    """The channels of the messages, in the plan's order."""
    return [channel for channel in CHANNELS if (messages["channel"] == channel).any()]


def _published(choice: Choice) -> pd.DataFrame:
    return recorded.messages(choice.scope)


def _by_month(messages: pd.DataFrame) -> pd.DataFrame:
    return measures.by_month(messages, used(messages), recorded.months().starts)


def _columns() -> Columns:
    return {
        # Translators: through which messages are published
        "channel": Column(_("Channel"), family="channel", pinned=True),
        "month": Column(_("Month"), kind="month"),
        "messages": Column(_("Messages"), kind="number"),
        # Translators: messages of which somebody counted how many they reached
        "counted": Column(_("With their reach"), kind="number"),
        # Translators: how many people messages reached
        "reach": Column(_("Reach"), kind="number"),
    }


def published(messages: pd.DataFrame, _choice: Choice) -> Chart:
    """How many messages there were, by channel and month."""
    cells = _by_month(messages)
    sums = cells.groupby("channel", sort=False)["messages"].sum()
    titles = {
        channel: f"{name_of('channel', channel)}: {formats.number(n)}"
        for channel, n in sums.items()
    }
    columns = {k: v for k, v in _columns().items() if k in ("channel", "month", "messages")}
    return Chart(
        title=_title(sums),
        alt=_("Messages by channel and month."),
        plot=panels(cells, titles, value="messages"),
        table=cells,
        columns=columns,
        caption=" ".join(
            [_told_of(messages), _("The month that is not over is left out.")]
        ).strip(),
    )


def _title(sums: "pd.Series[int]") -> str:
    n = int(sums.sum())
    all_of_them = ngettext(
        "{n} message in 12 months", "{n} messages in 12 months", n, n=formats.number(n)
    )
    if len(sums) == 1:
        return _(
            "{messages}, all of one channel: {channel}",
            messages=all_of_them,
            channel=name_of("channel", str(sums.index[0])).lower(),
        )
    first = str(sums.idxmax())
    return _(
        "{messages}; {channel} had the most: {rate}",
        messages=all_of_them,
        channel=name_of("channel", first).lower(),
        rate=formats.rate(int(sums[first]), n),
    )


def _told_of(messages: pd.DataFrame) -> str:
    """Of what messages say that they tell; nothing where none says it."""
    incidents, campaigns = (int(messages[c].notna().sum()) for c in ("incident_id", "campaign_id"))
    if not incidents and not campaigns:
        return ""
    return _(
        "{incidents} of them name the incident that they tell of, {campaigns} the campaign.",
        incidents=formats.number(incidents),
        campaigns=formats.number(campaigns),
    )


def reached(messages: pd.DataFrame, _choice: Choice) -> Chart:
    """Whom they reached, by channel and month."""
    cells = _by_month(messages)
    by_channel = cells.groupby("channel", sort=False)
    sums = by_channel[["messages", "counted"]].sum()
    reach = by_channel["reach"].sum(min_count=1)
    titles = {
        channel: _reach(str(channel), float(reach[channel]), int(row["counted"]))
        for channel, row in sums.iterrows()
    }
    known, everything = int(cells["counted"].sum()), int(cells["messages"].sum())
    return Chart(
        title=_(
            "Who was reached is on record of {rate} of messages in 12 months",
            rate=formats.rate(known, everything),
        ),
        alt=_("Reach by channel and month, each channel on an axis of its own."),
        plot=panels(cells, titles, value="reach"),
        table=cells,
        columns=_columns(),
        caption=_(
            "Reach is not added over channels: a newspaper, a post and a person who speaks for us"
            " do not reach in the same way, nor different people. Who was reached twice counts"
            " twice. A message whose reach nobody counted is in no bar."
        ),
    )


def _reach(channel: str, reach: float, counted: int) -> str:
    name = name_of("channel", channel)
    if not counted:
        return _("{channel}: nobody counted", channel=name)
    return ngettext(
        "{channel}: {reach} by {n} message",
        "{channel}: {reach} by {n} messages",
        counted,
        channel=name,
        reach=formats.number(reach),
        n=formats.number(counted),
    )


PUBLISHED = Figure("messages", _published, published, empty=recorded.NO_MESSAGES)
REACHED = Figure("reach", _published, reached, empty=recorded.NO_MESSAGES)
