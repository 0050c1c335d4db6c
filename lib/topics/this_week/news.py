"""What changed in the last complete week, in sentences."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.alarms.recent import SurgeState
from lib.measures.periods import Period
from lib.topics.response import alarms
from lib.ui import clocks
from lib.ui.filters import Choice, region_name
from lib.ui.frame import part
from lib.ui.sections import finding

_COLUMNS = ("week_start", "joined", "lapsed", "gatherings", "attended", "completed")


def draw(choice: Choice) -> None:
    """Draw the sentences on the last complete week, against the one before."""
    finding(_("What changed last week"))
    for key, sentences in (("news_membership", _membership), ("news_incidents", _incidents)):
        with part():
            made = reads.made(sentences, choice)
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
def _membership(choice: Choice) -> str:
    last = Period(reads.as_of("membership"), 1)
    weekly = reads.membership.weekly(choice.scope, *last.span_with_previous, columns=_COLUMNS)
    weeks = _last_two(weekly, last)
    joined, lapsed = _counts(weeks, "joined")[0], _counts(weeks, "lapsed")[0]
    net_before = _counts(weeks, "joined")[1] - _counts(weeks, "lapsed")[1]
    met, met_before = _counts(weeks, "gatherings")
    people = int(weeks[0]["attended"].sum())
    done, done_before = _counts(weeks, "completed")
    sentences = []
    sentences.append(
        [
            ngettext(
                "**{n}** person joined", "**{n}** people joined", joined, n=formats.number(joined)
            ),
            ngettext("**{n}** lapsed", "**{n}** lapsed", lapsed, n=formats.number(lapsed)),
            _("net the week before: {n}", n=formats.change(net_before)),
        ]
    )
    sentences.append(
        [
            ngettext("**{n}** gathering", "**{n}** gatherings", met, n=formats.number(met)),
            ngettext(
                "**{n}** person counted there",
                "**{n}** people counted there",
                people,
                n=formats.number(people),
            ),
            _before(met_before),
        ]
    )
    sentences.append(
        [
            ngettext(
                "**{n}** training completed",
                "**{n}** trainings completed",
                done,
                n=formats.number(done),
            ),
            _before(done_before),
        ]
    )
    return _list(sentences)


@reads.worded
def _incidents(choice: Choice) -> str:
    last = Period(reads.as_of("incidents"), 1)
    weekly = reads.incidents.weekly_by_kind(choice.scope, *last.span_with_previous)
    weeks = _last_two(weekly, last)
    now, before = (frame[frame["verification"] != "false_report"] for frame in weeks)
    n, n_before = _counts((now, before), "incidents")
    sentence = [
        ngettext("**{n}** incident", "**{n}** incidents", n, n=formats.number(n)),
        _before(n_before),
    ]
    if n:
        by_kind = now.groupby("kind")["incidents"].sum()
        most = name_of("incident_kind", str(by_kind.idxmax())).lower()
        sentence.append(_("most of them: {kind}", kind=most))
    sentences = [sentence]
    found = alarms.of_last_weeks(choice.scope, 1).surges
    for alarm in found[found["state"] != SurgeState.OVER].itertuples():
        names = {
            "kind": name_of("incident_kind", str(alarm.kind)).lower(),
            "region": formats.plain(region_name(str(alarm.region_id))),
        }
        sentences.append(
            [
                _("**Alarm**: {kind}, {region}", **names)
                if alarm.state == SurgeState.NEW
                else _("**Still high**: {kind}, {region}", **names),
                _(
                    "{n} incidents, where {expected} were to be expected",
                    n=formats.number(alarm.observed),
                    expected=formats.number(alarm.expected, 1),
                ),
            ]
        )
    nobody = int(now["unanswered"].sum())
    if nobody:
        sentences.append(
            [
                ngettext(
                    "**{n}** incident that nobody has answered yet",
                    "**{n}** incidents that nobody has answered yet",
                    nobody,
                    n=formats.number(nobody),
                )
            ]
        )
    return _list(sentences)


def _list(sentences: list[list[str]]) -> str:
    return "\n".join("- " + " · ".join(clauses) for clauses in sentences)
