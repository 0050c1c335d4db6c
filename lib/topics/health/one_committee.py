"""The health of one committee: what is wrong, what to do, and why, to the last point."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator, Status, actions, explain
from lib.topics.health import inputs as health_inputs
from lib.topics.health import sources as health_sources
from lib.topics.health import standing as health
from lib.topics.health import summary as health_summary
from lib.topics.health import words as health_words
from lib.topics.health.download import columns, recomputable
from lib.ui import headlines as figures
from lib.ui.downloads import download

_RUNNERS_UP = 4

Row = Any
"""A row of a frame, as ``DataFrame.itertuples`` gives it."""


@dataclass(frozen=True)
class Judged:
    """A committee's health in words.

    :ivar title: level and points.
    :ivar wrong: sentences on what is wrong.
    :ivar next: the next action and what it wins.
    :ivar others: the actions after it, as Markdown lines.
    :ivar indicators: label and lines of each that judges it, the one that loses most first.
    :ivar notes: how it is judged, and what was left out.
    :ivar table: what the score recomputes from.
    """

    title: str
    wrong: str
    next: str
    others: str
    indicators: dict[Indicator, tuple[str, str]]
    notes: list[str]
    table: pd.DataFrame


@reads.prepared
def judged(scope: Scope, committee_id: str) -> Judged | None:
    """How a committee stands; ``None`` if it was not measured.

    :param scope: its whole region, toward which small committees' figures lean.
    :raises Unavailable: if a database can't be read.
    """
    found = health.standing(scope)
    if found is None or committee_id not in set(found.measured["committee_id"]):
        return None
    return describe(found, committee_id)


def describe(found: health.Standing, committee_id: str) -> Judged:
    """Put the health of one of the committees that were measured in words."""
    inputs = found.rows[found.rows["committee_id"] == committee_id]
    measured = _one(found.measured, committee_id)
    table = _with_points(explain(inputs, found.priors))
    bad = found.bad[found.bad["committee_id"] == committee_id]
    tried = list(actions(inputs, found.priors).itertuples())
    return Judged(
        title=health_summary.title(measured),
        wrong=health_summary.wrong(measured, table, found),
        next=health_summary.following(_one(found.following, committee_id), str(measured.level)),
        others="\n".join(f"- {health_summary.action(row)}" for row in tried[1 : 1 + _RUNNERS_UP]),
        indicators=_indicators(table, next(inputs.itertuples())),
        notes=[*_rules(str(measured.status)), *health.left_out(bad)],
        table=recomputable(table, inputs),
    )


def draw_summary(row: Row) -> None:
    """Draw the score, what is wrong and what to do next.

    :param row: of ``queries/membership/reads/committees.sql``.
    :raises Unavailable: if a database can't be read.
    """
    found = judged(Scope((row.region_id,)), row.committee_id)
    if found is None:
        st.caption(_("Health has not been measured yet: it is saved with each refresh."))
        return
    late = health_sources.late_indicators(Scope((row.region_id,))) & found.indicators.keys()
    with figures.greyed("health", when=bool(late)):
        st.header(found.title, anchor=False)
        if found.wrong:
            st.markdown(found.wrong)
    if late:
        st.caption(health_sources.warning(late))
    if found.next:
        st.info(found.next, icon=":material/arrow_forward:")


def draw_details(row: Row) -> None:
    """Draw each indicator with its inputs, thresholds and points, further actions, the download.

    :param row: of ``queries/membership/reads/committees.sql``.
    :raises Unavailable: if a database can't be read.
    """
    found = judged(Scope((row.region_id,)), row.committee_id)
    if found is None or not found.indicators:
        return
    if found.others:
        with st.expander(_("What else would help"), icon=":material/checklist:"):
            st.markdown(found.others)
    st.subheader(_("What the points are made of"), anchor=False)
    late = health_sources.late_indicators(Scope((row.region_id,)))
    for indicator, (label, lines) in found.indicators.items():
        said = f":gray[{label}] {figures.LATE_SIGN}" if indicator in late else label
        with (
            st.expander(said, type="compact"),
            figures.greyed(f"health_{indicator}", when=indicator in late),
        ):
            st.markdown(lines)
    for note in found.notes:
        st.caption(note)
    download(found.table, columns(), key="committee_health")


def _one(frame: pd.DataFrame, committee_id: str) -> Row:
    return next(frame[frame["committee_id"] == committee_id].itertuples())


def _with_points(table: pd.DataFrame) -> pd.DataFrame:
    """The explanation with ``points``: what each part counts for, of 100.

    What has no data counts for nothing, and the rest for as much more.
    """
    has_data = table["part_score"].notna()
    weights = table["part_weight"].where(has_data, 0.0)
    of_indicator = weights / weights.groupby(table["indicator"]).transform("sum")
    known = table[has_data].drop_duplicates("indicator")["indicator_weight"].sum()
    points = 100 * table["indicator_weight"] / known * of_indicator
    return table.assign(points=points.where(has_data, 0.0))


def _indicators(table: pd.DataFrame, inputs: Row) -> dict[Indicator, tuple[str, str]]:
    lost = table.groupby("indicator")["points_lost"].transform("sum")
    ordered = table.assign(lost=lost).sort_values("lost", ascending=False, kind="stable")
    return {
        Indicator(str(indicator)): (
            _label(str(indicator), parts),
            "\n".join(health_inputs.line(part, inputs) for part in parts.itertuples()),
        )
        for indicator, parts in ordered.groupby("indicator", sort=False)
    }


def _label(indicator: str, parts: pd.DataFrame) -> str:
    name = name_of("health_indicator", indicator)
    level = health_words.level(str(parts["indicator_level"].iloc[0]), "indicator_level")
    if parts["indicator_score"].isna().all():
        weight = parts["indicator_weight"].iloc[0]
        told = ngettext("{n} point not judged", "{n} points not judged", int(weight))
    elif parts["score"].isna().all():
        # Without a score there are no points to lose.
        return f"**{name}** · {level}"
    else:
        told = _(
            "loses {lost} of {points}",
            lost=formats.number(parts["points_lost"].sum(), 1),
            points=formats.number(parts["points"].sum(), 1),
        )
    return f"**{name}** · {level} · {told}"


def _rules(status: str) -> list[str]:
    match Status(status):
        case Status.FORMING:
            return [_("A forming committee is judged only by what it lacks to become active.")]
        case Status.DORMANT:
            return [_("A dormant committee is judged only by its signs of life.")]
        case Status.CLOSED:
            return [_("A closed committee is not judged.")]
        case Status.ACTIVE:
            return [
                _(
                    "Between its two thresholds a figure wins points in a straight line. What has"
                    " no data counts for nothing, and the rest for more. Figures of few people"
                    " lean on those of the region, so that chance is not taken for change."
                )
            ]
