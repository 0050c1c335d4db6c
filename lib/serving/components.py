"""What a browser fetches of Streamlit for a page, as Streamlit's own manifest names it.

Streamlit fetches a component when it is drawn for the first time, and draws a bar in its place
until then: what stands below moves once it is there.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import streamlit

STREAMLIT = Path(streamlit.__file__).parent / "static"
ON_EVERY_PAGE = ("Html", "Radio", "Selectbox", "ButtonGroup", "TextInput", "Button", "LinkButton")
OF_WORK = ("PageLink", "Metric", "PlotlyChart")
"""Components that are fetched at once; tables are not, most are folded away."""
LATER = ("ReadOnlyGrid", "Checkbox", "Multiselect", "DateInput", "NumberInput", "TextArea")
"""What pages draw besides, most of it once it is asked for."""
_NOT_ON = {"/this_week": {"Selectbox", "ButtonGroup", "TextInput", "LinkButton", "Metric"}}
"""What the first page does without: it is fetched once a page or a choice draws it."""
_HEAVY = ("PlotlyChart",)
"""What is fetched after all else: no word and no number of a page waits for a chart."""


def components_of(path: str, *, is_signed_in: bool) -> tuple[str, ...]:
    """What is fetched at once with the page at an address."""
    drawn = (*ON_EVERY_PAGE, *OF_WORK) if is_signed_in else ON_EVERY_PAGE
    return tuple(each for each in drawn if each not in _NOT_ON.get(path.rstrip("/"), ()))


@cache
def preloads(components: tuple[str, ...]) -> bytes:
    """Links by which a browser fetches components before a script asks for them.

    :param components: by their names in Streamlit's manifest; of those that it doesn't know, none.
    """
    there = set(_files(["index.html"]))
    heavy = own_files(_HEAVY)
    wanted = [file for file in _files(_keys(components)) if file not in there]
    return "".join(_link(file, is_heavy=file in heavy) for file in wanted).encode()


def _link(file: str, *, is_heavy: bool) -> str:
    turn = ' fetchpriority="low"' if is_heavy else ""
    return f'<link rel="modulepreload" crossorigin{turn} href="./{file}">'


def own_files(components: Iterable[str]) -> set[str]:
    """The files of components without what they import, below Streamlit's.

    :param components: by their names in Streamlit's manifest; of those that it doesn't know, none.
    """
    return {_manifest()[key]["file"] for key in _keys(components)}


def first_files() -> list[Path]:
    """The files of a first visit, and of the components that come soon after."""
    keys = ["index.html", *_keys((*ON_EVERY_PAGE, *OF_WORK, *LATER))]
    return [STREAMLIT / file for file in (*_files(keys), *_styles(keys))]


@cache
def _manifest() -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((STREAMLIT / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def _keys(components: Iterable[str]) -> list[str]:
    return [key for key, part in _manifest().items() if part.get("name") in components]


def _files(keys: list[str]) -> list[str]:
    """The files of modules and of all that they import."""
    return list(dict.fromkeys(_manifest()[key]["file"] for key in _imported(keys)))


def _styles(keys: list[str]) -> Iterator[str]:
    for key in _imported(keys):
        yield from _manifest()[key].get("css", ())


def _imported(keys: list[str]) -> list[str]:
    seen: dict[str, None] = {}
    while keys:
        key, *keys = keys
        if key not in seen:
            seen[key] = None
            keys += _manifest()[key].get("imports", [])
    return list(seen)
