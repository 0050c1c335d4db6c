"""What the organization keeps no record of can't be told: no zero, and never all clear."""

import pandas as pd

from lib.language import N_

NO_REQUESTS = N_("No request for support was ever recorded: who waits can't be told")
NO_VISITS = N_("No support visit was ever recorded: who was visited can't be told")
NEITHER = N_("Neither requests nor visits were ever recorded: what rests on whom can't be told")


def is_known(frame: pd.DataFrame, column: str) -> bool:
    """Whether the organization records at all what a column of ``committee_support`` counts."""
    return bool(frame[column].notna().any())
