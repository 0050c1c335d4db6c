"""What the text of a statement says about it that can't be derived from its SQL.

Two kinds of comments, each with its reason, where the statement would otherwise rest on more than
it does or on more than anybody can use::

    -- Unique: member_id.
    -- Rows rest on committee, place: a week that is left out would add zeros.
    -- began_on rests on committee: the first sign of life is past, no later record moves it.

The tables named are those of ``source``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lib.data.lineage.relations import Tables

_NAMES = r"(\w+(?:, \w+)*)"
_UNIQUE = re.compile(rf"^-- Unique: {_NAMES}\.", re.MULTILINE)
_RESTS = re.compile(rf"^\s*-- (\w+) rests? on {_NAMES}: ", re.MULTILINE)


@dataclass(frozen=True)
class Marks:
    """What a statement's text says.

    :ivar rows: the tables that decide which rows there are, if it says.
    :ivar columns: the tables that columns rest on, by column, wherever in the statement.
    :ivar key: columns of which no two rows have the same values.
    """

    rows: Tables | None
    columns: Mapping[str, Tables]
    key: frozenset[str] | None


def marks_of(sql: str) -> Marks:
    """The marks in a statement's text."""
    rests = {name: frozenset(tables.split(", ")) for name, tables in _RESTS.findall(sql)}
    rows = rests.pop("Rows", None)
    unique = _UNIQUE.search(sql)
    return Marks(rows, rests, frozenset(unique[1].split(", ")) if unique else None)
