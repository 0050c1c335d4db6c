"""How many renew when their dues run out, and how many are likely to lapse: from counted renewals.

Dues are contractual and discrete: whoever is a member renews or lapses on a day that is known. The
model is the shifted beta-geometric one; it has to beat the plain rate of the year before.
"""

from lib.measures.renewals.beta_geometric import BetaGeometric, Limit
from lib.measures.renewals.cohorts import fit_cohorts, fit_survivors
from lib.measures.renewals.expected import FORETOLD, Rules, expected_lapses, with_chances
from lib.measures.renewals.fitting import CannotFit, Reason, fit
from lib.measures.renewals.groups import SOON_DAYS, renewals_by
from lib.measures.renewals.judging import Judgement, Verdict, judge
from lib.measures.renewals.plain_rate import PlainRate
from lib.measures.renewals.scoring import Score, calibration, score

__all__ = [
    "FORETOLD",
    "SOON_DAYS",
    "BetaGeometric",
    "CannotFit",
    "Judgement",
    "Limit",
    "PlainRate",
    "Reason",
    "Rules",
    "Score",
    "Verdict",
    "calibration",
    "expected_lapses",
    "fit",
    "fit_cohorts",
    "fit_survivors",
    "judge",
    "renewals_by",
    "score",
    "with_chances",
]
