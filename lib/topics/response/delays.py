"""How long it takes to verify, to send someone and to be there."""

import streamlit as st

from lib.data.contract.rollup import STEPS
from lib.language import _
from lib.language.vocabulary import name_of
from lib.topics.response.one_step import ONE_STEP
from lib.topics.response.steps_done import STEPS_DONE
from lib.topics.response.waits import rule
from lib.ui.choosing import choose_one
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.sections import how_we_know


@fragment
def draw(choice: Choice) -> None:
    """Draw how long each step takes: over the period, or one step by month, hour or weekday."""
    view = choose_one(
        "delays",
        _("How long it takes"),
        {
            "steps": _("All steps"),
            "month": _("By month"),
            "hour": _("By hour"),
            "weekday": _("By weekday"),
        },
    )
    if view == "steps":
        STEPS_DONE.draw(choice)
    else:
        steps = {step: name_of("step", step) for step in STEPS[::-1]}
        # Translators: after a report (verify, dispatch, arrive), or in a course
        step = choose_one("step", _("Step"), steps)
        ONE_STEP.draw(choice, view, step)
    with how_we_know("waits"):
        st.markdown(rule())
