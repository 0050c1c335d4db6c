"""The freshness of a source database, table by table."""

import streamlit as st

from lib.data.scope import UNKNOWN_REGION, Scope
from lib.ui import formats
from lib.ui.language import _
from lib.ui.reads import freshness
from lib.ui.tables import Column, table

# Freshness is a catalogue: any scope sees it whole.
_ANY = Scope((UNKNOWN_REGION,))


def draw(database: str) -> None:
    """Draw a database's tables with their two clocks and their number of rows.

    :raises Unavailable: if the database can't be read, or was never refreshed.
    """
    names = {"membership": _("Membership"), "incidents": _("Incidents")}
    frame = freshness(database, _ANY)
    st.subheader(
        _(
            "{database}: loaded {when}",
            database=names[database],
            when=formats.recent(frame["refreshed_at"].max()),
        ),
        anchor=False,
    )
    late = frame.loc[frame["is_stale"], "source_table"].tolist()
    if late:
        said = _("Late: {tables}", tables=formats.listing(late))
        st.markdown(f":material/history_toggle_off: **{said}**")
    table(
        frame,
        {
            "source_table": Column(_("Table"), pinned=True),
            "newest_record": Column(_("Newest record"), kind="moment"),
            "limit_days": Column(
                _("Late after (days)"), kind="number", help=_("No number: it may be of any age.")
            ),
            "is_stale": Column(_("Late"), kind="flag"),
            "row_count": Column(_("Rows"), kind="number"),
            "refreshed_at": Column(_("Loaded"), kind="moment"),
        },
        key=f"sources_{database}",
        alt=_("Source tables with their newest record and when they were loaded."),
    )
