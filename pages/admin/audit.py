"""Who signed in, looked, exported and changed what."""

from lib.topics.administration import audit
from lib.ui.frame import open_page, part

open_page(__file__)
with part():
    audit.draw_chain()
with part():
    audit.draw_entries(audit.choose())
