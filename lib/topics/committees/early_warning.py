"""Which committees look like falling silent, where the organization's own history can tell."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.early_warning import EarlyWarning, Verdict, early_warning
from lib.reads import membership
from lib.topics.committees.charts import calibration
from lib.topics.health.standing import snapshots
from lib.ui import charts, clocks
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.tables import Column, table

_HISTORY = timedelta(days=36 * 31)
_BEHIND = ("committee", "gathering", "role_term")

Shown = dict[str, Any]
"""What ``charts.show`` takes, but for the key."""


@fragment
def draw(choice: Choice) -> None:
    """Draw the early warning, folded away: it is fitted only once somebody unfolds it."""
    with st.expander(
        _("Early warning: who may fall silent within 90 days"),
        key="early_warning",
        icon=":material/notifications:",
        on_change="rerun",
    ) as unfolded:
        if unfolded.open:
            with part():
                _draw(choice)


def _draw(choice: Choice) -> None:
    found = _fitted(choice.scope)
    described = _described(choice)
    if found is None or described is None:
        st.markdown(nothing(found))
        return
    title, listed, shown = described
    with clocks.behind(choice.scope, "early_warning", membership=_BEHIND):
        opened = _draw_listed(title, listed)
        st.markdown(judged(found))
        charts.show(**shown, key="early_warning_calibration")
    if opened:
        st.switch_page("organizer/committee.py", query_params={"committee": opened})


def _draw_listed(title: str, listed: pd.DataFrame) -> str | None:
    st.subheader(title, anchor=False)
    return table(
        listed,
        _columns(),
        key="early_warning",
        alt=_("Active committees by their chance of falling silent within 90 days."),
        choose="committee_id",
    )


@reads.prepared
def _fitted(scope: Scope) -> EarlyWarning | None:
    """The model of a scope's own history; ``None`` before anything was saved.

    :raises Unavailable: if a database can't be read.
    """
    rows = snapshots(scope, _HISTORY)
    if rows.empty:
        return None
    # Months are learnt from, the newest day is what is predicted.
    return early_warning(rows[(rows["kept"] == "month") | (rows["as_of"] == rows["as_of"].max())])


def nothing(found: EarlyWarning | None) -> str:
    """Why nothing is predicted."""
    if found is None or found.verdict is Verdict.TOO_LITTLE_HISTORY:
        return _(
            "There is too little history to tell who may fall silent: too few committees of these"
            " regions have fallen silent in the months that were saved. So nothing is predicted."
        )
    return _(
        "Nothing is predicted: on later months that it had not seen, the model told apart who fell"
        " silent no better (AUC {auc}) than the days since the last gathering do (AUC {days}).",
        auc=formats.number(found.auc, 2),
        days=formats.number(found.auc_days, 2),
    )


@reads.prepared
def _described(choice: Choice) -> tuple[str, pd.DataFrame, Shown] | None:
    found = _fitted(choice.scope)
    if found is None or found.verdict is not Verdict.SHOWN:
        return None
    return describe(found, membership.committees(choice.scope))


def describe(found: EarlyWarning, committees: pd.DataFrame) -> tuple[str, pd.DataFrame, Shown]:
    """The finding, the committees by their chance, and the calibration as ``charts.show`` takes it.

    :param found: with the verdict ``shown``.
    :param committees: by ``queries/membership/reads/committees.sql``.
    """
    listed = found.predictions.merge(committees, on="committee_id")
    expected = round(listed["probability"].sum())
    title = ngettext(
        "About {n} of {all} committees that meet may fall silent within 90 days",
        "About {n} of {all} committees that meet may fall silent within 90 days",
        expected,
        all=len(listed),
    )
    return title, listed, _calibration(found)


def _columns() -> dict[str, Column]:
    return {
        "name": Column(_("Committee"), pinned=True),
        "probability": Column(
            # Translators: probability, in percent
            _("Chance"),
            kind="percent",
            help=_("Of no gathering in the next 90 days."),
        ),
        "last_gathering_on": Column(_("Last gathering"), kind="date"),
        "gatherings": Column(_("Gatherings, 13 weeks"), kind="number"),
        "coordinators": Column(_("Coordinators"), kind="number"),
    }


def judged(found: EarlyWarning) -> str:
    """What it was learnt from, and how well it did on months that it had not seen."""
    return _(
        "Learnt from the history of the regions in view alone: days since the last gathering,"
        " rhythm, trend of turnout and coordinators, in {fitted} months of committees. Judged on"
        " {held_out} later ones that it had not seen, of which {silent} were followed by silence:"
        " AUC **{auc}**, against **{days}** by the days since the last gathering alone (1 is"
        " perfect, 0.5 is chance).",
        fitted=formats.number(found.fitted),
        held_out=formats.number(found.held_out),
        silent=formats.number(found.silent_held_out),
        auc=formats.number(found.auc, 2),
        days=formats.number(found.auc_days, 2),
    )


def _calibration(found: EarlyWarning) -> Shown:
    frame = found.calibration
    rates = [formats.rate(int(row.silent), int(row.committee_months)) for row in frame.itertuples()]
    hover = [
        _("predicted {chance}, happened {rate}", chance=formats.percent(row.predicted), rate=rate)
        for row, rate in zip(frame.itertuples(), rates, strict=True)
    ]
    last = frame.iloc[-1]
    return {
        "figure": calibration(frame.assign(hover=hover)),
        "title": _(
            "Of those given the highest chances, {predicted} on average, {rate} fell silent",
            predicted=formats.percent(last["predicted"]),
            rate=rates[-1],
        ),
        "alt": _("Share of committees that fell silent against the predicted chance, by tenth."),
        "table": frame,
        "columns": {
            # Translators: one of ten groups of equal size, by how likely they are to fall silent
            "tenth": Column(_("Tenth"), kind="number"),
            "committee_months": Column(_("Months of committees"), kind="number"),
            "silent": Column(_("Fell silent"), kind="number"),
            "predicted": Column(_("Predicted chance"), kind="percent"),
            "rate": Column(_("Share that fell silent"), kind="percent"),
            "low": Column(_("At least (95 %)"), kind="percent"),
            "high": Column(_("At most (95 %)"), kind="percent"),
        },
    }
