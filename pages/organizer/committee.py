"""One committee in depth; its address carries ``?committee=``."""

import streamlit as st

from lib.language import _
from lib.topics.committees import committee, over_time, today
from lib.topics.health import one_committee, trend
from lib.ui import filters, headlines
from lib.ui.frame import open_page

viewer = open_page(__file__, has_title=False)
st.page_link("organizer/committees.py", label=_("All committees"), icon=":material/arrow_back:")

opened = committee.opened(viewer)
region, committee_id = opened.region, opened.committee_id
committee.introduce(opened)
one_committee.draw_summary(region, committee_id)
headlines.draw(region, today.TODAY, committee_id)
one_committee.draw_details(region, committee_id)
trend.draw(region, committee_id)

choice = filters.choose_period(viewer)
over_time.LIFE.draw(choice, committee_id)
over_time.RESPONSES.draw(choice, committee_id)
