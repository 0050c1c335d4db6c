"""Who vouches for a tool and whether it is used since; which tools are older than the law."""

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.topics.tools import recorded, words
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_NOBODY = N_("Who says so is not on record of any of them.")
_USES = N_(
    "Uses since a tool was published, by the committees of these regions: use shows that it is at"
    " hand, not that it works."
)


def titled(tools: pd.DataFrame) -> pd.DataFrame:
    """The tools with their ``title`` in the viewer's language."""
    titles = zip(tools["title_en"], tools["title_es"], strict=True)
    return tools.assign(title=[words.title(english, spanish) for english, spanish in titles])


def proven(choice: Choice) -> pd.DataFrame:
    """The tools that are called tried and true, with their use where it is recorded."""
    used = recorded.used(choice.scope)
    tools = recorded.library(choice.scope) if used is None else used
    if "uses_published" not in tools:
        tools = tools.assign(uses_published=float("nan"), last_used_on=pd.NaT)
    return tools[tools["is_proven"]]


def proven_table(tools: pd.DataFrame, _choice: Choice) -> Table:
    """The tools that are called tried and true: who says so, and how often they were used since."""
    unsigned = int(tools["says_so"].isna().sum())
    nobody = unsigned == len(tools)
    rows = titled(tools).assign(says_so=tools["says_so"].fillna(_("not on record")))
    counted = ngettext(
        "{n} tool is called tried and true",
        "{n} tools are called tried and true",
        len(rows),
        n=formats.number(len(rows)),
    )
    columns = {
        "title": Column(_("Tool"), pinned=True, wide=True),
        "says_so": Column(_("Who says so")),
        "published_on": Column(_("Published on"), kind="date"),
        "uses_published": Column(_("Uses since"), kind="number"),
        "last_used_on": Column(_("Last used"), kind="date"),
    }
    if nobody:
        del columns["says_so"]
    if rows["uses_published"].isna().all():
        del columns["uses_published"], columns["last_used_on"]
    return Table(
        title=_(
            "{counted}; of {n} of them it is not on record by whom",
            counted=counted,
            n=formats.number(unsigned),
        )
        if unsigned and not nobody
        else counted,
        frame=rows.sort_values("uses_published", kind="stable"),
        columns=columns,
        alt=_("Tools that are called tried and true, who says so, and their uses since."),
        caption=" ".join([_(_NOBODY), _(_USES)] if nobody else [_(_USES)]),
    )


PROVEN = Figure(
    "proven_tools",
    proven,
    proven_table,
    empty=N_("Of no tool is it on record that somebody calls it tried and true"),
)


def review_table(tools: pd.DataFrame, _choice: Choice) -> Table | Text:
    """The tools to review, those first whose law is the newest."""
    if tools.empty:
        return Text(title=_("No dated tool on the law is older than a policy where it is used"))
    rows = titled(tools).assign(
        where=[formats.listing(states) for states in tools["states"]],
    )
    return Table(
        title=ngettext(
            "Review {n} tool: the law is newer where it is used",
            "Review {n} tools: the law is newer where they are used",
            len(rows),
            n=formats.number(len(rows)),
        ),
        frame=rows.sort_values(["began_on", "published_on"], ascending=[False, True]),
        columns={
            "title": Column(_("Tool"), pinned=True, wide=True),
            "published_on": Column(_("Published on"), kind="date"),
            "began_on": Column(_("Newest policy"), kind="date"),
            "where": Column(_("States"), wide=True),
        },
        alt=_("Tools that are older than the newest policy of a state where they are used."),
    )


def _reviewed(choice: Choice) -> list[pd.DataFrame] | None:
    tools = recorded.reviewed(choice.scope)
    return None if tools is None else [tools]


def _review(tools: list[pd.DataFrame], choice: Choice) -> Table | Text:
    return review_table(tools[0], choice)


REVIEW = Figure(
    "review_tools",
    _reviewed,
    _review,
    empty=N_("There is no data on uses or on policies: which tools to review can't be told"),
)
