"""Schema ``dashboard``: what is the dashboard's own.

A table's ``info["reader"]`` lists what the app's role may do with it, as ``GRANT`` spells it; the
grants and the doctor's examination both follow from it.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
    true,
)

from lib.data.contract.columns import (
    NAMING,
    TIMESTAMP_UTC,
    count,
    flag,
    key,
    moment,
    one_of,
    text,
)

metadata = MetaData(schema="dashboard", naming_convention=NAMING)

account = Table(
    "account",
    metadata,
    key("username"),
    text("display_name", required=True, comment="how the dashboard greets the account"),
    text("password_hash", required=True, comment="bcrypt; anything else opens nothing"),
    text("role", required=True, comment="a role of lib.access; an unknown one opens nothing"),
    Column("regions", ARRAY(Text), nullable=False, server_default="{}"),
    moment("disabled_at"),
    Column("created_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    text("email", comment="in lower case, as an identity provider verified it"),
    moment("last_used_at", comment="the last time that a session was begun"),
    flag("needs_second_factor"),
    text("totp_secret", comment="sealed with access.key; null: no second factor"),
    Column("totp_step", BigInteger, comment="the last step whose code was taken (RFC 6238)"),
    flag("is_demo"),
    CheckConstraint("username ~ '^[a-z0-9][a-z0-9._-]*$'", name="username_is_plain"),
    Index(None, "email", unique=True),
    comment="Who may sign in, with which role, for which regions",
    # Only the owner marks an account as one of the demo.
    info={
        "reader": (
            "SELECT",
            "INSERT (username, display_name, password_hash, role, regions, email)",
            "UPDATE (display_name, password_hash, role, regions, email, disabled_at, last_used_at,"
            " needs_second_factor, totp_secret, totp_step)",
            "DELETE",
        )
    },
)


def _holder() -> Column[str]:
    """The account that a row belongs to, with which it goes."""
    reference = ForeignKey("dashboard.account.username", ondelete="CASCADE")
    return Column("username", Text, reference, nullable=False)


def _secret(name: str) -> Column[bytes]:
    """What proves something, kept as its SHA-256: it was random and too long to be guessed."""
    return Column(name, LargeBinary, primary_key=True)


def _now(name: str) -> Column[object]:
    return Column(name, TIMESTAMP_UTC, nullable=False, server_default=func.now())


AWAITED = ("code", "enrolment")
"""What a session that opens nothing yet waits for."""

session = Table(
    "session",
    metadata,
    _secret("token_hash"),
    Column("session_id", BigInteger, Identity(always=True), nullable=False, unique=True),
    _holder(),
    text("awaits", comment="the step of signing in that is still to come; null: none"),
    text("device", required=True, comment="browser and system, in a word or two"),
    text("view_as", comment="the role whose view is previewed"),
    Column("view_as_regions", ARRAY(Text), nullable=False, server_default="{}"),
    _now("created_at"),
    _now("last_seen_at"),
    one_of("awaits", AWAITED),
    Index(None, "username"),
    comment="Who is signed in, since when; a row taken away ends it",
    info={
        "reader": (
            "SELECT",
            "INSERT (token_hash, username, awaits, device)",
            "UPDATE (last_seen_at, view_as, view_as_regions)",
            "DELETE",
        )
    },
)

attempt = Table(
    "attempt",
    metadata,
    key("kind", comment="what is counted: an account, an address, or the two together"),
    Column("subject", LargeBinary, primary_key=True, comment="keyed hash of what was typed"),
    count("failures", comment="since the last success"),
    _now("tried_at"),
    moment("succeeded_at"),
    comment="Tries at signing in, for the wait before the next; forgotten after a while",
    info={"reader": ("SELECT", "INSERT", "UPDATE (failures, tried_at, succeeded_at)", "DELETE")},
)

one_time_link = Table(
    "one_time_link",
    metadata,
    _secret("token_hash"),
    _holder(),
    moment("expires_at", required=True),
    _now("created_at"),
    Index(None, "username"),
    comment="Links by which an account's holder sets a password, once",
    info={"reader": ("SELECT", "INSERT", "DELETE")},
)

recovery_code = Table(
    "recovery_code",
    metadata,
    _secret("code_hash"),
    _holder(),
    Index(None, "username"),
    comment="Codes that stand in for a lost second factor, once each",
    info={"reader": ("SELECT", "INSERT", "DELETE")},
)

matching_key = Table(
    "matching_key",
    metadata,
    Column("is_only", Boolean, primary_key=True, server_default=true()),
    Column("secret", LargeBinary, nullable=False, comment="32 random bytes"),
    CheckConstraint("is_only", name="is_only"),
    comment="Keys the hashes by which both source databases name one incident; the owner's alone",
)
