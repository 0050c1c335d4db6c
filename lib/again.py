"""What a figure says, said again: it is kept and given to all who are shown the same.

Streamlit puts each element together anew in each run, and registers with it what a viewer can
press, unfold or fetch. A figure that is made for many says the same to all of them and has the same
registered, as long as nobody touched it; where somebody has, it is drawn.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Protocol, TypeVar

import streamlit as st
from cachetools import LRUCache
from streamlit.cursor import RunningCursor
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata

from lib.language import current
from lib.language.formats import viewer_zone

MOST = 1_000
"""Figures, each at its place on a page, that are kept at most."""

T = TypeVar("T")

Step = Callable[[ScriptRunContext], object]
"""Something that a figure said or had registered, done again in another run."""


class Shown(Protocol):
    """What a figure is made into: a chart, a map, a table, a text or what else draws itself.

    What it draws rests on its attributes, on what is pressed in it and on :func:`remembered` alone.
    """

    def show(self, key: str) -> str | None:
        """Draw it; the committee that was chosen on it, if one was."""


@dataclass
class _Hearing:
    """A figure that is being drawn, or was.

    :ivar steps: what it said and had registered, in its order.
    :ivar untouched: each whether a run's viewer has left something in it as it stood at first.
    :ivar elements: how many elements it is; others are within these.
    :ivar is_kept: whether all of it can be done again.
    :ivar fill_in: what each run puts into the message that comes next, if anything.
    """

    steps: list[Step] = field(default_factory=list)
    untouched: list[Callable[[ScriptRunContext], bool]] = field(default_factory=list)
    elements: int = 0
    is_kept: bool = True
    fill_in: Callable[[ForwardMsg], object] | None = None


_kept: LRUCache[tuple[object, ...], tuple[Shown, _Hearing]] = LRUCache(MOST)
"""By place. With what was shown: as long as it is kept, nothing else has its identity."""
_lock = Lock()
_hearing: ContextVar[_Hearing | None] = ContextVar("hearing", default=None)


def heard(step: Step) -> None:
    """Hear of something that another run is to do as well."""
    if (hearing := _hearing.get()) is not None:
        hearing.steps.append(step)


def said(message: ForwardMsg) -> None:
    """Hear a message of the run."""
    if (hearing := _hearing.get()) is not None:
        hearing.steps.append(partial(_say, message, hearing.fill_in))


def registered(
    result: RegisterWidgetResult[Any], widget: WidgetMetadata[Any], user_key: str | None
) -> None:
    """Hear that the run has a widget, and what it stands at."""
    if (hearing := _hearing.get()) is None:
        return
    first = widget.deserializer(None)

    def is_first(result: RegisterWidgetResult[Any]) -> bool:
        # Where the page has set it, its message sets it in the browser as well.
        return bool(result.value == first) and not result.value_changed

    hearing.is_kept &= is_first(result)

    def is_at_first(context: ScriptRunContext) -> bool:
        return is_first(context.session_state.register_widget(widget, user_key))

    hearing.untouched.append(is_at_first)


def remembered(key: str, first: T) -> T:
    """What a page remembers under a name that is no widget's, where what is drawn rests on it.

    :param first: what it is for whom nothing is remembered.
    """
    value: T = st.session_state.get(key, first)
    if (hearing := _hearing.get()) is not None:
        hearing.is_kept &= bool(value == first)
        hearing.untouched.append(lambda _: bool(st.session_state.get(key, first) == first))
    return value


def own(
    look: Callable[[], T], draw: Callable[[T], object], put: Callable[[ForwardMsg, T], object]
) -> None:
    """Draw one element of which a part is each run's own.

    :param look: finds this part.
    :param draw: draws the element with it.
    :param put: puts it into the element's message in place of another run's.
    """
    hearing = _hearing.get()
    if hearing is None:
        draw(look())
        return
    hearing.fill_in = lambda message: put(message, look())
    try:
        draw(look())
    finally:
        hearing.fill_in = None


def differs() -> None:
    """Hear that what is drawn can't be done again."""
    if (hearing := _hearing.get()) is not None:
        hearing.is_kept = False


def show(shown: Shown, key: str, *around: Hashable) -> str | None:
    """Draw what a figure was made into, or do again what it did at this place.

    :param around: what of its page decides how it looks, beside its place, the language and the
        time zone.
    :return: the committee that was chosen on it, if one was.
    """
    context, cursor = get_script_run_ctx(), get_dg_singleton_instance().main_dg._active_dg._cursor
    if context is None or _hearing.get() or not isinstance(cursor, RunningCursor):
        return shown.show(key)
    run = ThreadState.get()
    place = (
        *(id(shown), key, current(), str(viewer_zone()), *around),
        *(run.active_script_hash, run.fragment_id, *cursor.delta_path),
    )
    with _lock:
        _shown, kept = _kept.get(place, (None, None))
    if kept is not None and all(is_so(context) for is_so in kept.untouched):
        for step in kept.steps:
            step(context)
        for _element in range(kept.elements):
            cursor.lock_element()
        return None
    hearing, start = _Hearing(), cursor.index
    outside = _hearing.set(hearing)
    try:
        chosen = shown.show(key)
    finally:
        _hearing.reset(outside)
    hearing.elements = cursor.index - start
    if hearing.is_kept and hearing.steps:
        with _lock:
            _kept[place] = shown, hearing
    return chosen


def _say(
    message: ForwardMsg, fill_in: Callable[[ForwardMsg], object] | None, context: ScriptRunContext
) -> None:
    if fill_in is not None:
        others, message = message, ForwardMsg()
        message.CopyFrom(others)
        # Of what another run said.
        message.ClearField("hash")
        fill_in(message)
    context.enqueue(message)
