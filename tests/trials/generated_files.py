"""Files that somebody could have and files that nobody should, each made from a seed."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow as pa
from pyarrow import parquet

from tests.exchange.sheets import write

COLUMNS = ("id", "joined", "left", "name", "note", "dues")
DATES = (
    *("2024-01-02", "2023-12-31", "01/31/2024", "31/12/2023", "2/29/2024", "2/29/2023"),
    *("Jan 5, 2024", "5 ene 2024", "20240105", "45296", "45296.5", "2024-13-01", "0000-00-00"),
    *("9999-12-31", "10000-01-01", "2024-01-02T03:04:05Z", "tomorrow", "٢٠٢٤-٠١-٠٢"),
)
ODD = (
    *("", " ", "\u00a0", "x", "-1", "1e999999", "9" * 400, "1_0", "NaN", "=1+1", "@x", "\t"),
    *("ñandú", "e\u0301", "\u202eabc", "\ufeffid", "'; DROP TABLE member; --", "a" * 3_000, "\x0b"),
    *("\\N", "NULL", "{id}", "a,b", 'say "hi"', "line\nbreak", "😀", "0" * 30, "aaaa!" * 6),
)
FORMATS = ("%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y", "%Y%m%d", "%b %d, %Y", "%Y-%m-%dT%H:%M:%SZ")
PARTS = (
    *(r"(\d+)", r"^(.*)$", r"(?:x|y)(.)", r"([a-z]+)$", r"(\S+)", r"^\s*(.+?)\s*$"),
    *(r"([^,]*)", r"(\d{4}.*)"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "latin-1")
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@dataclass(frozen=True)
class Generated:
    """A file and how to read it.

    :ivar rows: how many rows it has, where nothing about it is in doubt.
    """

    file: Path
    mapping: Path
    rows: int | None


def _cell(chance: Random, column: str, n: int) -> str:
    if chance.random() < 0.08:
        return "\0" if chance.random() < 0.01 else chance.choice(ODD)
    if column == "id":
        return str(n if chance.random() < 0.9 else chance.randint(0, n))
    if column in ("joined", "left"):
        usual = f"2024-0{chance.randint(1, 9)}-{chance.randint(10, 28)}"
        return usual if chance.random() < 0.8 else chance.choice(DATES)
    return chance.choice(("Ana", "Eva", "x1", "12", "3.50", "1,200", ""))


def _rows(chance: Random) -> list[list[str]]:
    count = chance.choice((0, 1, 5, 20, 20, 60))
    rows = [[_cell(chance, column, n) for column in COLUMNS] for n in range(count)]
    if chance.random() < 0.1:
        for row in chance.sample(rows, len(rows) // 5):
            row[chance.randint(1, 5) :] = []
    return rows


def _delimited(chance: Random, rows: list[list[str]], delimiter: str, encoding: str) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=chance.choice(("\n", "\r\n")))
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode(encoding, "replace")


def _spoiled(chance: Random, content: bytes) -> bytes:
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        if spoiled:
            spoiled[chance.randrange(len(spoiled))] ^= chance.randint(1, 255)
    return bytes(spoiled[: chance.choice((len(spoiled), chance.randrange(len(spoiled) + 1)))])


def _packed(chance: Random, content: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", chance.choice(METHODS)) as archive:
        archive.writestr("inner.csv", content)
        if chance.random() < 0.1:
            archive.writestr("other.txt", content)
    return whole.getvalue()


def _column(chance: Random, name: str, source: str) -> str:
    said = [f'from = "{source}"']
    if chance.random() < 0.25:
        said.append(f"part = '''{chance.choice(PARTS)}'''")
    if name in ("joined_on", "lapsed_on"):
        if chance.random() < 0.7:
            formats = chance.sample(FORMATS, chance.randint(1, 3))
            said.append(f"formats = {formats!r}".replace("'", '"'))
        if chance.random() < 0.2:
            said.append(f"plus_days = {chance.choice((1, -1, 36_525, -36_525))}")
        if chance.random() < 0.5:
            said.append('unreadable = "null"')
    elif chance.random() < 0.2:
        said.append('translate = { "x1" = "one", "12" = "twelve" }')
        said.append(f'otherwise = "{chance.choice(("reject", "other"))}"')
    return f"[columns.{name}]\n" + "\n".join(said) + "\n"


def _join(chance: Random, folder: Path, rows: list[list[str]]) -> str:
    keys = sorted({row[0] for row in rows if row and row[0].isalnum() and row[0].isascii()})
    told = [f"{key},mail{n}@red.example" for n, key in enumerate(keys)]
    if told and chance.random() < 0.2:
        told.append(chance.choice(told))
    (folder / "second.csv").write_text("\n".join(["key,email", *told]), encoding="utf-8")
    several = chance.choice(("refuse", "first"))
    return (
        f'[join.second]\nfile = "second.csv"\nkey = "key"\non = "id"\ntake = "email"\n'
        f'several = "{several}"\nformat = {{ encoding = "utf-8" }}\n'
    )


def _mapping(chance: Random, folder: Path, rows: list[list[str]], read: str) -> str:
    identity = chance.choice(
        ('template = "{id}"', 'template = "m-{id}-{name}"', "whole_row = true")
    )
    said = ['table = "member"', read, f"[identity]\n{identity}"]
    if "whole_row" not in identity and chance.random() < 0.3:
        said.append('[several]\nkeep = "first"')
    said.append(_column(chance, "joined_on", "joined"))
    for name, source in (("lapsed_on", "left"), ("given_name", "name"), ("family_name", "note")):
        if chance.random() < 0.6:
            said.append(_column(chance, name, source))
    if chance.random() < 0.4:
        said.append('[columns.committee_id]\nconstant = "c1"\n')
    if chance.random() < 0.3:
        said.append(_join(chance, folder, rows))
        said.append('[columns.email]\nfrom = "second.email"\n')
    if chance.random() < 0.1:
        said.append('[whole_list]\nends = "lapsed_on"\nkeys = "m-"\n')
    return "\n".join(said)


def _csv(chance: Random, rows: list[list[str]]) -> tuple[str, bytes, str]:
    delimiter, encoding = chance.choice(",;|\t"), chance.choice(ENCODINGS)
    content = _delimited(chance, rows, delimiter, encoding)
    read = f'[file]\nencoding = "{encoding}"\ndelimiter = "{delimiter}"'.replace("\t", "\\t")
    if chance.random() < 0.2:
        return "file.zip", _packed(chance, content), f'{read}\nmember = "inner.csv"'
    return "file.csv", content, read


def _cut(chance: Random, cell: str) -> str:
    """A cell as programs leave it that cut texts by a number of bytes, or half a sign."""
    return cell + chance.choice(("\ud83d", "\0", "")) if chance.random() < 0.05 else cell


def _json(chance: Random, rows: list[list[str]]) -> tuple[str, bytes, str]:
    objects = [{n: _cut(chance, v) for n, v in zip(COLUMNS, r, strict=False)} for r in rows]
    # Only what no row lacks may be asked for.
    objects.insert(0, dict.fromkeys(COLUMNS, "2024-01-02"))
    if chance.random() < 0.5:
        return "file.ndjson", "\n".join(map(json.dumps, objects)).encode(), "[file]"
    deep = chance.choice(({"data": {"rows": objects}}, {"rows": objects, "more": [{"x": 1}]}))
    read = f'[file]\nrows = "{"data.rows" if "data" in deep else "rows"}"'
    return "file.json", json.dumps(deep).encode(), read


def _parquet(rows: list[list[str]]) -> tuple[str, bytes, str]:
    wide = [(*row, *[None] * (len(COLUMNS) - len(row))) for row in rows]
    whole = io.BytesIO()
    columns = {
        name: pa.array([row[n] for row in wide], pa.string()) for n, name in enumerate(COLUMNS)
    }
    parquet.write_table(pa.table(columns), whole)
    return "file.parquet", whole.getvalue(), "[file]"


def generate(chance: Random, folder: Path) -> Generated:
    """Make a file, its mapping and what it is joined with, in an empty folder."""
    rows = _rows(chance)
    kind = chance.random()
    if kind < 0.15:
        file, read = folder / "file.xlsx", "[file]"
        printable = [["".join(c for c in v if c.isprintable()) for v in row] for row in rows]
        write(file, [list(COLUMNS), *printable])
        content = file.read_bytes()
    elif kind < 0.35:
        name, content, read = _json(chance, rows) if kind < 0.28 else _parquet(rows)
        file = folder / name
    else:
        name, content, read = _csv(chance, rows)
        file = folder / name
    is_damaged = chance.random() < 0.1
    file.write_bytes(_spoiled(chance, content) if is_damaged else content)
    mapping = folder / "mapping.toml"
    mapping.write_text(_mapping(chance, folder, rows, read), encoding="utf-8")
    return Generated(file, mapping, None)
