"""Whether the database is Tejido's, the right one of the three, and of this version."""

from sqlalchemy import Connection, text

from lib.data.doctor.finding import Finding, wrong
from lib.data.layout import LAYOUT_VERSION, mark

_MIGRATE = "run python -m lib migrate"


def check(database: str, connection: Connection) -> list[Finding]:
    """What the mark that ``migrate`` leaves in a database says against it."""
    if connection.scalar(text("SELECT to_regclass('tejido.layout')")) is None:
        return [wrong(database, "the database is not laid out", _MIGRATE)]
    row = connection.execute(text("SELECT database, version FROM tejido.layout")).first()
    if row is None:
        return [
            wrong(
                database, "the layout carries no mark", f"DROP TABLE tejido.layout; then {_MIGRATE}"
            )
        ]
    marked, version = row
    if marked != database:
        mend = f"swap the URLs of {marked} and {database} in secrets.toml and owner.toml"
        return [wrong(database, f"this is the {marked} database", mend)]
    if version < LAYOUT_VERSION:
        what = f"the layout is of version {version}, this is version {LAYOUT_VERSION}"
        return [wrong(database, what, _MIGRATE)]
    return _newer(database, version)


def newer(database: str, connection: Connection) -> list[Finding]:
    """Whether a newer version of Tejido laid the database out, as the app's own login sees it."""
    found = mark(connection)
    return _newer(database, found[1]) if found else []


def _newer(database: str, version: int) -> list[Finding]:
    if version > LAYOUT_VERSION:
        what = f"the layout is of the newer version {version}, this is version {LAYOUT_VERSION}"
        return [wrong(database, what, "install the version of Tejido that laid it out")]
    return []
