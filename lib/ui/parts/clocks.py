"""The two clocks of the figures: the newest record behind them, and when they were loaded."""

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.ui import figures
from lib.ui.language import _
from lib.ui.reads import freshness


def draw(database: str, scope: Scope, *tables: str, name: str = "") -> None:
    """Draw the clocks of the source tables behind what stands above.

    :param name: what has these clocks, where others stand beside them.
    :raises Unavailable: if the database can't be read.
    """
    frame = freshness(database, scope)
    behind = frame[frame["source_table"].isin(tables)]
    newest, loaded = behind["newest_record"].max(), behind["refreshed_at"].min()
    said = figures.clocks_sentence(
        None if pd.isna(newest) else newest, None if pd.isna(loaded) else loaded
    )
    if behind["is_stale"].any():
        said = ":material/history_toggle_off: " + _("The source is late. {clocks}", clocks=said)
    st.caption(f"{name}: {said}" if name else said)
