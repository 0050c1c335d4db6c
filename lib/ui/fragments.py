"""Fragments that ask again who is looking: run alone, they pass the guard of their page by."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

import streamlit as st

from lib import reads
from lib.access import session
from lib.access.viewer import Viewer
from lib.again import anew

P = ParamSpec("P")
R = TypeVar("R")


def fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``st.fragment`` for a part that shows data; where the viewer changed, the page runs again."""
    return _for_its_viewer(draw, st.fragment(_guarded(draw)))


def slow_fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``fragment`` for a part that takes long: a run of the whole page goes on beside it."""
    return _for_its_viewer(draw, st.fragment(_guarded(draw), parallel=True))


Guarded = Callable[Concatenate[Viewer | None, P], R]
"""A fragment that is told for whom it is drawn."""


def _guarded(draw: Callable[P, R]) -> Guarded[P, R]:
    @wraps(draw)
    def guarded(drawn_for: Viewer | None, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if session.runs_alone():
            reads.begin()
        session.recheck(drawn_for)
        return draw(*args, **kwargs)

    return guarded


def _for_its_viewer(draw: Callable[P, R], made: Guarded[P, R]) -> Callable[P, R]:
    """Keep with a fragment the viewer whose page drew it."""

    @anew
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> R:
        return made(session.last_viewer(), *args, **kwargs)

    return drawn
