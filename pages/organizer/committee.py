"""One committee in depth; its address carries ``?committee=``."""

import streamlit as st

from lib.language import _
from lib.topics.committees import committee
from lib.topics.health import one_committee as health_committee
from lib.topics.health import trend as health_trend
from lib.ui import filters
from lib.ui import page_views as views
from lib.ui.frame import open_page, part

viewer = open_page(__file__, has_title=False)
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
