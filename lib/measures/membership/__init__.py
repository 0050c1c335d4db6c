"""Members by month: how many there are, who came and went, and what they pay."""

from lib.measures.membership.dues import covered_months, tenths
from lib.measures.membership.flows import CAME, EQUATION, FLOWS, Told, by_span, flows, told

__all__ = [
    "CAME",
    "EQUATION",
    "FLOWS",
    "Told",
    "by_span",
    "covered_months",
    "flows",
    "tenths",
    "told",
]
