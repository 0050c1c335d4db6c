"""Many rows of the audit in one transaction: one lock of the chain, one wait for the disk."""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from lib.data import engines
from lib.data.contract.audit import LOCK
from lib.data.errors import unavailable
from lib.data.reading import statement

log = logging.getLogger("tejido.audit")

Facts = Mapping[str, str | int | list[str]]
"""What an event says about itself: codes and counts."""

LATE_SECONDS = 5
"""A row that waited longer says so, since the chain gives it the time when it was written."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is to be recorded.

    :ivar moment: when it happened, on the clock that only runs forward (s).
    """

    event: str
    actor: str | None
    facts: Facts
    moment: float = field(default_factory=time.monotonic)

    def written(self) -> str:
        """The facts as they are recorded now."""
        waited = int(time.monotonic() - self.moment)
        late = {"late_seconds": waited} if waited >= LATE_SECONDS else {}
        return json.dumps({**self.facts, **late}, ensure_ascii=False)


class Batches:
    """Writes batches, none of them twice."""

    def __init__(self) -> None:
        self._doubtful: tuple[int, int, str] | None = None
        """How many rows a commit had that was not answered, and number and hash of its last."""

    def write(self, rows: Sequence[Happened]) -> int:
        """Append rows from the first on, in order; how many of them are done with.

        A row that the database will never take is logged in place of it.

        :param rows: begins with those of the call before that are not done with.
        :raises Unavailable: if none can be written now.
        """
        try:
            return self._append(rows)
        except (DataError, IntegrityError) as error:
            if len(rows) > 1:
                return self.write(rows[: len(rows) // 2])
            not_recorded(rows[0], unavailable("dashboard", error))
            return 1
        except SQLAlchemyError as error:
            raise unavailable("dashboard", error) from None

    def _append(self, rows: Sequence[Happened]) -> int:
        with engines.reader("dashboard").connect() as connection:
            connection.execute(text("SET TRANSACTION READ WRITE"))
            if self._doubtful:
                count, number, digest = self._doubtful
                is_there = _has(connection, number, digest)
                self._doubtful = None
                if is_there:
                    return count
            given = {
                "actors": [row.actor for row in rows],
                "events": [row.event for row in rows],
                "facts": [row.written() for row in rows],
            }
            appended = connection.execute(
                statement("dashboard", "audit_record_all", "writes"), given
            ).all()
            self._doubtful = (len(rows), *max(tuple(row) for row in appended))
            connection.commit()
            self._doubtful = None
        return len(rows)


def _has(connection: Connection, number: int, digest: str) -> bool:
    """Whether the chain has a row of this number and hash, once no commit is under way."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    asked = {"number": number, "hash": digest}
    return connection.execute(statement("dashboard", "audit_has"), asked).first() is not None


def not_recorded(row: Happened, reason: object) -> None:
    """Log what should stand in the audit."""
    log.warning("not in the audit: %s by %s, %s (%s)", row.event, row.actor, row.written(), reason)
