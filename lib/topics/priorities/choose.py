"""Which places organizers and trainings would cover most from, beside what greed would take."""

import streamlit as st

from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures.priorities.settings import Weights, settings
from lib.measures.priorities.wish import Infeasible
from lib.topics.priorities import answer as answers
from lib.topics.priorities import cover, words
from lib.topics.priorities import wish as priorities_wish
from lib.topics.priorities.wish import ASKED, Asked
from lib.ui import charts
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part
from lib.ui.tables import table


@slow_fragment
def draw(scope: Scope, weights: Weights) -> None:
    """Draw the wish and, once it is asked for, the answer; nothing else waits for the model."""
    with part():
        rows = cover.choices(scope, weights)
        if rows.empty or not rows["whole"].sum():
            st.info(_("There is no need left to cover that can be told."))
            return
        if priorities_wish.draw(scope, rows):
            st.session_state[ASKED] = Asked(priorities_wish.of_form(scope), weights, scope)
        asked: Asked | None = st.session_state.get(ASKED)
        if asked is None:
            return
        if (asked.weights, asked.scope) != (weights, scope):
            st.info(
                _("Weights or regions have changed since these places were found. Find them anew."),
                icon=":material/sync_problem:",
            )
        _draw_answer(asked)


def _draw_answer(asked: Asked) -> None:
    inputs = (asked.scope, asked.weights, asked.wish)
    try:
        with st.spinner(_("Looking for the best places…"), show_time=True):
            found = cover.answer(*inputs)
    except Infeasible as problem:
        st.warning(words.obstacle(problem.obstacle), icon=":material/block:")
        return
    rows = cover.choices(asked.scope, asked.weights)
    st.subheader(answers.title_of(found, rows), anchor=False)
    st.markdown(answers.how_good(found))
    beside, chosen = st.columns([2, 3], gap="large")
    with beside:
        table(
            answers.compared(found),
            answers.compared_columns(),
            key="cover",
            alt=_("What is covered."),
        )
    with chosen:
        table(
            answers.places_of(found, rows),
            answers.place_columns(),
            key="cover_places",
            alt=_("The places of both answers."),
            empty=_("Nobody new is asked for."),
        )
    with st.spinner(_("Trying every number of organizers…"), show_time=True):
        points = cover.curve(*inputs)
    charts.show(**answers.frontier_of(points, asked.wish.organizers), key="frontier")
    st.caption(
        _(
            "Need is counted as foreign-born people × need × lack of capacity, once, in cities and"
            " the counties around them; the rest of a state can't be reached from one place. An"
            " organizer covers what lies within {minutes} by road: {km} km/h over roads {detour}"
            " times as long as the straight line. Ranks compare places per head and this counts"
            " people, so a large place of a low rank can come first here.",
            minutes=formats.minutes(asked.wish.minutes),
            km=formats.number(settings().cover.speed_kmh),
            detour=formats.number(settings().cover.detour, 2),
        )
    )
