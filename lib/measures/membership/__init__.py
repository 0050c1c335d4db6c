"""Members by month: how many there are, who came and went, and what they pay."""

from lib.measures.membership.dues import covered_months, tenths
from lib.measures.membership.flows import FLOWS, by_span, flows

__all__ = ["FLOWS", "by_span", "covered_months", "flows", "tenths"]
