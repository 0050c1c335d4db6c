"""The order of a refresh follows from what its statements read."""

import random
from pathlib import Path

import pytest
import sqlglot
from sqlglot import expressions as exp

from lib.data.configuration import ROOT
from lib.data.contract import DERIVED
from lib.data.refresh import RefreshError
from lib.data.refresh.ordering import FLAGGED, FOLDERS, in_order, reads_of, statements

DATABASES = ("membership", "incidents")


def by_sqlglot(sql: str) -> set[str]:
    """The tables of a statement, by a parser of the whole language."""
    tree = sqlglot.parse_one(sql, dialect="postgres")
    own = {part.alias for part in tree.find_all(exp.CTE)}
    tables = (".".join(filter(None, (t.db, t.name))) for t in tree.find_all(exp.Table))
    return set(filter(None, tables)) - own


@pytest.mark.slow
@pytest.mark.parametrize("database", DATABASES)
def test_what_a_statement_reads_is_what_a_parser_finds(database: str) -> None:
    for name, sql in statements(database).items():
        assert reads_of(sql) == by_sqlglot(sql), name


@pytest.mark.parametrize("database", DATABASES)
@pytest.mark.slow
def test_each_statement_comes_after_those_that_it_reads(database: str) -> None:
    done = {FLAGGED}
    for name, sql in statements(database).items():
        assert {t for t in by_sqlglot(sql) if not t.startswith("source.")} <= done, name
        done.add(name)


@pytest.mark.parametrize("database", DATABASES)
def test_every_rollup_has_a_statement_and_nothing_else_stands_among_them(database: str) -> None:
    folder = ROOT / "queries" / database / "rollups"
    rollups = {table.name for table in DERIVED[database].sorted_tables} - {"refresh"}
    assert {path.stem for path in folder.glob("*.sql")} == rollups


def test_a_name_tells_no_number() -> None:
    for path in (ROOT / "queries").rglob("*.sql"):
        assert not path.stem[0].isdigit(), path


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("SELECT * FROM source.member", {"source.member"}),
        ("SELECT 1 FROM a JOIN b ON true LEFT JOIN source.c AS c ON true", {"a", "b", "source.c"}),
        ("SELECT (SELECT min(x) FROM a) FROM (SELECT * FROM b) AS c", {"a", "b"}),
        ("WITH a AS (SELECT 1 FROM b), c AS (SELECT * FROM a) SELECT * FROM c", {"b"}),
        ("WITH a AS MATERIALIZED (SELECT FROM b) SELECT FROM a", {"b"}),
        ("WITH a AS NOT MATERIALIZED (SELECT FROM b) SELECT FROM a", {"b"}),
        # None of these names a table.
        ("SELECT extract(day FROM a), b IS DISTINCT FROM c FROM d", {"d"}),
        ("SELECT 'FROM a' -- FROM b\nFROM c", {"c"}),
        ("SELECT * FROM generate_series(1, 2) AS g (n), unnest(ARRAY[1]) AS u (n)", set()),
        ("SELECT * FROM a CROSS JOIN LATERAL (VALUES (1)) AS v (n)", {"a"}),
    ],
)
def test_tables_are_told_from_what_looks_like_them(sql: str, tables: set[str]) -> None:
    assert reads_of(sql) == tables


def test_the_order_is_the_same_however_the_folder_lists_its_files() -> None:
    texts = {name: reads_of(sql) for name, sql in statements("membership").items()}
    listed = list(texts.items())
    for seed in range(20):
        random.Random(seed).shuffle(listed)  # noqa: S311 - no secret
        assert in_order("membership", dict(listed)) == tuple(texts)


def test_where_the_order_is_free_it_is_by_name() -> None:
    reads = {"c": {"source.x"}, "b": {FLAGGED}, "d": {"source.y"}, "a": {"d"}}
    # a reads d; the others read nothing that a statement makes.
    assert in_order("membership", reads) == ("b", "c", "d", "a")


def test_a_circle_is_told_with_its_statements() -> None:
    with pytest.raises(RefreshError, match=r"^membership: .*circle: a reads b reads c reads a$"):
        in_order("membership", {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"source.x"}})


def test_a_name_that_no_statement_makes_is_told_with_who_reads_it() -> None:
    with pytest.raises(RefreshError, match=r"incidents: wait reads placed, which no statement"):
        in_order("incidents", {"wait": {"placed", "source.state"}, "placed_incident": set()})


def test_two_statements_of_one_name_are_told(tmp_path: Path) -> None:
    for folder in FOLDERS:
        path = tmp_path / "queries" / "membership" / folder / "home.sql"
        path.parent.mkdir(parents=True)
        path.write_text("SELECT 1", encoding="utf-8")
    with pytest.raises(RefreshError, match="two statements of a refresh are home"):
        statements("membership", tmp_path)


def test_the_files_of_a_folder_are_put_in_order(tmp_path: Path) -> None:
    working = tmp_path / "queries" / "membership" / "working"
    working.mkdir(parents=True)
    (working / "a.sql").write_text("SELECT * FROM z", encoding="utf-8")
    (working / "z.sql").write_text("SELECT * FROM source.member", encoding="utf-8")
    assert list(statements("membership", tmp_path)) == ["z", "a"]
