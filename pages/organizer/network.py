"""Who would we call, and who is the only one?"""

from lib.language import _
from lib.topics.network.coming import COMING
from lib.topics.network.coverage import COVERAGE, PLACES
from lib.topics.network.hubs import HUBS, PEOPLE
from lib.topics.network.method import METHOD
from lib.topics.network.only import ONLY
from lib.topics.network.protection import PROTECTION
from lib.topics.network.ties import TIES
from lib.topics.network.to_do import TO_DO
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

section(_("What to do first"))
TO_DO.draw(choice)
section(_("Where does nobody protect?"))
PROTECTION.draw(choice)
section(_("Who would we call?"))
COVERAGE.draw(choice)
PLACES.draw(choice)
section(_("Who is the only one?"))
ONLY.draw(choice)
section(_("How far is a hub?"))
HUBS.draw(choice)
PEOPLE.draw(choice)
section(_("Who came, who went?"))
COMING.draw(choice)
section(_("What ties them?"))
TIES.draw(choice)
with how_we_know("network"):
    METHOD.draw(choice)
