"""What the catalogue says is there."""

from pathlib import Path

from sqlalchemy import text

from lib.data import engines, present


def test_tables_and_views_have_the_columns_that_they_still_have(databases: Path) -> None:
    with engines.owner("membership").connect() as connection:
        for statement in (
            "CREATE SCHEMA tried",
            "CREATE TABLE tried.kept (a int, b int, c int)",
            # A column that was dropped leaves its place behind in the catalogue.
            "ALTER TABLE tried.kept DROP COLUMN b",
            "CREATE VIEW tried.seen AS SELECT a AS x FROM tried.kept",
            "CREATE MATERIALIZED VIEW tried.stored AS SELECT c AS y FROM tried.kept",
            "CREATE TABLE tried.bare ()",
            # Neither is read from.
            "CREATE INDEX ON tried.kept (a)",
            "CREATE SEQUENCE tried.counter",
        ):
            connection.execute(text(statement))
        there = present.columns(connection, "tried")
        tables = present.columns(connection, "tried", present.TABLES)
        nowhere = present.columns(connection, "nowhere")
        connection.rollback()
    assert there == {"kept": {"a", "c"}, "seen": {"x"}, "stored": {"y"}, "bare": set()}
    assert tables == {"kept": {"a", "c"}, "bare": set()}
    assert nowhere == {}
