"""The short way of an element leads where Streamlit's own leads."""

from collections.abc import Iterator
from types import FunctionType, MethodType
from typing import Any, cast

import pytest
import streamlit as st
from streamlit import string_util
from streamlit.config import get_option
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.PageProfile_pb2 import PageProfile
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.parallel_coordinator import ParallelFragmentCoordinator
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state import QueryParamsProxy, SessionStateProxy
from streamlit.testing.v1 import AppTest

from lib.serving import elements

OWNERS = (*DeltaGenerator.__mro__[:-1], SessionStateProxy, QueryParamsProxy, st)


@pytest.fixture
def shortened(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Noted first, so that the own ways come back after the test.
    for owner, names in (
        (string_util, ["textwrap"]),
        (script_run_context, ["populate_hash_if_needed"]),
        (ScriptRunner, ["_maybe_handle_execution_control_request"]),
        *((owner, _counted(owner)) for owner in OWNERS),
    ):
        for name in names:
            monkeypatch.setattr(owner, name, vars(owner)[name])
    elements.shorten()
    yield
    monkeypatch.undo()


def _counted(owner: Any) -> list[str]:
    return [
        name
        for name, command in vars(owner).items()
        if isinstance(command, FunctionType | MethodType)
        and getattr(command, "__func__", command).__code__ is elements._COUNTED
    ]


@pytest.mark.parametrize(
    "text",
    ["plain", "  two words ", "\t", "", " \r x", "a\n b", "  a\n  b\n", "\n\n", "  a\n   \n b"],
)
def test_texts_are_those_of_streamlit(text: str, request: pytest.FixtureRequest) -> None:
    own = string_util.clean_text(text), string_util.to_help_str(text)
    request.getfixturevalue("shortened")
    assert (string_util.clean_text(text), string_util.to_help_str(text)) == own


def _messages() -> Iterator[ForwardMsg]:
    for size in (0, 10, int(get_option("global.minCachedMessageSize")) + 1):
        element = ForwardMsg()
        element.delta.new_element.markdown.body = "ñ" * size
        element.delta.fragment_id = "fragment"
        yield element
        block = ForwardMsg()
        block.delta.add_block.vertical.border = True
        block.delta.add_block.popover.label = "x" * size
        yield block
    yield ForwardMsg(delta=Delta())
    yield ForwardMsg(page_profile=PageProfile())
    yield ForwardMsg(ref_hash="of another")
    yield ForwardMsg(hash="its own", delta=Delta())


@pytest.mark.parametrize("number", range(len(list(_messages()))))
def test_a_hash_is_that_of_streamlit_wherever_the_message_stands(number: int) -> None:
    own, ours = (list(_messages())[number] for _ in range(2))
    for message in (own, ours):
        message.metadata.delta_path[:] = [0, 3]
    populate_hash_if_needed(own)
    elements.give_hash(ours)
    assert ours == own
    moved = list(_messages())[number]
    moved.metadata.delta_path[:] = [7]
    elements.give_hash(moved)
    assert moved.hash == own.hash


class Run:
    """What of a run is looked at when it may have to end."""

    def __init__(self) -> None:
        self._requests = ScriptRequests()
        self._join_wake_coordinator: ParallelFragmentCoordinator | None = None


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[Run]:
    """The runs that Streamlit was asked to end."""
    ended: list[Run] = []
    monkeypatch.setattr(elements, "_end", ended.append)
    return ended


def _look(run: Run) -> None:
    elements.end_if_asked(cast(ScriptRunner, run))


def test_nothing_ends_that_nobody_asked_to(ended: list[Run]) -> None:
    run = Run()
    _look(run)
    run._join_wake_coordinator = ParallelFragmentCoordinator(yield_check=lambda: None)
    _look(run)
    assert ended == []


def test_what_the_browser_asked_for_is_done(ended: list[Run]) -> None:
    stopped, again = Run(), Run()
    stopped._requests.request_stop()
    again._requests.request_rerun(RerunData())
    _look(stopped)
    _look(again)
    assert ended == [stopped, again]


def test_what_a_part_beside_the_page_asked_for_is_done(ended: list[Run]) -> None:
    run = Run()
    run._join_wake_coordinator = ParallelFragmentCoordinator(yield_check=lambda: None)
    run._join_wake_coordinator.request_stop()
    _look(run)
    assert ended == [run]


def _page() -> None:
    import streamlit as st

    st.session_state["a"] = 1
    with st.container(key="inner"):
        st.header("  Title ")
        st.button("Press")
        st.sidebar.markdown("Beside")
    if st.session_state["a"]:
        st.stop()
    st.caption("never")


def _drawn() -> list[tuple[str, object]]:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    return [
        *((each.tag, each.value) for each in page.header),
        *(("button", each.label) for each in page.button),
        *(("text", each.value) for each in [*page.markdown, *page.caption]),
    ]


def test_a_page_is_the_same_and_nothing_is_counted(request: pytest.FixtureRequest) -> None:
    own = _drawn()
    assert any(_counted(owner) for owner in OWNERS)
    request.getfixturevalue("shortened")
    assert [name for owner in OWNERS for name in _counted(owner)] == []
    assert _drawn() == own
    assert own == [("h2", "Title"), ("button", "Press"), ("text", "Beside")]
