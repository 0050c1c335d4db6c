"""The committees to call first, each with the reason, what to do, and the way to its page."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.topics.health import listing
from lib.topics.health import sources as health_sources
from lib.topics.health import standing as health
from lib.topics.health import words as health_words
from lib.ui import clocks
from lib.ui.filters import Choice, region_name
from lib.ui.sections import finding

_LISTED = 6


@dataclass(frozen=True)
class _Card:
    committee_id: str
    name: str
    why: str
    what: str


def draw(choice: Choice) -> None:
    """Draw the list, who needs someone most first, each a link to the committee."""
    late = health_sources.late_indicators()
    with clocks.greyed("needs", when=bool(late)):
        _draw_first(choice)
    if late:
        st.caption(health_sources.warning(late))


def _draw_first(choice: Choice) -> None:
    title, cards, more = _first(choice)
    finding(title)
    if not cards:
        return
    with st.grid(3, min_column_width=260, gap="small", key="needs"):
        for card in cards:
            with st.container(border=True, gap=None):
                st.page_link(
                    "organizer/committee.py",
                    label=f"**{card.name}**",
                    query_params={"committee": card.committee_id},
                )
                st.caption(card.why)
                st.markdown(card.what)
    if more > 0:
        label = ngettext(
            "{n} more on the Committees page", "{n} more on the Committees page", more, n=more
        )
        st.page_link("organizer/committees.py", label=label, icon=":material/arrow_forward:")


@reads.worded
def _first(choice: Choice) -> tuple[str, list[_Card], int]:
    """The finding, the committees to list, and how many more there are."""
    standing = health.standing(choice.scope)
    if standing is None:
        return _("Which committees to call first is known after the next refresh"), [], 0
    frame = listing.by_committee(standing)
    frame = frame[frame["is_pressing"]]
    if frame.empty:
        # What is late can't say that all is well.
        late = health_sources.late_indicators()
        clear = _("No committee stands out this week")
        unsure = _("The sources are late: whether a committee needs someone can't be told")
        return (unsure if late else clear), [], 0
    n = len(frame)
    title = ngettext("{n} committee needs someone", "{n} committees need someone", n)
    cards = _cards(frame.head(_LISTED), _names(choice), several=len(choice.scope.regions) > 1)
    return title, cards, n - len(cards)


def _names(choice: Choice) -> dict[str, str]:
    columns = ("committee_id", "name")
    return dict(reads.membership.committees(choice.scope, columns=columns).itertuples(index=False))


def _cards(pressing: pd.DataFrame, names: dict[str, str], *, several: bool) -> list[_Card]:
    cards = []
    for row in pressing.itertuples():
        facts = [health_words.level(row.level), row.why]
        if several:
            facts.append(formats.plain(region_name(row.region_id)))
        name = formats.plain(names.get(row.committee_id, row.committee_id))
        cards.append(_Card(row.committee_id, name, " · ".join(facts), f"→ {row.what}"))
    return cards
