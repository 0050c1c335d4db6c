"""What a figure says to the browser, once Plotly has validated it."""

import base64
import json
from typing import Any

import numpy as np
import plotly.graph_objects as go


def traces_of(figure: go.Figure) -> list[dict[str, Any]]:
    """The figure's traces as JSON has them, after the validation that Tejido skips for speed.

    :raises ValueError: if Plotly doesn't know a property or a value.
    """
    written = go.Figure(figure.to_dict()).to_json()
    return json.loads(written, object_hook=_listed)["data"]


def _listed(value: dict[str, Any]) -> Any:
    """Numbers that go to the browser as bytes (``dtype``, ``bdata``), as a list."""
    if "bdata" not in value:
        return value
    found = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
    shape = [int(size) for size in value.get("shape", str(len(found))).split(",")]
    return found.reshape(shape).tolist()
