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

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        session.recheck()
        return draw(*args, **kwargs)

    made: Callable[P, R] = st.fragment(guarded)
    return made
