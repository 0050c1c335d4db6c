"""Where need and capacity are furthest apart, and where the next organizer goes."""

from lib.access.permissions import Permission
from lib.language import _
from lib.topics.priorities import scenarios as priorities_scenarios
from lib.topics.priorities import views as priorities
from lib.ui import filters
from lib.ui.frame import open_page, part

viewer = open_page(
    Permission.VIEW_PRIORITIES,
    _("Priorities"),
    _("Where need and capacity are furthest apart, how sure that is, and where more would help."),
)
with part():
    priorities_scenarios.open_linked(viewer.scope)
choice = filters.choose_regions(viewer)

priorities.draw(viewer.scope, choice.scope)
