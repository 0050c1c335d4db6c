"""The places without a rank, and why they have none."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, ngettext
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import place_ranks, words
from lib.ui.columns import Column
from lib.ui.tables import table


def draw(scope: Scope, weights: Weights) -> None:
    """Draw the places without a rank, each with the reason; nothing where all have one."""
    rows = _unranked(scope, weights)
    if rows.empty:
        return
    title = ngettext("{n} place without a rank", "{n} places without a rank", len(rows))
    with st.expander(title, icon=":material/help:", key="unranked"):
        table(
            rows,
            {
                "place": Column(_("Place"), pinned=True),
                "region": Column(_("Region")),
                # Translators: why a place has no rank
                "reason": Column(_("Why"), wide=True),
            },
            key="priorities_unranked",
            alt=title,
        )


@reads.worded
def _unranked(scope: Scope, weights: Weights) -> pd.DataFrame:
    return unranked(place_ranks.listed(scope, weights))


def unranked(listed: pd.DataFrame) -> pd.DataFrame:
    """The places without a rank, with ``reason`` in words."""
    rows = listed[listed["rank"].isna()]
    reasons = [words.unranked(code) for code in rows["unranked"]]
    return rows.assign(reason=reasons).reset_index(drop=True)
