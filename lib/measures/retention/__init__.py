"""Who of those who joined is still a member, and in what standing: from counts, by whole months.

Months are counted so that nobody is flattered: who was followed for part of a month is at risk in
none of it, whoever was a member before the records begin is at risk from the first whole month of
the records on, and whoever left before that never is.
"""

from lib.measures.retention.comparison import Comparison, compared
from lib.measures.retention.curves import retention_curves, told_steps
from lib.measures.retention.groups import OTHERS, pooled, spans
from lib.measures.retention.occupation import STATES, occupation

__all__ = [
    "OTHERS",
    "STATES",
    "Comparison",
    "compared",
    "occupation",
    "pooled",
    "retention_curves",
    "spans",
    "told_steps",
]
