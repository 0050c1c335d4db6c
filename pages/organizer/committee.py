"""One committee in depth; its address carries ``?committee=``."""

import streamlit as st

from lib.language import _
from lib.topics.committees import (
    around,
    committee,
    compare,
    membership,
    nearest,
    over_time,
    support,
    today,
)
from lib.topics.health import one_committee, trend
from lib.ui import filters, headlines
from lib.ui.filters import Choice
from lib.ui.frame import open_page
from lib.ui.sections import section

viewer = open_page(__file__, has_title=False)
st.page_link("organizer/committees.py", label=_("All committees"), icon=":material/arrow_back:")

opened = committee.opened(viewer)
region, committee_id = opened.region, opened.committee_id
committee.introduce(opened)
one_committee.draw_summary(region, committee_id)
committee.draw_taking(viewer.scope, opened)
headlines.draw(region, today.TODAY, committee_id)

section(_("What it waits for, and whom it has"))
support.SUPPORT.draw(region, committee_id)
membership.MEMBERSHIP.draw(region, committee_id)

section(_("What happens around it"))
around.AROUND.draw(Choice(viewer.scope, around.WEEKS), committee_id)
nearest.NEAREST_ONES.draw(Choice(viewer.scope, around.WEEKS), committee_id)

section(_("Beside another committee"))
compare.draw(viewer, opened)

section(_("What its points are made of"))
one_committee.draw_details(region, committee_id)
trend.draw(region, committee_id)

section(_("Week by week"))
choice = filters.choose_period(viewer)
over_time.LIFE.draw(choice, committee_id)
over_time.RESPONSES.draw(choice, committee_id)
