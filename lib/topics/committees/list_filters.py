"""Which committees are listed, and in which order: all of it in the link."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib.data.contract.membership import COMMITTEE_KINDS, COMMITTEE_STATUSES
from lib.language import _, ngettext
from lib.language.collation import as_sorted, has_all
from lib.language.vocabulary import name_of
from lib.measures.health import Level
from lib.ui import links

OPEN = [status for status in COMMITTEE_STATUSES if status != "closed"]
LONGEST = 60
"""Characters of what is searched for."""
LEVELS = [str(level) for level in Level if level is not Level.CLOSED]
_OFFERED = {"level": LEVELS, "status": COMMITTEE_STATUSES, "kind": COMMITTEE_KINDS}
ORDERS = ("need", "name", "last_gathering", "members")


@dataclass(frozen=True)
class Filters:
    """What was chosen; by default nothing."""

    sought: str = ""
    levels: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    order: str = ORDERS[0]

    def of(self, committees: pd.DataFrame) -> pd.DataFrame:
        """The committees that they leave, in the chosen order.

        :param committees: ``committee_id, label, name, where, level, status, kind, members,
            last_gathering_on``, who needs someone first in front.
        """
        left = filtered(committees, self.sought, self.levels, self.statuses, self.kinds)
        return ordered(left, self.order)


def draw() -> Filters:
    """Draw the filters; return what is chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        sought = _search()
        for key, offered in _OFFERED.items():
            links.take_several(key, offered)
        chosen = sum(len(st.session_state[key]) for key in _OFFERED)
        label = ngettext("{n} filter", "{n} filters", chosen) if chosen else _("Filter and order")
        with st.popover(label, icon=":material/tune:", key="filters"):
            levels = _choose(_("Health (none chosen: all)"), "level", "health_level")
            statuses = _choose(_("Status (none chosen: all open)"), "status", "committee_status")
            kinds = _choose(_("Kind (none chosen: all)"), "kind", "committee_kind")
            order = _order()
    return Filters(sought, tuple(levels), tuple(statuses), tuple(kinds), order)


def filtered(
    committees: pd.DataFrame,
    sought: str,
    levels: Sequence[str],
    statuses: Sequence[str],
    kinds: Sequence[str],
) -> pd.DataFrame:
    """The committees that fit; nothing chosen is everything, but for closed ones.

    :param sought: in a name or a place, in any case and with any accents.
    """
    fits = committees["status"].isin(statuses or OPEN)
    if levels:
        fits &= committees["level"].isin(levels)
    if kinds:
        fits &= committees["kind"].isin(kinds)
    if sought.strip():
        fits &= has_all(committees["label"] + " " + committees["where"].fillna(""), sought)
    return committees[fits].reset_index(drop=True)


def ordered(committees: pd.DataFrame, order: str) -> pd.DataFrame:
    """The committees in an order of :data:`ORDERS`; those of whom nobody knows come last."""
    match order:
        case "name":
            return committees.sort_values("label", key=lambda names: names.map(as_sorted))
        case "last_gathering":
            return committees.sort_values("last_gathering_on", na_position="last", kind="stable")
        case "members":
            return committees.sort_values("members", ascending=False, kind="stable")
        case _:
            return committees


def _search() -> str:
    links.take_text("search", LONGEST)
    sought = st.text_input(
        # Translators: for a committee by its name or place
        _("Search"),
        key="search",
        placeholder=_("Name or place"),
        max_chars=LONGEST,
        width=180,
        persist_state="session",
    )
    links.keep("search", sought or "", default="")
    return sought or ""


def _choose(label: str, key: str, family: str) -> list[str]:
    chosen: list[str] = st.pills(
        label,
        _OFFERED[key],
        selection_mode="multi",
        format_func=lambda code: name_of(family, code),
        key=key,
        persist_state="session",
    )
    links.keep(key, chosen)
    return chosen


def _order() -> str:
    names = {
        "need": _("Who needs someone first"),
        "name": _("By name"),
        "last_gathering": _("Longest without a gathering"),
        "members": _("Most members"),
    }
    links.take("order", ORDERS, default=ORDERS[0])
    order = st.radio(
        # Translators: in which a list is sorted
        _("Order"),
        ORDERS,
        format_func=lambda code: names.get(code, code),
        key="order",
        persist_state="session",
    )
    order = order if order in ORDERS else ORDERS[0]
    links.keep("order", order, default=ORDERS[0])
    return order
