"""Every committee of the viewer's regions, on a map and in a table."""

import streamlit as st

from lib.topics.committees import committee_map, committee_table, early_warning
from lib.ui import filters
from lib.ui.frame import open_page

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

opened = committee_map.OVER_MEMBERS.draw(choice)
opened = committee_table.draw(choice) or opened
early_warning.draw(choice)
if opened:
    st.switch_page("organizer/committee.py", query_params={"committee": opened})
