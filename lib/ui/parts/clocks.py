"""The two clocks of the figures on a page."""

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.ui.figures import clocks_sentence
from lib.ui.language import _
from lib.ui.reads import freshness


def caption(database: str, scope: Scope, *tables: str) -> str:
    """The newest record of the source tables behind a figure, and when they were loaded.

    :raises Unavailable: if the database can't be read.
    """
    frame = freshness(database, scope)
    behind = frame[frame["source_table"].isin(tables)] if tables else frame
    newest, loaded = behind["newest_record"].max(), behind["refreshed_at"].min()
    return clocks_sentence(None if pd.isna(newest) else newest, None if pd.isna(loaded) else loaded)


def footer(scope: Scope) -> None:
    """Draw the clocks of both source databases, whichever can be read."""
    sentences = [
        (_("Membership"), "membership"),
        (_("Incidents"), "incidents"),
    ]
    said = [f"{name}: {caption(database, scope)}" for name, database in sentences]
    st.caption("  \n".join(said))
