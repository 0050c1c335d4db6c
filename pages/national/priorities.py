"""Where need and capacity are furthest apart, and where the next organizer goes."""

from lib.access.permissions import Permission
from lib.ui import filters
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import priorities, priorities_scenarios

viewer = open_page(
    Permission.VIEW_PRIORITIES,
    _("Priorities"),
    _("Where need and capacity are furthest apart, how sure that is, and where more would help."),
)
with part():
    priorities_scenarios.open_linked(viewer.scope)
choice = filters.choose_regions(viewer)

priorities.draw(viewer.scope, choice.scope)
