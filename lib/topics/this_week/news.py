"""What changed in the last complete week, in sentences."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.periods import Period
from lib.topics.response import alarms
from lib.ui import clocks
from lib.ui import headlines as figures
from lib.ui.filters import Choice, region_name
from lib.ui.frame import part


def draw(choice: Choice) -> None:
    """Draw the sentences on the last complete week, against the one before."""
    st.subheader(_("What changed last week"), anchor=False)
    with part():
        behind = ("member", "gathering", "enrollment")
        late = clocks.is_late(choice.scope, membership=behind)
        with figures.greyed("news_membership", when=late):
            st.markdown(_membership(choice))
    with part():
        late = clocks.is_late(choice.scope, incidents=("incident", "response"))
        with figures.greyed("news_incidents", when=late):
            st.markdown(_incidents(choice))


def _two_weeks(choice: Choice, database: str, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    last = Period(reads.as_of(database, choice.scope), 1)
    span = {"first_week": last.previous.first_week, "last_week": last.running_week}
    frame = reads.read(database, name, choice.scope, **span)
    return last.complete(frame), last.previous.complete(frame)


def _counts(frames: tuple[pd.DataFrame, pd.DataFrame], column: str) -> tuple[int, int]:
    now, before = (int(frame[column].sum()) for frame in frames)
    return now, before


def _before(n: int) -> str:
    return _("the week before: {n}", n=formats.number(n))


@reads.prepared
def _membership(choice: Choice) -> str:
    weeks = _two_weeks(choice, "membership", "weekly")
    joined, lapsed = _counts(weeks, "joined")[0], _counts(weeks, "lapsed")[0]
    net_before = _counts(weeks, "joined")[1] - _counts(weeks, "lapsed")[1]
    met, met_before = _counts(weeks, "gatherings")
    people = int(weeks[0]["attended"].sum())
    done, done_before = _counts(weeks, "completed")
    said = []
    said.append(
        [
            ngettext(
                "**{n}** person joined", "**{n}** people joined", joined, n=formats.number(joined)
            ),
            ngettext("**{n}** lapsed", "**{n}** lapsed", lapsed, n=formats.number(lapsed)),
            _("net the week before: {n}", n=formats.change(net_before)),
        ]
    )
    said.append(
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
    said.append(
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
    return _list(said)


@reads.prepared
def _incidents(choice: Choice) -> str:
    weeks = _two_weeks(choice, "incidents", "weekly_by_kind")
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
    said = [sentence]
    for alarm in alarms.of_last_weeks(choice, 1).raised.itertuples():
        said.append(
            [
                _(
                    "**Alarm**: {kind}, {region}",
                    kind=name_of("incident_kind", str(alarm.kind)).lower(),
                    region=formats.plain(region_name(str(alarm.region_id))),
                ),
                _(
                    "{n} incidents, where {expected} were to be expected",
                    n=formats.number(alarm.observed),
                    expected=formats.number(alarm.expected, 1),
                ),
            ]
        )
    nobody = int(now["unanswered"].sum())
    if nobody:
        said.append(
            [
                ngettext(
                    "**{n}** incident that nobody has answered yet",
                    "**{n}** incidents that nobody has answered yet",
                    nobody,
                    n=formats.number(nobody),
                )
            ]
        )
    return _list(said)


def _list(sentences: list[list[str]]) -> str:
    return "\n".join("- " + " · ".join(clauses) for clauses in sentences)
