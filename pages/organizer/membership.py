"""Whether we keep the people who join: whom to call, who came and went, dues, and where."""

import streamlit as st

from lib.language import _
from lib.topics.membership import (
    apart,
    at_large,
    by_committee,
    came_and_went,
    catchments,
    foretold,
    groups,
    income,
    method,
    place_map,
    recorded,
    remind,
    renewals,
    since_joining,
    standing,
    staying_compared,
    tenths,
    to_do,
    unsummed,
)
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

unsummed.UNSUMMED.draw(choice)

section(_("What to do first"))
to_do.TO_DO.draw(choice)

section(_("Whose dues run out?"))
remind.REMIND.draw(choice)
renewals.draw(choice)

section(_("Who comes, who comes back, who goes?"))
stock, flow = st.columns(2, gap="large")
with stock:
    standing.STANDING.draw(choice)
with flow:
    came_and_went.CAME_AND_WENT.draw(choice)
if choice.is_country:
    groups.draw(choice)
else:
    by_committee.BY_COMMITTEE.draw(choice)

section(_("Do those who join stay?"))
everywhere = recorded.of_all(choice)
staying_compared.draw(everywhere)

section(_("What do dues bring in?"))
earned, owed = st.columns(2, gap="large")
with earned:
    income.INCOME.draw(choice)
with owed:
    income.COVERED.draw(choice)

section(_("Where are our members?"))
place_map.draw(choice)

section(_("Who has no committee?"))
at_large.AT_LARGE.draw(choice)

section(_("Who could join?"))
catchments.CATCHMENTS.draw(choice)

with how_we_know("membership"):
    method.METHOD.draw(choice)
    recorded.of_all(choice)
    since_joining.SINCE_JOINING.draw(everywhere)
    tenths.TENTHS.draw(everywhere)
    apart.APART.draw(everywhere)
    foretold.FORETOLD.draw(everywhere)
    foretold.CALIBRATED.draw(everywhere)
