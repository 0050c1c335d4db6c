"""Scenarios: what was weighed and asked for, kept under a name, opened again and compared."""

import re

import streamlit as st

from lib.access import scenarios, session
from lib.access.permissions import Permission
from lib.access.scenarios import Content, Scenario, ScenarioError
from lib.access.viewer import Refused
from lib.data.contract.scenarios import MOST_LETTERS
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import Weights, chosen_weights
from lib.topics.priorities import briefing, compare, wish_form
from lib.topics.priorities import weights as priority_weights
from lib.topics.priorities.wish_form import Asked
from lib.ui import frame
from lib.ui.fragments import fragment
from lib.ui.frame import part

_OPENED = "tejido.scenario"
_AGAIN = "tejido.scenario_again"
_NOTICE = "tejido.scenario_said"
_PARAMETER = "scenario"
_NUMBER = re.compile(r"[0-9]{1,18}")


def open_linked(scope: Scope) -> None:
    """Take up the scenario that the link names, once; before any other choice is drawn.

    A link that names none, or none any more, says so and leaves everything as it is.
    """
    number = st.query_params.get(_PARAMETER, "")
    if not number or st.session_state.get(_OPENED) == number:
        return
    scenario = scenarios.find(int(number)) if _NUMBER.fullmatch(number) else None
    if scenario is None:
        st.info(_("There is no scenario at this address any more."), icon=":material/search_off:")
        return
    _take_up(scenario, scope)


def _take_up(scenario: Scenario, scope: Scope) -> None:
    asked = asked_of(scenario.content, scope)
    priority_weights.use(scenario.content.weights)
    # None chosen is all of them, as wherever regions are chosen.
    st.session_state["region"] = [] if asked.scope == scope else list(asked.scope.regions)
    wish_form.ask(asked)
    st.session_state[_OPENED] = str(scenario.number)
    st.query_params[_PARAMETER] = str(scenario.number)


def asked_of(content: Content, scope: Scope) -> Asked:
    """What a scenario asks for, within what the viewer may see."""
    regions = scope.within(content.regions) or scope
    return Asked(content.wish, chosen_weights(content.weights), regions)


@fragment
def draw(own: Scope, scope: Scope, weights: Weights) -> None:
    """Draw the scenarios: keep this one, print it, open, compare or take away kept ones.

    :param own: all that the viewer may see.
    :param scope: the regions in view.
    """
    if st.session_state.pop(_AGAIN, False):
        # One was opened: everything else on the page follows.
        st.rerun()
    st.caption(
        _(
            "A scenario is your weights, the regions in view and what you asked for. Everyone in"
            " national leadership sees it, and what it shows is always computed anew."
        )
    )
    asked = Asked(wish_form.last_wish(), weights, scope)
    with part():
        _draw_keep(asked)
        existing = scenarios.all_scenarios()
        opened = _opened(existing)
        with st.container(horizontal=True):
            briefing.offer(opened.name if opened else "", asked, key="brief")
            compare.offer(asked, key="scenario")
        if existing:
            _draw_existing(existing, own)
        if len(existing) > 1:
            compare.draw(existing, [asked_of(scenario.content, own) for scenario in existing])


def _opened(existing: list[Scenario]) -> Scenario | None:
    number = st.session_state.get(_OPENED)
    return next((scenario for scenario in existing if str(scenario.number) == number), None)


def _draw_keep(asked: Asked) -> None:
    with st.form("scenario_keep", clear_on_submit=True, enter_to_submit=False):
        name = st.text_input(_("Name of the scenario"), max_chars=MOST_LETTERS, key="scenario_name")
        if st.form_submit_button(_("Keep this scenario"), icon=":material/bookmark_add:"):
            _keep(name, asked)
    notice = st.session_state.pop(_NOTICE, None)
    if notice:
        st.success(notice, icon=":material/check:")


def _keep(name: str, asked: Asked) -> None:
    try:
        actor = session.acting(Permission.VIEW_PRIORITIES).account.username
        number = scenarios.keep(name, content_of(asked), actor=actor)
    except ScenarioError as problem:
        st.warning(_(problem.message, **problem.values))
    except (Refused, Unavailable) as problem:
        frame.say(problem)
    else:
        st.session_state[_OPENED] = str(number)
        st.query_params[_PARAMETER] = str(number)
        st.session_state[_NOTICE] = _(
            "Kept as “{name}”. The link to this page now leads to it.", name=formats.plain(name)
        )


def content_of(asked: Asked) -> Content:
    """A scenario as it is kept: only weights that are not the usual ones."""
    usual = priority_weights.usual()
    chosen = priority_weights.by_name(asked.weights)
    changed = {name: weight for name, weight in chosen.items() if weight != usual[name]}
    return Content(weights=changed, regions=asked.scope.regions, wish=asked.wish)


def _draw_existing(existing: list[Scenario], own: Scope) -> None:
    title = ngettext("{n} scenario is kept", "{n} scenarios are kept", len(existing))
    names = {scenario.number: name_of(scenario) for scenario in existing}
    chosen = st.selectbox(
        title, list(names), format_func=lambda n: names.get(n, str(n)), key="scenario_chosen"
    )
    scenario = next((scenario for scenario in existing if scenario.number == chosen), None)
    if scenario is None:
        return
    with st.container(horizontal=True):
        st.button(
            _("Open it"),
            key="scenario_open",
            icon=":material/folder_open:",
            on_click=_open,
            args=(scenario, own),
        )
        st.button(
            _("Take it away"),
            key="scenario_remove",
            icon=":material/delete:",
            type="tertiary",
            on_click=_remove,
            args=(scenario.number,),
        )


def name_of(scenario: Scenario) -> str:
    """A scenario in a list: its name, whose it is and since when."""
    return _(
        "{name} ({who}, {day})",
        name=scenario.name,
        who=scenario.created_by,
        day=formats.day(scenario.created_at),
    )


def _open(scenario: Scenario, own: Scope) -> None:
    _take_up(scenario, own)
    st.session_state[_AGAIN] = True


def _remove(number: int) -> None:
    try:
        actor = session.acting(Permission.VIEW_PRIORITIES).account.username
        scenarios.remove(number, actor=actor)
    except (Refused, Unavailable) as problem:
        frame.say(problem)
        return
    if st.session_state.get(_OPENED) == str(number):
        st.session_state.pop(_OPENED)
        st.query_params.pop(_PARAMETER, None)
