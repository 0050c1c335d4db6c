"""How long until something ends, where many have not ended yet: from counted records.

A record is a duration, whether it ended (and how), how many had just these (a weight), and when
they came to be watched (an entry), so that nothing is ever expanded to one row a person.

The curves are a few lines of numpy over counts. Of what is installed, statsmodels'
``SurvfuncRight`` gives the right curve of weighted records and wrong standard errors, drops the
times at which nobody ends, refuses an end on the first day, and has no band; ``CumIncidenceRight``
knows no late entry and gives no standard error of weighted records. Where they can be asked, the
tests hold ours against them.
"""

from lib.measures.survival.competing import cumulative_incidence
from lib.measures.survival.curve import Quantile, kaplan_meier, quantile
from lib.measures.survival.records import at_risk
from lib.measures.survival.restricted_mean import Estimate, difference, restricted_mean

__all__ = [
    "Estimate",
    "Quantile",
    "at_risk",
    "cumulative_incidence",
    "difference",
    "kaplan_meier",
    "quantile",
    "restricted_mean",
]
