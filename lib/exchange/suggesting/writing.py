"""A proposed mapping as TOML that a person reads and mends."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from lib.exchange.suggesting.proposal import Proposal

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(proposal: Proposal, file: str) -> str:
    """The text of a mapping; what is not sure stands above it in comments."""
    return "\n".join(_lines(proposal, file)) + "\n"


def _lines(proposal: Proposal, file: str) -> Iterator[str]:
    yield f"# Proposed for {file}; look at it before you import."
    for doubt in proposal.unsure:
        yield f"# Not sure: {doubt}"
    for name in proposal.missing:
        yield f"# Missing: {name}, which the table needs; say where it comes from, or a constant."
    used = {str(words.get("from")) for words in proposal.columns.values()}
    used |= {str(name) for name in proposal.place.values()}
    used |= set(re.findall(r"\{(.+?)\}", str(proposal.identity.get("template", ""))))
    unused = [name for name in proposal.layout.header if name and name not in used]
    if unused:
        yield f"# Not used: {', '.join(dict.fromkeys(unused))}"
    yield f'table = "{proposal.table.name}"'
    if proposal.layout.said:
        yield from _section("file", proposal.layout.said)
    yield from _section("identity", proposal.identity)
    for name, words in proposal.columns.items():
        yield from _section(f"columns.{name}", words)
    if proposal.place:
        yield from _section("place", proposal.place)


def _section(name: str, words: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for key, value in words.items():
        if key == "translate":
            continue
        yield f"{key} = {_value(value)}"
    if "translate" in words:
        yield f"[{name}.translate]"
        for text, code in words["translate"].items():
            yield f"{_key(text)} = {_value(code)}"


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
