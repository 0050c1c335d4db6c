"""Who signed in, looked, exported and changed what."""

from lib.access.permissions import Permission
from lib.language import _
from lib.topics.administration import audit
from lib.ui.frame import open_page, part

open_page(
    Permission.VIEW_AUDIT,
    _("Audit"),
    _("Who signed in, looked at what, exported and changed what. It can only be added to."),
)
with part():
    audit.draw_chain()
with part():
    audit.draw_entries(audit.choose())
