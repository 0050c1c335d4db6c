import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from lib.exchange.errors import NotImportable
from lib.exchange.mapping import FileFormat
from lib.exchange.reading import delimited, packing
from lib.exchange.reading.opening import open_rows


def rows_of(path, **form):
    with open_rows(path, FileFormat(**form)) as rows:
        return rows.header, list(rows)


@pytest.fixture
def write(tmp_path):
    def write(content: bytes, name: str = "file.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # Of a day of its own, so that the bytes are the same in every process.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"name,n\nPe\xc3\xb1a,1\n", {}),
        (b"\xef\xbb\xbfname,n\nPe\xc3\xb1a,1\n", {}),  # byte order mark
        (b"name,n\r\nPe\xc3\xb1a,1\r\n", {}),
        (b"name,n\rPe\xc3\xb1a,1", {}),  # old Macintosh line ends, and none at the end
        (b"name,n\nPe\xf1a,1\n", {"encoding": "cp1252"}),
        (b"name,n\rPe\x96a,1\r", {"encoding": "mac_roman"}),
        ("name,n\nPeña,1\n".encode("utf-16"), {"encoding": "utf-16"}),
        ("name\tn\nPeña\t1\n".encode(), {"delimiter": "\t"}),
        ("'name'|'n'\n'Peña'|'1'\n".encode(), {"delimiter": "|", "quote": "'"}),
        ('report\n"of\n\nname,n\nPeña,1\n'.encode(), {"skip_lines": 3}),
        ("Peña,1\n".encode(), {"names": ["name", "n"]}),
        ("old,names\nPeña,1\n".encode(), {"names": ["name", "n"], "skip_lines": 1}),
        (" name , n\nPeña,1\n".encode(), {}),  # names are trimmed
        ("sep=;\nname;n\nPeña;1\n".encode(), {"delimiter": ";"}),  # for Excel alone
        ("sep=,\r\nname,n\r\nPeña,1\r\n".encode(), {}),
        (gzip.compress("name,n\nPeña,1\n".encode(), mtime=0), {}),
        (zipped({"table.csv": "name,n\nPeña,1\n".encode()}), {}),
        (zipped({"a.csv": b"x", "b.csv": "name,n\nPeña,1\n".encode()}), {"member": "b.csv"}),
    ],
)
def test_the_same_table_however_it_is_written(write, content, form):
    header, rows = rows_of(write(content), **form)
    assert header == ["name", "n"]
    assert [cells for _, cells in rows] == [["Peña", "1"]]


def test_rows_know_the_line_that_they_begin_on(write):
    content = b'title\nid,text\n1,"a\nb"\n\n2,"say ""hi"""\n'
    # The title is line 1, the header 2, row 1 spans 3 and 4, line 5 is blank.
    assert rows_of(write(content), skip_lines=1)[1] == [(3, ["1", "a\nb"]), (6, ["2", 'say "hi"'])]


def test_an_escape_character_and_no_quotes(write):
    assert rows_of(write(b"a,b\n1\\,5,x\n"), escape="\\", quote="")[1] == [(2, ["1,5", "x"])]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\n\n", "has no header"),
        (b"a,b\n1,\x00\n", "line 2: has a NUL byte; say the file's encoding"),
        (b"a,b\n1,x\n2,Pe\xf1a\n", "line 3: has a byte that is not utf-8; say the file's encoding"),
        ("a,b\n1,x\n".encode("utf-16"), "line 1: has a NUL byte; say the file's encoding"),
        (b'a,b\n1,"open\n2,x\n', "line 2: is not well-formed"),
        (b'a,b\n1,"x"y\n', "line 2: is not well-formed"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "line 2: is not well-formed .field larger"),
        (b"a,b\n1," + b"x" * delimited.LONGEST_ROW, "line 2: a row is longer than 1,048,576"),
        (b'a,b\n1,"' + b"x\n" * 200_000, "line 2: is not well-formed .field larger"),
        (gzip.compress(b"a,b\n" * 9000, mtime=0)[:-20], "can't be read to its end"),
        (b"\x1f\x8bnonsense", "can't be (opened|read)"),
        (b"PK\x03\x04nonsense", "can't be opened"),
        (
            zipped({"a.csv": b"x", "b.csv": b"y"}),
            r"which file of it to read, .* \(file.member\): a.csv, b.csv",
        ),
        (zipped({"[Content_Types].xml": b"<x/>", "sheet.xml": b""}), "can't be read as a workbook"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_in_one_sentence(write, content, message):
    with pytest.raises(NotImportable, match=f"^file.csv: .*{message}") as error:
        rows_of(write(content))
    assert "\n" not in str(error.value)


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(NotImportable, match="is a directory"):
        rows_of(tmp_path)
    with pytest.raises(NotImportable, match="there is no such file"):
        rows_of(tmp_path / "none.csv")
    with pytest.raises(NotImportable, match="is not a regular file"):
        rows_of(Path("/dev/zero"))


@pytest.mark.slow
@pytest.mark.parametrize("pack", [gzip.compress, lambda content: zipped({"a.csv": content})])
def test_a_bomb_is_put_out_in_little_memory(write, monkeypatch, pack):
    monkeypatch.setattr(packing, "ALWAYS_UNPACKED", 1 << 20)
    path = write(pack((b"a" * 999 + b"\n") * (32 << 10)))  # 32 MB of the same line
    tracemalloc.start()
    with (
        pytest.raises(NotImportable, match="unpacks to more than 200 times its size"),
        open_rows(path, FileFormat()) as rows,
    ):
        for _ in rows:
            pass
    assert tracemalloc.get_traced_memory()[1] < 4 << 20
    tracemalloc.stop()


@pytest.mark.slow
def test_one_endless_line_is_not_read_to_its_end(write):
    path = write(gzip.compress(b"a,b\n" + b"x" * (64 << 20), mtime=0))
    tracemalloc.start()
    with pytest.raises(NotImportable, match="a row is longer"):
        rows_of(path)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()
