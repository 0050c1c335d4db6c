"""The next release beside its raw numbers, and the act of publishing it."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import clocks, publishing

viewer = open_page(
    Permission.PUBLISH,
    _("Publish"),
    _(
        "The next release beside its raw numbers: what is withheld and why,"
        " before everyone can read it."
    ),
)
# What is published can't be taken back: a late source is seen before.
clocks.draw(viewer.scope, **publishing.SOURCES)
with part():
    publishing.draw(viewer.username)
