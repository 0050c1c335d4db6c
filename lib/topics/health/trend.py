"""A committee's score and indicators over a year, from the months that were saved."""

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator, health, health_thresholds
from lib.topics.health import sources as health_sources
from lib.topics.health.charts import panels
from lib.topics.health.standing import snapshots
from lib.ui import charts
from lib.ui import headlines as figures
from lib.ui.tables import Column

_YEAR = timedelta(days=366 + 31)
"""Thirteen ends of months: the same one a year ago among them."""

Row = Any
"""A row of ``queries/membership/reads/committees.sql``, as ``DataFrame.itertuples`` gives it."""


def draw(row: Row) -> None:
    """Draw the year of a committee: its score, and each indicator.

    :raises Unavailable: if a database can't be read.
    """
    shown = _year(Scope((row.region_id,)), row.committee_id)
    if shown is None:
        st.caption(_("The trend over the year begins with the second month that is saved."))
        return
    late = health_sources.late_indicators(Scope((row.region_id,)))
    with figures.greyed("committee_health_year", when=bool(late)):
        charts.show(**shown, key="committee_health_year")


@reads.prepared
def _year(scope: Scope, committee_id: str) -> dict[str, Any] | None:
    rows = snapshots(scope, _YEAR)
    is_known = (rows["committee_id"] == committee_id).any()
    return describe(rows, committee_id) if is_known else None


def describe(rows: pd.DataFrame, committee_id: str) -> dict[str, Any] | None:
    """What ``charts.show`` takes of a committee's year; ``None`` with fewer than two points.

    :param rows: as ``snapshots`` gives them, of the committee's region.
    """
    rows = rows[(rows["kept"] == "month") | (rows["as_of"] == rows["as_of"].max())]
    measured = health(rows)
    months = measured[measured["committee_id"] == committee_id].sort_values("as_of")
    months = months.assign(total=months["score"].fillna(months["progress"]))
    # Another status is judged by other rules: its points are no part of the same line.
    months = months[months["status"] == months["status"].tail(1).item()]
    known = months[months["total"].notna()]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    shown = ["total", *(name for name in map(str, Indicator) if months[name].notna().any())]
    months = months[["as_of", *shown]].assign(**{name: 100 * months[name] for name in shown})
    is_score = known["score"].notna().any()
    names = {"total": _("Score") if is_score else _("Progress")}
    names |= {name: name_of("health_indicator", name) for name in shown[1:]}
    levels = health_thresholds().levels
    return {
        "figure": panels(months, names, x="as_of", levels=(levels.steady_from, levels.strong_from)),
        "title": _title(known),
        "alt": _("Points of 100 by month: {names}.", names=formats.listing(names.values())),
        "table": months.sort_values("as_of", ascending=False),
        # Translators: date
        "columns": {"as_of": Column(_("Day"), kind="date", pinned=True)}
        | {name: Column(label, kind="decimal") for name, label in names.items()},
        "caption": _(
            "The ends of months as they were saved, and today; a gap is a month without enough"
            " data. The thin lines are where steady and strong begin."
        ),
    }


def _title(known: pd.DataFrame) -> str:
    first, last = known.iloc[0], known.iloc[-1]
    n = round(100 * last["total"]) - round(100 * first["total"])
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
