"""What a figure says, said again: its messages are kept and sent to all who are shown the same.

Streamlit puts each element together anew in each run. A figure that is made for many says the same
to all of them; only what a viewer can press, unfold or fetch is registered with the run that draws
it, and is drawn in each.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from threading import Lock
from typing import ParamSpec, Protocol, TypeVar

from cachetools import LRUCache
from streamlit.cursor import Cursor, RunningCursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext, ThreadState

from lib.language import current
from lib.language.formats import viewer_zone

MOST = 1_000
"""Figures, each at its place on a page, whose messages are kept at most."""

P = ParamSpec("P")
R = TypeVar("R")


class Shown(Protocol):
    """What a figure is made into: a chart, a map, a table, a text or what else draws itself."""

    def show(self, key: str) -> str | None:
        """Draw it; the committee that was chosen on it, if one was."""


@dataclass
class _Passage:
    """A part of what a figure says.

    :ivar messages: those that are said again.
    :ivar elements: how many of the figure's elements they are; others are within these.
    :ivar then: what is drawn in each run after them.
    """

    messages: list[ForwardMsg] = field(default_factory=list)
    elements: int = 0
    then: Callable[[], object] | None = None


@dataclass
class _Hearing:
    """A figure that is being drawn.

    :ivar cursor: where its elements go.
    :ivar start: the index of the first element of the passage that is said now.
    :ivar is_kept: whether all that answers or is registered is drawn in each run.
    """

    cursor: RunningCursor
    start: int
    passages: list[_Passage]
    is_kept: bool = True

    def end(self) -> None:
        """End the passage that is said now."""
        self.passages[-1].elements = self.cursor.index - self.start


_kept: LRUCache[tuple[object, ...], tuple[Shown, list[_Passage]]] = LRUCache(MOST)
"""By place. With what was shown: as long as it is kept, nothing else has its identity."""
_lock = Lock()
_hearing: ContextVar[_Hearing | None] = ContextVar("hearing", default=None)


def said(message: ForwardMsg) -> None:
    """Hear a message of the run."""
    if (hearing := _hearing.get()) is not None:
        hearing.passages[-1].messages.append(message)


def registered(_widget: object) -> None:
    """Hear that the run has a widget: what it says depends on the viewer."""
    if (hearing := _hearing.get()) is not None:
        hearing.is_kept = False


def anew(draw: Callable[P, R]) -> Callable[P, R]:
    """Draw in each run what is registered with it, where what stands around it is said again."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        hearing = _hearing.get()
        if hearing is None:
            return draw(*args, **kwargs)
        hearing.end()
        block, where = _active(), None
        if block._cursor is not None and block._cursor is not hearing.cursor:
            where = _inside(block, block._cursor)
        outside = _hearing.set(None)
        try:
            value = draw(*args, **kwargs)
        finally:
            _hearing.reset(outside)
        hearing.is_kept &= value is None
        again = partial(draw, *args, **kwargs)
        hearing.passages[-1].then = partial(where, again) if where else again
        hearing.passages.append(_Passage())
        hearing.start = hearing.cursor.index
        return value

    return drawn


def show(shown: Shown, key: str, *around: Hashable) -> str | None:
    """Draw what a figure was made into, or say again what it said at this place.

    :param around: what of its page decides how it looks, beside its place, the language and the
        time zone.
    :return: the committee that was chosen on it, if one was.
    """
    context, cursor = get_script_run_ctx(), _active()._cursor
    if context is None or _hearing.get() or not isinstance(cursor, RunningCursor):
        return shown.show(key)
    run = ThreadState.get()
    place = (
        *(id(shown), key, current(), str(viewer_zone()), *around),
        *(run.active_script_hash, run.fragment_id, *cursor.delta_path),
    )
    with _lock:
        kept = _kept.get(place)
    if kept is not None:
        for passage in kept[1]:
            _say(passage, context, cursor)
        return None
    hearing = _Hearing(cursor, cursor.index, [_Passage()])
    outside = _hearing.set(hearing)
    try:
        chosen = shown.show(key)
    finally:
        _hearing.reset(outside)
    hearing.end()
    if hearing.is_kept and any(passage.messages for passage in hearing.passages):
        with _lock:
            _kept[place] = shown, hearing.passages
    return chosen


def _say(passage: _Passage, context: ScriptRunContext, cursor: RunningCursor) -> None:
    for message in passage.messages:
        context.enqueue(message)
    for _element in range(passage.elements):
        cursor.lock_element()
    if passage.then is not None:
        passage.then()


def _active() -> DeltaGenerator:
    """What the next element is drawn in."""
    return get_dg_singleton_instance().main_dg._active_dg


def _inside(block: DeltaGenerator, here: Cursor) -> Callable[[Callable[[], object]], None]:
    """A way to draw, in a block of a figure that is said again, where its next element stands.

    :param here: the block's cursor.
    """
    root, path, index, kind = here.root_container, here.parent_path, here.index, block._block_type

    def inside(draw: Callable[[], object]) -> None:
        there = RunningCursor(root, path)
        for _element in range(index):
            there.lock_element()
        with DeltaGenerator(root, there, _active(), kind):
            draw()

    return inside
