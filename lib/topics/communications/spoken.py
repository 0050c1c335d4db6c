"""In which languages we publish, beside those that the households speak."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.membership import LANGUAGES
from lib.data.errors import Unavailable
from lib.language import _, formats
from lib.measures import communications as measures
from lib.topics.communications import recorded
from lib.topics.tools import languages, words
from lib.ui.columns import Columns
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_NOT_LANGUAGES = ("region_id", "unsaid", "messages")


@dataclass(frozen=True)
class Spoken:
    """Messages by language, and what the facts know of the households.

    :ivar regions: by :func:`lib.measures.communications.spoken`, with ``spanish`` and ``limited``,
        the shares of the region's households (NaN: not known).
    """

    regions: pd.DataFrame


def spoken(choice: Choice) -> Spoken | None:
    """The languages by region, of none where no message says its own; ``None`` without one."""
    messages = recorded.messages(choice.scope)
    if messages.empty:
        return None
    if not messages["language"].replace("", None).notna().any():
        return Spoken(pd.DataFrame())
    rows = measures.spoken(messages, LANGUAGES)
    try:
        counties = reads.membership.priority_counties(choice.scope)
    except Unavailable:
        counties = pd.DataFrame(columns=["region_id"])
    shares = [
        languages.households(counties[counties["region_id"] == region])[:2]
        for region in rows["region_id"]
    ]
    return Spoken(
        rows.assign(
            spanish=[spanish for spanish, _limited in shares],
            limited=[limited for _spanish, limited in shares],
        )
    )


def codes(rows: pd.DataFrame) -> list[str]:
    """The languages of the messages, the most frequent first; those of no list last."""
    found = [c for c in rows.columns if c not in (*_NOT_LANGUAGES, "spanish", "limited")]
    return sorted(found, key=lambda code: (code == measures.OTHER, -rows[code].sum(), code))


def table(of: Spoken, choice: Choice) -> Table | Text:
    """The languages, a row a region."""
    if of.regions.empty:
        return Text(title=_("No message of the last 12 months says in which language it is"))
    rows = recorded.ordered(of.regions, choice.scope)
    spanish = rows["es"] if "es" in rows else pd.Series(0, index=rows.index)
    said = rows["messages"] - rows["unsaid"]
    shown = rows.assign(
        audience=rows["region_id"].map(recorded.audience),
        es=spanish,
        said=said,
        share=spanish / said.where(said > 0),
    )
    title = _(
        "{rate} of messages in 12 months were in Spanish",
        rate=formats.rate(int(spanish.sum()), int(said.sum())),
    )
    return Table(
        title=title,
        frame=shown,
        columns=_columns(shown, [code for code in codes(rows) if code != "es"]),
        alt=_("Messages by region and language, beside the languages of the households."),
        caption=_(
            "Of messages that say their language. Households by county, each weighing as much as"
            " people live in it; which languages they speak besides Spanish the facts don't say. A"
            " message in two languages is on record in one."
        ),
    )


def _columns(shown: pd.DataFrame, others: list[str]) -> Columns:
    columns = {
        # Translators: for whom messages are: a region or everyone
        "audience": Column(_("For"), pinned=True),
        "share": Column(_("In Spanish, of those that say"), kind="percent"),
        "spanish": Column(_("Households that speak Spanish"), kind="percent"),
        "limited": Column(_("Households where nobody speaks English very well"), kind="percent"),
        "es": Column(words.capital("es"), kind="number"),
        **{code: Column(words.capital(code), kind="number") for code in others},
        # Translators: messages that say in which language they are
        "said": Column(_("Say their language"), kind="number"),
        "unsaid": Column(_("Language unknown"), kind="number"),
        "messages": Column(_("Messages"), kind="number"),
    }
    if shown["spanish"].isna().all():
        del columns["spanish"], columns["limited"]
    return columns


SPOKEN = Figure(
    "message_languages",
    spoken,
    table,
    empty=recorded.NO_MESSAGES,
)
