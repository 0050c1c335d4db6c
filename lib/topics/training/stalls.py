"""Where learners stop, and what to do next."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.completion import STAGES, Stall, largest_stall, with_shares
from lib.measures.completion.horizons import newest_told_month
from lib.measures.completion.stalls import Step
from lib.topics.training import groups as training_groups
from lib.topics.training.charts import stage_bars
from lib.ui import charts
from lib.ui.filters import Choice
from lib.ui.tables import Column

_TOLD_DAYS = 90
"""Who enrolled more recently has not had the time to stop."""


def draw(choice: Choice, by: str) -> None:
    """Draw how far the learners came who had time enough, and what to do next.

    :raises Unavailable: if the membership database can't be read.
    """
    prepared = _stalls(choice, by)
    if prepared is None:
        st.subheader(
            _("Too early to tell where learners stop: it takes {n} days", n=_TOLD_DAYS),
            anchor=False,
        )
        return
    shown, next_step = prepared
    charts.show(**shown, key="learners_stalls")
    if next_step:
        st.info(next_step, icon=":material/forward:")


@reads.prepared
def _stalls(choice: Choice, by: str) -> tuple[dict[str, Any], str | None] | None:
    day = reads.as_of("membership", choice.scope)
    since = training_groups.first_quarter(choice)
    stages = reads.read("membership", "learner_stages", choice.scope, first_month=since)
    told = stages[stages["enrolled_month"] <= pd.Timestamp(newest_told_month(day, _TOLD_DAYS))]
    counts = training_groups.summed(told, by)
    counts = counts[counts["enrolled"] > 0]
    if counts.empty:
        return None
    names = training_groups.names(choice, by, list(counts[training_groups.GROUP]))
    found = with_shares(counts).assign(name=list(names.values()))
    most = largest_stall(found, "name")
    titles = {stage: name_of("learner_stage", stage) for stage in STAGES}
    shown = {
        "figure": stage_bars(found, titles, label="name"),
        "title": _title(most),
        "alt": _(
            "How far learners came, as shares: completed, in progress, withdrew, not started."
        ),
        "caption": _explained(since, int(told["left_out"].sum())),
        "table": found,
        "columns": _columns(by, titles),
    }
    return shown, _next(most)


def _columns(by: str, titles: dict[str, str]) -> dict[str, Column]:
    columns = {
        "name": Column(training_groups.name_of_group(by), pinned=True),
        "enrolled": Column(_("Enrolled"), kind="number"),
    }
    for stage, title in titles.items():
        columns[stage] = Column(title, kind="number")
        columns[f"share_{stage}"] = Column(_("{stage}, share", stage=title), kind="percent")
    return columns


def _title(most: Stall | None) -> str:
    if most is None:
        return _("Everyone who enrolled {n} days ago or earlier has completed", n=_TOLD_DAYS)
    rate = formats.rate(most.learners, most.enrolled)
    if most.step is Step.START:
        return _("Most who stop never start: {rate}", rate=rate)
    return _("Most who stop do so after starting: {rate}", rate=rate)


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


def _explained(since: date, left_out: int) -> str:
    said = _(
        "Enrolled since {month} and at least {days} days ago, so that everyone had the time.",
        month=formats.month(since),
        days=_TOLD_DAYS,
    )
    if left_out:
        said += " " + ngettext(
            "{n} enrollment is left out, since its dates can't be.",
            "{n} enrollments are left out, since their dates can't be.",
            left_out,
            n=formats.number(left_out),
        )
    return said
