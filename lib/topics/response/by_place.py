"""Where: incidents, those that nobody answered, and who lives far from ready responders."""

from lib.language import _
from lib.topics.response import incident_map, readiness, unanswered
from lib.ui.choosing import choose_one
from lib.ui.filters import Choice
from lib.ui.fragments import fragment


@fragment
def draw(choice: Choice, verification: str = "all") -> None:
    """Draw the choice of what to see by place, and what is chosen.

    :param verification: of the incidents on the map: all, verified or unverified.
    """
    view = choose_one(
        "place",
        _("By place"),
        {
            "incidents": _("Incidents"),
            "unanswered": _("Nobody answered"),
            "readiness": _("Far from help"),
        },
    )
    if view == "unanswered":
        unanswered.UNANSWERED.draw(choice)
    elif view == "readiness":
        readiness.READINESS.draw(choice)
    else:
        incident_map.INCIDENT_MAP.draw(choice, verification)
