"""How fast learners come along: curves of completion, and the days of each step."""

from typing import Any

from lib.language import _
from lib.topics.training import curves, steps
from lib.topics.training.groups import name_of_comparison, offered
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment

_FIGURES: dict[str, Figure[Any, str]] = {"curves": curves.CURVES, "steps": steps.STEPS}


@fragment
def draw(choice: Choice) -> None:
    """Draw what the viewer chose to see of the learners; only that is made and sent."""
    # Translators: label of a choice between views of people in courses
    view = choose_one("learners", _("Learners"), _views())
    ways = {by: name_of_comparison(by) for by in [*offered(choice), "cohort"]}
    _FIGURES[view].draw(choice, choose_one("learners_by", _("Compared by"), ways))


def _views() -> dict[str, str]:
    return {
        # Translators: view: what share of learners completed by which day
        "curves": _("Completion"),
        "steps": _("Days per step"),
    }
