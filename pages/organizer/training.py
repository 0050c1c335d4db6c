"""Who enrolls, who completes and how fast, and whose certificates are about to expire."""

from lib.topics.training import certificates, completion, funnel, learners
from lib.ui import filters
from lib.ui.frame import open_page

viewer = open_page(__file__)
choice = filters.choose(viewer)

completion.COMPLETION.draw(choice)
learners.draw(choice)
completion.COURSES.draw(choice)
funnel.FUNNEL.draw(choice)
if len(choice.scope.regions) > 1:
    completion.REGIONS.draw(choice)
certificates.COORDINATORS.draw(choice)
certificates.EXPIRING.draw(choice)
