"""What is written down of each read: as its SQL says, read without a parser."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lib.data import lineage
from lib.data.configuration import ROOT
from lib.data.contract import DATABASES, SOURCES
from lib.data.lineage.writing import text

READS = [
    (database, path.stem)
    for database in DATABASES
    for path in sorted((ROOT / "queries" / database / "reads").glob("*.sql"))
] + [(database, "publication_inputs") for database in SOURCES]


@pytest.mark.slow
def test_the_file_is_what_the_statements_say() -> None:
    assert lineage.FILE.read_text(encoding="utf-8") == text(), "run python -m lib.data.lineage"


def test_every_read_is_in_it_and_nothing_else() -> None:
    kept = tomllib.loads(lineage.FILE.read_text(encoding="utf-8"))
    assert sorted((database, name) for database in kept for name in kept[database]) == sorted(READS)


def test_a_column_never_rests_on_more_than_its_statement() -> None:
    kept = tomllib.loads(lineage.FILE.read_text(encoding="utf-8"))
    for database, name in READS:
        whole = lineage.sources(database, name)
        for column in kept[database][name].get("columns", {}):
            assert lineage.sources(database, name, [column]) <= whole, (name, column)


def test_every_source_is_a_table_of_the_contract() -> None:
    tables = {(d, table.name) for d in SOURCES for table in SOURCES[d].sorted_tables}
    for database, name in READS:
        assert lineage.sources(database, name) <= tables, name


def test_what_is_of_no_source_rests_on_none() -> None:
    assert lineage.sources("dashboard", "accounts", ["username"]) == frozenset()


@pytest.mark.parametrize(
    ("database", "name", "columns", "told"),
    [
        ("membership", "nowhere", None, "nowhere of membership"),
        ("nowhere", "weekly", None, "weekly of nowhere"),
        ("membership", "weekly", ["members", "made_up"], "weekly has no column made_up"),
    ],
)
def test_an_unknown_name_is_told(
    database: str, name: str, columns: list[str] | None, told: str
) -> None:
    with pytest.raises(KeyError, match=told):
        lineage.sources(database, name, columns)


@pytest.mark.slow
def test_no_parser_of_sql_is_loaded_for_it() -> None:
    program = (
        "import sys; from lib.data import lineage; lineage.sources('membership', 'weekly');"
        "sys.exit('sqlglot' in sys.modules)"
    )
    root = Path(lineage.__file__).parents[3]
    subprocess.run([sys.executable, "-c", program], check=True, cwd=root)
