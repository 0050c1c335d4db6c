"""Whether we keep the people who join: who came, who went, and what dues bring in."""

from lib.language import _
from lib.topics.membership import (
    apart,
    by_committee,
    came_and_went,
    groups,
    income,
    method,
    standing,
    tenths,
)
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

section(_("Who comes, who comes back, who goes?"))
standing.STANDING.draw(choice)
came_and_went.CAME_AND_WENT.draw(choice)
if choice.is_country:
    groups.draw(choice)
else:
    by_committee.BY_COMMITTEE.draw(choice)

section(_("What do dues bring in?"))
income.INCOME.draw(choice)
income.COVERED.draw(choice)
tenths.TENTHS.draw(choice)

with how_we_know("membership"):
    method.METHOD.draw(choice)
    apart.APART.draw(choice)
