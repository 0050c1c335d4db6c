import csv
import io

import pandas as pd
import pytest

from lib.exchange.spreadsheets import csv_bytes, neutralise, safe


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+1+cmd", "'+1+cmd"),
        ("-1+cmd", "'-1+cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),  # a tab may be trimmed, or may split the cell in two
        (" =1", "' =1"),  # blanks are skipped by some programs
        ("＝1", "'＝1"),  # full-width equals sign
        ("a;=1", "a;'=1"),  # a semicolon separates cells under a Spanish locale
        ("a\n=1", "a\n'=1"),
        ("'=1", "'=1"),  # neutralised already
    ],
)
def test_a_formula_becomes_text(cell, expected):
    assert neutralise(cell) == expected
    assert neutralise(neutralise(cell)) == expected


@pytest.mark.parametrize("cell", ["", "Peña", "a-b", "a = b", "-5", "+3.5", "-1,200", "12%", "a;b"])
def test_plain_text_and_numbers_written_as_text_stay(cell):
    assert neutralise(cell) == cell


@pytest.mark.parametrize("cell", [-5, -5.5, None, True])
def test_other_types_stay(cell):
    assert neutralise(cell) is cell


def test_a_frame_is_copied_and_each_kind_of_text_column_neutralised():
    frame = pd.DataFrame(
        {
            "=name": ["=1", None],
            "mixed": ["=2", -3],
            "n": [-1, -2],
            "kind": pd.Categorical(["=3", "x"]),
        }
    )
    result = safe(frame)
    assert list(result.columns) == ["'=name", "mixed", "n", "kind"]
    assert result["'=name"].iloc[0] == "'=1"
    assert result["'=name"].isna().tolist() == [False, True]
    assert result["mixed"].tolist() == ["'=2", -3]
    assert result["n"].tolist() == [-1, -2]
    assert result["kind"].tolist() == ["'=3", "x"]
    assert frame["=name"].iloc[0] == "=1"


def test_columns_of_one_name_are_each_neutralised():
    frame = pd.DataFrame([["=1", "=2"]], columns=["a", "a"])
    assert safe(frame).to_numpy().tolist() == [["'=1", "'=2"]]


def test_csv_opens_in_excel_with_spanish_letters_and_quoted_line_ends():
    frame = pd.DataFrame({"lugar": ["Peñón, TX", "a\nb", '"=1'], "n": [1, 2, 3]})
    content = csv_bytes(frame)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Peñón".encode() in content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["lugar", "n"], ["Peñón, TX", "1"], ["a\nb", "2"], ["'\"=1", "3"]]
