"""The next release beside its raw numbers, and the act of publishing it."""

from lib.topics.publication import publishing
from lib.ui import clocks
from lib.ui.frame import open_page, part

viewer = open_page(__file__)
# What is published can't be taken back: a late source is seen before.
clocks.draw(viewer.scope, publishing.sources())
with part():
    publishing.draw(viewer.username)
