"""Taking a committee: who has it until when, and the form with which an organizer takes it."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from lib import reads
from lib.access import session, taking
from lib.access.permissions import Permission
from lib.access.taking import DAYS, AlreadyTaken, Taken, TakingError
from lib.access.viewer import Refused
from lib.data.contract.taken import PLANS
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Action
from lib.ui import frame
from lib.ui.listing import Cell

_OPEN = "tejido.taking"
_PROBLEM = "tejido.taking_problem"

_PLAN_OF = {
    Action.FIND_FIRST_COORDINATOR: "find_coordinator",
    Action.FIND_SECOND_COORDINATOR: "find_coordinator",
    Action.HOLD_GATHERING: "gathering",
    Action.PHONE_ROUND: "gathering",
    Action.DRILL: "training",
    Action.CORE_COURSE_FOR_COORDINATOR: "training",
    Action.CORE_COURSE_FOR_MEMBERS: "training",
    Action.ANSWER_REQUESTS: "requests",
    Action.VISIT: "visit",
}
"""What is planned unless the organizer says otherwise, by the deed that is proposed."""


def in_scope(scope: Scope) -> dict[str, Taken]:
    """Who has which committee of a scope; nobody where that can't be read: the page goes on."""
    try:
        return {taken.committee_id: taken for taken in reads.dashboard.taken(scope)}
    except Unavailable as problem:
        frame.say(problem)
        return {}


def sentence(taken: Taken, *, is_own: bool | None = None) -> str:
    """``Taken by Southwest organizer until Dec 4: visit it``.

    :param is_own: whether whoever reads it has taken it; ``None``: whoever the page is drawn for.
    """
    until, plan = _until(taken), name_of("taken_plan", taken.plan).lower()
    if _is_own(taken) if is_own is None else is_own:
        return _("Yours until {day}: {plan}", day=until, plan=plan)
    who = formats.plain(taken.who)
    return _("Taken by {who} until {day}: {plan}", who=who, day=until, plan=plan)


def taken_cell(taken: Taken | None) -> Cell:
    """Who has taken a committee, what they plan, and until when."""
    if taken is None:
        return Cell("")
    until = _("until {day}", day=formats.day_and_month(taken.until))
    return Cell(taken.who, (name_of("taken_plan", taken.plan), until))


def with_takings(committees: pd.DataFrame, takings: Mapping[str, Taken]) -> pd.DataFrame:
    """The committees with ``taken_by`` and ``taken_until``; missing where nobody has one."""
    ids = committees["committee_id"]
    return committees.assign(
        taken_by=ids.map({each: taken.who for each, taken in takings.items()}),
        taken_until=pd.to_datetime(ids.map({each: taken.until for each, taken in takings.items()})),
    )


def offer(committee_id: str, taken: Taken | None) -> None:
    """Draw the button that opens the form, or that gives the committee back to whoever may."""
    if not _may_take() or st.session_state.get(_OPEN) == committee_id:
        return
    if taken is None:
        st.button(
            _("I'll take it"),
            key=f"take-{committee_id}",
            icon=":material/front_hand:",
            type="tertiary",
            on_click=_open,
            args=(committee_id,),
        )
    elif _is_own(taken):
        st.button(
            _("Give it back"),
            key=f"release-{committee_id}",
            icon=":material/undo:",
            type="tertiary",
            on_click=_release,
            args=(committee_id,),
        )


def draw(committee_id: str, taken: Taken | None, *, action: str = "") -> None:
    """Draw who has a committee, or the form that takes it once it is open.

    Meant, as :func:`offer`, for a fragment, so that only that runs again.

    :param action: the deed that is proposed for it.
    """
    problem: tuple[str, str] | None = st.session_state.get(_PROBLEM)
    if problem is not None and problem[0] == committee_id:
        st.warning(problem[1], icon=":material/person_alert:")
        del st.session_state[_PROBLEM]
    if taken is not None:
        st.caption(f":material/person: {sentence(taken)}")
    is_open = st.session_state.get(_OPEN) == committee_id
    if is_open and _may_take() and (taken is None or _is_own(taken)):
        _draw_form(committee_id, action)


def _may_take() -> bool:
    viewer = session.last_viewer()
    return viewer is not None and viewer.may(Permission.TAKE_COMMITTEES)


def _is_own(taken: Taken) -> bool:
    viewer = session.last_viewer()
    return viewer is not None and viewer.username == taken.username


def _until(taken: Taken) -> str:
    today: date = taking.today()
    return formats.near_day(taken.until, today)


def _open(committee_id: str) -> None:
    st.session_state[_OPEN] = committee_id


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def _draw_form(committee_id: str, action: str) -> None:
    usual = _PLAN_OF.get(Action(action), "call") if action else "call"
    with st.form(f"taking-{committee_id}", border=False, enter_to_submit=False):
        plan, time = st.columns([3, 2], gap="small")
        plan.selectbox(
            # Translators: what an organizer means to do for a committee
            _("What I'll do"),
            PLANS,
            index=PLANS.index(usual),
            format_func=lambda plan: name_of("taken_plan", plan),
            key="taking_plan",
        )
        time.selectbox(
            _("Mine for"),
            DAYS,
            format_func=lambda days: ngettext("{n} week", "{n} weeks", days // 7),
            key="taking_days",
        )
        with st.container(horizontal=True):
            st.form_submit_button(
                _("Take it"), type="primary", on_click=_take, args=(committee_id,)
            )
            st.form_submit_button(_("Not now"), on_click=_close)


def _take(committee_id: str) -> None:
    plan, days = st.session_state.get("taking_plan"), st.session_state.get("taking_days")
    try:
        viewer = session.acting_viewer(Permission.TAKE_COMMITTEES)
        taking.take(viewer, committee_id, str(plan), days if isinstance(days, int) else 0)
    except AlreadyTaken as first:
        # Translators: said to whoever takes a committee second
        other = _("Somebody else has taken it.")
        _note(committee_id, other if first.by is None else sentence(first.by))
    except TakingError as problem:
        _note(committee_id, _(problem.message, **problem.values))
    except (Refused, Unavailable) as problem:
        frame.say(problem)
    _close()


def _release(committee_id: str) -> None:
    try:
        taking.release(session.acting_viewer(Permission.TAKE_COMMITTEES), committee_id)
    except (Refused, Unavailable) as problem:
        frame.say(problem)


def _note(committee_id: str, problem: str) -> None:
    st.session_state[_PROBLEM] = (committee_id, problem)
