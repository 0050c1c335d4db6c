"""What tests of the server share."""

import pytest
from streamlit.elements.lib import utils
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.safe_session_state import SafeSessionState


@pytest.fixture
def ways_to_hear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's own ways come back after a test in which figures hear what they say."""
    monkeypatch.setattr(ScriptRunContext, "enqueue", ScriptRunContext.enqueue)
    monkeypatch.setattr(SafeSessionState, "register_widget", SafeSessionState.register_widget)
    monkeypatch.setattr(utils, "_register_element_id", utils._register_element_id)
    monkeypatch.setattr(MemoryFragmentStorage, "register", MemoryFragmentStorage.register)
