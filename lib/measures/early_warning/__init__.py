"""Which active committees look like falling silent in the next 90 days, if history can tell.

A discrete-time hazard (Singer and Willett 1993, Journal of Educational Statistics 18:155): a
logistic regression on committee-months at risk, those of active committees that met in the last 90
days. It is fitted on earlier months and judged on later ones, against the days since the last
gathering alone, and shown only if it orders committees better than these do.
"""

from lib.measures.early_warning.history import HISTORY
from lib.measures.early_warning.judging import EarlyWarning, Verdict, early_warning

__all__ = ["HISTORY", "EarlyWarning", "Verdict", "early_warning"]
