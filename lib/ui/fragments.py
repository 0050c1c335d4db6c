"""Fragments that ask again who is looking: run alone, they pass the guard of their page by."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from lib import again, reads
from lib.access import session
from lib.access.viewer import Viewer

P = ParamSpec("P")
R = TypeVar("R")

Guarded = Callable[Concatenate[Viewer | None, P], R]
"""A fragment that is told for whom it is drawn."""

_taken_over_by: ContextVar[Viewer | None] = ContextVar("taken_over_by")
"""Who is looking, where a fragment that runs was drawn for another."""


def fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``st.fragment`` for a part that shows data; where the viewer changed, the page runs again."""
    return _for_its_viewer(draw, st.fragment(_guarded(draw)))


def slow_fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``fragment`` for a part that takes long: a run of the whole page goes on beside it."""
    made = _for_its_viewer(draw, st.fragment(_guarded(draw), parallel=True))

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        # Said by another thread, in no order.
        again.differs()
        return made(*args, **kwargs)

    return drawn


def taken_over(drawn: Callable[[], Any]) -> Callable[[], Any]:
    """What another's page drew as a fragment, as a fragment of the page that runs."""
    return partial(_take_over, session.last_viewer(), drawn)


def _take_over(viewer: Viewer | None, drawn: Callable[[], Any]) -> Any:
    outside = _taken_over_by.set(viewer)
    try:
        return drawn()
    finally:
        _taken_over_by.reset(outside)


def _guarded(draw: Callable[P, R]) -> Guarded[P, R]:
    @wraps(draw)
    def guarded(drawn_for: Viewer | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if session.runs_alone():
            reads.begin()
        session.recheck(_taken_over_by.get(drawn_for))
        return draw(*args, **kwargs)

    return guarded


def _for_its_viewer(draw: Callable[P, R], made: Guarded[P, R]) -> Callable[P, R]:
    """Keep with a fragment the viewer whose page drew it."""

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        return made(session.last_viewer(), *args, **kwargs)

    return drawn
