"""The few kinds of column that the contract is made of."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    TIMESTAMP,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Integer,
    SmallInteger,
    Text,
    func,
)
from sqlalchemy.types import TypeEngine

TIMESTAMP_UTC = TIMESTAMP(timezone=True)
OPTIONAL = {"optional": True}
"""The ``info`` of a table that a source may lack, which then has no row."""
UNKNOWN_REGION = "unknown"
"""The reserved region of a rollup row whose place no one knows."""


def key(name: str, comment: str = "") -> Column[Any]:
    """A text primary key, as the organization's own systems spell it."""
    return Column(name, Text, primary_key=True, comment=comment or None)


def ref(
    target: str, name: str | None = None, *, required: bool = True, comment: str = ""
) -> Column[Any]:
    """A text foreign key to ``table.column`` of schema ``source``."""
    return Column(
        name or target.split(".")[1],
        Text,
        ForeignKey(f"source.{target}"),
        nullable=not required,
        comment=comment or None,
    )


def optional(column: Column[Any]) -> Column[Any]:
    """A column that a source may lack, which then is null throughout."""
    column.info["optional"] = True
    return column


def _column(kind: TypeEngine[Any], name: str, required: bool, comment: str) -> Column[Any]:
    return Column(name, kind, nullable=not required, comment=comment or None)


def text(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """Free text or a code."""
    return _column(Text(), name, required, comment)


def personal(name: str, kind: TypeEngine[Any] | None = None) -> Column[Any]:
    """A column about a person, for the organization's own use; no dashboard role reads it."""
    return Column(name, kind or Text(), comment="personal", info={"personal": True})


def date(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """A calendar date in the organization's time zone."""
    return _column(Date(), name, required, comment)


def moment(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """An instant, stored in UTC."""
    return _column(TIMESTAMP_UTC, name, required, comment)


def flag(name: str) -> Column[Any]:
    """Yes or no, no unless said."""
    return Column(name, Boolean, nullable=False, server_default="false")


def integer(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """A whole number."""
    return _column(Integer(), name, required, comment)


def small(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """A small whole number."""
    return _column(SmallInteger(), name, required, comment)


def count(name: str, comment: str = "") -> Column[Any]:
    """A number of things in a rollup row; never null."""
    return Column(name, BigInteger, nullable=False, server_default="0", comment=comment or None)


def number(name: str, *, required: bool = False, comment: str = "") -> Column[Any]:
    """A measured quantity."""
    return _column(Double(), name, required, comment)


def updated_at() -> Column[Any]:
    """When the source last changed the row: the first of a figure's two clocks."""
    return Column("updated_at", TIMESTAMP_UTC, nullable=False, server_default=func.now())


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """A check that a code is one of the contract's values (null passes where null is allowed)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def not_negative(*columns: str) -> list[CheckConstraint]:
    """Checks that counts are zero or more."""
    return [CheckConstraint(f"{c} >= 0", name=f"{c}_not_negative") for c in columns]


NAMING = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_name)s_fkey",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s",
}
"""Constraint names, so that an error can be traced to the column it is about."""
