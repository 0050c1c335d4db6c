"""Files of every kind: read as what they are, or refused by name."""

import gzip
import io
import json
import random
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from lib.exchange.mapping import FileFormat
from lib.exchange.reading.opening import open_rows
from tests.exchange import sheets
from tests.exchange.conftest import DATA, numbers, read

MIDNIGHT = datetime(2026, 5, 1)  # noqa: DTZ001
CASE = DATA / "cases" / "other_formats"


def rows_of(path: Path, **form) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with open_rows(path, FileFormat(**form)) as rows:
        return rows.header, list(rows)


def write(path: Path, content: bytes | str) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "rows"), [("x.xlsx", 1), ("a.ods", 1), ("a.json", 1), ("a.ndjson", 2), ("two.zip", 2)]
)
def test_the_case_of_other_formats(places: None, tmp_path: Path, file: str, rows: int) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('file.member = "*.csv"\n' + (CASE / "mapping.toml").read_text())
    outcome = import_file("incident", CASE / file, mapping, tmp_path / "rejected.csv")
    assert numbers(outcome) == (rows, rows, 0, 0, 0)
    query = "SELECT DISTINCT state_fips, occurred_at::date::text FROM source.incident ORDER BY 2"
    assert read("incidents", query)[0] == ("04", "2026-05-01")


def test_a_row_of_tags_below_the_header_is_skipped(places: None, tmp_path: Path) -> None:
    case = DATA / "cases" / "hxl_tag_row"
    outcome = import_file("incident", case / "input.csv", case / "mapping.toml", tmp_path / "r.csv")
    assert numbers(outcome) == (1, 1, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ((CASE / "a.ics").read_bytes(), "a calendar"),
        ((CASE / "a.sql").read_bytes(), "a script of a database"),
        (b"-- MySQL dump 10.13\n--\n\n/*!40101 SET x */;\nCREATE TABLE `a` (\n", "a script of a"),
        (b"\xef\xbb\xbfBEGIN:VCARD\nVERSION:3.0\n", "a file of contacts"),
        (b"\n<!DOCTYPE html>\n<html><table>", "a web page"),
        (b"<table border=1><tr><td>Name", "a web page"),  # what some call .xls
        (b'<?xml version="1.0"?><Workbook xmlns="urn:x">', "XML"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"SQLite format 3\x00", "a database"),
        (b"\x00\x01\x00\x00Standard Jet DB", "a database"),
        (b"{\\rtf1\\ansi", "a text document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"ARROW1\x00\x00", "a table of Arrow"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"\xfd7zXZ\x00", "packed with xz"),
        (b"a.csv" + b"\0" * 252 + b"ustar\x0000", "an archive .tar."),
        (b"Received: by example\nFrom: a@example.org\n", "an e-mail"),
    ],
)
def test_every_other_format_is_refused_by_name(tmp_path: Path, content: bytes, what: str) -> None:
    for path in (
        write(tmp_path / "a.csv", content),
        write(tmp_path / "b.csv.gz", gzip.compress(content)),
    ):
        with pytest.raises(NotImportable, match=f"^{path.name}: is {what}.*; export the table as"):
            rows_of(path)


