"""A figure that was drawn says the same again, and has the same registered, until it is touched."""

from dataclasses import dataclass

import pytest
import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest

from lib import again
from lib.access import session
from lib.serving.shortcuts import hear_figures
from lib.ui.fragments import fragment, slow_fragment

drawn: list[str] = []
"""What was drawn, and not only said again, in the order in which it was."""


@pytest.fixture(autouse=True)
def heard(ways_to_hear: None) -> None:
    hear_figures()
    again._kept.clear()
    drawn.clear()


@fragment
def fold(key: str) -> None:
    drawn.append(f"fold {key}")
    if st.checkbox("Fold", key=f"{key}-fold"):
        st.text("unfolded")


@dataclass(frozen=True)
class Words:
    """A title, a part that unfolds by itself, and a line below it."""

    title: str

    def show(self, key: str) -> str | None:
        drawn.append(self.title)
        st.header(self.title)
        fold(key)
        st.caption(f"{self.title}, below")
        return None


@dataclass(frozen=True)
class Beside:
    """Two columns, each with a part that unfolds, and a line below both."""

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
    """Something to press that gives a committee."""

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
    wanted = {"header", "caption", "text", "button", "checkbox", "subheader"}
    elements = [
        (node.type, getattr(node, "label", "") or getattr(node, "value", ""))
        for node in page.main
        if node.type in wanted
    ]
    return [(kind, str(value)) for kind, value in elements]


