"""Weeks in remission of 21 pairs of children with leukemia (Freireich et al. 1963, Blood 21:699).

As in Klein and Moeschberger, Survival Analysis, 2nd edition, section 1.2.
"""

TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
RELAPSED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
"""All of these relapsed."""
