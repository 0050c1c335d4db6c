"""What is prepared is kept by language and arguments, and a failure is never kept."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
import streamlit as st

from lib.data.errors import Reason, Unavailable
from lib.data.scope import Scope
from lib.ui.language import use
from lib.ui.reads import prepared

SOUTHEAST, SOUTHWEST = Scope(("southeast",)), Scope(("southwest",))


def test_each_scope_and_each_language_has_its_own():
    made = []

    @prepared
    def sentence(scope):
        made.append(scope)
        return f"{scope.setting} {len(made)}"

    assert sentence(SOUTHEAST) == sentence(SOUTHEAST) == "southeast 1"
    assert sentence(SOUTHWEST) == "southwest 2"
    with use("es"):
        assert sentence(SOUTHEAST) == "southeast 3"
    assert sentence(SOUTHEAST) == "southeast 1"


def test_a_failure_is_tried_again():
    answers = iter([Unavailable("incidents", Reason.DOWN), "back"])

    @prepared
    def read(scope):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    with pytest.raises(Unavailable):
        read(SOUTHEAST)
    assert read(SOUTHEAST) == "back"


def test_clearing_the_caches_forgets_what_was_prepared():
    made = []

    @prepared
    def count(scope):
        made.append(scope)
        return len(made)

    assert (count(SOUTHEAST), count(SOUTHEAST)) == (1, 1)
    st.cache_data.clear()
    assert count(SOUTHEAST) == 2


def test_of_many_at_once_only_one_makes_it():
    together, made = Barrier(2, timeout=0.5), []

    @prepared
    def slow(scope):
        made.append(scope)
        # A second one in here at the same time would let this one through.
        with pytest.raises(BrokenBarrierError):
            together.wait()
        return len(made)

    with ThreadPoolExecutor(4) as viewers:
        assert list(viewers.map(slow, [SOUTHEAST] * 4)) == [1, 1, 1, 1]


def test_another_scope_is_made_at_the_same_time():
    together = Barrier(2, timeout=5)

    @prepared
    def slow(scope):
        together.wait()
        return scope

    with ThreadPoolExecutor(2) as viewers:
        assert list(viewers.map(slow, [SOUTHEAST, SOUTHWEST])) == [SOUTHEAST, SOUTHWEST]
