"""The two clocks of the figures: the newest record behind them, and when they were loaded."""

from datetime import datetime

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.ui import figures
from lib.ui.language import _
from lib.ui.reads import freshness, is_stale, prepared


def draw(database: str, scope: Scope, *tables: str, name: str = "") -> None:
    """Draw the clocks of the source tables behind what stands above.

    :param name: what has these clocks, where others stand beside them.
    :raises Unavailable: if the database can't be read.
    """
    # Said anew in each run: "today" depends on the viewer's clock.
    said = figures.clocks_sentence(*_clocks(database, scope, tables))
    if is_stale(database, scope, *tables):
        said = ":material/history_toggle_off: " + _("The source is late. {clocks}", clocks=said)
    st.caption(f"{name}: {said}" if name else said)


@prepared
def _clocks(
    database: str, scope: Scope, tables: tuple[str, ...]
) -> tuple[datetime | None, datetime | None]:
    frame = freshness(database, scope)
    behind = frame[frame["source_table"].isin(tables)]
    newest, loaded = behind["newest_record"].max(), behind["refreshed_at"].min()
    return None if pd.isna(newest) else newest, None if pd.isna(loaded) else loaded