PAGE = [
    ("header", "First"), ("checkbox", "Fold"), ("caption", "First, below"),
    ("header", "Second"), ("checkbox", "Fold"), ("caption", "Second, below"),
    ("text", "left"), ("checkbox", "Fold"), ("text", "end of left"),
    ("checkbox", "Fold"),
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
    # Another browser's page: it is shown the same.
    assert _told(AppTest.from_function(_page).run()) == PAGE
    assert drawn == []


def test_what_is_pressed_answers_after_any_number_of_runs() -> None:
    page = AppTest.from_function(_page).run().run()
    pressed = page.button("press").click().run()
    assert _told(pressed)[-1] == ("text", "chosen: tx")
    # The figure that was pressed, and no other.
    assert drawn[8:] == ["pressed"]
    assert _told(pressed.run()) == PAGE


def test_what_is_unfolded_stays_so_for_who_unfolded_it_alone() -> None:
    first, second = AppTest.from_function(_page).run(), AppTest.from_function(_page).run()
    drawn.clear()
    # A checkbox that only said again what another's page had.
    second.checkbox("beside-right-fold").check().run()
    unfolded = [*PAGE[:10], ("text", "unfolded"), *PAGE[10:]]
    assert _told(second) == unfolded
    assert _told(second.run()) == unfolded
    assert drawn == ["beside", "fold beside-left", "fold beside-right"] * 2
    drawn.clear()
    assert _told(first.run()) == PAGE
    assert _told(second.checkbox("beside-right-fold").uncheck().run()) == PAGE
    assert drawn == []


def test_what_somebody_unfolded_first_is_not_kept_for_others() -> None:
    page = AppTest.from_function(_page)
    page.session_state["first-fold"] = True
    assert ("text", "unfolded") in _told(page.run())
    assert _told(AppTest.from_function(_page).run()) == PAGE


@dataclass(frozen=True)
class More:
    """A list of which a page remembers how much of it is shown."""

    def show(self, key: str) -> str | None:
        drawn.append("more")
        st.text(f"{again.remembered(f'{key}-shown', 5)} rows")
        return None


MORE = More()


def _longer() -> None:
    from lib import again
    from tests.serving.test_again import MORE

    again.show(MORE, "list")


def _setting() -> None:
    import streamlit as st

    from lib import again
    from tests.serving.test_again import CHOSEN

    if st.button("Set"):
        st.session_state["choice"] = "a"
    again.show(CHOSEN, "choice")
    st.text(st.session_state["choice"])


@dataclass(frozen=True)
class Chosen:
    """A choice of one."""

    def show(self, key: str) -> str | None:
        drawn.append("chosen")
        st.segmented_control("Choice", ["a", "b"], required=True, default="a", key=key)
        return None


CHOSEN = Chosen()


def test_what_a_page_has_set_is_told_to_its_browser_and_to_no_other() -> None:
    page = AppTest.from_function(_setting).run()
    assert drawn == ["chosen"]
    page.button[0].click().run()
    assert drawn == ["chosen"] * 2
    again._kept.clear()
    page.button[0].click().run()
    assert page.text[0].value == "a"
    # What tells a browser that it is set is not said to another.
    AppTest.from_function(_setting).run()
    assert drawn == ["chosen"] * 4
    assert AppTest.from_function(_setting).run().text[0].value == "a"
    assert drawn == ["chosen"] * 4


def test_what_a_page_remembers_is_asked_of_each() -> None:
    page = AppTest.from_function(_longer)
    page.session_state["list-shown"] = 10
    assert _told(page.run()) == [("text", "10 rows")]
    other = AppTest.from_function(_longer).run().run()
    assert _told(other) == [("text", "5 rows")]
    assert _told(page.run()) == [("text", "10 rows")]
    # The second run of the other alone had nothing to draw.
    assert drawn == ["more"] * 3


@dataclass(frozen=True)
class Linked:
    """A link that is each page's own, and a line below it."""

    def show(self, key: str) -> str | None:
        drawn.append("linked")

        def lead_to(message: ForwardMsg, address: str) -> None:
            message.delta.new_element.link_button.url = address

        def own() -> str:
            return str(st.session_state["own"])

        again.own(own, lambda to: st.link_button("Fetch", to, key=key), lead_to)
        st.text("below")
        return None


LINKED = Linked()


def _fetching() -> None:
    from lib import again
    from tests.serving.test_again import LINKED

    again.show(LINKED, "fetch")


def test_a_link_leads_each_page_to_its_own() -> None:
    addresses = []
    for own in ("https://one.test/", "https://two.test/", "https://one.test/"):
        page = AppTest.from_function(_fetching)
        page.session_state["own"] = own
        addresses.append(page.run().get("link_button")[0].proto.url)
        assert _told(page) == [("text", "below")]
    assert addresses == ["https://one.test/", "https://two.test/", "https://one.test/"]
    assert drawn == ["linked"]


def _alone() -> None:
    """Draw a figure for a viewer, and then its fragment as if that ran alone."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    from lib import again
    from lib.access import session
    from tests.serving.test_again import FIRST

    st.session_state[session._VIEWER] = st.session_state["viewer"]
    again.show(FIRST, "first")
    context = get_script_run_ctx()
    assert context is not None
    (name,) = context.fragment_storage._fragments  # type: ignore[attr-defined]
    # What is not in here Streamlit forgets after the run.
    assert context.shared.new_fragment_ids.snapshot() == {name}
    context.fragment_ids_this_run = [name]
    context.shared.widget_user_keys_this_run.clear()
    context.shared.widget_ids_this_run.clear()
    context.fragment_storage.lookup(name)()


def test_a_fragment_that_is_said_again_asks_for_who_is_shown_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(session, "recheck", asked.append)
    for viewer in ("one", "two", "one"):
        page = AppTest.from_function(_alone)
        page.session_state["viewer"] = viewer
        page.run()
        assert _told(page)[:2] == [("header", "First"), ("checkbox", "Fold")]
    # The first draws it, which asks too; the others only run it alone.
    assert asked == ["one", "one", "two", "one"]
    assert drawn == ["First", *["fold first"] * 4]


def _looks() -> None:
    import streamlit as st

    from lib import again
    from tests.serving.test_again import FIRST

    for look in st.session_state["looks"]:
        again.show(FIRST, "first", look)


def test_a_key_that_stands_twice_is_refused_as_ever() -> None:
    page = AppTest.from_function(_looks)
    for looks in (["one"], ["two"]):
        page.session_state["looks"] = looks
        assert not page.run().exception
    drawn.clear()
    page.session_state["looks"] = ["one", "two"]
    # The second stands further down, where it is drawn.
    assert page.run().exception
    assert drawn == ["First", "fold first"]
    page.session_state["looks"] = ["two"]
    assert _told(page.run()) == PAGE[:3]
    assert drawn == ["First", "fold first"]


@slow_fragment
def slow() -> None:
    drawn.append("slow")
    st.text("slow")


@dataclass(frozen=True)
class Slow:
    """A figure that is drawn beside the run."""

    def show(self, key: str) -> str | None:
        drawn.append(key)
        slow()
        return None


SLOW = Slow()


def _slowly() -> None:
    from lib import again
    from tests.serving.test_again import SLOW

    again.show(SLOW, "slowly")


def test_what_another_thread_draws_is_drawn_each_time() -> None:
    page = AppTest.from_function(_slowly).run()
    assert _told(page) == [("text", "slow")]
    assert _told(page.run()) == [("text", "slow")]
    assert drawn == ["slowly", "slow"] * 2


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
    assert drawn[6:] == []


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
    assert drawn == ["First", "fold first"] * 2


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
    assert drawn == []


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
