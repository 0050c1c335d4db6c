"""What each indicator of committee health rests on, and which of them are late."""

from collections.abc import Mapping

from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator
from lib.reads.keeping import Tables, prepared
from lib.ui import clocks
from lib.ui import headlines as figures

SOURCES: Mapping[Indicator, Mapping[str, Tables]] = {
    Indicator.RHYTHM: {"membership": ("gathering",)},
    Indicator.TURNOUT: {"membership": ("gathering", "member")},
    Indicator.GROWTH: {"membership": ("member",)},
    Indicator.DUES: {"membership": ("member", "dues_payment")},
    Indicator.COORDINATION: {"membership": ("role_term", "enrollment")},
    Indicator.TRAINING: {"membership": ("member", "enrollment")},
    Indicator.READINESS: {
        "membership": ("role_term", "gathering"),
        "incidents": ("response",),
    },
    Indicator.ACCOMPANIMENT: {"membership": ("support_request", "support_visit")},
}
"""Indicator → database → its source tables."""


def _all(database: str) -> Tables:
    found = [table for of in SOURCES.values() for table in of.get(database, ())]
    return tuple(dict.fromkeys(found))


ALL: Mapping[str, Tables] = {
    "membership": ("committee", *_all("membership")),
    "incidents": _all("incidents"),
}
"""Database → every source table that a score rests on."""


@prepared
def late_indicators(scope: Scope) -> frozenset[Indicator]:
    """The indicators whose sources are late, or can't be looked at."""
    return frozenset(
        indicator for indicator, sources in SOURCES.items() if clocks.is_late(scope, **sources)
    )


def warning(late: frozenset[Indicator]) -> str:
    """The sentence on indicators that rest on late sources; empty where none does."""
    if not late:
        return ""
    named = formats.listing(
        name_of("health_indicator", indicator).lower() for indicator in SOURCES if indicator in late
    )
    return f"{figures.LATE_SIGN} " + _(
        "What is known of {indicators} is late: it may be better or worse by now than these points"
        " say.",
        indicators=named,
    )
