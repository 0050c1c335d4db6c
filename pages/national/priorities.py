"""Where need and capacity are furthest apart, and where the next organizer goes."""

from lib.topics.priorities import scenarios as priorities_scenarios
from lib.topics.priorities import views as priorities
from lib.ui import filters
from lib.ui.frame import open_page, part

viewer = open_page(__file__)
with part():
    priorities_scenarios.open_linked(viewer.scope)
choice = filters.choose_regions(viewer)

priorities.draw(viewer.scope, choice.scope)
