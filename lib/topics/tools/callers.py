"""In which languages callers of the hotline speak, and whether there is a tool in them."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.membership import LANGUAGES
from lib.language import N_, _, formats, ngettext
from lib.measures import tools as measures
from lib.topics.tools import recorded, words
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


@dataclass(frozen=True)
class Spoken:
    """The languages of callers.

    :ivar languages: ``language, calls, tools``, the most calls first.
    """

    languages: pd.DataFrame


def spoken(choice: Choice) -> Spoken | None:
    """The languages of callers with the tools in them; ``None`` where either is not recorded."""
    calls = reads.incidents.call_languages(choice.scope)
    tools = recorded.library(choice.scope)
    if calls.empty or not tools["languages"].map(len).sum():
        return None
    return Spoken(with_tools(calls, tools))


def with_tools(calls: pd.DataFrame, tools: pd.DataFrame) -> pd.DataFrame:
    """The languages with the number of tools in each; those that no list has are one.

    :param calls: ``language, calls``.
    :param tools: ``languages``, a tuple each.
    """
    listed = calls.assign(language=measures.known_code(calls["language"], LANGUAGES))
    summed = listed.groupby("language", sort=False)["calls"].sum().reset_index()
    in_each = tools["languages"].explode().value_counts()
    counted = summed["language"].map(in_each).fillna(0).astype(int)
    return summed.assign(tools=counted).sort_values("calls", ascending=False, kind="stable")


def without_tools(of: Spoken) -> "pd.Series[str]":
    """The languages of callers in which there is no tool.

    Nobody knows which languages "other" are, so not either whether a tool is in them.
    """
    named = of.languages[of.languages["language"] != measures.OTHER]
    return named.loc[named["tools"] == 0, "language"]


def table(of: Spoken, _choice: Choice) -> Table:
    """The languages, with what the library has in each."""
    rows = of.languages.assign(name=[words.capital(code) for code in of.languages["language"]])
    without = without_tools(of)
    return Table(
        title=ngettext(
            "Callers speak a language without any tool: {languages}",
            "Callers speak {n} languages without any tool: {languages}",
            len(without),
            n=formats.number(len(without)),
            languages=words.languages(without),
        )
        if len(without)
        else _("There is a tool in each language that callers speak"),
        frame=rows,
        columns={
            # Translators: that callers of the hotline speak
            "name": Column(_("Language"), pinned=True),
            "calls": Column(_("Calls"), kind="number"),
            "tools": Column(_("Tools"), kind="number"),
        },
        alt=_("Languages of the hotline's callers, with the tools in each."),
        caption=_(
            "Calls to the hotline in 12 months, by language, where a region had at least five in"
            " it: no fewer, perhaps more. Who never calls is not counted."
        ),
    )


CALLERS = Figure(
    "caller_languages",
    spoken,
    table,
    empty=N_("There is no data on the languages of callers and of the tools"),
)
