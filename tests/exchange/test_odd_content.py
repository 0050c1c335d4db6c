"""What a file or a mapping may say without harm: each is refused in a sentence, or row by row."""

import io
import random
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet
from sqlalchemy import Column, Double, Integer

from lib.exchange.conversion import is_numeric
from lib.exchange.dates import digits, parser
from lib.exchange.errors import NotImportable, Rejected
from lib.exchange.mapping import MOST_DAYS, FileFormat, Number
from lib.exchange.mapping import load as load_mapping
from lib.exchange.numbers import MOST_DIGITS, number
from lib.exchange.reading.opening import open_rows
from tests.exchange.conftest import Load, read


def test_numbers_may_be_told_of_columns_of_every_kind_of_number() -> None:
    assert is_numeric(Column("n", Double))
    assert is_numeric(Column("n", Integer))


@pytest.mark.parametrize(
    "text",
    ["1e999999", "-1e999999", "1e-999999", "9" * (MOST_DIGITS + 2), "NaN", "Infinity", "sNaN"],
)
def test_a_number_that_no_column_holds_is_rejected_at_once(text: str) -> None:
    with pytest.raises(Rejected):
        number("n", Number(times=1000))(text)


@pytest.mark.parametrize("text", ["1_0", "١٢", "１２", "²", "1_000.5"])
def test_other_digits_than_those_that_everyone_reads_are_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="other signs"):
        digits(text)
    with pytest.raises(Rejected, match="is not a number"):
        number("n", Number())(text)


def test_numbers_as_people_write_them_are_read() -> None:
    money = Number(thousands=",", strip="$")
    assert number("n", money)("$1,234.50") == Decimal("1234.50")
    assert number("n", Number())("0e-999999") == 0
    assert number("n", Number())("-12") == -12


@pytest.mark.parametrize(("form", "text"), [("%d/%m/%Y", "١/٢/٢٠٢٦"), ("unix", "1_0")])
def test_a_date_in_other_digits_is_none(form: str, text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parser([form])(text)


@pytest.mark.parametrize("days", [MOST_DAYS + 1, -MOST_DAYS - 1, 999_999_999_999])
def test_more_days_than_a_century_are_refused_by_name(tmp_path: Path, days: int) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        'table = "member"\n[identity]\ntemplate = "{id}"\n'
        f'[columns.joined_on]\nfrom = "day"\nplus_days = {days}\n'
    )
    with pytest.raises(NotImportable, match=r"columns\.joined_on\.plus_days"):
        load_mapping(mapping)


def _packed(method: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("file.csv", "id,day\n" + "1,2026-01-02\n" * 500)
    return whole.getvalue()


def _spoiled(content: bytes, rng: random.Random) -> bytes:
    """A packed file with some bytes of its first half turned over, or cut off."""
    at = [rng.randrange(30, len(content)) for _ in range(rng.randint(1, 6))]
    spoiled = bytearray(content)
    for place in at:
        spoiled[place] ^= rng.randint(1, 255)
    return bytes(spoiled[: rng.choice((len(spoiled), rng.randrange(40, len(spoiled))))])


@pytest.mark.slow
@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_archive_is_refused_in_a_sentence(tmp_path: Path, method: int) -> None:
    content, rng = _packed(method), random.Random(method)
    file = tmp_path / "file.csv"
    refused = 0
    for _ in range(150):
        file.write_bytes(_spoiled(content, rng))
        try:
            with open_rows(file, FileFormat()) as rows:
                list(rows)
        except NotImportable:
            refused += 1
    assert refused > 100


def test_half_of_a_pair_is_no_text(tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(b"id\n+2AA-\n")  # UTF-7 lets a lone surrogate through
    with (
        pytest.raises(NotImportable, match="line 2: has a byte"),
        open_rows(file, FileFormat(encoding="utf-7")) as rows,
    ):
        list(rows)


ODD = (
    "1e999999",
    "1_0",
    "١",
    "",
    " ",
    "x",
    "-1",
    "12.5",
    "9" * 400,
    "é",
    "=1",
    "NaN",
    "2147483648",
)


def _cell(rng: random.Random) -> str:
    return rng.choice(ODD) if rng.random() < 0.3 else str(rng.randint(0, 60))


def _mapping(rng: random.Random) -> str:
    numbers = ("", ", number = {}", ", number = { times = 100 }", ', number = { thousands = "1" }')
    dues = '{ from = ["b", "c"]' + rng.choice(numbers) + " }"
    names = ('"c"', '{ template = "{b} {c}" }', '{ constant = "One" }')
    rank = rng.choice(("{ constant = 1 }", '"b"'))
    identity = rng.choice(('template = "{a}"', "whole_row = true"))
    return (
        f'table = "membership_tier"\n[identity]\n{identity}\n[columns]\n'
        f"name_en = {rng.choice(names)}\nname_es = {rng.choice(names)}\n"
        f"rank = {rank}\nmonthly_dues_cents = {dues}\n"
    )


@pytest.mark.slow
def test_generated_files_are_accounted_for_to_the_last_row(load: Load) -> None:
    imported = 0
    for seed in range(60):
        rng = random.Random(seed)
        rows = [[_cell(rng) for _ in range(rng.choice((3, 3, 3, 4)))] for _ in range(30)]
        content = "\n".join(["a,b,c", *(",".join(row) for row in rows)])
        before = read("membership", "SELECT count(*) FROM source.membership_tier")[0][0]
        done = load("membership_tier", content, _mapping(rng))
        after = read("membership", "SELECT count(*) FROM source.membership_tier")[0][0]
        # Where nothing stands in any cell, there is no row: delimiters alone are a blank line.
        assert done.rows_in == sum(any(c.strip() for c in row) for row in rows), seed
        assert done.new + done.changed + done.unchanged + done.rejected == done.rows_in, seed
        assert after - before == done.new, seed
        imported += done.new
    assert imported > 60


def test_what_no_text_can_hold_is_a_sign_of_what_is_lost(tmp_path: Path) -> None:
    # An emoji that a program cut in half, a NUL, and a line break, which a text may hold.
    text = r'[{"na\u0000me": "paz \ud83d"}, {"na\u0000me": "a\u0000b\nc"}]'
    (tmp_path / "cut.json").write_text(text)
    with open_rows(tmp_path / "cut.json", FileFormat()) as rows:
        assert rows.header == ["na\ufffdme"]
        assert list(rows) == [(1, ["paz \ufffd"]), (2, ["a\ufffdb\nc"])]
    columns = {
        "na\0me": ["paz \0", "a\nb"],
        "tags": pa.array([["x\0", "y"], None]),
        "bytes": [b"\0\xff", b"z"],
    }
    parquet.write_table(pa.table(columns), tmp_path / "cut.parquet")
    with open_rows(tmp_path / "cut.parquet", FileFormat()) as rows:
        assert rows.header == ["na\ufffdme", "tags", "bytes"]
        assert list(rows) == [
            (1, ["paz \ufffd", "x\ufffd, y", "\ufffd\ufffd"]),
            (2, ["a\nb", "", "z"]),
        ]
