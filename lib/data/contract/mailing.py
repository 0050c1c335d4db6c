"""Tables of mail: which accounts asked for their brief, and which letters were begun and handed on.

A letter is there before it is sent: however often the timer runs, and wherever it is stopped, the
same one goes to nobody twice.
"""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, SmallInteger, Table, Text, func
from sqlalchemy.dialects.postgresql import ARRAY

from lib.data.contract.columns import TIMESTAMP_UTC, moment, one_of, text
from lib.data.contract.dashboard import metadata

RHYTHMS = ("weekly", "fire", "both")
"""When mail comes: on a day of the week, only when something is on fire, or both."""
KINDS = ("weekly", "fire")
STATES = ("begun", "handed", "sent", "nothing", "refused")
"""How far a letter came. ``handed``: the whole of it was given to the mail server, which did not
say what came of it; it may have arrived, and is not sent again."""


def _holder() -> Column[str]:
    reference = ForeignKey("dashboard.account.username", ondelete="CASCADE")
    return Column("username", Text, reference, primary_key=True)


mailing = Table(
    "mailing",
    metadata,
    _holder(),
    text("address", required=True, comment="sealed with access.key"),
    text("rhythm", required=True),
    Column("weekday", SmallInteger, nullable=False, comment="0 is Monday"),
    text("language", required=True),
    Column("asked_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    one_of("rhythm", RHYTHMS),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_one"),
    comment="Accounts that asked for their brief by mail; gone with the account",
    info={
        "reader": (
            "SELECT",
            "INSERT (username, address, rhythm, weekday, language)",
            "UPDATE (address, rhythm, weekday, language, asked_at)",
            "DELETE",
        )
    },
)

letter = Table(
    "letter",
    metadata,
    _holder(),
    Column("kind", Text, primary_key=True),
    Column("due_on", Date, primary_key=True, comment="the Monday of its week, or the day"),
    text("state", required=True),
    Column("begun_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    moment("handed_at", comment="when the whole of it was given to the mail server"),
    Column(
        "told",
        ARRAY(Text),
        nullable=False,
        server_default="{}",
        comment="keyed hashes of the alarms that it tells of",
    ),
    one_of("kind", KINDS),
    one_of("state", STATES),
    comment="Letters with a brief, one an account × kind × week or day",
    info={
        "reader": (
            "SELECT",
            "INSERT (username, kind, due_on, state)",
            "UPDATE (state, begun_at, handed_at, told)",
            "DELETE",
        )
    },
)
