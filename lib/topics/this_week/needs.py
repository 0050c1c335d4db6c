"""Five to call: each with its cause, one deed, what we last did for it, and who has taken it."""

from urllib.parse import quote

import streamlit as st

from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.topics.health import calls, taking
from lib.topics.health import sources as health_sources
from lib.topics.health.calls import Call, Calls
from lib.ui import clocks
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.sections import section


def draw(choice: Choice) -> None:
    """Draw the committees to call first, each a link to its page, and those to watch."""
    late = health_sources.late_indicators()
    with clocks.greyed("needs", when=bool(late)):
        called = calls.calls(choice.scope)
        section(title(called, is_late=bool(late)))
        if called is not None:
            _draw(called, choice.scope)
    if late:
        st.caption(health_sources.warning(late))


def title(called: Calls | None, *, is_late: bool) -> str:
    """How many committees need support.

    :param is_late: whether what it rests on is late: that can't say that all is well.
    """
    if called is None:
        return _("Which committees to call first is known after the next refresh")
    n = called.pressing
    if n:
        return ngettext(
            "{n} committee needs support this week",
            "{n} committees need support this week",
            n,
            n=formats.number(n),
        )
    if is_late:
        return _("The sources are late: whether a committee needs support can't be told")
    if not called.open:
        return _("No committee is open here")
    if not called.judged:
        return _("Which committees need support can't be told: none has enough data")
    return _("No committee stands out this week")


def _draw(called: Calls, scope: Scope) -> None:
    if called.first:
        _draw_cards(called, scope)
    if called.watched:
        st.caption(watched(called))


def watched(called: Calls) -> str:
    """The sentence on strong committees that fell; empty where none did."""
    if not called.watched:
        return ""
    # Translators: strong committees that fell; the list follows
    return _("Watch, strong but falling: {committees}", committees="; ".join(called.watched))


@fragment
def _draw_cards(called: Calls, scope: Scope) -> None:
    taken = taking.in_scope(scope)
    with st.grid(3, min_column_width=300, gap="small", key="needs"):
        for call in called.first:
            with st.container(border=True, gap=None):
                holder = taken.get(call.committee_id)
                with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                    st.page_link(
                        "organizer/committee.py",
                        label=f"**{call.name}**",
                        query_params={"committee": call.committee_id},
                        width="stretch",
                    )
                    taking.offer(call.committee_id, holder)
                st.markdown(card(call))
                taking.draw(call.committee_id, holder, action=call.action)
        more = called.pressing - len(called.first)
        if more > 0:
            label = ngettext(
                "{n} more on the Committees page", "{n} more on the Committees page", more, n=more
            )
            st.page_link("organizer/committees.py", label=label, icon=":material/arrow_forward:")


def card(call: Call) -> str:
    """What a card says, as Markdown: the cause, the deed and what it changes, then all the rest."""
    deed = f"→ {call.deed}" + (f" :small[({call.change})]" if call.change else "")
    rest = [f":small[{' · '.join((*call.facts, *call.ours))}]"]
    if call.crm_url:
        people = _("Its people (CRM)")
        rest.append(f"[{people}]({_within_markdown(call.crm_url)})")
    return f"**{call.cause}**  \n{deed}  \n{' · '.join(rest)}"


def _within_markdown(url: str) -> str:
    """An address that ends where it ends: nothing in it closes the link or is Markdown itself."""
    return quote(url, safe="%:/?#@!&=+,;-_.~")
