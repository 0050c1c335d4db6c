"""How fresh the data are: each source table's newest record and when it was loaded."""

from lib.access.permissions import Permission
from lib.ui.frame import open_page, part
from lib.ui.language import _
from lib.ui.parts import sources

viewer = open_page(
    Permission.VIEW_SOURCES,
    _("Sources"),
    _("Each source table: its newest record, and when its figures were last prepared."),
)
for database in ("membership", "incidents"):
    with part():
        sources.draw(database)
