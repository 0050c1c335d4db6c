"""The next release beside its raw numbers, and the act of publishing it."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import publishing

viewer = open_page(
    Permission.PUBLISH,
    _("Publish"),
    _(
        "The next release beside its raw numbers: what is withheld and why,"
        " before everyone can read it."
    ),
)
with part():
    publishing.draw(viewer.username)
