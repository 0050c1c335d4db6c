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
from lib.data.refresh.remembering import columns_of
from lib.data.refresh.summing import add_up

_RECORDS = re.compile(rf"\bsource\.({'|'.join(WHO)})\b")


def contribute(concern: Concern) -> list[str]:
    """Bring the sums up to date by the members that moved, each as far as it concerns them.

    :return: the statements of which any sum may be another now.
    """
    work, adding = concern.work, concern.adding
    for name in WHO:
        work.derive(f"gone_{name}", _of_moved(f"(SELECT *, ctid AS at FROM kept.{name})"))  # noqa: S608
        work.derive(f"come_{name}", _present(concern, source_table(work.database, name)))
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


def _of_moved(records: str) -> str:
    return f"SELECT * FROM {records} AS record WHERE who IN (SELECT who FROM moved)"  # noqa: S608


def _present(concern: Concern, table: Table) -> str:
    """The records that those who moved have now, off what they had where that is enough."""
    name = table.name
    had = f"SELECT {columns_of(table)}, who, digest FROM gone_{name} AS had"  # noqa: S608
    if f"source.{name}" not in concern.unlike:
        return had
    if name in concern.timed:
        same = " AND ".join(f"newer.{c.name} = had.{c.name}" for c in table.primary_key.columns)
        as_before = f"{had} WHERE NOT EXISTS (SELECT FROM newer_{name} AS newer WHERE {same})"
        return f"{as_before} UNION ALL {_of_moved(f'newer_{name}')}"
    return _of_moved(f"({told(table, lacking.over(table.fullname, concern.work.lacked))})")


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