@pytest.mark.parametrize(
    ("members", "what"),
    [
        (["[Content_Types].xml", "word/document.xml"], "a text document or slides"),
        (["Index/Document.iwa", "preview.jpg"], "a document of Apple's"),
    ],
)
def test_other_documents_that_are_zips_within_are_named(tmp_path: Path, members, what: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    with pytest.raises(NotImportable, match=f"a.docx: is {what}"):
        rows_of(tmp_path / "a.docx")


@pytest.mark.parametrize(
    "header",
    ["From,To", "Set name,Size", "Insert,Into", "BEGIN,END", "<5,>=5", "ORC,RDX", "{a},b"],
)
def test_headers_that_only_look_like_another_format_are_read(tmp_path: Path, header: str) -> None:
    assert rows_of(write(tmp_path / "a.csv", f"{header}\n1,2\n"))[1] == [(2, ["1", "2"])]


@pytest.mark.parametrize("name", ["a.xlsx.gz", "a.zip"])
def test_a_workbook_may_be_packed_again(tmp_path: Path, name: str) -> None:
    sheets.write(tmp_path / "a.xlsx", [["Name"], ["Ana"]])
    whole = (tmp_path / "a.xlsx").read_bytes()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xlsx", whole)
    content = gzip.compress(whole) if name.endswith("gz") else packed.getvalue()
    assert rows_of(write(tmp_path / name, content)) == (["Name"], [(2, ["Ana"])])


SHEET = [
    ["List of members", None, None, None, None],
    [None, None, None, None, "Legend"],
    ["Id", "Name", None, "Code", "Name"],
    [1, "Ana", None, "x", "of a code"],
    [None, None, None, "y", "of another"],
    [2, "Beto", None, None, None],
]


def test_a_table_of_a_sheet_is_found_by_the_texts_of_its_header(tmp_path: Path) -> None:
    sheets.write(tmp_path / "a.xlsx", SHEET)
    assert rows_of(tmp_path / "a.xlsx", header=["Id", "Name"]) == (
        ["Id", "Name"],
        [(4, ["1", "Ana"]), (6, ["2", "Beto"])],  # what stands beside it is no row of it
    )
    assert rows_of(tmp_path / "a.xlsx", header="Code") == (
        ["Code", "Name"],
        [(4, ["x", "of a code"]), (5, ["y", "of another"])],
    )
    with pytest.raises(NotImportable, match="no row has the texts 'Id', 'Surname' of file.header"):
        rows_of(tmp_path / "a.xlsx", header=["Id", "Surname"])


def test_a_table_of_a_delimited_file_is_found_by_the_texts_of_its_header(tmp_path: Path) -> None:
    content = "Report,of May\n\nNotes,,Id,Name\nx,,1,Ana\n,,2\n,,\ny,,\n"
    assert rows_of(write(tmp_path / "a.csv", content), header="Id") == (
        ["Id", "Name"],
        [(4, ["1", "Ana"]), (5, ["2", ""])],
    )


JSON = [
    {"id": 1, "name": {"given": "Ana"}, "tags": ["a", "b"], "mail": [{"address": "x"}], "on": True},
    {"id": "2", "name": None, "late": 1e3, "tags": []},
]


def test_json_is_named_by_the_way_to_its_values(tmp_path: Path) -> None:
    whole = json.dumps(JSON)
    header, rows = rows_of(write(tmp_path / "a.json", whole))
    assert header == [
        "id", "name.given", "tags", "tags.0", "tags.1", "mail.0.address", "on", "name", "late",
    ]  # fmt: skip
    assert rows == [
        (1, ["1", "Ana", "a, b", "a", "b", "x", "true", "", ""]),
        (2, ["2", "", "", "", "", "", "", "", "1000.0"]),
    ]
    lines = "\n".join(map(json.dumps, JSON)) + "\n\n"
    assert rows_of(write(tmp_path / "a.ndjson", "\ufeff" + lines)) == (header, rows)
    assert rows_of(write(tmp_path / "b.csv", json.dumps(JSON, indent=1))) == (header, rows)
    assert rows_of(write(tmp_path / "a.json.gz", gzip.compress(whole.encode()))) == (header, rows)


def test_json_numbers_are_as_they_are_written(tmp_path: Path) -> None:
    whole = '[{"id": 12345678901234567890, "amount": 25.10, "of": NaN}]'
    assert rows_of(write(tmp_path / "a.json", whole))[1] == [
        (1, ["12345678901234567890", "25.10", ""])
    ]


def test_the_way_to_the_rows_is_said_or_asked_for(tmp_path: Path) -> None:
    page = {"total": 2, "_embedded": {"osdi:people": [{"id": 1}, {"id": 2}]}, "none": []}
    path = write(tmp_path / "a.json", json.dumps(page))
    with pytest.raises(NotImportable, match=r"where its rows are \(file.rows\): _embedded.osdi:pe"):
        rows_of(path)
    rows = [(1, ["1"]), (2, ["2"])]
    assert rows_of(path, rows="_embedded.osdi:people") == (["id"], rows)
    with pytest.raises(NotImportable, match=r"where its rows are \(file.rows\): _embedded.osdi:pe"):
        rows_of(path, rows="people")
    # Pages one after the other, the last of them empty.
    pages = "\n".join(map(json.dumps, [page, page, {"total": 2}]))
    _, found = rows_of(write(tmp_path / "b.json", pages), rows="_embedded.osdi:people")
    assert [cells for _, cells in found] == [["1"], ["2"], ["1"], ["2"]]
    deeper = {"events": [{"people": [{"id": 1}]}, {"people": [{"id": 2}]}]}
    assert rows_of(write(tmp_path / "c.json", json.dumps(deeper)), rows="events.people")[1] == rows


def test_a_table_in_json_has_its_header_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", '[["NAME","P1"],["Maricopa","3"],\n["Pima","1"]]')
    assert rows_of(path) == (["NAME", "P1"], [(1, ["Maricopa", "3"]), (2, ["Pima", "1"])])


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"a": 1}, {"a": }]', "is not well-formed JSON"),
        ('{"a": 1}\n{"a": \n', "line 2: is not well-formed JSON"),
        ("[]", "has no rows"),
        ("[[", "is not well-formed JSON"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "is not well-formed JSON|has no rows"),
        (b'[{"a": "\xf1"}]', "can't be read .*utf-8"),
    ],
)
def test_json_that_is_none_is_refused_in_a_sentence(tmp_path: Path, content, message: str) -> None:
    with pytest.raises(NotImportable, match=f"^a.json: .*({message})"):
        rows_of(write(tmp_path / "a.json", content))


