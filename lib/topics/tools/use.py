"""Does anyone use them: active committees that used a tool, and tools that nobody used."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.language.collation import as_sorted
from lib.measures import tools as measures
from lib.reads.committee_names import labels
from lib.topics.tools import recorded, words
from lib.ui.charts import Chart
from lib.ui.charts.bars import wrapped
from lib.ui.charts.plot import axis, numbers, plot, rows_axis
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.palette import FAINT_TEXT, SERIES, TEXT
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_ROW, _AXIS = 44, 48
"""Pixels of a region, and of the axis below all of them."""
_COMMITTEE = ("committee_id", "region_id", "status", "place_name", "usps")


@reads.measured
def committees(choice: Choice) -> pd.DataFrame | None:
    """The active committees of a choice with their uses, those without any first.

    ``None`` where nobody records uses; without a row where no committee is active.
    """
    if not recorded.are_uses():
        return None
    everyone = reads.membership.committees(choice.scope, columns=_COMMITTEE)
    active = everyone[everyone["status"] == "active"]
    used = recorded.by_committee(choice.scope, ("committee_id", "uses", "last_used_on"))
    active = active.merge(used, on="committee_id", how="left")
    active["uses"] = active["uses"].fillna(0.0)
    return active.sort_values(["uses", "last_used_on"], na_position="first", kind="stable")


@dataclass(frozen=True)
class Active:
    """The active committees, if uses are recorded at all.

    :ivar committees: by :func:`committees`.
    """

    committees: pd.DataFrame


def _active(choice: Choice) -> Active | None:
    frame = committees(choice)
    return None if frame is None else Active(frame)


def share(of: Active, choice: Choice) -> Chart | Text:
    """The share of active committees that used a tool: by region, where there are several."""
    active = of.committees
    if active.empty:
        return Text(title=_("No committee is active in these regions"))
    by_region = measures.used_by_region(active)
    if not choice.is_country or len(by_region) == 1:
        return Text(title=_title(active), caption=_within(by_region))
    names = {region: region_name(region) for region in by_region["region_id"]}
    shown = by_region.assign(region=by_region["region_id"].map(names))
    return Chart(
        title=_title(active),
        alt=_("Share of active committees that used a tool, by region, with its interval."),
        plot=_points(shown),
        table=shown,
        columns={
            "region": Column(_("Region"), pinned=True),
            "used": Column(_("Used a tool"), kind="number"),
            "active": Column(_("Active committees"), kind="number"),
            "rate": Column(_("Share"), kind="percent"),
            # Translators: the lower end of an interval
            "low": Column(_("From"), kind="percent"),
            # Translators: the upper end of an interval
            "high": Column(_("To"), kind="percent"),
        },
        caption=_("The line is where a region's share may lie, given how few its committees are."),
    )


def _title(active: pd.DataFrame) -> str:
    used, everyone = measures.committees_that_used(active)
    return _(
        "{rate} of active committees used a tool in 12 months",
        rate=formats.rate(used, everyone),
    )


def _within(by_region: pd.DataFrame) -> str | None:
    """The interval of the one share."""
    low, high = by_region[["low", "high"]].iloc[0]
    return _(
        "Given how few they are, the share may lie between {low} and {high}.",
        low=formats.percent(low),
        high=formats.percent(high),
    )


def _points(regions: pd.DataFrame) -> go.Figure:
    rate = regions["rate"] * 100
    texts = [
        formats.rate(int(used), int(active))
        for used, active in zip(regions["used"], regions["active"], strict=True)
    ]
    trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": numbers(rate),
        "y": list(range(len(regions))),
        "error_x": {
            "type": "data",
            "array": numbers(regions["high"] * 100 - rate),
            "arrayminus": numbers(rate - regions["low"] * 100),
            "color": FAINT_TEXT,
            "thickness": 1.5,
            "width": 4,
        },
        "text": texts,
        "textposition": "top center",
        "textfont": {"color": TEXT},
        "cliponaxis": False,
        "marker": {"size": 11, "color": SERIES[0]},
        "hoverinfo": "skip",
    }
    return plot(
        [trace],
        height=_ROW * len(regions) + _AXIS,
        showlegend=False,
        hovermode=False,
        xaxis=axis(range=[0, 108], tickvals=[0, 25, 50, 75, 100], ticksuffix="%"),
        yaxis=rows_axis([wrapped(str(name), 14) for name in regions["region"]]),
    )


USE = Figure("use", _active, share, empty=N_("There is no data on who uses the tools"))


@dataclass(frozen=True)
class Used:
    """The tools with their use.

    :ivar tools: by :func:`recorded.used`.
    :ivar elsewhere: uses of what is not in the library.
    """

    tools: pd.DataFrame
    elsewhere: int


def tools(choice: Choice) -> Used | None:
    """The library with its use in the regions in view."""
    frame = recorded.used(choice.scope)
    if frame is None or frame.empty:
        return None
    uses = reads.membership.tool_uses(choice.scope, recorded.since())
    return Used(frame, int(uses.loc[uses["tool_id"].isna(), "uses"].sum()))


def tools_table(used: Used, choice: Choice) -> Table:
    """The tools, those that nobody used first."""
    unused = int((used.tools["uses"] == 0).sum())
    frame = used.tools.assign(
        title=[
            words.title(english, spanish)
            for english, spanish in zip(used.tools["title_en"], used.tools["title_es"], strict=True)
        ],
        people=[
            words.people(*counts)
            for counts in zip(
                used.tools["participants"],
                used.tools["uses_by_few"],
                used.tools["uses_counted"],
                used.tools["uses"],
                strict=True,
            )
        ],
        ago=days_since(used.tools["last_used_on"], choice),
    )
    frame = frame.sort_values("title", key=lambda titles: titles.map(as_sorted))
    caption = _(
        "Participants are added up over the uses; who came twice counts twice. How many came to a"
        " use of one to four is not told and in no sum."
    )
    if used.elsewhere:
        more = ngettext(
            "{n} more use was of what is not in the library.",
            "{n} more uses were of what is not in the library.",
            used.elsewhere,
            n=formats.number(used.elsewhere),
        )
        caption = f"{caption} {more}"
    return Table(
        title=_unused(unused, len(frame)),
        frame=frame.sort_values(["committees", "uses"], kind="stable"),
        columns={
            # Translators: a curriculum, guide or other material of the library
            "title": Column(_("Tool"), pinned=True, wide=True),
            "committees": Column(_("Committees"), kind="number"),
            # Translators: how often a tool was used
            "uses": Column(_("Uses"), kind="number"),
            # Translators: people who came to a use of a tool
            "people": Column(_("Participants")),
            "last_used_on": Column(_("Last used"), kind="date"),
            "ago": Column(_("Days since"), kind="number"),
        },
        alt=_("Tools with the committees that used them in 12 months, those without any first."),
        caption=caption,
    )


def _unused(unused: int, everything: int) -> str:
    if not unused:
        return ngettext(
            "The only tool was used in 12 months",
            "Each of {n} tools was used in 12 months",
            everything,
            n=formats.number(everything),
        )
    return ngettext(
        "{n} of {all} tools was used by nobody here in 12 months",
        "{n} of {all} tools were used by nobody here in 12 months",
        unused,
        n=formats.number(unused),
        all=formats.number(everything),
    )


def days_since(days: "pd.Series[pd.Timestamp]", choice: Choice) -> "pd.Series[float]":
    """Days from each day to that of the figures; NaN where there is none."""
    today = pd.Timestamp(choice.period("membership").as_of)
    return (today - pd.to_datetime(days)).dt.days


UNUSED = Figure("unused", tools, tools_table, empty=recorded.NO_USES)


def committees_table(active: pd.DataFrame, choice: Choice) -> Table:
    """The active committees with their uses, those without any first."""
    without = int((active["uses"] == 0).sum())
    frame = active.assign(
        label=labels(active["committee_id"], choice.scope),
        where=(active["place_name"] + ", " + active["usps"]).fillna(_("Place unknown")),
        ago=days_since(active["last_used_on"], choice),
    )
    return Table(
        title=ngettext(
            "{n} of {all} active committees used no tool in 12 months",
            "{n} of {all} active committees used no tool in 12 months",
            without,
            n=formats.number(without),
            all=formats.number(len(active)),
        )
        if without
        else _("Every active committee used a tool in 12 months"),
        frame=frame,
        columns={
            "label": Column(_("Committee"), pinned=True),
            "where": Column(_("Place")),
            "uses": Column(_("Uses"), kind="number"),
            "last_used_on": Column(_("Last used"), kind="date"),
            "ago": Column(_("Days since"), kind="number"),
        },
        alt=_("Active committees with the uses of tools in 12 months, those without any first."),
        choose="committee_id",
        caption=_("A row opens its committee."),
    )


WITHOUT = Figure("without_tools", committees, committees_table)


def method(_rule: measures.ToolThresholds, _choice: Choice) -> Text:
    """How use is counted."""
    sentences = [
        _(
            "A committee counts as one that used a tool if it recorded a use in the {days} days to"
            " that of the figures, of any tool and in any language. Active is what the committee's"
            " status says.",
            days=formats.number(measures.settings().used_within_days),
        ),
        _(
            "Intervals are Wilson's at 95%: where the share would lie of as many committees like"
            " these."
        ),
        _(
            "What helps where a kind of incident is above what is usual is our choice, written"
            " down in the thresholds: no record says which tool answers to which incident."
        ),
        _(
            "A tool has no state. It is to be reviewed if it speaks of the law and is older than"
            " the newest policy of a state whose committees, of the regions in view, used it in 12"
            " months. A policy of which nobody says since when it is in force counts from the day"
            " of the first list that names it: it may be older than that."
        ),
    ]
    return Text(body="\n".join(f"- {sentence}" for sentence in sentences))


METHOD = Figure("tools_method", lambda _choice: measures.settings(), method)
