"""From which places organizers and trainings would reach most, beside what greed would take."""

import streamlit as st

from lib.data.scope import Scope
from lib.language import _, formats
from lib.measures import driving
from lib.measures.priorities.settings import Weights
from lib.measures.priorities.wish import Infeasible
from lib.topics.priorities import answer as answers
from lib.topics.priorities import cover, place_ranks, wish_form, words
from lib.topics.priorities.frontier import frontier
from lib.topics.priorities.wish_form import ASKED, Asked
from lib.ui.fragments import slow_fragment
from lib.ui.frame import part
from lib.ui.sections import section
from lib.ui.tables import table


@slow_fragment
def draw(scope: Scope, weights: Weights) -> None:
    """Draw the wish and, once it is asked for, the answer; nothing else waits for the model."""
    section(_("Where would organizers reach most people?"))
    with part():
        candidates = cover.choices(scope, weights)
        if candidates.empty or not candidates["whole"].sum():
            st.info(_("Where need is greatest can't be told, or nobody is known to live there."))
            return
        st.caption(answers.who_is_counted(candidates))
        if wish_form.draw(scope, candidates):
            st.session_state[ASKED] = Asked(wish_form.of_form(scope), weights, scope)
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
            answer = cover.answer(*inputs)
    except Infeasible as problem:
        st.warning(words.obstacle(problem.obstacle), icon=":material/block:")
        return
    listed = place_ranks.listed(asked.scope, asked.weights)
    st.subheader(answers.title_of(answer, listed), anchor=False)
    st.markdown(answers.why_first(answer, listed, asked.wish.minutes))
    left, right = st.columns([2, 3], gap="large")
    with left:
        table(
            answers.compared(answer),
            answers.compared_columns(),
            key="cover",
            alt=_("How many are within reach."),
        )
    with right:
        table(
            answers.places_of(answer, listed),
            answers.place_columns(),
            key="cover_places",
            alt=_("The places of both answers."),
            empty=_("Nobody new is asked for."),
        )
    st.caption(answers.how_good(answer))
    with st.spinner(_("Trying every number of organizers…"), show_time=True):
        points = cover.curve(*inputs)
    frontier(points, asked.wish.organizers).show("frontier")
    st.caption(_how_it_is_counted(asked.wish.minutes))


def _how_it_is_counted(minutes: int) -> str:
    return _(
        "Whoever is reached counts once, in cities and the counties around them; the rest of a"
        " state can't be reached from one place. An organizer reaches what lies within {minutes} by"
        " road: {km} km/h over roads {detour} times as long as the straight line. A training"
        " reaches its own place.",
        minutes=formats.minutes(minutes),
        km=formats.number(driving.settings().speed_kmh),
        detour=formats.number(driving.settings().detour, 1),
    )
