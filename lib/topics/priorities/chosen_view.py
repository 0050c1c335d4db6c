"""Where the next organizer goes: the weights, and the view that was chosen."""

import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import (
    best_places,
    need_and_capacity,
    place_ranks,
    ranking,
    regions,
    scenarios,
    unranked,
    words,
)
from lib.topics.priorities import places as priority_places
from lib.topics.priorities import weights as priority_weights
from lib.topics.priorities.changes import changes
from lib.ui import choosing, clocks, figures
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.sections import section


@fragment
def draw(own: Scope, scope: Scope) -> None:
    """Draw the weights and the view that was chosen; what changes here runs only this again.

    One view at a time: only that is measured and sent.

    :param own: all that the viewer may see.
    :param scope: the regions in view.
    """
    weights = priority_weights.take()
    priority_weights.draw()
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
        regions.draw(own)
        return
    with part():
        # Whatever the view shows is measured from what the ranks are measured from.
        statement = reads.made(place_ranks.statement, scope, weights)
        with clocks.behind(scope, "priorities", statement.sources):
            if statement.value is not None:
                st.info(words.unranked(statement.value), icon=":material/info:")
                unranked.draw(scope, weights)
            elif view == "choose":
                best_places.draw(scope, weights)
            elif view == "scenarios":
                scenarios.draw(own, scope, weights)
            else:
                _draw_places(scope, weights)


def _draw_places(scope: Scope, weights: Weights) -> None:
    # What is slow stands first and is drawn last, so that nothing waits for it.
    section(_("Where is the gap between need and capacity widest, per head?"))
    slow = st.container()
    figures.show(need_and_capacity.map_of(scope, weights), "priorities_map")
    figures.show(changes(scope, weights), "priorities_changes")
    unranked.draw(scope, weights)
    _draw_days(scope)
    with slow:
        ranking.draw(scope, weights)


def _draw_days(scope: Scope) -> None:
    """Draw the day that the figures speak of, and what counts in no place."""
    places = priority_places.read(scope)
    sentences = [
        _(
            "Figures of {day}; changes since {before}.",
            day=formats.day(places.as_of),
            before=formats.day(places.before_on),
        )
    ]
    if places.unplaced:
        sentences.append(
            ngettext(
                "{n} incident of the last year has no known county and counts in no place.",
                "{n} incidents of the last year have no known county and count in no place.",
                places.unplaced,
                n=formats.number(places.unplaced),
            )
        )
    st.caption(" ".join(sentences))
