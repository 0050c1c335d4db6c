"""What ``python -m lib doctor`` says of publishing: who reads it, the key, what was released."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.configuration import ConfigurationError, configuration
from lib.data.doctor.finding import Finding, advice, wrong
from lib.data.errors import Unavailable
from lib.data.reading import statement
from lib.data.role_names import names
from lib.publication import open_data, package, signing
from lib.publication.parameters import parameters
from lib.publication.periods import BLOCK, WEEK
from lib.publication.proposing import today
from lib.publication.signing import CopyError, KeyFileError, Signed

NAME = "publication"
"""What the findings are of."""

CHECKED = (
    "the public reader connects, and may read what was published alone",
    "there is a key to sign releases with, and the newest release is not long past",
    "every stored release has all its files, is signed, and follows on the one before",
)
"""What :func:`examine` looks at, as sentences."""

LATE_PERIODS = 2
"""How many periods of four weeks may become due without a release before publishing counts as
forgotten."""

_RESTORE = (
    "compare it with a copy (python -m lib publish verify FILE);"
    " restore the dashboard database from a backup of before"
)


def examine(day: date | None = None) -> list[Finding]:
    """Everything about publishing that is not as it should be.

    :param day: today unless given.
    """
    findings = [*_reader(), *_key()]
    try:
        with engines.owner("dashboard").connect() as connection:
            releases = list(
                connection.execute(statement("dashboard", "releases", "publication")).mappings()
            )
            findings += _late(releases, day or today())
            findings += _altered(releases, connection)
    except (ConfigurationError, SQLAlchemyError):
        # The dashboard database's own examination says it, and how to mend it.
        return findings
    return findings


def _reader() -> Iterator[Finding]:
    """Who serves what was published, and whether they may read that alone."""
    try:
        relations = open_data.excess_privileges()
    except ConfigurationError:
        yield advice(
            NAME,
            "the public reader is not configured: the public page says that nothing was published,"
            " and open data is answered with 404",
            f"ALTER ROLE {names().public_reader} LOGIN PASSWORD '…' in the dashboard database, and"
            " url of [public_reader] in .streamlit/secrets.toml",
        )
    except Unavailable as problem:
        message = f"the public reader can't use the dashboard database ({problem.reason})"
        yield wrong(NAME, message, "correct url of [public_reader] in .streamlit/secrets.toml")
    else:
        for relation in relations:
            message = f"the public reader may use {relation}, which is not what was published"
            yield wrong(
                NAME, message, f"REVOKE ALL ON {relation} FROM {names().public_reader}, PUBLIC;"
            )


def _key() -> Iterator[Finding]:
    try:
        signing.read_key()
    except KeyFileError as problem:
        remedy = "run python -m lib publish key"
        if signing.key_path().exists():
            remedy = "put the organization's key back from its copy"
        elif configuration().is_embedded:
            remedy += "; python -m lib serve does it for the demo"
        yield advice(NAME, f"releases can't be signed: {problem}", remedy)


def _late(releases: list[RowMapping], day: date) -> Iterator[Finding]:
    """Whether periods have become due that nobody published."""
    if not releases:
        return
    newest = releases[0]
    delay = parameters().periods.delay_weeks
    # The day on which the second period after the last published one may be published.
    due = newest["complete_through"] + (LATE_PERIODS * BLOCK + delay) * WEEK
    if day > due:
        yield advice(
            NAME,
            f"the newest release, {newest['release_number']}, tells of periods through"
            f" {newest['complete_through']}; two more have become due",
            "look at python -m lib publish --dry-run, then run python -m lib publish",
        )


def _altered(releases: list[RowMapping], connection: Connection) -> Iterator[Finding]:
    """Stored releases that are not what was signed, or do not follow on each other."""
    previous = None
    for row in reversed(releases):
        number = row["release_number"]
        try:
            _check(row, _read_signed(number, connection), previous)
        except CopyError as problem:
            yield wrong(NAME, f"the stored release {number} does not verify: {problem}", _RESTORE)
        previous = row["digest"]


def _read_signed(number: int, connection: Connection) -> Signed:
    """The signed description of a stored release, once all its files are found to be as signed."""
    names = connection.execute(
        statement("dashboard", "files", "publication"), {"release_number": number}
    ).mappings()
    contents = {}
    for name in [row["name"] for row in names]:
        parameters = {"release_number": number, "name": name}
        result = connection.execute(
            statement("dashboard", "file", "publication"), parameters
        ).mappings()
        contents[name] = bytes(result.one()["content"])
    signed = signing.read_signed(contents.pop(package.NAME, b""), package.NAME)
    for name in sorted(signed.hashes.keys() | contents.keys()):
        if name not in contents:
            raise CopyError(f"{name} is missing")
        signed.check(name, contents[name])
    return signed


def _check(row: RowMapping, signed: Signed, previous: str | None) -> None:
    """Compare what the database says of a release with what was signed."""
    stored = (str(row["release_number"]), row["digest"], row["previous_digest"], row["public_key"])
    if stored != (signed.release, signed.digest, signed.previous, signed.public_key):
        raise CopyError("its row says otherwise than its description")
    if signed.previous != previous:
        raise CopyError("it does not follow on the release before")
