"""What the members that moved contributed to the sums, and what they contribute now.

Each statement of the chain runs twice, over their records as they were (``gone_…``) and as they are
(``come_…``).
"""

from collections.abc import Sequence
from functools import partial

from lib.data.contract import source_table
from lib.data.refresh import lacking
from lib.data.refresh.adding_up import BEGIN, RECORDS, WHO
from lib.data.refresh.concerning import Concern
from lib.data.refresh.flagging import FLAGS
from lib.data.refresh.ordering import FLAGGED, reads_of, statements
from lib.data.refresh.remembering import columns_of
from lib.data.refresh.summing import add_up
from lib.data.refresh.working import Work

PHASES = {"gone": "at IS NOT NULL", "come": "at IS NULL"}
"""What was and what is, with what is true of the records that only one of them has."""


def contribute(concern: Concern) -> list[str]:
    """Bring the sums up to date by the members that moved, each as far as it concerns them.

    :return: the statements of which any sum may be another now.
    """
    work, adding = concern.work, concern.adding
    for name in WHO:
        _records(concern, name)
    for phase in PHASES:
        work.flag(tuple(WHO), over=partial(over_records, rf"pg_temp.{phase}_\1"))
        work.run(f"ALTER TABLE pg_temp.{FLAGGED} ADD records bigint DEFAULT 1")
        work.run(f"ALTER TABLE pg_temp.{FLAGGED} RENAME TO {phase}_{FLAGGED}")
    turned = []
    for name in adding.chain:
        group = concern.group(name)
        if group is None:
            continue
        sides = {phase: _over(concern, name, phase, group) for phase in PHASES}
        told = sides
        if name in adding.by_record:
            told = {phase: _over(concern, name, phase, group, few=True) for phase in PHASES}
        if name in adding.keys:
            add_up(work, name, adding.keys[name], told["gone"], told["come"])
            turned.append(name)
            continue
        for phase, sql in sides.items():
            work.derive_stated(f"{phase}_{name}", sql)
        if told is sides:
            told = {phase: f"SELECT * FROM {phase}_{name}" for phase in PHASES}  # noqa: S608
        concern.compare(name, told["gone"], told["come"])
    gone, come = (f"SELECT * FROM {phase}_{FLAGGED}" for phase in PHASES)  # noqa: S608
    add_up(work, FLAGGED, FLAGS, gone, come)
    return turned


def _records(concern: Concern, name: str) -> None:
    """The records of those who moved: what is the same of both, and what was and what is."""
    for phase in PHASES:
        concern.work.view(f"{phase}_{name}", _of_phase(concern, name, phase))


def _of_phase(concern: Concern, name: str, phase: str, same: str = "true") -> str:
    """The records of a table that a phase has.

    :param same: which of those that both phases have.
    """
    columns = f"{columns_of(source_table(concern.work.database, name))}, who, digest"
    rows = f"SELECT {columns} FROM same_{name} WHERE {same}"  # noqa: S608
    if f"source.{name}" in concern.unlike:
        rows += f" UNION ALL SELECT {columns} FROM differing_{name} WHERE {PHASES[phase]}"  # noqa: S608
    return rows


def _over(concern: Concern, name: str, phase: str, group: str, *, few: bool = False) -> str:
    """A statement over what a phase has of a group.

    What a table has of others beside it may be in part: both phases have the same of it.

    :param few: whether over the records alone that differ, where nothing else tells otherwise.
    """
    work, chain = concern.work, concern.adding.chain
    sql = statements(work.database)[name]
    within = f" WHERE {{}} IN (SELECT who FROM {group})"  # noqa: S608
    parts = []
    for part in sorted(reads_of(sql)):
        table = part.removeprefix("source.")
        if part == BEGIN:
            parts.append((part, f"SELECT * FROM kept.sum_{part}"))  # noqa: S608
        elif part == FLAGGED:
            parts.append((part, f"SELECT * FROM pg_temp.{phase}_{part}"))  # noqa: S608
        elif part in chain:
            only = within.format("member_id") if part in concern.by_member else ""
            parts.append((part, f"SELECT * FROM pg_temp.{phase}_{part}{only}"))  # noqa: S608
        elif part != table and table in WHO:
            rows = f"SELECT * FROM pg_temp.{phase}_{table}{within.format('who')}"  # noqa: S608
            parts.append((f"moved_{table}", _few(concern, name, phase, table) if few else rows))
    return stated_over(work, name, parts, r"moved_\1")


def over_records(records: str, table: str, sql: str) -> str:
    """The statement that flags a source table's records, over other rows where they are members'.

    :param records: what stands for the records of members: a replacement for :data:`RECORDS`.
    """
    return RECORDS.sub(records, sql) if table in WHO else sql


def stated_over(work: Work, name: str, parts: Sequence[tuple[str, str]], records: str) -> str:
    """A statement over other rows than those of what it reads.

    :param parts: what it reads, each with the rows to read in place of it.
    :param records: what stands for the records of members: a replacement for :data:`RECORDS`.
    """
    stated = lacking.over(RECORDS.sub(records, statements(work.database)[name]), work.lacked)
    if not parts:
        return stated
    listed = ", ".join(f"{alias} AS NOT MATERIALIZED ({rows})" for alias, rows in parts)
    return f"WITH {listed} SELECT * FROM (\n{stated}\n) AS stated"  # noqa: S608


def _few(concern: Concern, name: str, phase: str, table: str) -> str:
    """The records that differ, and all of those of whom a statement is told otherwise besides."""
    beyond = concern.beyond_records(name)
    same = f"who IN (SELECT who FROM {beyond})" if beyond else "false"  # noqa: S608
    return _of_phase(concern, table, phase, same)
