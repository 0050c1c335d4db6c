"""What the members that moved contributed to the sums, and what they contribute now.

Each statement of the chain runs twice, over their records as they were (``gone_…``) and as they are
(``come_…``).
"""

import re
from functools import partial

from sqlalchemy import Table

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import BEGIN, WHO
from lib.data.refresh.concerning import Concern
from lib.data.refresh.flagging import FLAGS
from lib.data.refresh.keeping import told
from lib.data.refresh.ordering import FLAGGED, reads_of, statements
from lib.data.refresh.summing import add_up
from lib.data.refresh.working import Work

_RECORDS = re.compile(rf"\bsource\.({'|'.join(WHO)})\b")


def contribute(concern: Concern) -> list[str]:
    """Bring the sums up to date by the members that moved, each as far as it concerns them.

    :return: the statements of which any sum may be another now.
    """
    work, adding = concern.work, concern.adding
    for name in WHO:
        table = source_table(work.database, name)
        _take(work, table, "gone", f"SELECT *, ctid AS at FROM kept.{name}")  # noqa: S608
        _take(work, table, "come", told(table, lacking.over(table.fullname, work.lacked)))
    for phase in ("gone", "come"):
        work.flag(tuple(WHO), partial(_RECORDS.sub, rf"pg_temp.{phase}_\1"))
        work.run(f"ALTER TABLE pg_temp.{FLAGGED} ADD records bigint DEFAULT 1")
        work.run(f"ALTER TABLE pg_temp.{FLAGGED} RENAME TO {phase}_{FLAGGED}")
    turned = []
    for name in adding.chain:
        group = concern.group(name)
        if group is None:
            continue
        gone, come = (_over(concern, name, phase, group) for phase in ("gone", "come"))
        if name in adding.keys:
            add_up(work, name, adding.keys[name], gone, come)
            turned.append(name)
        else:
            work.derive(f"gone_{name}", gone)
            work.derive(f"come_{name}", come)
            concern.compare(name)
    gone, come = (f"SELECT * FROM {phase}_{FLAGGED}" for phase in ("gone", "come"))  # noqa: S608
    add_up(work, FLAGGED, FLAGS, gone, come)
    return turned


def _take(work: Work, table: Table, phase: str, records: str) -> None:
    """Make the temporary table of a phase of the records of those who moved."""
    work.derive(
        f"{phase}_{table.name}",
        f"SELECT * FROM ({records}) AS record WHERE who IN (SELECT who FROM moved)",  # noqa: S608
    )


def _over(concern: Concern, name: str, phase: str, group: str) -> str:
    """A statement over what a phase has of a group.

    What a table has of others beside it may be in part: both phases have the same of it.
    """
    work, chain = concern.work, concern.adding.chain
    sql = statements(work.database)[name]
    few = f" WHERE {{}} IN (SELECT who FROM {group})"  # noqa: S608
    parts = []
    for part in sorted(reads_of(sql)):
        table = part.removeprefix("source.")
        if part == BEGIN:
            parts.append((part, f"kept.sum_{part}", ""))
        elif part == FLAGGED:
            parts.append((part, f"pg_temp.{phase}_{part}", ""))
        elif part in chain:
            only = few.format("member_id") if part in concern.by_member else ""
            parts.append((part, f"pg_temp.{phase}_{part}", only))
        elif part != table and table in WHO:
            parts.append((f"moved_{table}", f"pg_temp.{phase}_{table}", few.format("who")))
    listed = ", ".join(
        f"{alias} AS NOT MATERIALIZED (SELECT * FROM {rows}{only})"  # noqa: S608
        for alias, rows, only in parts
    )
    stated = lacking.over(_RECORDS.sub(r"moved_\1", sql), work.lacked)
    return f"WITH {listed} SELECT * FROM (\n{stated}\n) AS stated"  # noqa: S608
