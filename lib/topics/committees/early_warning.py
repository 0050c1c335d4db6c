"""Which committees look like falling silent, where the organization's own history can tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, ngettext
from lib.measures.early_warning import EarlyWarning, Verdict, early_warning
from lib.measures.early_warning.settings import thresholds
from lib.reads.committee_names import committee_names
from lib.topics.committees import calibration
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.frame import part
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_HISTORY = timedelta(days=36 * 31)
_COLUMNS = ("committee_id", "last_gathering_on", "gatherings", "coordinators")


def draw(choice: Choice) -> None:
    """Draw the early warning, folded away, where history may tell who falls silent."""
    with part():
        if can_be_fitted(choice.scope):
            _draw_folded(choice)


@reads.measured
def can_be_fitted(scope: Scope) -> bool:
    """Whether as many committees fell silent as it takes to tell who will: a count, and no fit.

    :raises Unavailable: if the membership or the dashboard's own database can't be read.
    """
    rules, last = thresholds(), reads.as_of("membership")
    counted = reads.dashboard.months_of_silence(scope, last - _HISTORY, last, rules.silent_days)
    needed = rules.minimum_silent_fitted + rules.minimum_silent_held_out
    return int(counted["months"].iloc[0]) >= needed


@fragment
def _draw_folded(choice: Choice) -> None:
    """It is fitted only once somebody unfolds it: of thousands of committees that takes long."""
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
    chosen = EARLY_WARNING.draw(choice)
    if chosen:
        st.switch_page("organizer/committee.py", query_params={"committee": chosen})


@reads.measured
def _fitted(scope: Scope) -> EarlyWarning | None:
    """The model of a scope's own history; ``None`` before anything was saved."""
    silent_days, last = thresholds().silent_days, reads.as_of("membership")
    rows = reads.dashboard.months_of_health(scope, last - _HISTORY, last, silent_days)
    return None if rows.empty else early_warning(rows)


@dataclass(frozen=True)
class Predictions:
    """What is predicted, and how far to trust it.

    :ivar listed: the committees that meet, most likely to fall silent first; none unless the
        verdict is ``shown``.
    """

    fit: EarlyWarning
    listed: pd.DataFrame


@dataclass(frozen=True)
class Predicted:
    """That in words, above one line of clocks.

    :ivar judged: what it was learnt from, and how well it did.
    """

    listed: Table
    judged: str
    calibration: Chart

    def show(self, key: str) -> str | None:
        """Draw the table, the sentences and the chart; return the committee that was chosen."""
        chosen = self.listed.show(key)
        st.markdown(self.judged)
        self.calibration.show(f"{key}_calibration")
        return chosen


def _read(choice: Choice) -> Predictions | None:
    fit = _fitted(choice.scope)
    if fit is None:
        return None
    committees = reads.membership.committees(choice.scope, columns=_COLUMNS)
    return predictions(fit, committees)


def predictions(fit: EarlyWarning, committees: pd.DataFrame) -> Predictions:
    """The predictions with what the committees are.

    :param committees: ``committee_id, last_gathering_on, gatherings, coordinators``.
    """
    return Predictions(fit, fit.predictions.merge(committees, on="committee_id"))


def describe(predictions: Predictions, names: Mapping[str, str]) -> Predicted | Text:
    """Put predictions in words, or why there are none.

    :param names: of the committees by their ids.
    """
    if predictions.fit.verdict is Verdict.TOO_LITTLE_HISTORY:
        return Text(title=_("There is too little history to tell who may fall silent"))
    if predictions.fit.verdict is Verdict.NO_BETTER:
        return Text(
            title=_("Who may fall silent is told as well by the days since the last gathering"),
            body=calibration.judged(predictions.fit),
        )
    listed = predictions.listed
    return Predicted(
        _listed(listed.assign(name=listed["committee_id"].map(names))),
        calibration.judged(predictions.fit),
        calibration.chart(predictions.fit),
    )


def _listed(listed: pd.DataFrame) -> Table:
    expected = round(listed["probability"].sum())
    return Table(
        title=ngettext(
            "About {n} of {all} committees that meet may fall silent within 90 days",
            "About {n} of {all} committees that meet may fall silent within 90 days",
            expected,
            all=len(listed),
        ),
        frame=listed,
        columns=_columns(),
        alt=_("Active committees by their chance of falling silent within 90 days."),
        choose="committee_id",
    )


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


EARLY_WARNING = Figure(
    "early_warning",
    _read,
    lambda predictions, choice: describe(predictions, committee_names(choice.scope)),
)
