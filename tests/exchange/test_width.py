"""Rows as spreadsheets write them: without their last cells, with some too many, of nothing."""

from pathlib import Path

import pytest

from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.opening import open_rows
from tests.exchange.conftest import DATA, Load, numbers, read

CASE = DATA / "cases" / "excel_trailing_cells_missing"


def rows_of(path: Path, content: str) -> list[list[str]]:
    path.write_text(content)
    with open_rows(path, FileFormat()) as rows:
        return [cells for _, cells in rows]


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("1,2,3", ["1", "2", "3"]),
        ("1", ["1", "", ""]),
        ("1,2", ["1", "2", ""]),
        (",,3", ["", "", "3"]),
        ("1,2,3,,  ,", ["1", "2", "3"]),
        ("1,2,3,4", ["1", "2", "3", "4"]),  # a text beyond the header: for the reader to refuse
        ("1,2,3,,4", ["1", "2", "3", "", "4"]),
    ],
)
def test_a_row_is_as_wide_as_its_header(tmp_path: Path, line: str, cells: list[str]) -> None:
    assert rows_of(tmp_path / "a.csv", f"a,b,c\n{line}\n") == [cells]


@pytest.mark.parametrize("line", ["", ",", ",,", ",,,,,,", "  ,\t,", '"",""'])
def test_delimiters_alone_are_a_blank_line(tmp_path: Path, line: str) -> None:
    assert rows_of(tmp_path / "a.csv", f"{line}\na,b,c\n{line}\n1,2,3\n{line}\n") == [
        ["1", "2", "3"]
    ]


def test_delimiters_alone_are_no_header(tmp_path: Path) -> None:
    with pytest.raises(NotImportable, match="has no header"):
        rows_of(tmp_path / "a.csv", ",,\n,,\n")


@pytest.mark.slow
def test_a_sheet_of_excels_is_read_whole(places: None, tmp_path: Path) -> None:
    outcome = import_file(
        "member", CASE / "input.csv", CASE / "mapping.toml", tmp_path / "rejected.csv"
    )
    # Two of seven lines are delimiters alone; two rows lack their last cell, one has one too many.
    assert numbers(outcome) == (5, 5, 0, 0, 0)
    assert read(
        "membership", "SELECT member_id, lapsed_on::text FROM source.member ORDER BY 1"
    ) == [
        ("xl-901", None),
        ("xl-902", None),
        ("xl-903", None),
        ("xl-904", "2026-01-01"),
        ("xl-905", None),
    ]


def test_rows_alike_but_for_empty_cells_at_their_end_are_alike(load: Load) -> None:
    mapping = (
        'table = "hotline_call"\n[identity]\nwhole_row = true\n[columns]\nreceived_at = "at"\n'
    )
    load("hotline_call", "at,note\n2026-01-01\n", mapping)
    assert numbers(load("hotline_call", "at,note\n2026-01-01,,,\n", mapping)) == (1, 0, 0, 1, 0)


def test_columns_of_one_name_are_joined_by_the_first_that_is_not_empty(
    load: Load, tmp_path: Path
) -> None:
    (tmp_path / "more.csv").write_text("key,key,language,language\n,1,,es\n2,,en,\n")
    mapping = """
        table = "hotline_call"
        identity = { template = "{id}" }
        columns = { received_at = "at", language = "more.language" }
        join.more = { file = "more.csv", key = "key", on = "id", take = "language" }
    """
    load("hotline_call", "id,at\n1,2026-01-01\n2,2026-01-01\n", mapping)
    query = "SELECT call_id, language FROM source.hotline_call ORDER BY 1"
    assert read("incidents", query) == [("1", "es"), ("2", "en")]
