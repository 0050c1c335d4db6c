"""One's own account: who one is here, one's sessions, password and second factor."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page
from lib.ui.language import _
from lib.ui.parts import accounts_own

viewer = open_page(Permission.KEEP_OWN_ACCOUNT, _("My account"))

accounts_own.draw(viewer)
accounts_own.draw_proofs()
accounts_own.draw_sessions()
if viewer.may(Permission.VIEW_AS):
    accounts_own.draw_views(viewer)
