"""What happens and how fast the committees are there."""

import streamlit as st

from lib.topics.response import alarms, delays, hotline, incidents
from lib.topics.response import by_place as by_place
from lib.ui import filters
from lib.ui.frame import open_page

viewer = open_page(__file__)
choice = filters.choose(viewer)

verification = incidents.choose_verification()
incidents.WEEKS.draw(choice, verification)
alarms.ALARMS.draw(choice)
left, right = st.columns(2, gap="large")
with left:
    by_place.draw(choice, verification)
with right:
    delays.draw(choice)
hotline.HOTLINE.draw(choice)
