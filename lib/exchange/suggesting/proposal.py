"""A mapping proposed for a table from the columns and first rows of a file."""

import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Table

from lib.data.contract.plausible import is_temporal
from lib.data.described import permitted
from lib.exchange.conversion import is_numeric
from lib.exchange.suggesting.layouts import Layout
from lib.exchange.suggesting.values import date_formats, number_words
from lib.exchange.suggesting.words import IDS, PLACES, names_of, spoken
from lib.reference.names import plain

LOCATED = ("region_id", "state_fips", "county_fips", "place_id")
"""Columns that ``place`` fills."""
_MOST_CODES = 40
_ID = re.compile(r"(?=.*\d)[\w#-]{1,40}")


@dataclass(slots=True)
class Proposal:
    """What a mapping would say.

    :ivar columns: by column of the table, the keys of its mapping.
    :ivar unsure: what a person should look at.
    :ivar missing: columns that the table needs and the file seems to lack.
    """

    table: Table
    layout: Layout
    identity: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    place: dict[str, Any] = field(default_factory=dict)
    unsure: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def propose(table: Table, layout: Layout, source: str) -> Proposal:
    """Propose a mapping.

    :param source: a word that keys begin with.
    """
    proposal = Proposal(table, layout, unsure=list(layout.unsure))
    (key,) = table.primary_key.columns
    free = list(dict.fromkeys(name for name in layout.header if name))
    located = [name for name in LOCATED if name in table.c]
    if located:
        _propose_place(proposal, free, located)
    for column in table.c:
        if column is key or column.name in located or column.name == "updated_at":
            continue
        _propose_column(proposal, column, free)
    proposal.identity = _identity(proposal, key.name, source)
    return proposal


def _propose_place(proposal: Proposal, free: list[str], located: list[str]) -> None:
    wanted = {"state": "state_fips", "county": "county_fips", "city": "place_id"}
    for word, column in wanted.items():
        name = _named(free, PLACES[word]) if column in located else None
        if name:
            proposal.place[word] = name
    if proposal.place:
        proposal.place["unknown"] = "null"
        proposal.unsure.append("place.unknown: a place that is not known is left empty")
    elif not proposal.table.c[located[0]].nullable:
        proposal.missing.append("state (place)")


def _named(names: list[str], called: Any) -> str | None:
    spoken_as = {spoken(name): name for name in reversed(names)}
    for wanted in called:
        if wanted in spoken_as:
            return spoken_as[wanted]
    return None


def _propose_column(proposal: Proposal, column: Column[Any], free: list[str]) -> None:
    codes = permitted(proposal.table, column.name)
    name = _named(free, names_of(column.name))
    is_needed = not column.nullable and column.server_default is None
    if name is None:
        if is_needed and codes:
            constant = next((c for c in ("unverified", "other") if c in codes), codes[0])
            proposal.columns[column.name] = {"constant": constant}
            proposal.unsure.append(f"{column.name}: no column of the file; {_one_of(codes)}")
        elif is_needed and not isinstance(column.type, Boolean):
            proposal.missing.append(column.name)
        return
    words: dict[str, Any] = {"from": name}
    texts = proposal.layout.cells(name)
    if is_temporal(column):
        _say_dates(proposal, column, words, texts)
    elif is_numeric(column):
        _say_numbers(column, words, texts)
    elif codes:
        _say_codes(proposal, column.name, words, texts, codes)
    elif column.foreign_keys:
        _say_parent(proposal, column, words)
    if "skip" not in words:
        proposal.columns[column.name] = words
    elif is_needed:
        proposal.missing.append(column.name)


def _say_dates(
    proposal: Proposal, column: Column[Any], words: dict[str, Any], texts: list[str]
) -> None:
    formats, doubt = date_formats(texts)
    if texts and not formats:
        words["skip"] = True
        return
    if formats and formats != ["iso"]:
        words["formats"] = formats
    if doubt:
        proposal.unsure.append(f"{column.name}: {doubt}")


def _say_numbers(column: Column[Any], words: dict[str, Any], texts: list[str]) -> None:
    number: dict[str, Any] = dict(number_words(texts))
    if column.name.endswith("_cents"):
        number["times"] = 100
    if number:
        words["number"] = number
    if not any(any(sign.isdigit() for sign in text) for text in texts) and texts:
        words["skip"] = True
    if isinstance(column.type, Integer) and words.get("number") == {}:
        del words["number"]


def _say_codes(
    proposal: Proposal, name: str, words: dict[str, Any], texts: list[str], codes: list[str]
) -> None:
    spelled = {plain(code.replace("_", " ")): code for code in codes}
    known, unknown = {}, []
    for text in dict.fromkeys(texts):
        code = spelled.get(plain(text).replace("_", " "))
        if code is None:
            unknown.append(text)
        elif code != text:
            known[text] = code
    if len(unknown) > _MOST_CODES:
        words["skip"] = True
        return
    for text in unknown:
        known[text] = _likely(text, codes)
    if known:
        known |= {code: code for code in codes if code in texts}
        words["translate"] = known
    if unknown:
        listed = ", ".join(map(repr, unknown[:5]))
        proposal.unsure.append(f"{name}: what are {listed}? {_one_of(codes)}")


def _likely(text: str, codes: list[str]) -> str:
    """The one code whose words are in a text, or what becomes of a text of none."""
    words = set(plain(text).split())
    meant = [code for code in codes if set(code.split("_")) <= words]
    return meant[0] if len(meant) == 1 else "other" if "other" in codes else "reject"


def _one_of(codes: list[str]) -> str:
    return f"it is one of {', '.join(codes)}"


def _say_parent(proposal: Proposal, column: Column[Any], words: dict[str, Any]) -> None:
    (foreign,) = column.foreign_keys
    parent = foreign.column.table
    texts = proposal.layout.cells(words["from"])
    by = "email" if any("@" in text for text in texts) and "email" in parent.c else None
    by = by or ("name" if "name" in parent.c and any(" " in text for text in texts) else None)
    if by:
        words["find"] = by
        if column.nullable:
            words["unknown"] = "null"
    named = f"by its {by}" if by else "by its key"
    proposal.unsure.append(f"{column.name}: a row of {parent.name}, found {named}")


def _identity(proposal: Proposal, key: str, source: str) -> dict[str, Any]:
    layout = proposal.layout
    called = [key.replace("_", " "), key.removesuffix("_id").replace("_", " "), *IDS]
    candidates = [name for name in layout.header if name and spoken(name) in called]
    candidates.sort(key=lambda name: called.index(spoken(name)))
    taken = proposal.columns.get("member_id", {}).get("from")
    for name in [*(n for n in candidates if n != taken), *_addresses(layout)]:
        if _differ(layout, name):
            return {"template": f"{source}-{{{name}}}"}
    first = layout.header[0]
    if first and _differ(layout, first) and all(map(_ID.fullmatch, layout.cells(first))):
        proposal.unsure.append(f"identity: {first} is taken for an id, for all of it differs")
        return {"template": f"{source}-{{{first}}}"}
    proposal.unsure.append(
        "identity: no column tells rows apart; rows alike in every cell are taken for different"
        " things, and an edited cell makes a new row"
    )
    return {"whole_row": True, "prefix": f"{source}-"}


def _differ(layout: Layout, name: str) -> bool:
    """Whether every row has a value of its own in a column."""
    texts = layout.cells(name)
    return bool(texts) and len(texts) == len(layout.rows) == len(set(texts))


def _addresses(layout: Layout) -> list[str]:
    return [name for name in layout.header if spoken(name) in ("email", "e-mail", "email address")]
