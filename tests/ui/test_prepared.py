"""What is prepared is kept by language and arguments, and a failure is never kept."""

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
