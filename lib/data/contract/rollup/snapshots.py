"""Committees on the days of which health is kept: ends of weeks and of months."""

from sqlalchemy import Table

from lib.data.contract import snapshots
from lib.data.contract.columns import count, date, text
from lib.data.contract.rollup.common import incidents, membership, region_id, rollup

committee_snapshot = Table(
    "committee_snapshot",
    membership,
    region_id(),
    *snapshots.committee_columns(),
    comment="Committee × day, from its forming (else its first sign of life) on: what health is"
    " measured from, as known at the refresh; see dashboard.health_snapshot for what is kept of it",
)

dispatch_snapshot = rollup(
    "dispatch_snapshot",
    incidents,
    region_id(),
    text("committee_id", comment="null: no committee is named"),
    date("as_of", required=True),
    *(count(name, comment) for name, comment in snapshots.DISPATCHES.items()),
    grain=("as_of", "region_id", "committee_id"),
    comment="Committee × day × the incident's region: dispatches, from the first one on; a day"
    " without any row is one before the organization's first dispatch",
)
