"""A message's widgets are counted before it is read, as Protocol Buffers would count them."""

import pytest
from google.protobuf.message import DecodeError
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lib.serving.stream import is_too_big
from lib.serving.widget_count import has_more_widgets
from tests.serving.limited import Limit, limit

__all__ = ["limit"]


def _message(*ids: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.query_string = "weeks=13"
    message.rerun_script.page_script_hash = "0123456789abcdef"
    message.rerun_script.is_auto_rerun = True
    for id_ in ids:
        message.rerun_script.widget_states.widgets.append(WidgetState(id=id_, double_value=0.5))
    return message


@pytest.mark.parametrize("n", [1, 2, 499, 500, 501])
def test_as_many_are_counted_as_there_are(n: int) -> None:
    frame = _message(*(f"w{i}" for i in range(n))).SerializeToString()
    assert has_more_widgets(frame, n - 1)
    assert not has_more_widgets(frame, n)


def test_parts_of_a_message_that_come_twice_are_one_message() -> None:
    # Protocol Buffers put together what is written twice, at every step of the way.
    frame = _message("a").SerializeToString() + _message("b").SerializeToString()
    assert len(BackMsg.FromString(frame).rerun_script.widget_states.widgets) == 2
    assert has_more_widgets(frame, 1)
    assert not has_more_widgets(frame, 2)


def test_empty_ones_count() -> None:
    message = BackMsg()
    message.rerun_script.widget_states.widgets.extend([WidgetState()] * 3)
    assert has_more_widgets(message.SerializeToString(), 2)


@pytest.mark.parametrize(
    "frame",
    [
        b"\x5a\xff",  # the run is longer than its message
        b"\x5a",  # a field without its length
        b"\xff" * 11,  # a number without an end
        b"\x5b",  # a group, which no message of Streamlit's has
        b"\x59\x00",  # eight bytes, of which seven lack
    ],
)
def test_what_is_no_message_is_none(frame: bytes) -> None:
    with pytest.raises(DecodeError):
        has_more_widgets(frame, 1)


@pytest.mark.slow
@given(st.binary(max_size=200))
def test_whatever_comes_is_counted_or_is_no_message(frame: bytes) -> None:
    try:
        message = BackMsg.FromString(frame)
    except DecodeError:
        return
    try:
        is_more = has_more_widgets(frame, 0)
    except DecodeError:
        return
    assert is_more is bool(message.rerun_script.widget_states.widgets) or not message.HasField(
        "rerun_script"
    )


def test_what_no_page_sends_is_too_big_before_it_is_read(limit: Limit) -> None:
    limit(message_bytes=16_384, widgets=3)
    assert not is_too_big(_message("a", "b", "c").SerializeToString())
    assert is_too_big(_message("a", "b", "c", "d").SerializeToString())
    # Nothing is made of it: it is none, and that is not found.
    assert is_too_big(b"\xff" * 16_385)
    assert not is_too_big(_message("a" * 16_000).SerializeToString())
