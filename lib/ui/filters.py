"""The choice of regions and period that every page of a region's work begins with."""

from dataclasses import dataclass

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer

from lib import reads
from lib.access.viewer import Viewer
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import N_, _, current, formats, ngettext
from lib.language.formats import plain
from lib.measures.periods import Period
from lib.ui import header, links

_PERIODS = {
    4: N_("4 weeks"),
    13: N_("3 months"),
    26: N_("6 months"),
    52: N_("1 year"),
    156: N_("3 years"),
}
WEEKS = tuple(_PERIODS)
DEFAULT_WEEKS = 13
_MOST_NAMED = 2
"""Regions that the header names; of more it says how many."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the viewer chose, checked against what they may see.

    :ivar widest: all that they may choose from, where that was more; ``None``: the scope.
    """

    scope: Scope
    weeks: int
    widest: Scope | None = None

    @property
    def is_country(self) -> bool:
        """Whether more than one region is in view."""
        return len(self.scope.within(set(self.scope.regions) - {UNKNOWN_REGION}).regions) > 1

    @property
    def whole(self) -> "Choice":
        """The same of all that the viewer may choose from."""
        return Choice(self.widest or self.scope, self.weeks)

    def period(self, database: str) -> Period:
        """The chosen number of weeks up to the day that a database's figures speak of.

        :raises Unavailable: if the database can't be read.
        """
        return Period(reads.as_of(database), self.weeks)


@reads.worded
def _names() -> dict[str, str]:
    frame = reads.regions()
    return dict(zip(frame["region_id"], frame[f"name_{current()}"], strict=True))


def region_name(region_id: str) -> str:
    """A region's name in the current language."""
    if region_id == UNKNOWN_REGION:
        return _("Place unknown")
    return _names().get(region_id, region_id)


def region_names(scope: Scope) -> dict[str, str]:
    """The names of a scope's regions by id, in the organization's order."""
    order = [*_names(), UNKNOWN_REGION]
    return {r: region_name(r) for r in order if r in scope}


def choose(viewer: Viewer) -> Choice:
    """Draw the choice of regions and period; never more than the viewer's own regions.

    Both live in the link (``?region=``, ``?weeks=``), so they survive a change of page. They are
    behind one button in the page's header, which says what is in view.
    """
    regions, weeks = _take_regions(viewer), _take_weeks()
    with _in_view("regions-weeks", _regions_in_view(regions), _period_name(weeks)):
        return Choice(_choose_regions(viewer, regions), _choose_weeks())


def choose_regions(viewer: Viewer) -> Choice:
    """Draw the choice of regions alone."""
    regions = _take_regions(viewer)
    if len(regions) <= 1:
        header.in_view().markdown(f"**{plain(_regions_in_view(regions))}**")
        return Choice(viewer.scope, DEFAULT_WEEKS)
    with _in_view("regions", _regions_in_view(regions)):
        return _chosen(viewer, _choose_regions(viewer, regions))


def _chosen(viewer: Viewer, scope: Scope) -> Choice:
    widest = None if scope == viewer.scope else viewer.scope
    return Choice(scope, DEFAULT_WEEKS, widest)


def choose_period(viewer: Viewer) -> Choice:
    """Draw the choice of a period alone; the scope is the viewer's own."""
    with _in_view("weeks", _period_name(_take_weeks())):
        return Choice(viewer.scope, _choose_weeks())


def _in_view(key: str, *said: str) -> PopoverContainer:
    """The button that says what is in view, and behind it the choice."""
    return header.in_view().popover(plain(" · ".join(said)), key=f"in-view-{key}")


def _take_weeks() -> int:
    links.take("weeks", WEEKS, default=DEFAULT_WEEKS)
    weeks: int = st.session_state["weeks"]
    return weeks if weeks in WEEKS else DEFAULT_WEEKS


def _choose_weeks() -> int:
    weeks = st.segmented_control(
        _("Period"),
        WEEKS,
        required=True,
        format_func=_period_name,
        key="weeks",
        wrap=True,
        persist_state="session",
    )
    # A forged message may carry a value that was never offered.
    weeks = weeks if weeks in WEEKS else DEFAULT_WEEKS
    links.keep("weeks", weeks, default=DEFAULT_WEEKS)
    return weeks


def _take_regions(viewer: Viewer) -> dict[str, str]:
    """The names of the regions that are offered; the link's choice of them is the widget's."""
    names = {r: n for r, n in region_names(viewer.scope).items() if r != UNKNOWN_REGION}
    if len(names) > 1:
        links.take_several("region", list(names))
    return names


def _regions_in_view(names: dict[str, str]) -> str:
    chosen = st.session_state.get("region") if len(names) > 1 else None
    said = [name for region, name in names.items() if not chosen or region in chosen]
    if len(said) <= _MOST_NAMED:
        return formats.listing(said)
    if len(said) == len(names):
        return _("All regions")
    return ngettext("{n} region", "{n} regions", len(said), n=len(said))


def _choose_regions(viewer: Viewer, names: dict[str, str]) -> Scope:
    if len(names) <= 1:
        return viewer.scope
    chosen = st.pills(
        _("Regions (none chosen: all)"),
        list(names),
        selection_mode="multi",
        format_func=lambda region: plain(region_name(region)),
        key="region",
        persist_state="session",
    )
    links.keep("region", chosen)
    if set(chosen) >= set(names):
        # All regions are all there is: what lies in none of them is in view, too.
        return viewer.scope
    return viewer.scope.within(chosen) or viewer.scope


def _period_name(weeks: int) -> str:
    name = _PERIODS.get(weeks)
    return _(name) if name else ngettext("{n} week", "{n} weeks", weeks, n=weeks)
