"""What everyone may read of what was published, with the public reader's role and no other.

A release never changes, so what is said of its files is asked for once.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

import pandas as pd
from sqlalchemy import RowMapping
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.contract.publication import TABLES
from lib.data.errors import unavailable
from lib.data.reading import statement
from lib.publication.areas import NAME, Areas, read
from lib.publication.areas import areas as of_rows
from lib.publication.store import as_atoms

PATH = "/open-data/releases/"
"""Below it are the index of releases and each release, at addresses that stay."""
INDEX, FEED = "index.json", "feed.atom"
_ATOM = "http://www.w3.org/2005/Atom"


class NotPublished(LookupError):  # noqa: N818
    """There is no such release or file."""


@dataclass(frozen=True, slots=True)
class Named:
    """A file of a release, by what is said of it."""

    name: str
    media_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Release:
    """A release, by what is said of it.

    :ivar complete_through: last day that any of its atoms tells of.
    :ivar epsilon: privacy loss that its noise spent; 0: rounded only.
    """

    number: int
    published_at: datetime
    complete_through: date
    epsilon: float
    digest: str
    previous_digest: str | None
    public_key: str
    files: tuple[Named, ...]

    @property
    def path(self) -> str:
        """Its permanent address, below the host's."""
        return f"{PATH}{self.number}/"


@dataclass(frozen=True, slots=True)
class File:
    """A file, byte for byte as it was published."""

    content: bytes
    media_type: str
    sha256: str


def _rows(query: str, **parameters: Any) -> list[RowMapping]:
    try:
        with engines.public_reader().connect() as connection:
            found = connection.execute(statement("dashboard", query, "publication"), parameters)
            return list(found.mappings())
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


def releases() -> tuple[Release, ...]:
    """Every release, newest first.

    :raises Unavailable: if the dashboard database can't be read.
    :raises ConfigurationError: if the public reader is not configured.
    """
    return tuple(
        Release(
            row["release_number"], row["published_at"], row["complete_through"], row["epsilon"],
            row["digest"], row["previous_digest"], row["public_key"], _named(row["release_number"]),
        )
        for row in _rows("releases")
    )  # fmt: skip


@lru_cache(256)
def _named(number: int) -> tuple[Named, ...]:
    return tuple(Named(**row) for row in _rows("files", release_number=number))


def file(number: int, name: str) -> File:
    """A file of a release.

    :raises NotPublished: if there is none.
    :raises Unavailable: as :func:`releases`.
    """
    found = _rows("file", release_number=number, name=name)
    if not found:
        raise NotPublished(f"release {number} has no file {name}")
    row = found[0]
    return File(bytes(row["content"]), row["media_type"], row["sha256"])


@lru_cache(4)
def atoms(through: int) -> pd.DataFrame:
    """Every atom of the releases up to one, as :func:`lib.publication.store.atoms` has them.

    :raises NotPublished: if there are none; that is not remembered.
    :raises Unavailable: as :func:`releases`.
    """
    found = _rows("atoms", release_number=through)
    if not found:
        raise NotPublished(f"nothing was published up to release {through}")
    return as_atoms(found)


@lru_cache(64)
def areas(number: int) -> Areas:
    """What the areas of a release are; none where it was made before releases said so.

    :raises Unavailable: as :func:`releases`.
    """
    if NAME not in {named.name for named in _named(number)}:
        return ()
    return of_rows(read(file(number, NAME).content))


def more_than_published() -> list[str]:
    """What the public reader may read beside the tables of what was published; nothing, as made.

    :raises Unavailable: as :func:`releases`.
    """
    known = [table.fullname for table in TABLES]
    return [str(row["relation"]) for row in _rows("more_than_published", known=known)]


def index(known: tuple[Release, ...]) -> bytes:
    """``index.json``: the releases, newest first, each with its files."""
    listed = [
        {
            "release": release.number,
            "published_at": release.published_at.isoformat(),
            "complete_through": release.complete_through.isoformat(),
            "epsilon": release.epsilon,
            "digest": release.digest,
            "previous_digest": release.previous_digest,
            "public_key": release.public_key,
            "files": [
                {
                    "path": f"{release.number}/{named.name}",
                    "mediatype": named.media_type,
                    "bytes": named.bytes,
                    "hash": f"sha256:{named.sha256}",
                }
                for named in release.files
            ],
        }
        for release in known
    ]
    return (json.dumps({"releases": listed}, indent=2) + "\n").encode()


def feed(known: tuple[Release, ...], organization: str) -> bytes:
    """``feed.atom`` (RFC 4287): an entry a release, newest first; its links are relative."""
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    first = known[-1].digest if known else "0" * 64
    updated = known[0].published_at if known else None
    _add(root, "title", f"{organization}: public numbers · cifras públicas")
    # The first release's digest names the series wherever a copy of it is served.
    _add(root, "id", f"urn:sha256:{first}:releases")
    _add(root, "updated", updated.isoformat() if updated else "1970-01-01T00:00:00+00:00")
    _add(_add(root, "author"), "name", organization)
    _add(root, "link", rel="self", href=FEED)
    for release in known:
        entry = _add(root, "entry")
        _add(entry, "title", f"Release · Publicación {release.number}")
        _add(entry, "id", f"urn:sha256:{release.digest}")
        _add(entry, "updated", release.published_at.isoformat())
        _add(entry, "link", rel="alternate", href=f"{release.number}/")
        for named in release.files:
            _add(
                entry, "link", rel="enclosure", href=f"{release.number}/{named.name}",
                type=named.media_type, length=str(named.bytes),
            )  # fmt: skip
        through = release.complete_through.isoformat()
        _add(entry, "summary", f"Numbers through {through} · Cifras hasta el {through}")
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    for kept in (_named, atoms, areas):
        kept.cache_clear()
