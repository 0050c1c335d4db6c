"""The key by which a refresh hashes the ids of what both source databases name: incidents.

It stands in the dashboard's database, where the owner alone may read it: whoever reads rollups and
has the organization's ids can't tell which is which. The statements of a refresh make an HMAC of it
(RFC 2104) out of SQL's own ``sha256``, with the two blocks that are set here: as settings, not as
parameters, since a server may write down a statement that took long, parameters included.
"""

import secrets

from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from lib.data import engines
from lib.data.contract.dashboard import matching_key
from lib.data.errors import unavailable
from lib.data.role_names import names

_BLOCK = 64
"""Bytes of a block of SHA-256."""


def secret() -> bytes:
    """The key; made at the first refresh, or where it was lost.

    :raises Unavailable: if the dashboard's database can't be used.
    """
    try:
        with engines.owner("dashboard").begin() as connection:
            connection.execute(text(f"SET LOCAL ROLE {names().owner}"))
            return _kept(connection) or _made(connection)
    except SQLAlchemyError as error:
        raise unavailable("dashboard", error) from None


def _kept(connection: Connection) -> bytes | None:
    return connection.scalar(select(matching_key.c.secret))


def _made(connection: Connection) -> bytes:
    new = insert(matching_key).values(secret=secrets.token_bytes(32))
    connection.execute(new.on_conflict_do_nothing())
    # Whoever waited for another refresh takes what that one made.
    return bytes(connection.scalars(select(matching_key.c.secret)).one())


def set_key(connection: Connection, key: bytes) -> None:
    """Let the statements of a transaction hash with a key of at most 64 bytes."""
    padded = key.ljust(_BLOCK, b"\0")
    for name, pad in (("inner", 0x36), ("outer", 0x5C)):
        block = bytes(byte ^ pad for byte in padded)
        setting = text("SELECT set_config(:name, :block, true)")
        connection.execute(setting, {"name": f"matching.{name}", "block": f"\\x{block.hex()}"})
