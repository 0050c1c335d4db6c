"""Who enrolls, who completes and how fast, and whose certificates are about to expire."""

from lib.access.permissions import Permission
from lib.language import _
from lib.topics.training import certificates, funnel
from lib.topics.training import completion as training
from lib.topics.training import learners as training_learners
from lib.ui import filters
from lib.ui.frame import open_page, part

viewer = open_page(
    Permission.VIEW_REGION_WORK,
    _("Training"),
    _("People are counted by the month in which they enrolled."),
)
choice = filters.choose(viewer)

with part():
    training.draw_completion(choice)
training_learners.draw(choice)
with part():
    training.draw_courses(choice)
with part():
    funnel.draw(choice)
if len(choice.scope.regions) > 1:
    with part():
        training.draw_regions(choice)
with part():
    certificates.draw_coordinators(choice)
with part():
    certificates.draw_expiring(choice)
