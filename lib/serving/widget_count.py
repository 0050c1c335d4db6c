"""How many widgets' values a message of the websocket holds, counted without reading it.

Read, each of them becomes an object and then some: a message of 20 MB, 300 MB of them. Here only
the tags and lengths that Protocol Buffers write before each field are looked at.
"""

from collections.abc import Iterator
from itertools import islice

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetStates

_WAY = tuple(
    message.DESCRIPTOR.fields_by_name[field].number
    for message, field in (
        (BackMsg, "rerun_script"),
        (ClientState, "widget_states"),
        (WidgetStates, "widgets"),
    )
)
"""The fields, from the message to a widget's value, by their numbers."""
_VARINT, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
"""Kinds of fields. Source: protobuf.dev, Encoding, "Message Structure"."""
_SIZES = {_LONG: 8, _SHORT: 4}


def has_more_widgets(frame: bytes, most: int) -> bool:
    """Whether a message holds the values of more widgets than a page may have.

    :raises DecodeError: if it is no message at all.
    """
    values = _found(memoryview(frame), _WAY)
    return next(islice(values, most, None), None) is not None


def _found(content: memoryview, way: tuple[int, ...]) -> Iterator[memoryview]:
    """The fields at the end of a way; each of its steps may be there several times."""
    for number, inner in _fields(content):
        if number != way[0]:
            continue
        if len(way) == 1:
            yield inner
        else:
            yield from _found(inner, way[1:])


def _fields(content: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The fields of a message that hold bytes, by their numbers."""
    at = 0
    while at < len(content):
        tag, at = _number(content, at)
        kind, size = tag & 7, 0
        if kind == _VARINT:
            _, at = _number(content, at)
        elif kind == _BYTES:
            size, at = _number(content, at)
        elif kind in _SIZES:
            size = _SIZES[kind]
        else:
            raise DecodeError("a kind of field that no message of Streamlit's has")
        if at + size > len(content):
            raise DecodeError("a field that is longer than its message")
        if kind == _BYTES:
            yield tag >> 3, content[at : at + size]
        at += size


def _number(content: memoryview, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    for place in range(10):
        if at >= len(content):
            break
        byte, at = content[at], at + 1
        value |= (byte & 127) << (7 * place)
        if byte < 128:  # noqa: PLR2004
            return value, at
    raise DecodeError("a number without an end")
