"""Table ``dashboard.scenario``: weights and a wish for organizers, under a name."""

from sqlalchemy import TIMESTAMP, BigInteger, CheckConstraint, Column, Identity, Table, func
from sqlalchemy.dialects.postgresql import JSONB

from lib.data.contract.columns import text
from lib.data.contract.dashboard import metadata

MOST_LETTERS = 80
"""Of a scenario's name."""

scenario = Table(
    "scenario",
    metadata,
    Column("scenario_id", BigInteger, Identity(always=True), primary_key=True),
    text("name", required=True, comment="as its author wrote it"),
    Column("content", JSONB, nullable=False, comment="a lib.access.scenarios.Content"),
    text("created_by", required=True, comment="username of an account, which may be gone by now"),
    Column("created_at", TIMESTAMP(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint(f"length(name) BETWEEN 1 AND {MOST_LETTERS}", name="name_is_short"),
    CheckConstraint("jsonb_typeof(content) = 'object'", name="content_is_an_object"),
    CheckConstraint("length(content::text) <= 60000", name="content_is_short"),
    comment="Scenarios of priorities: kept and taken away, never changed",
    info={"reader": ("SELECT", "INSERT (name, content, created_by)", "DELETE")},
)
