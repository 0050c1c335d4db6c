"""One committee in depth; its address carries ``?committee=``."""

import streamlit as st

from lib.access.permissions import Permission
from lib.ui import filters, views
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import committee, health_committee, health_trend

viewer = open_page(Permission.VIEW_REGION_WORK, title=None)
st.page_link("organizer/committees.py", label=_("All committees"), icon=":material/arrow_back:")

found = None
with part():
    found = committee.find(viewer.scope, st.query_params.get("committee", ""))
    if found is None:
        st.info(_("No committee of yours is at this address."), icon=":material/search_off:")
if found is not None:
    views.record_committee(viewer, found.committee_id)
    committee.introduce(found)
    with part():
        health_committee.draw_summary(found)
    with part():
        committee.draw_today(found)
    with part():
        health_committee.draw_details(found)
    with part():
        health_trend.draw(found)
    choice = filters.choose_period(viewer)
    with part():
        committee.draw_life(found, choice)
    with part():
        committee.draw_responses(found, choice)
