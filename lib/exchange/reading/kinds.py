"""What kind of file it is, by what stands at its beginning, whatever its name says."""

import re
import struct
import zipfile
from pathlib import Path
from typing import Literal

from lib.exchange.errors import NotImportable

Kind = Literal["delimited", "workbook", "parquet", "documents"]

BEGINNING = 4096
"""Bytes that are looked at."""

_OFFICE = "[Content_Types].xml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x00\x01\x00\x00Standard", "a database (Access)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"ARROW1\x00", "a table of Arrow (Feather)"),
    (b"Obj\x01", "a table of Avro"),
    (b"$FL2", "a table of SPSS"),
    (b"$FL3", "a table of SPSS"),
    (b"<stata_dta>", "a table of Stata"),
    (b"RDX3", "a table of R"),
    (b"\x89HDF", "a table of HDF5"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a", "an archive (RAR)"),
    (b"BZh91AY&SY", "packed with bzip2"),
    (b"\xfd7zXZ", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with Zstandard"),
)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"BEGIN:VCALENDAR", "a calendar (iCalendar)"),
    (r"BEGIN:VCARD", "a file of contacts (vCard)"),
    (r"<!doctype html|<html|<table|<head", "a web page (HTML), whatever its name says"),
    (r"<\?xml|<[a-z]+(:[a-z]+)? xmlns", "XML"),
    (
        r"(--[^\n]*\n|/\*.*?\*/;?|\s)*(insert into|create table|create database|drop table"
        r"|begin transaction|set \w+ ?=|pragma foreign)",
        "a script of a database (SQL)",
    ),
    (r"(Received|Return-Path|Delivered-To|MIME-Version|From): [^\n,;]+\n\S+: ", "an e-mail"),
    (r"From \S+@\S+ ", "a mailbox of e-mails"),
)
_DOCUMENT = re.compile(r"\s*(\{\s*(\"|\})|\[\s*(\{|\[|\]))")


def kind_of(beginning: bytes) -> Kind:
    """What the unpacked file that begins so is read as.

    :raises NotImportable: if it is none that is read, with its name.
    """
    if beginning.startswith(b"PAR1"):
        return "parquet"
    if beginning.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "workbook"  # as Excel wrote them until 2003
    for sign, what in _SIGNS:
        if beginning.startswith(sign):
            raise _other(what)
    if beginning[257:262] == b"ustar":
        raise _other("an archive (tar)")
    text = beginning.decode("utf-8-sig", errors="replace").lstrip()[:1000]
    for words, what in _WORDS:
        if re.match(words, text, re.IGNORECASE | re.DOTALL):
            raise _other(what)
    return "documents" if _DOCUMENT.match(text) else "delimited"


def packed_kind(path: Path) -> Kind | None:
    """What a file is read as that is a zip within: a workbook; none if it is a zip of files.

    :raises NotImportable: if it is something else that is a zip within, with its name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            mimetype = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except (OSError, ValueError, RuntimeError, struct.error, zipfile.BadZipFile):
        # Damaged, or packed in a way that is not known here: reading it says which.
        return None
    if mimetype.startswith(_OPEN_DOCUMENT):
        if mimetype.startswith(_OPEN_DOCUMENT + b"spreadsheet"):
            return "workbook"
        raise _other("a text document (OpenDocument)")
    if mimetype:
        raise _other("a book (EPUB)")
    if any(name.startswith(("word/", "ppt/")) for name in names):
        raise _other("a text document or slides of Office (DOCX, PPTX)")
    if any(name.endswith(".iwa") for name in names):
        raise _other("a document of Apple's Numbers or Pages")
    return "workbook" if _OFFICE in names else None


def _other(what: str) -> NotImportable:
    return NotImportable(
        f"is {what}, which is not read; export the table as CSV, XLSX, ODS, JSON or Parquet"
    )
