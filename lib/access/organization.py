"""The organization as its own tables have it: its regions, from whichever source answers."""

from typing import TYPE_CHECKING

from lib.data.errors import Unavailable
from lib.data.reading import read
from lib.data.scope import CATALOGUES

if TYPE_CHECKING:
    import pandas as pd


def regions() -> "pd.DataFrame":
    """The regions: ``region_id, name_en, name_es, is_priority``, priority regions first.

    :raises Unavailable: if neither source database can be read.
    """
    try:
        return read("membership", "regions", CATALOGUES)
    except Unavailable:
        return read("incidents", "regions", CATALOGUES)
