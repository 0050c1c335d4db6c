"""What exists for whom, and does anyone use it?"""

import streamlit as st

from lib.language import _
from lib.topics.tools import callers, coverage, languages, review, surges, to_do, tool_list, use
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)

section(_("What to do first"))
to_do.TO_DO.draw(choice)
section(_("Does anyone use them?"))
share, committees = st.columns(2, gap="large")
with share:
    use.USE.draw(choice)
with committees:
    opened = use.WITHOUT.draw(choice)
use.UNUSED.draw(choice)
section(_("Are they there where a surge is on?"))
surges.SURGES.draw(choice)
section(_("What exists for whom?"))
coverage.COVERAGE.draw(choice)
by_topic, called = st.columns(2, gap="large")
with by_topic:
    languages.LANGUAGES.draw(choice)
with called:
    callers.CALLERS.draw(choice)
section(_("Can we vouch for them?"))
proven, older = st.columns(2, gap="large")
with proven:
    review.PROVEN.draw(choice)
with older:
    review.REVIEW.draw(choice)
section(_("Which one do you look for?"))
tool_list.draw(choice)
with how_we_know("tools"):
    use.METHOD.draw(choice)
    surges.MAPPING.draw(choice)
if opened:
    st.switch_page("organizer/committee.py", query_params={"committee": opened})
