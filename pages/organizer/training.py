"""Whom to train now, where learners stop, who completes in time, and who enrolls."""

from lib.language import _
from lib.topics.training import certificates, completion, enrolled, funnel, learners, stalls
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose(viewer)

section(_("Whom to train now"))
certificates.EXPIRING.draw(choice)
certificates.COORDINATORS.draw(choice)

section(_("Where do learners stop?"))
stalls.draw(choice)

section(_("Who completes in time?"))
completion.COMPLETION.draw(choice)
funnel.FUNNEL.draw(choice)

section(_("Who enrolls?"))
enrolled.COURSES.draw(choice)
if len(choice.scope.regions) > 1:
    enrolled.REGIONS.draw(choice)

with how_we_know("training"):
    funnel.METHOD.draw(choice)
    learners.draw(choice)
