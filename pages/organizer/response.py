"""What happens, what nobody answered, and how fast the committees are there."""

import streamlit as st

from lib.language import _
from lib.topics.response import alarms, delays, hotline, incident_map, incidents, unanswered
from lib.topics.response.readiness import READINESS
from lib.topics.response.rising_weeks import RISING
from lib.topics.response.to_do import TO_DO
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose(viewer)

section(_("What to do first"))
TO_DO.draw(choice)
section(_("What is happening?"))
alarms.ALARMS.draw(choice)
incidents.draw(choice)
with how_we_know("incidents"):
    alarms.EXPLAINED.draw(choice)
    RISING.draw(choice)
section(_("Where does it happen?"))
incident_map.draw(choice)
section(_("What did nobody answer?"))
kinds, hours = st.columns(2, gap="large")
with kinds:
    unanswered.KINDS.draw(choice)
with hours:
    unanswered.HOURS.draw(choice)
section(_("How fast are we?"))
delays.draw(choice)
section(_("Who is far from responders?"))
READINESS.draw(choice)
section(_("Does the hotline answer?"))
hotline.HOTLINE.draw(choice)
