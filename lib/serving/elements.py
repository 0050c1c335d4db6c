"""Streamlit's way from a command to its message, cut short: a page goes it a hundred times.

What is sent is the same to the byte.
"""

import textwrap
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

import streamlit as st
from google.protobuf.internal import encoder
from streamlit import string_util, util
from streamlit.config import get_option
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.metrics_util import gather_metrics
from streamlit.runtime.scriptrunner import ScriptRunner
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state import QueryParamsProxy, SessionStateProxy

_KEPT_FROM = int(get_option("global.minCachedMessageSize"))
"""Bytes from which on a browser keeps an element."""
_DELTA = encoder.TagBytes(ForwardMsg.DELTA_FIELD_NUMBER, 2)
_COUNTED = gather_metrics("any", lambda: None).__code__
"""Of all commands that are counted."""

_dedent = textwrap.dedent
_end = ScriptRunner._maybe_handle_execution_control_request
_lengths = encoder._VarintBytes


def dedented(text: str) -> str:
    """A text without the blanks that all its lines begin with; most are one line."""
    return _dedent(text) if "\n" in text else text.lstrip(" \t")


def give_hash(message: ForwardMsg) -> None:
    """Give a message the hash of all of it but its place, by which a browser may keep it.

    Streamlit takes the place out and puts a copy back.
    """
    if message.hash or message.WhichOneof("type") != "delta":
        populate_hash_if_needed(message)
        return
    delta = message.delta.SerializeToString(deterministic=True)
    whole = _DELTA + _lengths(len(delta)) + delta
    message.hash = util.calc_hash(whole)
    is_element = message.delta.WhichOneof("type") == "new_element"
    message.metadata.cacheable = len(whole) >= _KEPT_FROM and is_element


def end_if_asked(run: ScriptRunner) -> None:
    """End a run that is to end or to begin again; looked up for each message and remembered value.

    Mostly nobody has asked, neither the browser nor a part of the page that runs beside it.
    """
    is_asked = run._requests._state is not ScriptRequestType.CONTINUE
    beside = run._join_wake_coordinator
    if is_asked or (beside is not None and beside.should_stop()):
        _end(run)


def _uncounted(command: Any) -> Any:
    """A command as it is below Streamlit's count; anything else as it is."""
    if isinstance(command, MethodType):
        return MethodType(_uncounted(command.__func__), command.__self__)
    if isinstance(command, FunctionType) and command.__code__ is _COUNTED:
        return command.__wrapped__  # type: ignore[attr-defined]
    return command


def count_nothing() -> None:
    """Have commands not counted, of which nothing is told to anybody anyway."""
    for owner in (*DeltaGenerator.__mro__[:-1], SessionStateProxy, QueryParamsProxy, st):
        for called, command in list(vars(owner).items()):
            if isinstance(command, FunctionType | MethodType):
                plain = _uncounted(command)
                if plain != command:
                    setattr(owner, called, plain)


def shorten() -> None:
    """Have the elements of all pages from now on go this way."""
    texts: Any = string_util
    texts.textwrap = SimpleNamespace(dedent=dedented)
    contexts: Any = script_run_context
    contexts.populate_hash_if_needed = give_hash
    runs: Any = ScriptRunner
    runs._maybe_handle_execution_control_request = end_if_asked
    if not get_option("browser.gatherUsageStats"):
        count_nothing()
