"""A region at a glance: the figures, who needs someone, the map, and what changed."""

import streamlit as st

from lib.topics.committees import committee_map
from lib.topics.this_week import headlines, needs, news
from lib.ui import filters
from lib.ui.frame import open_page, part

viewer = open_page(__file__)
choice = filters.choose(viewer)

headlines.draw(choice)
with part():
    needs.draw(choice)
beside_map, beside_news = st.columns([3, 2], gap="large")
with beside_map:
    committee_map.OVER_INCIDENTS.draw(choice)
with beside_news:
    news.draw(choice)
