"""What a browser says that a widget's value is: what can't be one is taken as none."""

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import is_element_id
from streamlit.runtime.state.session_state import Serialized, WStates

_NUMBERS = {"int_value", "double_value"}

_read = WStates.__getitem__
_take = WStates.set_widget_from_proto


def _read_what_fits(states: WStates, widget: str) -> object:
    """The value of a widget; its default, if what came is of another type or can't be read.

    :raises KeyError: if nothing came, or no page has drawn the widget yet.
    """
    state, metadata = states.states.get(widget), states.widget_metadata.get(widget)
    if not isinstance(state, Serialized) or metadata is None:
        return _read(states, widget)
    try:
        if not _is_fit(state.value.WhichOneof("value"), metadata.value_type):
            raise TypeError(widget)
        return _read(states, widget)
    except Exception:
        states.states[widget] = Serialized(WidgetState(id=widget))
        return _read(states, widget)
    finally:
        # Streamlit takes the type that came for the widget's own from here on.
        states.widget_metadata[widget] = metadata


def _is_fit(sent: str | None, wanted: str) -> bool:
    """Whether a value of this type may be a widget's; a whole number comes as either of two."""
    return sent in (None, wanted) or {sent, wanted} == _NUMBERS


def _take_what_is_a_widgets(states: WStates, widget_state: WidgetState) -> None:
    """Take what came for a widget; other names are those by which pages keep things of theirs."""
    if is_element_id(widget_state.id):
        _take(states, widget_state)


def take_nonsense_as_none() -> None:
    """Have Streamlit take a value that can't be its widget's as none at all.

    By itself it raises wherever the value is read first, keeps it, and so fails in every later run
    of the tab, with several tracebacks each: anyone could fill the log.
    """
    WStates.set_widget_from_proto = _take_what_is_a_widgets  # type: ignore[method-assign, assignment]
    WStates.__getitem__ = _read_what_fits  # type: ignore[method-assign]
