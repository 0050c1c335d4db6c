"""Where need and capacity are furthest apart, and where the next organizer goes."""

from lib.topics.priorities import chosen_view, scenarios, surges
from lib.ui import filters
from lib.ui.frame import open_page, part

viewer = open_page(__file__)
with part():
    scenarios.open_linked(viewer.scope)
choice = filters.choose_regions(viewer)

surges.SURGES.draw(choice)
chosen_view.draw(viewer.scope, choice.scope)
