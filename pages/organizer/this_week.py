"""What a region's week asks for: what is on fire, whom to call, what changed; then the figures."""

import streamlit as st

from lib.language import _
from lib.topics.committees import committee_map
from lib.topics.this_week import headlines, needs, news, on_fire, unanswered, where
from lib.ui import filters
from lib.ui.frame import open_page, part
from lib.ui.sections import section

viewer = open_page(__file__)
choice = filters.choose(viewer)

with st.container(key="week"):
    section(_("What is on fire"))
    fire, left_alone = st.columns(2, gap="medium")
    with fire:
        on_fire.ON_FIRE.draw(choice)
    with left_alone:
        unanswered.UNANSWERED.draw(choice)
    with part():
        needs.draw(choice)
    changed, figures, on_map = st.columns([4, 3, 4], gap="medium")
    with changed:
        news.draw(viewer, choice)
    with figures:
        headlines.draw(choice)
    with on_map, where.on_demand():
        committee_map.OVER_INCIDENTS.draw(choice)
