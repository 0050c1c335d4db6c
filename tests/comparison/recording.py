"""What a tested page shows, element by element, as JSON has it."""

import base64
import json
import re
from collections.abc import Iterator, Set
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import numpy as np
import pandas as pd
from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

from tests.comparison import house

Shown = dict[str, Any]
LATE = "late-"
"""How the key of a container begins in which what rests on a late source is greyed."""
_OF_NOW = (
    (re.compile(r"\b(today|yesterday|hoy|ayer) \d{1,2}:\d\d", re.IGNORECASE), "‹moment›"),
    (re.compile(r"\b[0-9a-f]{64}\b"), "‹digest›"),
    (re.compile(r"/download/[\w-]+"), "/download/‹name›"),
    (re.compile(r"\$\$ID-[0-9a-f]+-"), "‹id›"),
    (re.compile(r"/media/[0-9a-f]+"), "/media/‹name›"),
)
_SVG = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_QUOTED_SVG = re.compile(r'data:image/svg\+xml,([^"]+)')
_NAMELESS = {
    "id",
    "form_id",
    "element_id",
    "fragment_id",
    "page_script_hash",
    "data",
    "arrow_data",
    "lazy_data",
    "styler",
}
"""Fields that no viewer sees, and the bytes of tables, which are written down as cells."""


EVERYTHING = frozenset({"plotly_chart", "link_button"})
"""The kinds of elements that hold more than their own fields: what is drawn, what is offered."""


def shown(page: AppTest, held_by: Set[str] = EVERYTHING) -> Iterator[Shown]:
    """Everything that a page shows, from top to bottom, the main part before the sidebar.

    :param held_by: of which kinds of :data:`EVERYTHING` what they hold is read too; a file is made
        for it.
    """
    for root in (page._tree.children[place] for place in (0, 1)):
        yield from _within(root, held_by, late=False)


def _within(node: Any, held_by: Set[str], *, late: bool) -> Iterator[Shown]:
    if not hasattr(node, "children"):
        held = _held(node) if node.type in held_by else {}
        yield _element(node) | held | ({"late": True} if late else {})
        return
    if getattr(node.proto, "label", ""):
        yield {"element": node.type, "label": _text(node.proto.label)}
    late = late or (getattr(node, "key", None) or "").startswith(LATE)
    for child in node.children.values():
        yield from _within(child, held_by, late=late)


def _element(node: Any) -> Shown:
    proto = node.proto
    fields = MessageToDict(proto, preserving_proto_field_name=True)
    element: Shown = {**_plain(fields), "element": node.type}
    if node.type in ("dataframe", "table"):
        element |= _cells(node.value)
        element["columns_as"] = _plain(json.loads(proto.columns)) if node.type == "dataframe" else 0
        element.pop("columns", None) if node.type == "table" else None
    return element


def _held(node: Any) -> Shown:
    if node.type == "link_button":
        return _file(node.proto.url)
    drawn = json.loads(node.proto.spec, object_hook=_listed)
    return {"spec": _plain(drawn), "config": json.loads(node.proto.config or "{}")}


def _plain(value: Any) -> Any:
    """The value without what is new in every run."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k not in _NAMELESS}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _text(value) if isinstance(value, str) else value


def _of_today(value: str) -> str:
    """A moment of the day on which this runs, as files and cells write it."""
    today = datetime.now(UTC).date()
    return re.sub(rf"{today}[ T]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", "‹moment›", value)


def _text(value: str) -> str:
    value = _SVG.sub(lambda match: base64.b64decode(match[1]).decode(), value)
    value = _QUOTED_SVG.sub(lambda match: unquote(match[1]), value)
    for pattern, mark in _OF_NOW:
        value = pattern.sub(mark, value)
    return _of_today(value)


def _cells(frame: pd.DataFrame) -> Shown:
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return {"columns": [str(name) for name in frame.columns], "rows": rows}


def _cell(value: Any) -> Any:
    if isinstance(value, np.ndarray | list):
        return [_cell(each) for each in value]
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124
        return None
    return value if isinstance(value, bool | int | float) else _text(str(value))


def _listed(value: dict[str, Any]) -> Any:
    """Numbers that go to the browser as bytes (``dtype``, ``bdata``), as a list."""
    if "bdata" not in value:
        return value
    numbers = np.frombuffer(base64.b64decode(value["bdata"]), value["dtype"])
    shape = [int(size) for size in value.get("shape", str(len(numbers))).split(",")]
    return numbers.reshape(shape).tolist()


def _file(url: str) -> Shown:
    """A file that the page offers, made as it is for who fetches it."""
    offer = house.file_offers._OFFERS.get(url.rpartition("/")[2])
    if offer is None:
        return {}
    try:
        content = offer.make().decode("utf-8", errors="backslashreplace")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is compared
        content = f"{type(error).__name__}: {error}"
    return {
        "file_name": offer.file_name,
        "mime": offer.mime,
        "file_rows": offer.rows,
        "lines": [_text(line) for line in content.splitlines()],
    }
