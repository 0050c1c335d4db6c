"""Under the figures: the newest record behind them, when it was loaded, and what was left out."""

from datetime import datetime

import pandas as pd
import streamlit as st

from lib.data.scope import Scope
from lib.ui import figures
from lib.ui.language import _
from lib.ui.parts import flagged
from lib.ui.reads import freshness, is_stale, prepared


def draw(database: str, scope: Scope, *tables: str, name: str = "") -> None:
    """Draw the clocks of the source tables behind what stands above, and what was left out of it.

    :param name: what has these clocks, where others stand beside them.
    :raises Unavailable: if the database can't be read.
    """
    # Said anew in each run: "today" depends on the viewer's clock.
    said = figures.clocks_sentence(*_clocks(database, scope, tables))
    if is_stale(database, scope, *tables):
        said = ":material/history_toggle_off: " + _("The source is late. {clocks}", clocks=said)
    if name:
        said = f"{name}: {said}"
    missing = flagged.sentence(database, scope, tables)
    if missing is None:
        st.caption(said)
        return
    # Two spaces end a line in Markdown.
    st.caption(f"{said}  \n{missing}", help=flagged.how_to_list())


@prepared
def _clocks(
    database: str, scope: Scope, tables: tuple[str, ...]
) -> tuple[datetime | None, datetime | None]:
    frame = freshness(database, scope)
    behind = frame[frame["source_table"].isin(tables)]
    newest, loaded = behind["newest_record"].max(), behind["refreshed_at"].min()
    return None if pd.isna(newest) else newest, None if pd.isna(loaded) else loaded
