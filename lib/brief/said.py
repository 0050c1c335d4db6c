"""What every brief says of itself: which regions are in view, and how new its sources are."""

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import UNKNOWN_REGION, Scope
from lib.language import _, formats
from lib.ui.clocks import DATABASES, page_line
from lib.ui.filters import region_names
from lib.ui.frame import sentence


def regions_in_view(scope: Scope) -> str:
    """The regions of a scope by name; as Markdown."""
    names = [name for key, name in region_names(scope).items() if key != UNKNOWN_REGION]
    return formats.plain(formats.listing(names)) or _("Place unknown")


def clocks_line() -> str:
    """How new the records are and when they were loaded; a sentence where that can't be read."""
    try:
        return page_line({database: reads.newest(database) for database in DATABASES})
    except Unavailable as problem:
        return sentence(problem)
