"""What everyone may read of what was published, with the public reader's role and no other.

A release never changes, so the facts about its files are read once.
"""

import json
from collections.abc import Mapping
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
from lib.expected import Expected
from lib.publication.areas import NAME, Areas, read
from lib.publication.areas import areas as of_rows
from lib.publication.package import NAME as DESCRIPTION
from lib.publication.store import as_atoms

PATH = "/open-data/releases/"
"""Below it are the index of releases and each release, at addresses that stay."""
INDEX, FEED = "index.json", "feed.atom"
_ATOM = "http://www.w3.org/2005/Atom"


class NotPublished(Expected, LookupError):  # noqa: N818
    """There is no such release or file."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """The facts about a file of a release."""

    name: str
    media_type: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Release:
    """The facts about a release.

    :ivar complete_through: last day that any of its atoms covers.
    :ivar epsilon: privacy loss that its noise spent; 0: rounded only.
    """

    number: int
    published_at: datetime
    complete_through: date
    epsilon: float
    digest: str
    previous_digest: str | None
    public_key: str
    files: tuple[FileEntry, ...]

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
            result = connection.execute(statement("dashboard", query, "publication"), parameters)
            return list(result.mappings())
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
            row["digest"], row["previous_digest"], row["public_key"],
            _file_entries(row["release_number"]),
        )
        for row in _rows("releases")
    )  # fmt: skip


@lru_cache(256)
def _file_entries(number: int) -> tuple[FileEntry, ...]:
    return tuple(FileEntry(**row) for row in _rows("files", release_number=number))


def file(number: int, name: str) -> File:
    """A file of a release.

    :raises NotPublished: if there is none.
    :raises Unavailable: as :func:`releases`.
    """
    rows = _rows("file", release_number=number, name=name)
    if not rows:
        raise NotPublished(f"release {number} has no file {name}")
    row = rows[0]
    return File(bytes(row["content"]), row["media_type"], row["sha256"])


@lru_cache(4)
def atoms(through: int) -> pd.DataFrame:
    """Every atom of the releases up to one, as :func:`lib.publication.store.atoms` has them.

    :raises NotPublished: if there are none; that is not remembered.
    :raises Unavailable: as :func:`releases`.
    """
    rows = _rows("atoms", release_number=through)
    if not rows:
        raise NotPublished(f"nothing was published up to release {through}")
    return as_atoms(rows, described)


@lru_cache(256)
def described(number: int) -> dict[str, Any]:
    """A release's description, which never changes.

    :raises NotPublished: if there is none.
    :raises Unavailable: as :func:`releases`.
    """
    found: dict[str, Any] = json.loads(file(number, DESCRIPTION).content)
    return found


@lru_cache(64)
def areas(number: int) -> Areas:
    """The areas of a release; empty for one that was made before releases described them.

    :raises Unavailable: as :func:`releases`.
    """
    if NAME not in {entry.name for entry in _file_entries(number)}:
        return ()
    return of_rows(read(file(number, NAME).content))


def excess_privileges() -> list[str]:
    """What the public reader may read beside the tables of what was published; nothing, as made.

    :raises Unavailable: as :func:`releases`.
    """
    published_tables = [table.fullname for table in TABLES]
    return [str(row["relation"]) for row in _rows("more_than_published", known=published_tables)]


def index(all_releases: tuple[Release, ...]) -> bytes:
    """``index.json``: the releases, newest first, each with its files."""
    entries = [
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
                    "path": f"{release.number}/{entry.name}",
                    "mediatype": entry.media_type,
                    "bytes": entry.bytes,
                    "hash": f"sha256:{entry.sha256}",
                }
                for entry in release.files
            ],
        }
        for release in all_releases
    ]
    return (json.dumps({"releases": entries}, indent=2) + "\n").encode()


def feed(all_releases: tuple[Release, ...], organization: str, told: Mapping[int, str]) -> bytes:
    """``feed.atom`` (RFC 4287): an entry a release, newest first; its links are relative.

    :param told: what each release says, by its number.
    """
    ElementTree.register_namespace("", _ATOM)
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    first = all_releases[-1].digest if all_releases else "0" * 64
    updated = all_releases[0].published_at if all_releases else None
    _add(root, "title", f"{organization}: public numbers · cifras públicas")
    # The first release's digest names the series wherever a copy of it is served.
    _add(root, "id", f"urn:sha256:{first}:releases")
    _add(root, "updated", updated.isoformat() if updated else "1970-01-01T00:00:00+00:00")
    _add(_add(root, "author"), "name", organization)
    _add(root, "link", rel="self", href=FEED)
    for release in all_releases:
        entry = _add(root, "entry")
        _add(entry, "title", f"Release · Publicación {release.number}")
        _add(entry, "id", f"urn:sha256:{release.digest}")
        _add(entry, "updated", release.published_at.isoformat())
        _add(entry, "link", rel="alternate", href=f"{release.number}/")
        for file_entry in release.files:
            _add(
                entry, "link", rel="enclosure", href=f"{release.number}/{file_entry.name}",
                type=file_entry.media_type, length=str(file_entry.bytes),
            )  # fmt: skip
        through = release.complete_through.isoformat()
        _add(entry, "summary", f"Numbers through {through} · Cifras hasta el {through}")
        _add(entry, "content", told[release.number], type="text")
    ElementTree.indent(root)
    xml: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    child.text = text
    return child


def forget() -> None:
    """Forget what was kept; a test's next database has other releases."""
    for cached in (_file_entries, atoms, areas, described):
        cached.cache_clear()
