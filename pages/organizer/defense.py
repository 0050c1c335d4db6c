"""Whose cases move, where is nobody lead, how long it takes, and who comes out."""

from lib.language import _
from lib.topics.defense import (
    course,
    method,
    mobilizations,
    moving,
    open_cases,
    states,
    to_do,
    unled,
)
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose(viewer)

section(_("What to do first"))
to_do.TO_DO.draw(choice)

section(_("Where is nobody lead?"))
unled.UNLED.draw(choice)
states.STATES.draw(choice)
unled.LOADS.draw(choice)

section(_("Whose cases move?"))
open_cases.PARTS_OPEN.draw(choice)
if choice.is_country:
    open_cases.BY_REGION.draw(choice)
moving.BY_QUARTER.draw(choice)
moving.ENDED.draw(choice)

section(_("How long until an outcome?"))
course.STOPPED.draw(choice, "stopped")
course.REMOVED.draw(choice, "removed")

section(_("Who came out?"))
mobilizations.CALLS.draw(choice)
mobilizations.WITHOUT.draw(choice)

with how_we_know("defense"):
    method.METHOD.draw(choice)
