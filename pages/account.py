"""One's own account: who one is here, one's sessions, password and second factor."""

from lib.access.permissions import Permission
from lib.topics.administration import mail
from lib.topics.administration import own_account as accounts_own
from lib.ui.frame import open_page

viewer = open_page(__file__)

accounts_own.draw(viewer)
if viewer.view_as is None:
    accounts_own.draw_proofs()
    accounts_own.draw_sessions()
    mail.draw(viewer)
if viewer.may(Permission.VIEW_AS):
    accounts_own.draw_views(viewer)
