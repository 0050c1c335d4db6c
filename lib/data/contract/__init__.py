"""The data contract: every table that Tejido reads or keeps, as SQLAlchemy metadata.

One source for the DDL (``migrate``), the checks (``doctor``), the imports and the demo.
"""

from sqlalchemy import MetaData, Table

from lib.data.contract import audit as audit
from lib.data.contract import dashboard, incidents, membership, rollup
from lib.data.contract import mailing as mailing
from lib.data.contract import publication as publication
from lib.data.contract import scenarios as scenarios
from lib.data.contract import snapshots as snapshots
from lib.data.contract import taken as taken

DATABASES = ("membership", "incidents", "dashboard")

SOURCES: dict[str, MetaData] = {
    "membership": membership.metadata,
    "incidents": incidents.metadata,
}
"""Schema ``source`` of each database that an organization fills."""

DERIVED: dict[str, MetaData] = {
    "membership": rollup.membership,
    "incidents": rollup.incidents,
    "dashboard": dashboard.metadata,
}
"""The tables of Tejido's own: schemas ``rollup`` and ``dashboard``."""


def metadata_of(database: str) -> tuple[MetaData, ...]:
    """Every table collection of a database, source first."""
    return tuple(
        collection[database] for collection in (SOURCES, DERIVED) if database in collection
    )


def source_table(database: str, name: str) -> Table:
    """The contract's source table of that name.

    :raises KeyError: if the contract has no such table in that database.
    """
    return SOURCES[database].tables[f"source.{name}"]
