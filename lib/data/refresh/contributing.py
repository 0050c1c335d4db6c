"""What the members that moved contributed to the sums, and what they contribute now."""

import re
from collections.abc import Callable

from sqlalchemy import Table, text

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import WHO, Sums
from lib.data.refresh.flagging import PLACING
from lib.data.refresh.ordering import FLAGGED, statements
from lib.data.refresh.remembering import columns_of
from lib.data.refresh.working import Work

BEGIN = "dues_begin"
"""On which days cover begins: of all members at once, since it says what is on record at all."""

FLAGS = ("source_table", "record_id", "rule", *PLACING)

_RECORDS = re.compile(rf"\bsource\.({'|'.join(WHO)})\b")


def contribute(work: Work, adding: Sums, phase: str, rows_of: Callable[[Table], str]) -> None:
    """Run what adds up over the records of the members that moved, into tables of this phase."""
    for name, who in WHO.items():
        table = source_table(work.database, name)
        work.derive(
            f"moved_{name}",
            f"SELECT {columns_of(table)} FROM {rows_of(table)}"  # noqa: S608
            f" WHERE {who} IN (SELECT who FROM moved)",
        )
    work.flag(tuple(WHO), _over_moved)
    for name in adding.chain:
        work.derive(name, lacking.over(_over_moved(statements(work.database)[name]), work.lacked))
        if name in adding.keys:
            work.run(f"ALTER TABLE pg_temp.{name} RENAME TO {phase}_{name}")
        if name == BEGIN:
            work.derive(name, f"SELECT * FROM kept.sum_{name}")  # noqa: S608
    work.derive(
        f"{phase}_{FLAGGED}",
        f"SELECT {', '.join(FLAGS)}, count(*) AS records FROM {FLAGGED}"  # noqa: S608
        f" GROUP BY {', '.join(FLAGS)}",
    )
    passed = [name for name in adding.chain if name not in adding.keys]
    for name in (*passed, BEGIN, FLAGGED, *(f"moved_{name}" for name in WHO)):
        work.run(f"DROP TABLE pg_temp.{name}")


def _over_moved(sql: str) -> str:
    return _RECORDS.sub(r"pg_temp.moved_\1", sql)


def merge(work: Work, adding: Sums, name: str) -> None:
    """Make the temporary table of a statement from its kept sums and the two contributions."""
    keys = FLAGS if name == FLAGGED else adding.keys[name]
    listed = text(
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = to_regclass(:name) AND attnum > 0"
    )
    types = {
        row[0]: row[1] for row in work.connection.execute(listed, {"name": f"kept.sum_{name}"})
    }
    values = [column for column in types if column not in keys]
    sides = {f"kept.sum_{name}": "", f"pg_temp.gone_{name}": "-", f"pg_temp.come_{name}": ""}
    rows = " UNION ALL ".join(
        f"SELECT {', '.join((*keys, *(f'{sign}{v} AS {v}' for v in values)))} FROM {side}"  # noqa: S608
        for side, sign in sides.items()
    )
    added = ", ".join(f"sum({v})::{types[v]} AS {v}" for v in values)
    work.derive(
        name,
        f"SELECT {', '.join(keys)}, {added} FROM ({rows}) AS part"  # noqa: S608
        f" GROUP BY {', '.join(keys)} HAVING {' OR '.join(f'sum({v}) <> 0' for v in values)}",
    )
    for phase in ("gone", "come"):
        work.run(f"DROP TABLE pg_temp.{phase}_{name}")
