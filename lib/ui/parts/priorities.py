"""Where the next organizer goes: what the page of priorities is put together from."""

import streamlit as st

from lib.data.scope import Scope
from lib.ui import formats
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.language import _, ngettext
from lib.ui.parts import (
    priorities_choose,
    priorities_overview,
    priorities_ranking,
    priorities_scenarios,
    priorities_weights,
    priorities_words,
)
from lib.ui.parts import priorities_measured as measured


@fragment
def draw(own: Scope, scope: Scope) -> None:
    """Draw everything that the weights decide; a weight that changes runs only this again.

    :param own: all that the viewer may see.
    :param scope: the regions in view.
    """
    weights = priorities_weights.take()
    priorities_weights.draw()
    with part():
        statement = measured.statement(scope, weights)
        if statement is not None:
            st.info(priorities_words.unranked(statement), icon=":material/info:")
            priorities_ranking.draw_unranked(scope, weights)
            return
        # What is slow stands first and is drawn last, so that nothing waits for it.
        slow = st.container()
        priorities_overview.draw_map(scope, weights)
        priorities_overview.draw_changes(scope, weights)
        priorities_ranking.draw_unranked(scope, weights)
        draw_clocks(scope)
        with slow:
            priorities_ranking.draw(scope, weights)
        priorities_choose.draw(scope, weights)
        priorities_scenarios.draw(own, scope, weights)


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
