"""What is being won, where, and against what."""

from lib.language import _
from lib.topics.campaigns import changes, way
from lib.topics.campaigns.goals import BY_STAGE
from lib.topics.campaigns.laws import LAWS
from lib.topics.campaigns.method import METHOD
from lib.topics.campaigns.policy_map import POLICY_MAP
from lib.topics.campaigns.to_do import TO_DO
from lib.topics.campaigns.unreached import UNREACHED
from lib.topics.campaigns.waiting import WAITING
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

section(_("What to do first"))
TO_DO.draw(choice)
section(_("What is being won?"))
BY_STAGE.draw(choice)
way.draw(choice)
section(_("What waits?"))
WAITING.draw(choice)
section(_("Against what?"))
POLICY_MAP.draw(choice)
changes.draw(choice)
section(_("Where is nobody near?"))
UNREACHED.draw(choice)
section(_("What do the states' laws say?"))
LAWS.draw(choice)
with how_we_know("campaigns"):
    METHOD.draw(choice)
