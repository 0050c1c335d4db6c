"""A committee's score and indicators over a year, from the months that were saved."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator, health, health_thresholds
from lib.topics.health.charts import panels
from lib.topics.health.standing import of_committee, priors_on
from lib.ui import clocks
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.tables import Column

_YEAR = timedelta(days=366 + 31)
"""Thirteen ends of months: the same one a year ago among them."""


def draw(region: Choice, committee_id: str) -> None:
    """Draw the year of a committee: its score, and each indicator.

    :param region: the committee's, whole.
    """
    with part():
        made = YEAR.made(region, committee_id)
        if made.value is None:
            st.caption(_("The trend over the year begins with the second month that is saved."))
            return
        # Which sources are late, and how late, stands above with the indicators of today.
        with clocks.greyed(YEAR.key, when=reads.is_late(made.sources)):
            made.value.show(YEAR.key)


def _read(region: Choice, committee_id: str) -> pd.DataFrame | None:
    rows = ends(of_committee(region.scope, committee_id, _YEAR))
    priors = priors_on(region.scope, [day.date() for day in rows["as_of"]])
    return None if rows.empty or priors.empty else months(rows, priors)


def ends(rows: pd.DataFrame) -> pd.DataFrame:
    """Of the days that were saved of a committee the last ones of months, and the newest."""
    return rows[(rows["kept"] == "month") | (rows["as_of"] == rows["as_of"].max())]


def months(rows: pd.DataFrame, priors: pd.DataFrame) -> pd.DataFrame | None:
    """A committee's year; ``None`` with fewer than two points.

    :param rows: its saved inputs, by :func:`ends`.
    :param priors: of its region on each of these days.
    :return: a row an end of a month, today the last: ``as_of``, ``is_score`` (or progress), and in
        points of 100 ``total`` and each ``Indicator`` that was ever known.
    """
    own = health(rows, priors).sort_values("as_of")
    # Another status is judged by other rules: its points are no part of the same line.
    own = own[own["status"] == own["status"].tail(1).item()]
    own = own.assign(total=own["score"].fillna(own["progress"]))
    if own["total"].count() < 2:  # noqa: PLR2004 - a line has two ends
        return None
    shown = ["total", *(name for name in map(str, Indicator) if own[name].notna().any())]
    points = {name: 100 * own[name] for name in shown}
    return own[["as_of"]].assign(is_score=own["score"].notna().any(), **points)


def chart(points: pd.DataFrame, _region: Choice, _committee_id: str) -> Chart:
    """The chart of a committee's year.

    :param points: by ``months``.
    """
    names = {"total": _("Score") if points["is_score"].any() else _("Progress")}
    names |= {str(name): name_of("health_indicator", name) for name in Indicator if name in points}
    levels = health_thresholds().levels
    return Chart(
        plot=panels(points, names, x="as_of", levels=(levels.steady_from, levels.strong_from)),
        title=_title(points[points["total"].notna()]),
        alt=_("Points of 100 by month: {names}.", names=formats.listing(names.values())),
        table=points.sort_values("as_of", ascending=False),
        # Translators: date
        columns={"as_of": Column(_("Day"), kind="date", pinned=True)}
        | {name: Column(label, kind="decimal") for name, label in names.items()},
        caption=_(
            "The ends of months as they were saved, and today; a gap is a month without enough"
            " data. The thin lines are where steady and strong begin."
        ),
    )


def _title(scored: pd.DataFrame) -> str:
    first, last = scored.iloc[0], scored.iloc[-1]
    n = round(last["total"]) - round(first["total"])
    since = formats.month(first["as_of"])
    if n < 0:
        return ngettext(
            "{n} point less than in {month}", "{n} points less than in {month}", -n, month=since
        )
    if n > 0:
        return ngettext(
            "{n} point more than in {month}", "{n} points more than in {month}", n, month=since
        )
    return _("As many points as in {month}", month=since)


YEAR = Figure("committee_health_year", _read, chart)
