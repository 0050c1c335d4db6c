"""Who may sign in: every account, and whatever an administrator does with one."""

from lib.access.permissions import Permission
from lib.language import _
from lib.topics.administration import accounts
from lib.ui.frame import open_page

viewer = open_page(
    Permission.MANAGE_ACCOUNTS,
    _("Accounts"),
    _("Who may sign in, with which role, for which regions."),
)
chosen = accounts.choose()
if chosen is None:
    accounts.draw_new()
else:
    accounts.draw_one(chosen, viewer)
