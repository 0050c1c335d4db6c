"""Schema ``dashboard``: what is the dashboard's own.

A table's ``info["reader"]`` lists what the app's role may do with it, as ``GRANT`` spells it; the
grants and the doctor's examination both follow from it.
"""

from sqlalchemy import ARRAY, CheckConstraint, Column, MetaData, Table, Text, func

from lib.data.contract.columns import NAMING, TIMESTAMP_UTC, key, moment, text

metadata = MetaData(schema="dashboard", naming_convention=NAMING)

account = Table(
    "account",
    metadata,
    key("username"),
    text("display_name", required=True, comment="how the dashboard greets the account"),
    text("password_hash", required=True, comment="bcrypt"),
    text("role", required=True, comment="a role of lib.access; an unknown one opens nothing"),
    Column("regions", ARRAY(Text), nullable=False, server_default="{}"),
    moment("disabled_at"),
    Column("created_at", TIMESTAMP_UTC, nullable=False, server_default=func.now()),
    CheckConstraint("username ~ '^[a-z0-9][a-z0-9._-]*$'", name="username_is_plain"),
    comment="Who may sign in, with which role, for which regions",
    info={"reader": ("SELECT",)},
)
