"""Who asked, who waits, who never asks: what committees have of us, and whom nobody reaches."""

import streamlit as st

from lib.language import _
from lib.topics.support import (
    ages,
    kinds,
    load,
    mentorless,
    method,
    promises,
    regions,
    silent,
    to_do,
    unvisited,
    visited,
    visits,
    waiting,
    waits,
)
from lib.topics.support.accompanied import require_committees
from lib.topics.support.cells import takings
from lib.ui import filters
from lib.ui.frame import open_page
from lib.ui.sections import how_we_know, section

viewer = open_page(__file__)
choice = filters.choose_regions(viewer)
require_committees(choice)
taken = takings(choice.scope)
promised = promises.promises(choice.scope, taken)

section(_("What to do first"))
to_do.TO_DO.draw(choice, promised)
promises.PROMISES.draw(choice, promised)

if choice.is_country:
    section(_("How do the regions stand?"))
    regions.REGIONS.draw(choice)

section(_("Who waits for us?"))
listed, counted = st.columns([2, 1], gap="large")
with listed:
    waiting.WAITING.draw(choice, taken)
with counted:
    ages.AGES.draw(choice)

section(_("Whom did nobody visit?"))
listed, counted = st.columns([2, 1], gap="large")
with listed:
    unvisited.UNVISITED.draw(choice, taken)
with counted:
    visited.BY_HEALTH.draw(choice)

section(_("Who never asks?"))
old, new = st.columns(2, gap="large")
with old:
    silent.SILENT.draw(choice, taken)
with new:
    mentorless.MENTORLESS.draw(choice, taken)

section(_("How long do they wait?"))
waits.WAITS.draw(choice)
kinds.KINDS.draw(choice)

section(_("What rests on whom?"))
visits.KINDS.draw(choice)
load.POSTS.draw(choice)

with how_we_know("support"):
    method.METHOD.draw(choice)
