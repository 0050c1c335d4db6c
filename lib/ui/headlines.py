"""Headline figures: a number, how it moved and its trend, in a box each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVarTuple

import streamlit as st

from lib import reads
from lib.language import _, current
from lib.language.formats import NO_DATA, is_missing
from lib.ui.clocks import LATE_SIGN
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.sparklines import sparkline

Direction = Literal["up", "down"]
Options = TypeVarTuple("Options")


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


@dataclass(frozen=True)
class Headline:
    """A headline figure, in the viewer's language.

    :ivar value: the number as it is to be read (:mod:`lib.language.formats`); ``None`` or a dash
        is no data, which is not zero: a dash and the sentence ``no_data`` are drawn.
    :ivar trend: the figure over equal steps of time, oldest first, the unfinished step left out.
    :ivar help: what is counted.
    """

    label: str
    value: str | None
    change: Change | None = None
    trend: Sequence[float | None] = ()
    help: str | None = None
    no_data: str | None = None

    def show(self, *, late: bool = False) -> None:
        """Draw it.

        :param late: a source is late: the figure is greyed and marked by a clock.
        """
        # Streamlit cuts a metric's own label short where it would have to wrap.
        with st.container(border=True, height="stretch", gap="xxsmall"):
            st.markdown(f"**{self.label}**", help=self.help)
            if self.value is None or self.value == NO_DATA:
                st.metric(self.label, NO_DATA, label_visibility="collapsed")
                st.caption(self.no_data or _("No data for this choice"))
                return
            st.metric(
                self.label,
                f":gray[{self.value}]" if late else self.value,
                label_visibility="collapsed",
                delta=self.change.text if self.change else None,
                delta_color=_color(self.change, late),
                delta_arrow=(self.change.direction if self.change else None) or "off",
            )
            if sum(not is_missing(point) for point in self.trend) > 1:
                sparkline(self.trend, alt=_("Trend: {label}", label=self.label), stale=late)
            if late:
                st.caption(LATE_SIGN + " " + _("The source is late"))
            elif self.change and self.change.since:
                st.caption(self.change.since)


def draw(
    choice: Choice,
    headlines: Sequence[Callable[[Choice, *Options], Headline]],
    *options: *Options,
    key: str = "headlines",
) -> reads.Sources:
    """Draw headline figures: up to five beside each other, two on a phone.

    Each is grey where something that it rests on is late.

    :param headlines: the functions that make them; each is kept until a refresh.
    :param options: what else the viewer chose; hashable.
    :param key: unique on the page.
    :return: what they rest on, together.
    """
    sources: set[tuple[str, str]] = set()
    with st.grid(5, min_column_width=148, gap="small", key=key):
        for make in headlines:
            with part():
                made = reads.made(_kept, make, choice, options, current())
                made.value.show(late=reads.is_late(made.sources))
                sources |= made.sources
    return frozenset(sources)


@reads.kept_while(reads.version, most=2_000)
def _kept(
    make: Callable[..., Headline], choice: Choice, options: tuple[Any, ...], _language: str
) -> Headline:
    return make(choice, *options)


def _color(change: Change | None, late: bool) -> Literal["gray", "green", "orange"]:
    if late or change is None or change.better is None or change.direction is None:
        return "gray"
    return "green" if change.direction == change.better else "orange"
