"""Sheets of workbooks as rows."""

from datetime import date
from pathlib import Path

import pytest

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.opening import open_rows
from tests.exchange import sheets


def rows_of(
    path: Path, form: FileFormat | None = None
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with open_rows(path, form or FileFormat()) as rows:
        return rows.header, list(rows)


def test_cells_are_texts_and_rows_have_their_number(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets.write(
        file,
        [
            ["Name ", "Day", "ZIP", "Share"],
            ["Ana", date(2025, 7, 18), 6106.0, 0.5],
            [None, None, "  "],  # nothing stands in it
            ["", date(2025, 7, 19)],  # cells at the end are left out
        ],
    )
    assert rows_of(file) == (
        ["Name", "Day", "ZIP", "Share"],
        [(2, ["Ana", "2025-07-18", "6106", "0.5"]), (4, ["", "2025-07-19", "", ""])],
    )


def test_lines_above_the_header_are_skipped(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets.write(file, [["A title"], ["Name"], ["Ana"]])
    assert rows_of(file, FileFormat(skip_lines=1)) == (["Name"], [(3, ["Ana"])])


def test_of_several_sheets_one_is_to_be_named(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets.write(file, [["Name"], ["Ana"]], ("In force", "Ended"))
    with pytest.raises(NotImportable, match="which sheet to read .*: In force, Ended"):
        rows_of(file)
    with pytest.raises(NotImportable, match="has no sheet 'Old'; it has In force, Ended"):
        rows_of(file, FileFormat(sheet="Old"))
    assert rows_of(file, FileFormat(sheet="Ended"))[1] == [(2, ["Ana"])]


def test_an_empty_sheet_has_no_header(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets.write(file, [])
    with pytest.raises(NotImportable, match="has no header"):
        rows_of(file)


def test_a_workbook_that_is_cut_off_can_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    sheets.write(file, [["Name"], ["Ana"]])
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(NotImportable):
        rows_of(file)