def test_parquet_is_read_as_texts(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1.0, None, 2.5]),
            "day": pa.array([date(2026, 5, 1), None, date(2026, 5, 2)]),
            "at": pa.array([MIDNIGHT, MIDNIGHT.replace(hour=14, minute=5), None]),
            "utc": pa.array([datetime(2026, 5, 1, tzinfo=UTC), None, None]),
            "kind": pa.array(["raid", None, "raid"]).dictionary_encode(),
            "paid": pa.array([Decimal("25.10"), None, Decimal("-1.00")]),
            "is": pa.array([True, None, False]),
            "tags": pa.array([["a", "b"], [], None]),
            "big": pa.array([2**60, None, -1]),
        }
    )
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    header, rows = rows_of(tmp_path / "a.parquet")
    assert header == table.column_names
    assert rows == [
        (1, ["1", "2026-05-01", "2026-05-01", "2026-05-01 00:00:00+00:00", "raid", "25.10",
             "true", "a, b", "1152921504606846976"]),
        (2, ["", "", "2026-05-01 14:05:00", "", "", "", "", "", ""]),
        (3, ["2.5", "2026-05-02", "", "", "raid", "-1.00", "false", "", "-1"]),
    ]  # fmt: skip
    whole = (tmp_path / "a.parquet").read_bytes()
    assert rows_of(write(tmp_path / "a.parquet.gz", gzip.compress(whole))) == (header, rows)
    no_name = whole.replace(b"kind", b"k\xffnd")  # not a text in any column's name
    rubbish = b"PAR1" + b"x" * 100
    for broken in (whole[:-20], rubbish, whole[:60] + b"\xff" * 60 + whole[120:], no_name):
        with pytest.raises(NotImportable, match="b.parquet: can't be read as Parquet"):
            rows_of(write(tmp_path / "b.parquet", broken))


