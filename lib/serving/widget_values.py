"""What a browser says that a widget's value is: what can't be one is taken as none."""

from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.session_state import Serialized, WStates

_read = WStates.__getitem__


def _read_what_fits(states: WStates, widget: str) -> Any:
    """The value of a widget; its default, if what came is of another type or can't be read.

    :raises KeyError: if nothing came, or no page has drawn the widget yet.
    """
    state, metadata = states.states.get(widget), states.widget_metadata.get(widget)
    if not isinstance(state, Serialized) or metadata is None:
        return _read(states, widget)
    try:
        if state.value.WhichOneof("value") not in (None, metadata.value_type):
            raise TypeError(widget)
        return _read(states, widget)
    except Exception:
        states.states[widget] = Serialized(WidgetState(id=widget))
        return _read(states, widget)
    finally:
        # Streamlit takes the type that came for the widget's own from here on.
        states.widget_metadata[widget] = metadata


def take_nonsense_as_none() -> None:
    """Have Streamlit take a value that can't be its widget's as none at all.

    By itself it raises wherever the value is read first, keeps it, and so fails in every later run
    of the tab, with several tracebacks each: anyone could fill the log.
    """
    WStates.__getitem__ = _read_what_fits  # type: ignore[method-assign]
