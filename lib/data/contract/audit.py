"""Table ``dashboard.audit``: who did what, in a chain of hashes that only grows.

The app's role may insert who, what and the facts, and select; everything else in a row is set by
a trigger, one row after another under a lock. A row's hash is the SHA-256, in hexadecimal, of the
UTF-8 text ``previous || entry``: the hash of the row before (64 zeros before the first) and the
JSON array ``[entry_id, happened_at, actor, event, facts]`` as PostgreSQL writes ``jsonb``: a comma
and a colon are followed by one space, an object's keys are sorted by length and then by bytes, and
a time is UTC with microseconds, ``2026-06-24T18:00:00.000000Z``. Numbers run without a gap.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Table
from sqlalchemy.dialects.postgresql import JSONB

from lib.data.contract.columns import moment, text
from lib.data.contract.dashboard import metadata

FIRST = "0" * 64
"""What stands for the hash before the first row."""

LOCK = 7_365_002
"""Key of the advisory lock that lets one row be chained at a time."""

audit = Table(
    "audit",
    metadata,
    Column("entry_id", BigInteger, primary_key=True, autoincrement=False),
    moment("happened_at", required=True),
    text("actor", comment="username of an account; null: nobody signed in, or the command line"),
    text("event", required=True, comment="a lib.access.audit.Event"),
    Column("facts", JSONB, nullable=False, comment="what the event says; never about members"),
    text("previous", required=True, comment="hash of the row before"),
    text("hash", required=True, comment="SHA-256 of previous and this row"),
    CheckConstraint("actor ~ '^[a-z0-9][a-z0-9._-]{0,62}$'", name="actor_is_plain"),
    CheckConstraint("event ~ '^[a-z][a-z_]*$'", name="event_is_plain"),
    CheckConstraint("jsonb_typeof(facts) = 'object'", name="facts_are_an_object"),
    CheckConstraint("length(facts::text) <= 4000", name="facts_are_short"),
    Index(None, "happened_at"),
    comment="Who signed in, looked at, exported and changed what; it only grows",
    info={"reader": ("SELECT", "INSERT (actor, event, facts)")},
)

PRUNED = "pruned"
"""The event that anchors the chain after its oldest rows were taken away; the owner's alone."""

PRUNING = "app.audit_prune"
"""The transaction-local setting by which the owner says that a deletion is meant."""


def _chain(owner: str) -> str:
    """The function that gives a row its number, its time and its hash, whoever inserts it."""
    return f"""
CREATE OR REPLACE FUNCTION dashboard.audit_chain() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF NEW.event = '{PRUNED}' AND NOT pg_has_role(current_user, '{owner}', 'MEMBER') THEN
        RAISE EXCEPTION 'only the owner prunes the audit' USING ERRCODE = '42501';
    END IF;
    PERFORM pg_advisory_xact_lock({LOCK});
    SELECT last.entry_id + 1, last.hash INTO NEW.entry_id, NEW.previous
    FROM dashboard.audit AS last ORDER BY last.entry_id DESC LIMIT 1;
    NEW.entry_id := coalesce(NEW.entry_id, 1);
    NEW.previous := coalesce(NEW.previous, '{FIRST}');
    NEW.happened_at := clock_timestamp();
    NEW.hash := encode(sha256(convert_to(NEW.previous || jsonb_build_array(
        NEW.entry_id,
        to_char(NEW.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        NEW.actor, NEW.event, NEW.facts)::text, 'UTF8')), 'hex');
    RETURN NEW;
END $$
"""  # noqa: S608 - constants


_KEEP = f"""
CREATE OR REPLACE FUNCTION dashboard.audit_keep() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('{PRUNING}', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit only grows' USING ERRCODE = '42501';
END $$
"""


def triggers(owner: str) -> tuple[str, ...]:
    """Statements that chain and keep the rows; each can be run again.

    :param owner: the role that may prune.
    """
    return (_chain(owner), *_TRIGGERS)


_TRIGGERS = (
    "CREATE OR REPLACE TRIGGER audit_chain BEFORE INSERT ON dashboard.audit"
    " FOR EACH ROW EXECUTE FUNCTION dashboard.audit_chain()",
    _KEEP,
    "CREATE OR REPLACE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON dashboard.audit"
    " FOR EACH ROW EXECUTE FUNCTION dashboard.audit_keep()",
    "CREATE OR REPLACE TRIGGER audit_keep_all BEFORE TRUNCATE ON dashboard.audit"
    " FOR EACH STATEMENT EXECUTE FUNCTION dashboard.audit_keep()",
)
