"""Who signed in, looked, exported and changed what."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import audit

open_page(
    Permission.VIEW_AUDIT,
    _("Audit"),
    _("Who signed in, looked at what, exported and changed what. It can only be added to."),
)
with part():
    audit.draw_chain()
with part():
    audit.draw_entries(audit.choose())
