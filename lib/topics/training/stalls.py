"""Where learners stop, and what to do next."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.completion import STAGES, Stall, largest_stall, with_shares
from lib.measures.completion.stalls import Step
from lib.topics.training import groups
from lib.topics.training.charts.stages import stage_bars
from lib.ui.charts import Chart
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.tables import Column
from lib.ui.text import Text


@dataclass(frozen=True)
class _Stages:
    """How far the learners came who had time enough, a row a group.

    :ivar left_out: enrollments whose dates can't be.
    """

    counts: pd.DataFrame
    left_out: int


def _read(choice: Choice, by: str) -> _Stages:
    span = groups.followed(choice).complete_span
    stages = reads.membership.learner_stages(choice.scope, *span)
    counts = groups.summed(stages, by)
    counts = counts[counts["enrolled"] > 0]
    return _Stages(counts, int(stages["left_out"].sum()))


@dataclass(frozen=True)
class _Stalls:
    """Where learners stop, and what to do next."""

    chart: Chart
    next_step: str | None

    def show(self, key: str) -> None:
        if self.next_step:
            st.info(self.next_step, icon=":material/forward:")
        self.chart.show(key)


def _make(stages: _Stages, choice: Choice, by: str) -> _Stalls | Text:
    span = groups.between(groups.followed(choice))
    if stages.counts.empty:
        return Text(_("Nobody enrolled between {first} and {last}", **span))
    names = groups.names(choice, by, list(stages.counts[groups.GROUP]))
    shares = with_shares(stages.counts).assign(name=list(names.values()))
    most = largest_stall(shares, "name")
    titles = {stage: name_of("learner_stage", stage) for stage in STAGES}
    chart = Chart(
        title=_title(most, span),
        alt=_("How far learners came, as shares: completed, in progress, withdrew, not started."),
        plot=stage_bars(shares, titles, label="name"),
        table=shares,
        columns=_columns(by, titles),
        caption=_explained(int(stages.counts["enrolled"].sum()), stages.left_out),
    )
    return _Stalls(chart, _next(most))


def _columns(by: str, titles: dict[str, str]) -> dict[str, Column]:
    columns = {
        "name": Column(groups.name_of_group(by), pinned=True),
        "enrolled": Column(_("Enrolled"), kind="number"),
    }
    for stage, title in titles.items():
        columns[stage] = Column(title, kind="number")
        columns[f"share_{stage}"] = Column(_("{stage}, share", stage=title), kind="percent")
    return columns


def _title(most: Stall | None, span: dict[str, str]) -> str:
    if most is None:
        return _("Everyone who enrolled between {first} and {last} has completed", **span)
    rate = formats.rate(most.learners, most.stopped)
    if most.step is Step.START:
        return _(
            "{rate} of those who have not completed never started; enrolled between {first} and"
            " {last}",
            rate=rate,
            **span,
        )
    return _(
        "{rate} of those who have not completed started and did not finish; enrolled between"
        " {first} and {last}",
        rate=rate,
        **span,
    )


def _next(most: Stall | None) -> str | None:
    if most is None:
        return None
    where = ngettext(
        "Begin with {name}: {n} person there.",
        "Begin with {name}: {n} people there.",
        most.there,
        name=formats.plain(most.group),
        n=formats.number(most.there),
    )
    if most.step is Step.START:
        what = _(
            "Call people in the first week after they enroll and set a date to start together."
        )
    else:
        what = _(
            "Offer a companion to study with, and another date for those who missed a session."
        )
    return f"{what} {where}"


def _explained(enrolled: int, left_out: int) -> str:
    sentence = ngettext(
        "{n} enrollment; everyone has had at least {days} days.",
        "{n} enrollments; everyone has had at least {days} days.",
        enrolled,
        n=formats.number(enrolled),
        days=groups.TOLD_DAYS,
    )
    if left_out:
        sentence += " " + ngettext(
            "{n} enrollment is left out, since its dates can't be.",
            "{n} enrollments are left out, since their dates can't be.",
            left_out,
            n=formats.number(left_out),
        )
    return sentence


STALLS = Figure("learners_stalls", _read, _make)


@fragment
def draw(choice: Choice) -> None:
    """Draw where learners stop, by what the viewer chose to compare them by."""
    ways = {by: groups.name_of_comparison(by) for by in groups.offered(choice)}
    by = choose_one("stalls_by", _("Compared by"), ways) if len(ways) > 1 else "course"
    STALLS.draw(choice, by)
