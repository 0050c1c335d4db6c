"""What was published, in the dashboard database, and the raw numbers behind releases."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, RowMapping, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from lib.data import engines
from lib.data.contract import SOURCES
from lib.data.contract.publication import atom, period_choice, release, release_file
from lib.data.errors import unavailable
from lib.data.reading import statement
from lib.data.scope import Scope
from lib.expected import Expected
from lib.publication.areas import Row
from lib.publication.as_released import Described, roundings
from lib.publication.cells import INPUT
from lib.publication.package import NAME
from lib.publication.parameters import parameters
from lib.publication.rounding import MASKED, in_classes

_LOCK = 7_365_003
"""Key of the advisory lock that lets one release be made at a time."""

NEWEST = 2**31
"""More releases than there will be."""

Inputs = tuple[tuple[str, ...], pd.DataFrame]


class Superseded(Expected):  # noqa: N818
    """Someone published in the meantime; the message says what to do."""


def inputs(first: date) -> Inputs:
    """The organization's regions, and the raw numbers of periods from ``first`` on.

    :return: regions, and a frame with the columns of :data:`lib.publication.cells.INPUT`; what
        no region is known of is not in it.
    :raises Unavailable: if a database can't be read.
    """
    regions: set[str] = set()
    frames = []
    for database in SOURCES:
        with _publishing(database) as connection:
            _scope(connection, "-")
            own_regions = set(connection.scalars(statement(database, "regions", "publication")))
            _scope(connection, Scope(tuple(own_regions)).setting)
            result = connection.execute(
                statement(database, "inputs", "publication"), {"first": first}
            )
            frames.append(pd.DataFrame([tuple(row) for row in result], columns=INPUT))
            regions |= own_regions
    raw = pd.concat(frames, ignore_index=True)
    raw["period_start"] = pd.to_datetime(raw["period_start"])
    return tuple(sorted(regions)), raw.astype({"weeks": "int64", "amount": "int64"})


def areas() -> list[Row]:
    """The organization's regions with the states that make them up, as they are.

    :raises Unavailable: if the membership database can't be read.
    """
    with _publishing("membership") as connection:
        _scope(connection, "-")
        own_regions = connection.scalars(statement("membership", "regions", "publication")).all()
        _scope(connection, Scope(tuple(own_regions)).setting)
        result = connection.execute(statement("membership", "areas", "publication"))
        return [dict(row) for row in result.mappings()]


def _scope(connection: Connection, setting: str) -> None:
    connection.execute(text("SELECT set_config('app.regions', :s, true)"), {"s": setting})


@contextmanager
def _publishing(database: str) -> Iterator[Connection]:
    try:
        with engines.publisher(database).begin() as connection:
            yield connection
    except IntegrityError:
        raise Superseded("what it tells was published in the meantime; look at it anew") from None
    except SQLAlchemyError as error:
        raise unavailable(database, error) from None


def rows(query: str, **parameters: Any) -> list[RowMapping]:
    """What ``queries/dashboard/publication/<query>.sql`` returns to the publisher.

    :raises Unavailable: if the dashboard database can't be read.
    """
    with _publishing("dashboard") as connection:
        result = connection.execute(statement("dashboard", query, "publication"), parameters)
        return list(result.mappings())


def atoms(through: int = NEWEST) -> pd.DataFrame:
    """Every atom of the releases up to one: :data:`lib.publication.cells.KEY`, ``value``
    (:data:`MASKED` where there is none), ``class``, ``release_number``, and its
    :data:`lib.publication.rounding.CLASS` by the rounding of that release.
    """  # noqa: D205
    return as_atoms(rows("atoms", release_number=through), described)


def as_atoms(rows: list[RowMapping], describe: Callable[[int], Described]) -> pd.DataFrame:
    """Rows of ``dashboard.atom`` as a frame of atoms, each in the class of its own release.

    :param describe: gives a release's description; one without a rounding is read by today's.
    """
    columns = ["area", "metric", "period_start", "weeks", "value", "class", "release_number"]
    frame = pd.DataFrame([dict(row) for row in rows], columns=columns)
    frame["period_start"] = pd.to_datetime(frame["period_start"])
    frame["value"] = frame["value"].astype("float64").fillna(MASKED)
    frame = frame.astype({"weeks": "int64", "value": "int64", "release_number": "int64"})
    now = parameters().rounding
    by = roundings({number: describe(number) for number in {row["release_number"] for row in rows}})
    parts = [
        in_classes(part, by.get(int(number), now))
        for number, part in frame.groupby("release_number", sort=False)
    ]
    return pd.concat(parts).sort_index() if parts else in_classes(frame, now)


def described(release_number: int) -> dict[str, Any]:
    """A release's description; empty where there is no such release."""
    content = file(release_number, NAME)
    return json.loads(content) if content else {}


def file(release_number: int, name: str) -> bytes | None:
    """A file of a release, byte for byte as it was published; none if there is no such file."""
    files = rows("file", release_number=release_number, name=name)
    return bytes(files[0]["content"]) if files else None


def add(
    row: dict[str, Any],
    new_atoms: pd.DataFrame,
    choices: pd.DataFrame,
    files: list[dict[str, Any]],
    actor: str | None,
) -> None:
    """Add a release, its atoms and files, and a line in the audit; all or nothing.

    :raises Superseded: if a release of the number, or one of the atoms, is there already.
    :raises Unavailable: if the dashboard database can't be written.
    """
    number = row["release_number"]
    atom_rows = new_atoms.astype({"value": "object"})
    atom_rows["value"] = atom_rows["value"].where(new_atoms["value"] != MASKED, None)
    atom_rows["release_number"] = number
    with _publishing("dashboard") as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        connection.execute(release.insert(), row)
        if len(atom_rows):
            connection.execute(atom.insert(), atom_rows.to_dict("records"))
        if len(choices):
            connection.execute(period_choice.insert(), choices.to_dict("records"))
        connection.execute(release_file.insert(), [{"release_number": number, **f} for f in files])
        facts = f'{{"release": {number}, "atoms": {len(atom_rows)}}}'
        audit = {"actor": actor, "event": "published", "facts": facts}
        connection.execute(statement("dashboard", "audit_record", "writes"), audit)
