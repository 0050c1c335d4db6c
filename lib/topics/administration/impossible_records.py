"""Records that can't be right, by source table and rule."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _
from lib.ui.tables import Column, table


def draw(database: str) -> None:
    """Draw a database's records that can't be right, by table and rule, of all regions."""
    frame = _listed(database)
    if frame.empty:
        st.caption(
            _(
                "No record here has a number or a date that by itself can't be right. What can't be"
                " right together is counted where it is left out, on the page of committees."
            )
        )
        return
    st.markdown(
        _(
            "**Records that can't be right** are left out of the figures that they would distort."
            " This lists them by their ids: {command}",
            command="`python -m lib doctor --records FILE.csv`",
        )
    )
    table(
        frame,
        {
            "source_table": Column(_("Table"), family="source_table", pinned=True),
            "rule": Column(_("What can't be right"), family="record_rule"),
            # Translators: rows of a source table
            "records": Column(_("Records"), kind="number"),
        },
        key=f"flagged_{database}",
        alt=_("Records that can't be right, by source table and rule."),
    )


@reads.measured
def _listed(database: str) -> pd.DataFrame:
    return reads.flagged_rules(database).sort_values("records", ascending=False, ignore_index=True)
