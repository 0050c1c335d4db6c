"""Check a database against the contract and the roles, and say what is wrong and how to mend it."""

from lib.data.doctor.examining import CHECKED, examine, last_refresh
from lib.data.doctor.finding import Finding, Severity
from lib.data.doctor.flags import list_flagged
from lib.data.doctor.pooling import poolers
from lib.data.doctor.safety import unsafe

__all__ = [
    "CHECKED",
    "Finding",
    "Severity",
    "examine",
    "last_refresh",
    "list_flagged",
    "poolers",
    "unsafe",
]
