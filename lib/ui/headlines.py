"""Headline figures and the two clocks that every figure carries."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.language import _
from lib.language.formats import NO_DATA, is_missing, recent
from lib.ui.sparklines import sparkline

Direction = Literal["up", "down"]

LATE_SIGN = ":material/history_toggle_off:"

_GREY = """<style>
[class*="st-key-late-"] :is([data-testid="stPlotlyChart"] .js-plotly-plot,
[data-testid="stDataFrame"] canvas) { filter: grayscale(1); opacity: 0.6; }
[class*="st-key-late-"] :is(h2, h3, [data-testid="stMarkdown"] li),
[class*="st-key-late-"] [data-testid="stMarkdown"] :not([data-testid="stCaptionContainer"]) > p
{ opacity: 0.75; }
</style>"""
# Not the container itself: a filter there would hold a chart that is opened over the whole screen.


@dataclass(frozen=True)
class Change:
    """How a headline figure moved.

    :ivar text: the difference as it is to be read, its sign first
        (:func:`lib.language.formats.change`).
    :ivar since: what it is measured from: "in 12 weeks".
    :ivar better: the direction that is good news; ``None`` where neither is.
    """

    text: str
    since: str | None = None
    better: Direction | None = None

    @property
    def direction(self) -> Direction | None:
        """Where the figure went; ``None`` if it stayed or nobody knows."""
        if self.text[:1] not in ("+", "−"):
            return None
        return "up" if self.text.startswith("+") else "down"


def headlines(key: str = "headlines") -> DeltaGenerator:
    """The grid that headline figures stand in: up to five beside each other, two on a phone."""
    return st.grid(5, min_column_width=148, gap="small", key=key)


def headline(
    label: str,
    value: str | None,
    *,
    change: Change | None = None,
    trend: Sequence[float | None] | None = None,
    help: str | None = None,  # noqa: A002 - as Streamlit names it
    no_data: str | None = None,
    stale: bool = False,
) -> None:
    """Draw a headline figure.

    :param value: the number as it is to be read (:mod:`lib.language.formats`); ``None`` or a dash
        is no data, which is not zero: a dash and the sentence ``no_data`` are drawn.
    :param trend: the figure over equal steps of time, oldest first, the unfinished step left out.
    :param help: what is counted.
    :param stale: the source is late: the figure is greyed and marked by a clock.
    """
    missing = value is None or value == NO_DATA
    # Streamlit cuts a metric's own label short where it would have to wrap.
    with st.container(border=True, height="stretch", gap="xxsmall"):
        st.markdown(f"**{label}**", help=help)
        if missing:
            st.metric(label, NO_DATA, label_visibility="collapsed")
            st.caption(no_data or _("No data for this choice"))
            return
        st.metric(
            label,
            f":gray[{value}]" if stale else value,
            label_visibility="collapsed",
            delta=change.text if change else None,
            delta_color=_color(change, stale),
            delta_arrow=(change.direction if change else None) or "off",
        )
        if sum(not is_missing(point) for point in trend or ()) > 1:
            sparkline(trend or (), alt=_("Trend: {label}", label=label), stale=stale)
        if stale:
            st.caption(LATE_SIGN + " " + _("The source is late"))
        elif change and change.since:
            st.caption(change.since)


@contextmanager
def greyed(key: str, *, when: bool) -> Iterator[None]:
    """Draw charts, maps, tables and sentences in grey: what they rest on is late.

    :param key: unique on the page.
    :param when: whether it is late.
    """
    if not when:
        yield
        return
    with st.container(key=f"late-{key}"):
        st.html(_GREY)
        yield


def clocks_sentence(newest_record: datetime | None, loaded_at: datetime | None) -> str:
    """``Newest record Nov 3 · loaded today 06:10``."""
    if loaded_at is None:
        return _("Not loaded yet")
    if newest_record is None:
        return _("No record yet · loaded {loaded}", loaded=recent(loaded_at))
    return _(
        "Newest record {newest} · loaded {loaded}",
        newest=recent(newest_record),
        loaded=recent(loaded_at),
    )


def _color(change: Change | None, stale: bool) -> Literal["gray", "green", "orange"]:
    if stale or change is None or change.better is None or change.direction is None:
        return "gray"
    return "green" if change.direction == change.better else "orange"
