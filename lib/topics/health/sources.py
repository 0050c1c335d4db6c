"""What each indicator of committee health rests on, and which of them are late."""

from lib import reads
from lib.data import lineage
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.health import MEASURED_FROM, Indicator
from lib.ui.clocks import LATE_SIGN


def sources(indicator: Indicator) -> reads.Sources:
    """The source tables behind the inputs that an indicator of today is measured from.

    Which committees there are, and as what, is among them. On earlier days a status is told by
    gatherings, too: today's is not.
    """
    return lineage.sources("dashboard", "health_snapshots", MEASURED_FROM[indicator])


@reads.measured
def late_indicators() -> frozenset[Indicator]:
    """The indicators whose sources are late, or can't be looked at."""
    return frozenset(indicator for indicator in Indicator if reads.is_late(sources(indicator)))


def warning(late: frozenset[Indicator]) -> str:
    """The sentence on indicators that rest on late sources; empty where none does."""
    if not late:
        return ""
    names = formats.listing(
        name_of("health_indicator", indicator).lower()
        for indicator in Indicator
        if indicator in late
    )
    return f"{LATE_SIGN} " + _(
        "What is known of {indicators} is late: it may be better or worse by now than these points"
        " say.",
        indicators=names,
    )
