"""The checks of tables, as who reads the contract has to understand them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import CheckConstraint, Table

_ONE_OF = re.compile(r"(\w+) IN \((.+)\)")


class OneOf(NamedTuple):
    """A column, and the codes that it may have."""

    column: str
    codes: list[str]


def checks(table: Table) -> Iterator[tuple[str, CheckConstraint]]:
    """The checks of a table, each with its text, by name."""
    for constraint in sorted(table.constraints, key=lambda c: str(c.name)):
        if isinstance(constraint, CheckConstraint):
            yield str(constraint.sqltext), constraint


def one_of(check: str) -> OneOf | None:
    """What a check says of a column that holds one of some codes; none if it is of another form."""
    match = _ONE_OF.fullmatch(check)
    return OneOf(match[1], re.findall(r"'([^']*)'", match[2])) if match else None
