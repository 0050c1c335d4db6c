"""What an examination finds."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is."""

    WRONG = "wrong"
    """Something does not work or is not safe."""
    ADVICE = "advice"
    """Everything works and is safe; it could be better."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be: a sentence, and the command or SQL that mends it."""

    severity: Severity
    database: str
    what: str
    mend: str


def wrong(database: str, what: str, mend: str) -> Finding:
    """A finding that must be mended."""
    return Finding(Severity.WRONG, database, what, mend)


def advice(database: str, what: str, mend: str) -> Finding:
    """A finding that may be left as it is."""
    return Finding(Severity.ADVICE, database, what, mend)
