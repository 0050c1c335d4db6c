"""The choice of regions and period that every page of a region's work begins with."""

from dataclasses import dataclass

import streamlit as st

from lib import reads
from lib.access.viewer import Viewer
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import _, current, ngettext
from lib.language.formats import plain
from lib.measures.periods import Period
from lib.ui import links

WEEKS = (4, 13, 26, 52, 156)
DEFAULT_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Choice:
    """What the viewer chose, checked against what they may see."""

    scope: Scope
    weeks: int

    @property
    def is_country(self) -> bool:
        """Whether more than one region is in view."""
        return len(self.scope.within(set(self.scope.regions) - {UNKNOWN_REGION}).regions) > 1

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
    """Draw the filters and return the choice: never more than the viewer's own regions.

    Both live in the link (``?region=``, ``?weeks=``), so they survive a change of page.
    """
    return Choice(_choose_regions(viewer), _choose_weeks())


def choose_regions(viewer: Viewer) -> Choice:
    """Draw the choice of regions alone."""
    return Choice(_choose_regions(viewer), DEFAULT_WEEKS)


def choose_period(viewer: Viewer) -> Choice:
    """Draw the choice of a period alone; the scope is the viewer's own."""
    return Choice(viewer.scope, _choose_weeks())


def _choose_weeks() -> int:
    links.take("weeks", WEEKS, default=DEFAULT_WEEKS)
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


def _choose_regions(viewer: Viewer) -> Scope:
    names = region_names(viewer.scope)
    if len(names) == 1:
        st.markdown(f"**{plain(next(iter(names.values())))}**")
        return viewer.scope
    offered = [region for region in names if region != UNKNOWN_REGION]
    links.take_several("region", offered)
    chosen = st.pills(
        _("Regions (none chosen: all)"),
        offered,
        selection_mode="multi",
        format_func=lambda region: plain(region_name(region)),
        key="region",
        persist_state="session",
    )
    links.keep("region", chosen)
    return viewer.scope.within(chosen) or viewer.scope


def _period_name(weeks: int) -> str:
    names = {
        4: _("4 weeks"),
        13: _("3 months"),
        26: _("6 months"),
        52: _("1 year"),
        156: _("3 years"),
    }
    return names.get(weeks) or ngettext("{n} week", "{n} weeks", weeks, n=weeks)
