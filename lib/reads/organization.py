"""The organization's regions and the records that were left out of figures."""

import pandas as pd

from lib.access import organization
from lib.data.scope import CATALOGUES, Scope
from lib.reads.keeping import measured
from lib.reads.reading import read


@measured
def regions() -> pd.DataFrame:
    """The organization's regions: ``region_id, name_en, name_es, is_priority``.

    :raises Unavailable: if neither source database can be read.
    """
    return organization.regions()


def flagged(database: str, scope: Scope) -> pd.DataFrame:
    """Records of a scope that can't be right: ``source_table, rule, records``.

    :raises Unavailable: if the database can't be read.
    """
    return read(database, "flagged", scope)


def flagged_rules(database: str) -> pd.DataFrame:
    """Records of all regions that can't be right: ``source_table, rule, records``.

    :raises Unavailable: if the database can't be read.
    """
    return read(database, "flagged_rules", CATALOGUES)
