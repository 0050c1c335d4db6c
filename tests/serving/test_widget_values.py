"""Values that can't be a widget's, as a browser may say them in a message of its own making."""

import json
from collections.abc import Iterator

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState, WStates

from lib.serving.widget_values import take_nonsense_as_none

LANGUAGES = {"English": "en", "Español": "es"}


@pytest.fixture(autouse=True)
def taken_as_none(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Noted first, so that Streamlit's own way comes back after the test.
    monkeypatch.setattr(WStates, "__getitem__", WStates.__getitem__)
    take_nonsense_as_none()
    yield
    monkeypatch.undo()


def _radio() -> WidgetMetadata[str]:
    """As st.radio registers itself: the label comes, the option is the value, "en" the default."""
    return WidgetMetadata(
        "radio",
        deserializer=lambda label: "en" if label is None else LANGUAGES[label],
        serializer=lambda option: {"en": "English", "es": "Español"}[option],
        value_type="string_value",
    )


def _chart() -> WidgetMetadata[list[int]]:
    """As a chart's selection: JSON in a string, by default nothing."""
    return WidgetMetadata(
        "chart",
        deserializer=lambda said: [] if said is None else json.loads(said)["rows"],
        serializer=lambda rows: json.dumps({"rows": rows}),
        value_type="string_value",
    )


def _run(state: SessionState, *said: WidgetState) -> str:
    """One run of a page with a radio and a chart, and what the radio is."""
    state.on_script_will_rerun(WidgetStates(widgets=said))
    value = state.register_widget(_radio(), None).value
    state.register_widget(_chart(), None)
    state.on_script_finished(frozenset({"radio", "chart"}))
    return value


@pytest.mark.parametrize(
    "nonsense",
    [
        WidgetState(id="radio", string_array_value={"data": ["Español"]}),
        WidgetState(id="radio", int_array_value={"data": [1]}),
        WidgetState(id="radio", json_value="{not json"),
        WidgetState(id="radio", json_value="[" * 10_000),
        WidgetState(id="radio", int_value=1),
        WidgetState(id="radio", double_value=float("nan")),
        WidgetState(id="radio", bytes_value=b"\xff"),
        WidgetState(id="radio", bool_value=True),
        WidgetState(id="radio", string_trigger_value={"data": "Español"}),
        WidgetState(id="radio", string_value="Deutsch"),  # the type is right, the value is not
        WidgetState(id="chart", string_value="{not json"),
        WidgetState(id="chart", string_value="[" * 10_000),
        WidgetState(id="chart", string_value="null"),
        WidgetState(id="chart", json_value='{"rows": [1]}'),
    ],
    ids=lambda nonsense: f"{nonsense.id}: {nonsense.WhichOneof('value')}",
)
def test_nonsense_is_none_before_the_widget_is_drawn_and_after(nonsense: WidgetState) -> None:
    state = SessionState()
    assert _run(state, nonsense) == "en"
    assert _run(state, nonsense) == "en"
    assert nonsense not in state.get_widget_states()
    assert _run(state) == "en"  # nothing of it is left


def test_what_fits_is_taken() -> None:
    state = SessionState()
    assert _run(state, WidgetState(id="radio", string_value="Español")) == "es"
    assert _run(state, WidgetState(id="radio", string_value="English")) == "en"


def test_a_choice_survives_one_that_was_cleared() -> None:
    # A cleared value has no type, and must not become the type that is waited for.
    state = SessionState()
    assert _run(state, WidgetState(id="radio")) == "en"
    assert _run(state, WidgetState(id="radio", string_value="Español")) == "es"


def test_nonsense_for_one_widget_leaves_the_others_alone() -> None:
    state = SessionState()
    _run(state)
    chosen = WidgetState(id="radio", string_value="Español")
    assert _run(state, WidgetState(id="chart", string_value="{not json"), chosen) == "es"
