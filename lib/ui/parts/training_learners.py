"""How learners come along: how soon they complete, how long each step takes, where they stop."""

from collections.abc import Callable

import streamlit as st

from lib.ui import links
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.language import _
from lib.ui.parts import clocks, training_curves, training_stalls, training_steps
from lib.ui.parts.training_groups import name_of_comparison, offered

_VIEWS: dict[str, Callable[[Choice, str], None]] = {
    "curves": training_curves.draw,
    "steps": training_steps.draw,
    "stalls": training_stalls.draw,
}


@fragment
def draw(choice: Choice) -> None:
    """Draw what the viewer chose to see of the learners; only that is prepared and sent."""
    with part():
        view = _choose("learners", _("Learners"), list(_VIEWS), _name_of_view)
        by = _choose("learners_by", _("Compared by"), offered(choice), name_of_comparison)
        _VIEWS[view](choice, by)
        clocks.draw("membership", choice.scope, "enrollment")


def _choose(key: str, label: str, options: list[str], name: Callable[[str], str]) -> str:
    """Draw a choice that is kept in the link; the first option is the default."""
    if st.session_state.get(key, options[0]) not in options:
        # What was chosen before is no longer offered: fewer regions are in view.
        del st.session_state[key]
    links.take(key, options, default=options[0])
    chosen = st.segmented_control(
        label,
        options,
        required=True,
        format_func=name,
        key=key,
        wrap=True,
        persist_state="session",
    )
    # A forged message may carry a value that was never offered.
    chosen = chosen if chosen in options else options[0]
    links.keep(key, chosen, default=options[0])
    return chosen


def _name_of_view(view: str) -> str:
    names = {
        "curves": _("Completion"),
        "steps": _("Days per step"),
        "stalls": _("Where they stop"),
    }
    return names[view]
