"""What a release is made from: raw numbers by committee, for the publisher alone."""

from sqlalchemy import Column, MetaData, Table, Text

from lib.data.contract.columns import count, date, small, text
from lib.data.contract.rollup.common import incidents, membership, region_id, rollup


def _public_input(metadata: MetaData) -> Table:
    return rollup(
        "public_input",
        metadata,
        region_id(),
        text("metric", required=True, comment="as lib.publication publishes it, with its topic"),
        Column(
            "contributor",
            Text,
            nullable=False,
            comment="the committee behind the number, else the state; empty: nobody in particular",
        ),
        date("period_start", required=True, comment="a Monday"),
        small("weeks", required=True, comment="length of the period: 1, or 4 counted from 2001"),
        count("amount", "raw; rows of zero are left out"),
        grain=("period_start", "weeks", "region_id", "metric", "contributor"),
        publisher_only=True,
        comment="Contributor × metric × period: the raw numbers of the public metrics",
    )


membership_input = _public_input(membership)
incidents_input = _public_input(incidents)
