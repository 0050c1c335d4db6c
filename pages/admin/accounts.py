"""Who may sign in: every account, and whatever an administrator does with one."""

from lib.topics.administration import accounts
from lib.ui.frame import open_page

viewer = open_page(__file__)
chosen = accounts.choose()
if chosen is None:
    accounts.draw_new()
else:
    accounts.draw_one(chosen, viewer)
