"""Who heard us, in which language, through whom?"""

import streamlit as st

from lib.language import _
from lib.topics.communications import carried, channels, engagement, spoken, to_do, unheard
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

section(_("What to do first"))
to_do.TO_DO.draw(choice)
section(_("What did the press leave out?"))
unheard.UNHEARD.draw(choice)
section(_("Who heard us?"))
published, reached = st.columns(2, gap="large")
with published:
    channels.PUBLISHED.draw(choice)
with reached:
    channels.REACHED.draw(choice)
engagement.ENGAGEMENT.draw(choice)
section(_("In which language?"))
spoken.SPOKEN.draw(choice)
section(_("Through whom?"))
by_region, by_name = st.columns(2, gap="large")
with by_region:
    carried.CARRIED.draw(choice)
with by_name:
    carried.VALIDATORS.draw(choice)
with how_we_know("communications"):
    engagement.METHOD.draw(choice)
