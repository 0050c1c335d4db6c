"""Streamlit's and Plotly's ways, cut short where a run of a page spends its time on them.

What is sent is the same to the byte.
"""

from collections.abc import Callable
from functools import cache, wraps
from types import SimpleNamespace
from typing import Any, Concatenate, ParamSpec, TypeVar

import plotly.io
import plotly.tools
from streamlit.config import get_option
from streamlit.cursor import Cursor, LockedCursor, RunningCursor, SparseList
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib import utils
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session, forward_msg_cache
from streamlit.runtime.fragment import Fragment, MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import RegisterWidgetResult, WidgetMetadata
from streamlit.runtime.state.safe_session_state import SafeSessionState

from lib import again
from lib.serving.stream import forget_directory
from lib.ui.charts.plot import Plot
from lib.ui.fragments import taken_over

_write = plotly.io.to_json
_take_apart = plotly.tools.return_figure_from_figure_or_data
_populate = app_session._populate_theme_msg
_configure = app_session._populate_config_msg
_enqueue = ScriptRunContext.enqueue
_register = SafeSessionState.register_widget
_identify = utils._register_element_id
_begin = app_session.AppSession._create_new_session_message
_store = MemoryFragmentStorage.register

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", CustomThemeConfig, Config)


def copied(cursor: Cursor, _memo: dict[int, Any]) -> Cursor:
    """A cursor that moves without the other.

    Its numbers and its path can't change. Elements that are drawn for a moment are in a list of its
    own; they themselves are never changed.
    """
    other = object.__new__(type(cursor))
    other.__dict__.update(cursor.__dict__)
    other._transient_elements = SparseList()
    other._transient_elements._data.update(cursor._transient_elements._data)
    return other


def within(container: DeltaGenerator, _memo: dict[int, Any]) -> DeltaGenerator:
    """A container at a place of its own, within copies of those that it is in."""
    other = object.__new__(DeltaGenerator)
    other.__dict__.update(container.__dict__)
    cursor, parent = container._cursor, container._parent
    other._provided_cursor = cursor and copied(cursor, _memo)
    other._parent = parent and within(parent, _memo)
    return other


def written(figure: object, *options: Any, **named: Any) -> str:
    """A figure as JSON: one that many are shown is written once for all of them."""
    if isinstance(figure, Plot) and not options and named == {"validate": False}:
        return figure.written(_write)
    return str(_write(figure, *options, **named))


def as_is(figure: object, validate_figure: bool) -> Any:  # noqa: FBT001 - Plotly's own
    """A figure of ours as it is, not taken apart first: it would be written anew each time."""
    return figure if isinstance(figure, Plot) else _take_apart(figure, validate_figure)


@cache
def _filled(fill: Callable[..., None], kind: type[M], *options: str) -> bytes:
    message = kind()
    fill(message, *options)
    return bytes(message.SerializeToString())


def themed(message: CustomThemeConfig, section: str = "theme") -> None:
    """Fill in what ``config.toml`` says of colours and type, which doesn't change while it runs."""
    # To merge nothing would say that there is something.
    if theme := _filled(_populate, CustomThemeConfig, section):
        message.MergeFromString(theme)


def configured(message: Config) -> None:
    """Fill in what ``config.toml`` says to a browser, which doesn't change either."""
    message.MergeFromString(_filled(_configure, Config))


def begun(session: app_session.AppSession, *told: Any, **named: Any) -> ForwardMsg:
    """What a run begins with, without the directory that the app is in.

    What goes out is looked at for it, and would be taken apart each time.
    """
    message = _begin(session, *told, **named)
    forget_directory(message)
    return message


def _told(method: Callable[P, R], hear: Callable[Concatenate[R, P], None]) -> Callable[P, R]:
    """A method of which the figure that is being drawn hears what it gave, and for what."""

    @wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        value = method(*args, **kwargs)
        hear(value, *args, **kwargs)
        return value

    return called


def _say(_value: None, _context: ScriptRunContext, message: ForwardMsg) -> None:
    again.said(message)


def _have_widget(
    result: RegisterWidgetResult[Any],
    _state: SafeSessionState,
    widget: WidgetMetadata[Any],
    user_key: str | None,
) -> None:
    again.registered(result, widget, user_key)


def _have_element(_value: None, _context: ScriptRunContext, kind: str, element: str) -> None:
    again.heard(lambda context: _identify(context, kind, element))


def _have_fragment(
    _value: None, _storage: MemoryFragmentStorage, key: str, drawn: Fragment, **options: Any
) -> None:
    def have(context: ScriptRunContext) -> None:
        context.fragment_storage.register(key, taken_over(drawn), **options)
        context.shared.new_fragment_ids.check_and_add(key)

    again.heard(have)


def hear_figures() -> None:
    """Have figures hear what they say and have registered, so that it is done again."""
    contexts: Any = ScriptRunContext
    contexts.enqueue = _told(_enqueue, _say)
    states: Any = SafeSessionState
    states.register_widget = _told(_register, _have_widget)
    elements: Any = utils
    elements._register_element_id = _told(_identify, _have_element)
    storages: Any = MemoryFragmentStorage
    storages.register = _told(_store, _have_fragment)


def take_shortcuts() -> None:
    """Have Streamlit copy the places of fragments, and write figures and themes, as above.

    For each fragment it notes where the page stands, with ``copy.deepcopy`` of every container that
    it stands in, and of those that these are in; taken apart object by object, that is a tenth of a
    page with many figures. Theme and configuration it puts together anew for each run, and of each
    message it asks anew from what size on a browser keeps one.
    """
    cursors: tuple[Any, ...] = (RunningCursor, LockedCursor)
    for kind in cursors:
        kind.__deepcopy__ = copied
    containers: Any = DeltaGenerator
    containers.__deepcopy__ = within
    hear_figures()
    plotly.io.to_json = written
    plotly.tools.return_figure_from_figure_or_data = as_is
    streamlits: Any = app_session
    streamlits._populate_theme_msg = themed
    streamlits._populate_config_msg = configured
    streamlits.AppSession._create_new_session_message = begun
    messages: Any = forward_msg_cache
    messages.config = SimpleNamespace(get_option=cache(get_option))
