"""Records of the sources that can't be right, counted."""

from sqlalchemy import Column, MetaData, Table, Text

from lib.data.contract.columns import count, text
from lib.data.contract.rollup.common import incidents, membership, region_id, rollup


def _flags(metadata: MetaData) -> None:
    rollup(
        "flagged_record",
        metadata,
        region_id(),
        text("source_table", required=True),
        text("rule", required=True),
        count("records", "records that break the rule; one that breaks two is counted in both"),
        grain=("region_id", "source_table", "rule"),
        comment="Region × source table × rule: records that can't be right, left out of the figures"
        " that they would distort",
    )
    Table(
        "flagged_rule",
        metadata,
        Column("source_table", Text, primary_key=True),
        Column("rule", Text, primary_key=True),
        count("records"),
        info={"catalogue": True},
        comment="Source table × rule: records that can't be right, of all regions together",
    )


_flags(membership)
_flags(incidents)
