"""Files as they lie on disk or in a gzip or zip: one, or several that are one table."""

import gzip
import io
import lzma
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import IO, Any, cast

from lib.exchange.errors import NotImportable

LARGEST_EXPANSION = 200
"""Unpacked bytes for each packed one; tables pack to a tenth or a thirtieth."""
ALWAYS_UNPACKED = 100 << 20
"""Bytes that are unpacked whatever the expansion."""
REJECTED = ".rejected.csv"
"""How names of files of rejected rows end."""

UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
)
"""What the packings say of a damaged file, each in its own way."""

_WILD = re.compile(r"[*?\[]")


class _Bounded(io.RawIOBase):
    """A packed stream that ends in an error when it grows out of all proportion."""

    def __init__(self, stream: IO[bytes], limit: int):
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise NotImportable(
                f"unpacks to more than {LARGEST_EXPANSION} times its size;"
                " unpack it yourself if you trust it"
            )
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or one of those in a zip.

    :ivar name: by which a person knows it.
    :ivar member: its name in the zip.
    """

    name: str
    path: Path
    member: str | None = None

    def open(self, stack: ExitStack) -> io.BufferedReader:
        """Its bytes, unpacked; the stack closes them.

        :raises NotImportable: there or while reading, if it can't be unpacked.
        """
        try:
            return self._open(stack)
        # zipfile says RuntimeError of a password and NotImplementedError of a rare packing.
        except (*UNREADABLE, RuntimeError) as error:
            raise NotImportable(f"can't be opened ({error})") from None

    def _open(self, stack: ExitStack) -> io.BufferedReader:
        raw = stack.enter_context(self.path.open("rb"))
        packed: IO[bytes]
        if self.member is not None:
            archive = stack.enter_context(zipfile.ZipFile(raw))
            packed = stack.enter_context(archive.open(self.member))
        elif raw.peek(2)[:2] == b"\x1f\x8b":
            packed = cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=raw)))
        else:
            return raw
        limit = max(ALWAYS_UNPACKED, LARGEST_EXPANSION * self.path.stat().st_size)
        return io.BufferedReader(_Bounded(packed, limit))

    def on_disk(self, stack: ExitStack) -> Path:
        """A file with its bytes, unpacked; what was unpacked goes when the stack closes.

        :raises NotImportable: if it can't be unpacked.
        """
        with self.path.open("rb") as raw:
            is_plain = self.member is None and raw.read(2) != b"\x1f\x8b"
        if is_plain:
            return self.path
        unpacked = stack.enter_context(tempfile.NamedTemporaryFile())  # noqa: SIM115
        with ExitStack() as reading:
            try:
                shutil.copyfileobj(self.open(reading), unpacked)
            except UNREADABLE as error:
                raise NotImportable(f"can't be read to its end ({error})") from None
        unpacked.flush()
        return Path(unpacked.name)


def is_pattern(path: Path) -> bool:
    """Whether a path names several files, such as ``export-*.csv``."""
    return bool(_WILD.search(path.name)) and not path.exists()


def files(path: Path) -> list[Path]:
    """The files that a path names, in order of their names.

    :raises NotImportable: if there is none, or what there is can't be read.
    """
    if is_pattern(path):
        found = sorted(p for p in path.parent.glob(path.name) if not p.name.endswith(REJECTED))
        if not found:
            raise NotImportable(f"{path.name}: there is no file of such a name")
    else:
        found = [path]
    for each in found:
        _check_readable(each)
    return found


def _check_readable(path: Path) -> None:
    fault = None
    if path.is_dir():
        fault = "is a directory; name a file, or several by a pattern such as 'export-*.csv'"
    elif not path.exists():
        fault = "there is no such file"
    elif not path.is_file():
        fault = "is not a regular file"
    elif path.stat().st_size == 0:
        fault = "is empty"
    if fault:
        raise NotImportable(f"{path.name}: {fault}")


def pieces(path: Path, member: str | None) -> list[Piece]:
    """What a file consists of: itself, or those of the files in a zip that are meant.

    :param member: the file's name in the zip, or a pattern of several.
    :raises NotImportable: if it isn't said which file of a zip is meant.
    """
    if not _is_zip(path):
        return [Piece(path.name, path)]
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if not n.endswith("/") and "__MACOSX" not in n]
    except (*UNREADABLE, RuntimeError) as error:
        raise NotImportable(f"can't be opened ({error})") from None
    if member is None and len(names) == 1:
        return [Piece(path.name, path, names[0])]
    if member in names:
        return [Piece(path.name, path, member)]
    meant = sorted(name for name in names if member and fnmatchcase(name, member))
    if not meant:
        choices = ", ".join(names[:5]) or "none"
        raise NotImportable(
            "say in the mapping which file of it to read, or a pattern of several such as *.csv"
            f" (file.member): {choices}"
        )
    return [Piece(Path(name).name, path, name) for name in meant]


def _is_zip(path: Path) -> bool:
    with path.open("rb") as raw:
        return raw.read(4) == b"PK\x03\x04"
