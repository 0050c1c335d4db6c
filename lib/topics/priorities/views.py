"""Where the next organizer goes: what the page of priorities is put together from."""

from functools import cache

import streamlit as st

from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import choose as priorities_choose
from lib.topics.priorities import measured
from lib.topics.priorities import overview as priorities_overview
from lib.topics.priorities import ranking as priorities_ranking
from lib.topics.priorities import regions as regions_side_by_side
from lib.topics.priorities import scenarios as priorities_scenarios
from lib.topics.priorities import unranked as priorities_unranked
from lib.topics.priorities import weights as priorities_weights
from lib.topics.priorities import words as priorities_words
from lib.topics.priorities.places import SOURCES
from lib.ui import choosing, clocks
from lib.ui.fragments import fragment
from lib.ui.frame import part


@fragment
def draw(own: Scope, scope: Scope) -> None:
    """Draw the weights and the view that was chosen; what changes here runs only this again.

    One view at a time: only that is measured and sent.

    :param own: all that the viewer may see.
    :param scope: the regions in view.
    """
    weights = priorities_weights.take()
    priorities_weights.draw()
    view = choosing.choose_one(
        "view",
        # Translators: label of a choice between views
        _("Show"),
        {
            "places": _("Places"),
            # Translators: view in which organizers and trainings are assigned to places
            "choose": _("Choose"),
            "scenarios": _("Scenarios"),
            "regions": _("Regions"),
        },
    )
    if view == "regions":
        regions_side_by_side.draw(own)
        return
    with part(), clocks.behind(scope, "priorities", **_tables()):
        statement = measured.statement(scope, weights)
        if statement is not None:
            st.info(priorities_words.unranked(statement), icon=":material/info:")
            priorities_unranked.draw(scope, weights)
        elif view == "choose":
            priorities_choose.draw(scope, weights)
        elif view == "scenarios":
            priorities_scenarios.draw(own, scope, weights)
        else:
            _draw_places(scope, weights)


def _draw_places(scope: Scope, weights: Weights) -> None:
    # What is slow stands first and is drawn last, so that nothing waits for it.
    slow = st.container()
    priorities_overview.draw_map(scope, weights)
    priorities_overview.draw_changes(scope, weights)
    priorities_unranked.draw(scope, weights)
    draw_clocks(scope)
    with slow:
        priorities_ranking.draw(scope, weights)


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """The source tables that priorities rest on, by database."""
    return {
        database: tuple(dict.fromkeys(t for d, t in SOURCES.values() if d == database))
        for database in ("membership", "incidents")
    }


def draw_clocks(scope: Scope) -> None:
    """Draw the day that the figures speak of, and what counts in no place.

    :raises Unavailable: if a database can't be read.
    """
    places = measured.read(scope)
    said = _(
        "Figures of {day}; changes since {before}.",
        day=formats.day(places.as_of),
        before=formats.day(places.before_on),
    )
    if places.unplaced:
        said += " " + ngettext(
            "{n} incident of the last year has no known county and counts in no place.",
            "{n} incidents of the last year have no known county and count in no place.",
            places.unplaced,
            n=formats.number(places.unplaced),
        )
    st.caption(said)
