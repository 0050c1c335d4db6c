"""Every committee of the viewer's regions: who needs someone, why, and where they are."""

import streamlit as st

from lib.topics.committees import committee_list, committee_map, early_warning
from lib.ui import filters
from lib.ui.frame import open_page

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

committee_list.draw(choice)
early_warning.draw(choice)
opened = committee_map.OVER_MEMBERS.draw(choice)
if opened:
    st.switch_page("organizer/committee.py", query_params={"committee": opened})
