"""What changed in the last complete week, in sentences."""

from collections.abc import Callable
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import reads
from lib.access.viewer import Viewer
from lib.language import _, formats, ngettext
from lib.language.shares import kind_with_most
from lib.language.vocabulary import name_of
from lib.measures.periods import Period
from lib.topics.this_week import last_look, levels
from lib.ui import clocks
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.sections import section

_WEEKLY = ("week_start", "kind", "verification", "incidents")
_COLUMNS = ("week_start", "joined", "lapsed", "gatherings", "attended", "completed")


Sentences = Callable[[Choice], str]
"""A function that says what changed, as Markdown; empty where nothing did."""


def draw(viewer: Viewer, choice: Choice) -> None:
    """Draw what changed in the last complete week, and since the viewer last looked."""
    section(_("What changed"))
    for key, sentences in (
        ("news_membership", membership_in_words),
        ("news_incidents", incidents_of_last_week),
        ("news_levels", levels_of_last_week),
    ):
        with part():
            _draw(key, reads.made(sentences, choice))
    looked_at = last_look.of(viewer)
    if looked_at is not None:
        with part():
            _draw("news_since", reads.made(last_look.in_words, choice, looked_at))


def _draw(key: str, made: reads.Made[str]) -> None:
    if made.value:
        with clocks.greyed(key, when=reads.is_late(made.sources)):
            st.markdown(made.value)


_Weeks = tuple[pd.DataFrame, pd.DataFrame]
"""The last complete week and the one before."""


def _last_two(weekly: pd.DataFrame, last: Period) -> _Weeks:
    return last.complete(weekly), last.previous.complete(weekly)


def _counts(frames: _Weeks, column: str) -> tuple[int, int]:
    now, before = (int(frame[column].sum()) for frame in frames)
    return now, before


def _before(n: int) -> str:
    return _("the week before: {n}", n=formats.number(n))


@reads.worded
def membership_in_words(choice: Choice) -> str:
    """Who came and left, what was held and completed, in the last complete week."""
    last = Period(reads.as_of("membership"), 1)
    weekly = reads.membership.weekly(choice.scope, *last.span_with_previous, columns=_COLUMNS)
    weeks = _last_two(weekly, last)
    parts = (
        (("member",), _people),
        (("gathering", "committee"), _gatherings),
        (("enrollment", "course"), _trainings),
    )
    week = _("**Last week, from {day}**", day=formats.day_and_month(last.first_week))
    return f"{week}\n\n" + _list(
        [
            sentence(weeks) if nothing is None else [nothing]
            for tables, sentence in parts
            for nothing in [reads.no_record("membership", *tables)]
        ]
    )


def _people(weeks: _Weeks) -> list[str]:
    (joined, joined_before), (lapsed, lapsed_before) = (
        _counts(weeks, column) for column in ("joined", "lapsed")
    )
    return [
        ngettext(
            "**{n}** person joined", "**{n}** people joined", joined, n=formats.number(joined)
        ),
        ngettext("**{n}** lapsed", "**{n}** lapsed", lapsed, n=formats.number(lapsed)),
        _("net the week before: {n}", n=formats.change(joined_before - lapsed_before)),
    ]


def _gatherings(weeks: _Weeks) -> list[str]:
    met, met_before = _counts(weeks, "gatherings")
    people = int(weeks[0]["attended"].sum())
    return [
        ngettext("**{n}** gathering", "**{n}** gatherings", met, n=formats.number(met)),
        ngettext(
            "**{n}** person counted there",
            "**{n}** people counted there",
            people,
            n=formats.number(people),
        ),
        _before(met_before),
    ]


def _trainings(weeks: _Weeks) -> list[str]:
    done, done_before = _counts(weeks, "completed")
    return [
        ngettext(
            "**{n}** training completed",
            "**{n}** trainings completed",
            done,
            n=formats.number(done),
        ),
        _before(done_before),
    ]


@reads.worded
def incidents_of_last_week(choice: Choice) -> str:
    """The incidents of the last complete week."""
    last = Period(reads.as_of("incidents"), 1)
    weekly = reads.incidents.weekly_by_kind(choice.scope, *last.span_with_previous, columns=_WEEKLY)
    begins = reads.incidents.records_begin(choice.scope)
    return incidents_in_words(weekly, begins, last)


def incidents_in_words(weekly: pd.DataFrame, begins: pd.Timestamp | None, last: Period) -> str:
    """The incidents of the last complete week, against those of the week before.

    :param weekly: ``week_start, kind, verification, incidents``.
    :param begins: the first week of which there is any record; null: there is none.
    """
    if pd.isna(begins):
        return _list([[_("No incident was ever recorded")]])
    real = weekly[weekly["verification"] != "false_report"]
    n, n_before = _counts(_last_two(real, last), "incidents")
    sentence = [
        ngettext("**{n}** incident", "**{n}** incidents", n, n=formats.number(n)),
        *([_before(n_before)] if begins <= pd.Timestamp(last.previous.first_week) else []),
    ]
    by_kind = last.complete(real).groupby("kind")["incidents"].sum()
    names = {name_of("incident_kind", str(kind)).lower(): n for kind, n in by_kind.items()}
    most = kind_with_most(names)
    return _list([[*sentence, *([most] if most else [])]])


@reads.worded
def levels_of_last_week(choice: Choice) -> str:
    """The committees whose health came to another level within seven days."""
    day = reads.as_of("membership") - timedelta(days=7)
    clauses = levels.changed_since(choice, day)
    return _list([[clause] for clause in clauses or []])


def _list(sentences: list[list[str]]) -> str:
    return "\n".join("- " + " · ".join(clauses) for clauses in sentences)
