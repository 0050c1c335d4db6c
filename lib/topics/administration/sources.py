"""The freshness of a source database, table by table."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.language.vocabulary import name_of
from lib.ui.clocks import DATABASES, LATE_SIGN
from lib.ui.sections import section
from lib.ui.tables import Column, table


def databases() -> list[str]:
    """The source databases, those with a late table first."""
    return sorted(DATABASES, key=_has_none_late)


def _has_none_late(database: str) -> bool:
    try:
        return not reads.freshness(database)["is_stale"].any()
    except Unavailable:
        # It can't be looked at: worse than late.
        return False


def draw(database: str) -> None:
    """Draw a database's tables with their two clocks and their number of rows, late ones first."""
    frame = _tables(database)
    section(
        _(
            "{database}: loaded {when}",
            database=_(DATABASES[database]),
            when=formats.recent(frame["refreshed_at"].max()),
        )
    )
    late = frame.loc[frame["is_stale"], "name"].tolist()
    if late:
        sentence = _("Late: {tables}", tables=formats.listing(late))
        st.markdown(f"{LATE_SIGN} **{sentence}**")
    table(
        frame,
        {
            # Translators: of a database
            "name": Column(_("Table"), pinned=True, wide=True),
            # Translators: column: whether the newest record of a table is too old
            "is_stale": Column(_("Late"), kind="flag"),
            "newest_record": Column(_("Newest record"), kind="moment"),
            "limit_days": Column(
                _("Late after (days)"), kind="number", help=_("No number: it may be of any age.")
            ),
            # Translators: of a table
            "row_count": Column(_("Rows"), kind="number"),
            # Translators: when rows were last taken from the source
            "refreshed_at": Column(_("Loaded"), kind="moment"),
        },
        key=f"sources_{database}",
        alt=f"{_(DATABASES[database])}: "
        + _("Source tables with their newest record and when they were loaded."),
    )


@reads.worded
def _tables(database: str) -> pd.DataFrame:
    frame = reads.freshness(database)
    rows = frame.assign(name=[name_of("source_table", table) for table in frame["source_table"]])
    by_name = rows.sort_values("name", key=lambda names: names.map(as_sorted))
    return by_name.sort_values("is_stale", ascending=False, kind="stable", ignore_index=True)