def test_several_files_are_one_table(tmp_path: Path) -> None:
    write(tmp_path / "export-2.csv", "name,id,more\nBeto,2,x\n")
    write(tmp_path / "export-1.csv", "id,name\n1,Ana\n")
    write(tmp_path / "export-1.csv.rejected.csv", "line,column,reason\n")
    header, rows = rows_of(tmp_path / "export-*.csv")
    assert header == ["id", "name", "file.name"]
    assert rows == [(2, ["1", "Ana", "export-1.csv"]), (2, ["2", "Beto", "export-2.csv"])]
    write(tmp_path / "export-3.csv", "id\n3\n")
    with pytest.raises(NotImportable, match="export-3.csv: lacks the columns name of export-1.csv"):
        rows_of(tmp_path / "export-*.csv")
    with pytest.raises(NotImportable, match="there is no file of such a name"):
        rows_of(tmp_path / "import-*.csv")


def test_files_of_a_zip_are_one_table_whatever_their_kind(tmp_path: Path) -> None:
    sheets.write(tmp_path / "b.xlsx", [["id"], [2]])
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/a.csv", "id\n1\n")
        archive.write(tmp_path / "b.xlsx", "in/b.xlsx")
        archive.writestr("in/c.json", '[{"id": 3}]')
        archive.writestr("README.txt", "no table")
    _, rows = rows_of(tmp_path / "all.zip", member="in/*")
    assert [cells for _, cells in rows] == [["1", "a.csv"], ["2", "b.xlsx"], ["3", "c.json"]]


def test_a_day_is_of_the_file_that_the_row_is_of(places: None, tmp_path: Path) -> None:
    """As of ICE's sheets, whose names say their day."""
    for day, call in (("05012026", "1"), ("05022026", "2")):
        write(tmp_path / f"calls{day}.csv", f"id\n{call}\n")
    mapping = write(
        tmp_path / "mapping.toml",
        """
        table = "hotline_call"
        identity.template = "x-{id}"
        [columns.received_at]
        from = "file.name"
        part = '([0-9]{8})'
        formats = ["%m%d%Y"]
        """,
    )
    outcome = import_file("hotline_call", tmp_path / "calls*.csv", mapping)
    assert numbers(outcome) == (2, 2, 0, 0, 0)
    query = "SELECT received_at::date::text FROM source.hotline_call ORDER BY 1"
    assert read("incidents", query) == [("2026-05-01",), ("2026-05-02",)]


def _of_every_kind(folder: Path) -> dict[str, bytes]:
    sheets.write(folder / "a.xlsx", [["id", "day"], *([n, "x"] for n in range(50))])
    table = pa.table({"id": list(range(50)), "day": ["x"] * 50})
    parquet.write_table(table, folder / "a.parquet")
    rows = [{"id": n, "day": {"of": ["x", n]}} for n in range(50)]
    return {
        "a.xlsx": (folder / "a.xlsx").read_bytes(),
        "a.parquet": (folder / "a.parquet").read_bytes(),
        "a.ods": (CASE / "a.ods").read_bytes(),
        "a.json": json.dumps(rows).encode(),
        "a.ndjson": "\n".join(map(json.dumps, rows)).encode(),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.xlsx", "a.parquet", "a.ods", "a.json", "a.ndjson"])
def test_a_damaged_file_of_any_kind_is_read_or_refused_in_a_sentence(
    tmp_path: Path, name: str
) -> None:
    whole, rng = _of_every_kind(tmp_path)[name], random.Random(name)
    told: list[str] = []
    for _ in range(150):
        spoiled = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            spoiled[rng.randrange(len(spoiled))] ^= rng.randint(1, 255)
        path = write(tmp_path / name, bytes(spoiled[: rng.choice((None, len(whole) // 2))]))
        try:
            rows_of(path)
        except NotImportable as error:
            told.append(str(error))
    assert len(told) > 20
    assert not [message for message in told if "\n" in message]
