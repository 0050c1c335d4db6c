"""Values that can't be a widget's, as a browser may say them in a message of its own making."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.common import ValueFieldName, WidgetMetadata
from streamlit.runtime.state.session_state import SessionState, WStates

from lib.serving.widget_values import take_nonsense_as_none

RADIO, CHART = "$$ID-1-language", "$$ID-2-None"
"""Ids as Streamlit makes them; a widget's key is their end."""
LANGUAGES = {"English": "en", "Español": "es"}


@pytest.fixture(autouse=True)
def taken_as_none(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    # Noted first, so that Streamlit's own way comes back after the test.
    for name in ("__getitem__", "set_widget_from_proto"):
        monkeypatch.setattr(WStates, name, getattr(WStates, name))
    take_nonsense_as_none()
    yield
    monkeypatch.undo()


def _radio() -> WidgetMetadata[str]:
    """As st.radio registers itself: the label comes, the option is the value, "en" the default."""
    return WidgetMetadata(
        RADIO,
        deserializer=lambda label: "en" if label is None else LANGUAGES[label],
        serializer=lambda option: {"en": "English", "es": "Español"}[option],
        value_type="string_value",
    )


def _chart() -> WidgetMetadata[list[int]]:
    """As a chart's selection: JSON in a string, by default nothing."""
    return WidgetMetadata(
        CHART,
        deserializer=lambda said: [] if said is None else json.loads(said)["rows"],
        serializer=lambda rows: json.dumps({"rows": rows}),
        value_type="string_value",
    )


def _run(state: SessionState, *said: WidgetState) -> str:
    """One run of a page with a radio and a chart, and what the radio is."""
    state.on_script_will_rerun(WidgetStates(widgets=said))
    value = state.register_widget(_radio(), None).value
    state.register_widget(_chart(), None)
    state.on_script_finished(frozenset({RADIO, CHART}))
    return value


@pytest.mark.parametrize(
    "nonsense",
    [
        WidgetState(id=RADIO, string_array_value={"data": ["Español"]}),
        WidgetState(id=RADIO, int_array_value={"data": [1]}),
        WidgetState(id=RADIO, json_value="{not json"),
        WidgetState(id=RADIO, json_value="[" * 10_000),
        WidgetState(id=RADIO, int_value=1),
        WidgetState(id=RADIO, double_value=float("nan")),
        WidgetState(id=RADIO, bytes_value=b"\xff"),
        WidgetState(id=RADIO, bool_value=True),
        WidgetState(id=RADIO, string_trigger_value={"data": "Español"}),
        WidgetState(id=RADIO, string_value="Deutsch"),  # the type is right, the value is not
        WidgetState(id=CHART, string_value="{not json"),
        WidgetState(id=CHART, string_value="[" * 10_000),
        WidgetState(id=CHART, string_value="null"),
        WidgetState(id=CHART, json_value='{"rows": [1]}'),
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
    assert _run(state, WidgetState(id=RADIO, string_value="Español")) == "es"
    assert _run(state, WidgetState(id=RADIO, string_value="English")) == "en"


def test_a_choice_survives_one_that_was_cleared() -> None:
    # A cleared value has no type, and must not become the type that is waited for.
    state = SessionState()
    assert _run(state, WidgetState(id=RADIO)) == "en"
    assert _run(state, WidgetState(id=RADIO, string_value="Español")) == "es"


def test_nonsense_for_one_widget_leaves_the_others_alone() -> None:
    state = SessionState()
    _run(state)
    chosen = WidgetState(id=RADIO, string_value="Español")
    assert _run(state, WidgetState(id=CHART, string_value="{not json"), chosen) == "es"


@pytest.mark.parametrize("name", ["region", "tejido.viewer", "language"])
def test_what_pages_keep_by_name_is_no_widget(name: str) -> None:
    state = SessionState()
    state["region"] = "southwest"
    assert _run(state, WidgetState(id=name, string_value="southeast")) == "en"
    assert state["region"] == "southwest"
    assert name == "region" or name not in state
    assert name not in {kept.id for kept in state.get_widget_states()}
    assert _run(state, WidgetState(id=name, string_array_value={"data": ["x"]})) == "en"
    assert state.filtered_state == {"region": "southwest"}


@pytest.mark.parametrize("came", [{"int_value": 3}, {"double_value": 3.0}])
@pytest.mark.parametrize("registered", ["int_value", "double_value"])
def test_a_whole_number_comes_as_either_number(registered: ValueFieldName, came: Any) -> None:
    """A browser sends a whole number as an integer, also to a widget of fractions."""
    metadata = WidgetMetadata(
        RADIO,
        deserializer=lambda number: 1.0 if number is None else float(number),
        serializer=lambda number: number,
        value_type=registered,
    )
    state = SessionState()
    for _ in range(2):
        widgets = [WidgetState(id=RADIO, **came)]
        state.on_script_will_rerun(WidgetStates(widgets=widgets))
        assert state.register_widget(metadata, None).value == 3
        state.on_script_finished(frozenset({RADIO}))
