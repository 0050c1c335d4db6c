"""Who asked, who waits, who never asks: what committees have of us, and whom nobody reaches."""

from lib.language import _
from lib.topics.support import load, method, regions, silent, to_do, visited, visits, waiting, waits
from lib.topics.support.taken_cells import takings
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)
taken = takings(choice.scope)

section(_("What to do first"))
to_do.TO_DO.draw(choice, taken)

section(_("Who waits for us?"))
waiting.WAITING.draw(choice, taken)
waiting.AGES.draw(choice)

section(_("Whom did nobody visit?"))
visited.BY_HEALTH.draw(choice)
visited.UNVISITED.draw(choice, taken)

section(_("Who never asks?"))
silent.SILENT.draw(choice, taken)
silent.MENTORLESS.draw(choice, taken)

section(_("How long do they wait?"))
waits.WAITS.draw(choice)
waits.KINDS.draw(choice)

section(_("What rests on whom?"))
if choice.is_country:
    regions.REGIONS.draw(choice)
visits.KINDS.draw(choice)
load.POSTS.draw(choice)

with how_we_know("support"):
    method.METHOD.draw(choice)
