"""A figure that was drawn says the same again, and what is registered with a run is drawn in it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import streamlit as st
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from lib import again
from lib.serving.shortcuts import hear_figures

drawn: list[str] = []
"""What was drawn, and not only said again, in the order in which it was."""


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Noted first, so that the own ways come back after the test.
    monkeypatch.setattr(ScriptRunContext, "enqueue", ScriptRunContext.enqueue)
    monkeypatch.setattr(SafeSessionState, "register_widget", SafeSessionState.register_widget)
    hear_figures()
    again._kept.clear()
    drawn.clear()
    yield
    monkeypatch.undo()


@again.anew
def fold(key: str) -> None:
    drawn.append(f"fold {key}")
    st.button("Fold", key=f"{key}-fold")


@dataclass(frozen=True)
class Words:
    """A title, what is drawn in each run, and a line below it."""

    title: str

    def show(self, key: str) -> str | None:
        drawn.append(self.title)
        st.header(self.title)
        fold(key)
        st.caption(f"{self.title}, below")
        return None


@dataclass(frozen=True)
class Beside:
    """Two columns, each with what is drawn in each run, and a line below both."""

    def show(self, key: str) -> str | None:
        drawn.append("beside")
        left, right = st.columns(2)
        with left:
            st.text("left")
            fold(f"{key}-left")
            st.text("end of left")
        with right:
            fold(f"{key}-right")
        st.text("below")
        return None


@dataclass(frozen=True)
class Pressed:
    """Something to press that nobody said is to be drawn in each run."""

    def show(self, key: str) -> str | None:
        drawn.append("pressed")
        return "tx" if st.button("Press", key=key) else None


FIRST, SECOND, BESIDE, PRESSED = Words("First"), Words("Second"), Beside(), Pressed()


def _page() -> None:
    import streamlit as st

    from lib import again
    from tests.serving.test_again import BESIDE, FIRST, PRESSED, SECOND

    with st.container():
        again.show(FIRST, "first")
        again.show(SECOND, "second")
    again.show(BESIDE, "beside")
    chosen = again.show(PRESSED, "press")
    st.text(f"chosen: {chosen}")


def _told(page: AppTest) -> list[tuple[str, str]]:
    """What stands on a page, in its order."""
    assert not page.exception
    wanted = {"header", "caption", "text", "button", "subheader"}
    elements = [
        (node.type, getattr(node, "value", "") if node.type != "button" else node.label)
        for node in page.main
        if node.type in wanted
    ]
    return [(kind, str(value)) for kind, value in elements]


PAGE = [
    ("header", "First"), ("button", "Fold"), ("caption", "First, below"),
    ("header", "Second"), ("button", "Fold"), ("caption", "Second, below"),
    ("text", "left"), ("button", "Fold"), ("text", "end of left"),
    ("button", "Fold"),
    ("text", "below"),
    ("button", "Press"),
    ("text", "chosen: None"),
]  # fmt: skip


def test_what_was_said_is_said_again_in_its_place() -> None:
    page = AppTest.from_function(_page).run()
    assert _told(page) == PAGE
    assert drawn == [
        *("First", "fold first", "Second", "fold second"),
        *("beside", "fold beside-left", "fold beside-right", "pressed"),
    ]
    drawn.clear()
    assert _told(page.run()) == PAGE
    # Only what is registered with the run; the button that nobody marked is, too.
    each_run = ["fold first", "fold second", "fold beside-left", "fold beside-right", "pressed"]
    assert drawn == each_run
    drawn.clear()
    # Another browser's page: it is shown the same.
    assert _told(AppTest.from_function(_page).run()) == PAGE
    assert drawn == each_run


def test_what_is_pressed_answers_after_any_number_of_runs() -> None:
    page = AppTest.from_function(_page).run().run()
    pressed = page.button("press").click().run()
    assert _told(pressed)[-1] == ("text", "chosen: tx")
    folded = pressed.button("beside-right-fold").click().run()
    assert folded.button("beside-right-fold").value is True
    assert _told(folded) == PAGE


def _moved() -> None:
    import streamlit as st

    from lib import again
    from tests.serving.test_again import FIRST

    if st.session_state.get("notice"):
        st.text("A notice")
    again.show(FIRST, "first", "section" in st.session_state)


def test_at_another_place_or_among_other_things_it_is_drawn() -> None:
    page = AppTest.from_function(_moved).run()
    assert drawn == ["First", "fold first"]
    page.session_state["notice"] = True
    assert _told(page.run())[:2] == [("text", "A notice"), ("header", "First")]
    assert drawn[2:] == ["First", "fold first"]
    page.session_state["section"] = True
    page.run()
    assert drawn[4:] == ["First", "fold first"]
    # Both are kept by now.
    page.run()
    assert drawn[6:] == ["fold first"]


def _in_a_language() -> None:
    import streamlit as st

    from lib import again
    from lib.language import use
    from tests.serving.test_again import FIRST

    with use(st.session_state["language"]):
        again.show(FIRST, "first")


def test_in_another_language_it_is_drawn() -> None:
    page = AppTest.from_function(_in_a_language)
    for language in ("en", "es", "en"):
        page.session_state["language"] = language
        page.run()
    assert drawn == ["First", "fold first", "First", "fold first", "fold first"]


@dataclass(frozen=True)
class Within:
    """A figure that shows another."""

    def show(self, key: str) -> str | None:
        drawn.append("around")
        st.text("before")
        again.show(SECOND, f"{key}-second")
        st.text("after")
        return None


WITHIN = Within()


def _nested() -> None:
    from lib import again
    from tests.serving.test_again import WITHIN

    again.show(WITHIN, "within")


def test_a_figure_in_a_figure_is_part_of_it() -> None:
    page = AppTest.from_function(_nested).run()
    whole = _told(page)
    assert [value for _, value in whole] == ["before", "Second", "Fold", "Second, below", "after"]
    drawn.clear()
    assert _told(page.run()) == whole
    assert drawn == ["fold within-second"]


@dataclass(frozen=True)
class Broken:
    """A figure that ends in an error, the first time."""

    def show(self, key: str) -> str | None:
        drawn.append(key)
        st.text("half")
        if len(drawn) == 1:
            raise ValueError
        st.text("whole")
        return None


BROKEN = Broken()


def _breaking() -> None:
    from lib import again
    from tests.serving.test_again import BROKEN

    again.show(BROKEN, "broken")


def test_what_ended_in_an_error_is_not_said_again() -> None:
    page = AppTest.from_function(_breaking).run()
    assert page.exception
    assert _told(page.run()) == [("text", "half"), ("text", "whole")]
