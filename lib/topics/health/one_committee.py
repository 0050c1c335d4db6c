"""The health of one committee: what is wrong, what to do, and why, to the last point."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator, Status
from lib.topics.health import inputs, listing, summary, words
from lib.topics.health.download import columns, recomputable
from lib.topics.health.judging import Judgement, judgement
from lib.topics.health.rows import Counts, JudgedPart, rows_of
from lib.topics.health.sources import late_indicators, warning
from lib.ui import clocks
from lib.ui.downloads import download
from lib.ui.filters import Choice
from lib.ui.frame import part

_RUNNERS_UP = 4


@dataclass(frozen=True)
class Described:
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


@reads.worded
def described(scope: Scope, committee_id: str) -> Described | None:
    """How a committee stands, in words; ``None`` if it was not measured.

    :param scope: its whole region.
    :raises Unavailable: as ``judgement``.
    """
    judged = judgement(scope, committee_id)
    return None if judged is None else describe(judged)


def describe(judged: Judgement) -> Described:
    """Put a committee's health in words."""
    health = judged.health
    return Described(
        title=summary.title(health),
        wrong=summary.wrong(judged),
        next=summary.following(judged.following, health.level),
        others="\n".join(f"- {summary.action(step)}" for step in judged.steps[1 : 1 + _RUNNERS_UP]),
        indicators=_indicators(judged.parts, judged.counts),
        notes=[*_rules(health.status), *listing.left_out(judged.bad)],
        table=recomputable(judged.parts, judged.inputs),
    )


def draw_summary(region: Choice, committee_id: str) -> None:
    """Draw the score, what is wrong and what to do next.

    :param region: the committee's, whole.
    """
    with part():
        health = described(region.scope, committee_id)
        if health is None:
            st.caption(_("Health has not been measured yet: it is saved with each refresh."))
            return
        late = late_indicators() & health.indicators.keys()
        with clocks.greyed("health", when=bool(late)):
            st.header(health.title, anchor=False)
            if health.wrong:
                st.markdown(health.wrong)
        if late:
            st.caption(warning(late))
        if health.next:
            st.info(health.next, icon=":material/arrow_forward:")


def draw_details(region: Choice, committee_id: str) -> None:
    """Draw each indicator with its inputs, thresholds and points, further actions, the download.

    :param region: the committee's, whole.
    """
    with part():
        health = described(region.scope, committee_id)
        if health is None or not health.indicators:
            return
        if health.others:
            with st.expander(_("What else would help"), icon=":material/checklist:"):
                st.markdown(health.others)
        late = late_indicators()
        for indicator, (label, lines) in health.indicators.items():
            _draw_indicator(indicator, label, lines, late=indicator in late)
        for note in health.notes:
            st.caption(note)
        download(health.table, columns(), key="committee_health")


def _draw_indicator(indicator: Indicator, label: str, lines: str, *, late: bool) -> None:
    if late:
        label = f":gray[{label}] {clocks.LATE_SIGN}"
    with (
        st.expander(label),
        clocks.greyed(f"health_{indicator}", when=late),
    ):
        st.markdown(lines)


def _indicators(parts: pd.DataFrame, counts: Counts) -> dict[Indicator, tuple[str, str]]:
    lost = parts.groupby("indicator")["points_lost"].transform("sum")
    ordered = parts.assign(lost=lost).sort_values("lost", ascending=False, kind="stable")
    return {
        Indicator(str(indicator)): (
            _label(str(indicator), own),
            "\n".join(inputs.line(row, counts) for row in rows_of(own, JudgedPart)),
        )
        for indicator, own in ordered.groupby("indicator", sort=False)
    }


def _label(indicator: str, parts: pd.DataFrame) -> str:
    name = name_of("health_indicator", indicator)
    level = words.level(str(parts["indicator_level"].iloc[0]), "indicator_level")
    if parts["indicator_score"].isna().all():
        weight = parts["indicator_weight"].iloc[0]
        points = ngettext("{n} point not judged", "{n} points not judged", int(weight))
    elif parts["score"].isna().all():
        # Without a score there are no points to lose.
        return f"**{name}** · {level}"
    else:
        points = _(
            "loses {lost} of {points}",
            lost=formats.number(parts["points_lost"].sum(), 1),
            points=formats.number(parts["points"].sum(), 1),
        )
    return f"**{name}** · {level} · {points}"


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
