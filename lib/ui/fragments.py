"""Fragments that ask again who is looking: run alone, they pass the guard of their page by."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from lib.access import session

P = ParamSpec("P")
R = TypeVar("R")


def fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``st.fragment`` for a part that shows data; where the viewer changed, the page runs again."""
    made: Callable[P, R] = st.fragment(_guarded(draw))
    return made


def slow_fragment(draw: Callable[P, R]) -> Callable[P, R]:
    """``fragment`` for a part that takes long: a run of the whole page goes on beside it."""
    made: Callable[P, R] = st.fragment(_guarded(draw), parallel=True)
    return made


def _guarded(draw: Callable[P, R]) -> Callable[P, R]:
    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        session.recheck()
        return draw(*args, **kwargs)

    return guarded
