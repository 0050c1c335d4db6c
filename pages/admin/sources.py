"""How fresh the data are, and which records can't be right."""

from lib.access.permissions import Permission
from lib.language import _
from lib.topics.administration import sources
from lib.ui import flagged
from lib.ui.frame import open_page, part

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
