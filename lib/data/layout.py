"""The number that a layout of the databases has, and the digest of the contract that it stands for.

``python -m lib.data.layout`` writes the digest down after the contract changed; a test compares.
"""

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from lib.data.contract import DATABASES, metadata_of
from lib.expected import Expected

LAYOUT_VERSION = 7
"""Raised whenever a table or column of the contract or of a rollup changes."""

FILE = Path(__file__).with_name("layout.toml")
"""The version and the digest of what it stands for."""


class NotOurs(Expected):  # noqa: N818
    """The database belongs to something else; the message names it and says what was found."""


def mark(connection: Connection) -> tuple[str, int] | None:
    """Which of the three databases this one was laid out as, and in which version.

    None where it was not laid out, or nothing says as what.
    """
    if connection.scalar(text("SELECT to_regclass('tejido.layout')")) is None:
        return None
    row = connection.execute(text("SELECT database, version FROM tejido.layout")).first()
    return (str(row.database), int(row.version)) if row else None


def refuse_newer(connection: Connection) -> None:
    """Leave a database alone that a newer version of Tejido laid out.

    :raises NotOurs: if one did.
    """
    found = mark(connection)
    if found and found[1] > LAYOUT_VERSION:
        name = connection.scalar(text("SELECT current_database()"))
        raise NotOurs(
            f"{name}: laid out by a newer version of Tejido ({found[1]};"
            f" this one has {LAYOUT_VERSION}); install that version"
        )


def digest() -> str:
    """What the contract says of every table: columns, constraints, indexes, the app's rights.

    Comments are no part of it: no program depends on them.
    """
    lines = "\n".join(line for name in DATABASES for line in _lines(name))
    return hashlib.sha256(lines.encode()).hexdigest()


def _lines(database: str) -> Iterator[str]:
    for metadata in metadata_of(database):
        for table in sorted(metadata.tables.values(), key=lambda t: t.fullname):
            yield from (f"{database}: {line}" for line in _definition(table))


@cache
def _definition(table: Table) -> tuple[str, ...]:
    # Kept: every refresh asks, and to put all tables in words takes as long as to derive some.
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    indexes = sorted(table.indexes, key=lambda i: str(i.name))
    return (
        str(CreateTable(table).compile(dialect=dialect)),
        *(str(CreateIndex(index).compile(dialect=dialect)) for index in indexes),
        f"{table.fullname}: {', '.join(table.info.get('reader', ()))}",
    )


def recorded() -> tuple[int, str]:
    """The version and the digest that were written down last."""
    kept = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return int(kept["version"]), str(kept["digest"])


def record(*, again: bool) -> str:
    """Write the present digest down.

    :param again: also where the version was not raised: it was laid out nowhere yet.
    :return: what was done, or why nothing was, as a sentence.
    """
    version, before = recorded()
    now = digest()
    if now == before and version == LAYOUT_VERSION:
        return f"Layout {version} is as it was."
    if version == LAYOUT_VERSION and not again:
        raise SystemExit(
            "The contract changed: raise LAYOUT_VERSION in lib/data/layout.py first, or say --again"
            f" where no organization can have layout {version} yet."
        )
    # What looks for secrets would take a digest for one.
    line = f'digest = "{now}"  # pragma: allowlist secret'
    FILE.write_text(f"version = {LAYOUT_VERSION}\n{line}\n", encoding="utf-8")
    return f"Layout {LAYOUT_VERSION} is written down."


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--again", action="store_true", help="keep the version")
    sys.stdout.write(record(again=arguments.parse_args().again) + "\n")
