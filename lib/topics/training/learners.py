"""How learners come along: how soon they complete, how long each step takes, where they stop."""

from collections.abc import Callable

from lib.language import _
from lib.topics.training import curves as training_curves
from lib.topics.training import stalls as training_stalls
from lib.topics.training import steps as training_steps
from lib.topics.training.groups import name_of_comparison, offered
from lib.ui import clocks
from lib.ui.choosing import choose_one
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.frame import part

_VIEWS: dict[str, Callable[[Choice, str], None]] = {
    "curves": training_curves.draw,
    "steps": training_steps.draw,
    "stalls": training_stalls.draw,
}


@fragment
def draw(choice: Choice) -> None:
    """Draw what the viewer chose to see of the learners; only that is prepared and sent."""
    with part():
        # Translators: label of a choice between views of people in courses
        view = choose_one("learners", _("Learners"), _views())
        ways = {by: name_of_comparison(by) for by in offered(choice)}
        by = choose_one("learners_by", _("Compared by"), ways)
        with clocks.behind(choice.scope, "learners", membership=("enrollment",)):
            _VIEWS[view](choice, by)


def _views() -> dict[str, str]:
    return {
        # Translators: view: what share of learners completed by which day
        "curves": _("Completion"),
        "steps": _("Days per step"),
        "stalls": _("Where they stop"),
    }
