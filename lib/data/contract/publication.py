"""Schema ``dashboard``: what was published. Rows are added and never change.

No raw number is kept here: an atom has the value that everyone may see, or none. The publisher
inserts, everyone reads, and a trigger keeps even the owner from altering a row by mistake.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    func,
)

from lib.data.contract.columns import TIMESTAMP_UTC, date, integer, number, text
from lib.data.contract.dashboard import metadata
from lib.data.role_names import RoleNames

release = Table(
    "release",
    metadata,
    Column("release_number", BigInteger, primary_key=True, autoincrement=False),
    Column("published_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    date("complete_through", required=True, comment="last day that any of its atoms tells of"),
    integer("atoms", required=True, comment="atoms that it added"),
    number("epsilon", required=True, comment="privacy loss that its noise spent; 0: rounded only"),
    text("digest", required=True, comment="SHA-256 of datapackage.json without its signature"),
    text("previous_digest", comment="of the release before; null: the first"),
    text("public_key", required=True, comment="Ed25519, hexadecimal"),
    text("signature", required=True, comment="of the digest's text, hexadecimal"),
    CheckConstraint("release_number >= 1", name="release_number_is_positive"),
    comment="Releases, each signed and naming the one before",
)


def _of_release() -> Column[int]:
    reference = ForeignKey("dashboard.release.release_number")
    return Column("release_number", BigInteger, reference, nullable=False, index=True)


atom = Table(
    "atom",
    metadata,
    Column("area", Text, primary_key=True, comment="a region, or nation"),
    Column("metric", Text, primary_key=True),
    Column("period_start", Date, primary_key=True, comment="a Monday"),
    Column("weeks", SmallInteger, primary_key=True, comment="1, 4, 12 or 52"),
    integer("value", comment="as published; null: below the threshold or withheld"),
    text("class", required=True, comment="rounded, exact or noisy"),
    _of_release(),
    CheckConstraint("value >= 0", name="value_not_negative"),
    CheckConstraint("weeks IN (1, 4, 12, 52)", name="weeks_is_known"),
    CheckConstraint("class IN ('rounded', 'exact', 'noisy')", name="class_is_known"),
    comment="Area × metric × period: a number protected once",
)

period_choice = Table(
    "period_choice",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("area", Text, primary_key=True),
    Column("metric", Text, primary_key=True),
    Column("weeks", SmallInteger, nullable=False),
    CheckConstraint("weeks IN (1, 4, 12)", name="weeks_is_known"),
    comment="What an area's metric is told as, topics alone or joined, by which weeks, for a year",
)

release_file = Table(
    "release_file",
    metadata,
    Column("release_number", ForeignKey("dashboard.release.release_number"), primary_key=True),
    Column("name", Text, primary_key=True),
    text("media_type", required=True),
    text("sha256", required=True),
    Column("content", LargeBinary, nullable=False),
    comment="A release's files, byte for byte as they were published",
)

TABLES = (release, atom, period_choice, release_file)
for _table in TABLES:
    _table.info.update(
        reader=("SELECT",), public_reader=("SELECT",), publisher=("SELECT", "INSERT")
    )

_KEEP = """
CREATE OR REPLACE FUNCTION dashboard.release_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION 'what was published stands' USING ERRCODE = '42501';
END $$
"""


def _keeping(table: Table) -> tuple[str, str]:
    keep = "EXECUTE FUNCTION dashboard.release_keep()"
    return (
        f"CREATE OR REPLACE TRIGGER release_keep BEFORE UPDATE OR DELETE ON {table.fullname}"
        f" FOR EACH ROW {keep}",
        f"CREATE OR REPLACE TRIGGER release_keep_all BEFORE TRUNCATE ON {table.fullname}"
        f" FOR EACH STATEMENT {keep}",
    )


_EVERYWHERE = ", ".join(table.fullname for table in TABLES)

_SECURING = (
    # What was laid out before there were periods of 12 and of 52 weeks refuses them.
    *(
        statement
        for table, weeks in (("atom", "1, 4, 12, 52"), ("period_choice", "1, 4, 12"))
        for statement in (
            f"ALTER TABLE dashboard.{table} DROP CONSTRAINT IF EXISTS {table}_weeks_is_known",
            f"ALTER TABLE dashboard.{table} ADD CONSTRAINT {table}_weeks_is_known"
            f" CHECK (weeks IN ({weeks}))",
        )
    ),
    _KEEP,
    *(statement for table in TABLES for statement in _keeping(table)),
)


def securing(names: RoleNames) -> tuple[str, ...]:
    """Statements that grant and keep; each can be run again."""
    reading = ", ".join((names.reader, names.public_reader, names.publisher))
    return (
        *_SECURING,
        f"GRANT USAGE ON SCHEMA dashboard TO {reading}",
        f"GRANT SELECT ON {_EVERYWHERE} TO {reading}",
        f"GRANT INSERT ON {_EVERYWHERE} TO {names.publisher}",
        # A release and its line in the audit are made in one transaction; the audit's trigger
        # looks up the end of its chain.
        "GRANT INSERT (actor, event, facts), SELECT (entry_id, hash) ON dashboard.audit"
        f" TO {names.publisher}",
    )
