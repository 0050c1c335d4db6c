"""What an administrator looks at first: is it fresh, who may sign in, is anything odd."""

from lib.topics.administration import watch
from lib.ui.frame import open_page, part

open_page(__file__)
for draw in (watch.draw_freshness, watch.draw_accounts, watch.draw_alarms):
    with part():
        draw()
