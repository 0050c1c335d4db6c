"""Reads of the membership database."""

import pandas as pd

from lib.data.scope import Scope
from lib.reads.keeping import as_of, read


def committees(scope: Scope) -> pd.DataFrame:
    """The committees of a scope as they stand, a row each.

    :raises Unavailable: if the membership database can't be read.
    """
    return read("membership", "committees", scope, as_of=as_of("membership", scope))
