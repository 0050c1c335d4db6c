"""What every rollup shares, and the tables that both source databases have."""

from collections.abc import Sequence

from sqlalchemy import Column, Index, MetaData, Table, Text, func
from sqlalchemy.schema import SchemaItem

from lib.data.contract.columns import (
    NAMING,
    UNKNOWN_REGION,
    count,
    date,
    flag,
    key,
    moment,
    number,
    text,
)

membership = MetaData(schema="rollup", naming_convention=NAMING)
incidents = MetaData(schema="rollup", naming_convention=NAMING)


def region_id() -> Column[str]:
    """The column that row security compares with the reader's scope."""
    return Column(
        "region_id",
        Text,
        nullable=False,
        comment=f"the row's scope; '{UNKNOWN_REGION}' where no region can be known",
    )


def rollup(
    name: str,
    metadata: MetaData,
    *columns: SchemaItem,
    grain: Sequence[str],
    comment: str,
    publisher_only: bool = False,
) -> Table:
    """A table of facts, of which no two rows have the same grain.

    :param columns: in their order; further indexes among them.
    :param grain: the columns that say what a row is about, those first by which it is looked up;
        a missing text among them counts as an empty one.
    :param publisher_only: whether no page may read it.
    """
    info = {"publisher_only": True} if publisher_only else {}
    table = Table(name, metadata, *columns, info=info, comment=comment)
    about = [table.c[column] for column in grain]
    keys = (func.coalesce(column, "") if column.nullable else column for column in about)
    Index(f"{name}_grain", *keys, unique=True)
    return table


def _places(metadata: MetaData) -> None:
    Table(
        "region",
        metadata,
        key("region_id"),
        text("name_en", required=True),
        text("name_es", required=True),
        flag("is_priority"),
        info={"catalogue": True},
        comment="The regions",
    )
    Table(
        "state",
        metadata,
        key("state_fips"),
        text("usps", required=True),
        text("name", required=True),
        region_id(),
        comment="The states and their regions",
    )


def _refresh(metadata: MetaData) -> None:
    Table(
        "refresh",
        metadata,
        key("source_table"),
        moment("newest_record", comment="greatest updated_at of the source table; null: no row"),
        count("row_count", "rows in the source table"),
        moment("refreshed_at", required=True, comment="when the rollups were loaded"),
        date(
            "as_of",
            required=True,
            comment="day of the refresh, in the organization's time zone",
        ),
        number("seconds", required=True, comment="how long the refresh of this database took"),
        comment="The two clocks of every figure, by source table",
    )


_places(membership)
_refresh(membership)
_places(incidents)
_refresh(incidents)
