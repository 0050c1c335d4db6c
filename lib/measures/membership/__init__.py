"""Members by month: how many there are, who came and went, and what they pay."""

from lib.measures.membership.dues import covered_months, tenths
from lib.measures.membership.flows import EQUATION, FLOWS, by_span, flows

__all__ = ["EQUATION", "FLOWS", "by_span", "covered_months", "flows", "tenths"]
