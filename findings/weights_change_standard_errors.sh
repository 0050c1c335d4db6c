#!/usr/bin/env bash
# statsmodels 0.15.0 (numpy 2.4.6, scipy and pandas as pinned below), 2026-11-27
#
# SurvfuncRight(time, status, freq_weights=w) means "this row stands for w people". With weights of 1, which say
# nothing, the curve, the people at risk and the events stay the same, and the standard errors do not: without weights they
# are Greenwood's, with weights sqrt(cumsum(d / n^2)), which is the standard error of the cumulative hazard and lacks
# the factor S(t). The class calls both `surv_prob_se`, "the standard errors for the values in surv_prob".
# quantile_ci() and simultaneous_cb() are made from them.
#
# Seen, on the 21 remissions under 6-MP of Freireich et al. 1963 (Blood 21:699; in every textbook, Greenwood's beside it):
#   time       6      7      10     13     16     22     23
#   S(t)       0.857  0.807  0.753  0.690  0.627  0.538  0.448
#   published  0.076  0.087  0.096  0.107  0.114  0.128  0.135
#   rows       0.076  0.087  0.096  0.107  0.114  0.128  0.135
#   weights    0.082  0.101  0.121  0.147  0.173  0.224  0.279
#   limits of the median: from 13 (rows), from 10 (weights)
#   Ten times as many people: both shrink by sqrt(10), so a larger sample does not help.
#   weights * S(t) is close to Greenwood's again (0.071 0.082 0.091 0.102 0.109 0.121 0.125), not equal to it.
#
# Why it matters: learners, delays and members are counted by day before they leave the database (no single person
# does), so every curve here comes with weights. Its band would be twice as wide where the curve is low. Greenwood's
# formula is computed from n_risk and n_events instead, which are right either way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  statsmodels==0.15.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1
"$work/venv/bin/python" - <<'PYTHON'
import sys

import numpy as np
from statsmodels.duration.survfunc import SurvfuncRight

WEEKS = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
RELAPSE = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
PUBLISHED = np.array([0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346])
SEEN = np.array([0.0825, 0.1013, 0.1213, 0.1471, 0.1730, 0.2243, 0.2795])

rows = SurvfuncRight(WEEKS, RELAPSE)
weights = SurvfuncRight(WEEKS, RELAPSE, freq_weights=np.ones(len(WEEKS)))
tenfold = SurvfuncRight(WEEKS, RELAPSE, freq_weights=np.full(len(WEEKS), 10.0))
n, d = weights.n_risk, weights.n_events
greenwood = weights.surv_prob * np.sqrt(np.cumsum(d / (n * (n - d))))
hazard = np.sqrt(np.cumsum(d / n**2))


def line(label, values):
    print(f"{label:24}" + " ".join(f"{value:7.4f}" for value in values))


line("S(t)", rows.surv_prob)
line("rows", rows.surv_prob_se)
line("weights of 1", weights.surv_prob_se)
line("weights of 10 * sqrt(10)", tenfold.surv_prob_se * np.sqrt(10))
line("weights of 1, * S(t)", weights.surv_prob_se * weights.surv_prob)
line("Greenwood, from counts", greenwood)
medians = [float(s.quantile_ci(0.5)[0]) for s in (rows, weights)]
print(f"lower limit of the median: {medians[0]:g} by rows, {medians[1]:g} by weights")

same = np.allclose(rows.surv_prob, weights.surv_prob) and np.array_equal(rows.n_risk, n)
checks = {
    "curve and counts do not depend on the weights": same,
    "rows give the published standard errors": np.allclose(rows.surv_prob_se, PUBLISHED, atol=5e-5),
    "Greenwood from the counts gives them too": np.allclose(greenwood, PUBLISHED, atol=5e-5),
    "weights give the larger ones": np.allclose(weights.surv_prob_se, SEEN, atol=5e-5),
    "those are the cumulative hazard's": np.allclose(weights.surv_prob_se, hazard),
    "ten times the people, the same ratio": np.allclose(tenfold.surv_prob_se * np.sqrt(10), SEEN, atol=5e-5),
    "the median's limit moves from 13 to 10": medians == [13.0, 10.0],
}
changed = [what for what, holds in checks.items() if not holds]
sys.exit(f"changed: {'; '.join(changed)}" if changed else 0)
PYTHON
