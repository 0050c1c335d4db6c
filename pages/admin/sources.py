"""How fresh the data are, and which records can't be right."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import flagged, sources

viewer = open_page(
    Permission.VIEW_SOURCES,
    _("Sources"),
    _("Each source table: its newest record, and when its figures were last prepared."),
)
for database in sources.databases():
    with part():
        sources.draw(database)
    with part():
        flagged.draw(database)
