"""The CSV of the rows that were not imported: line, column, reason, and the cells as they were."""

import csv
import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from lib.exchange.errors import NotImportable
from lib.exchange.reading.packing import REJECTED
from lib.exchange.spreadsheets import neutralise

COLUMNS = ("line", "column", "reason")
_BEGINNING = "\ufeff" + ",".join(COLUMNS)


def default_path(file: Path) -> Path:
    """Where the rejected rows of a file go unless another path is named: beside it."""
    return file.with_name(f"{re.sub(r'[*?]', '_', file.name)}{REJECTED}")


def path_of_table(path: Path, table: str | None) -> Path:
    """Where the rows go that a further table of a mapping rejects: beside those of the first."""
    if table is None:
        return path
    stem = path.name.removesuffix(REJECTED) if path.name.endswith(REJECTED) else path.stem
    return path.with_name(f"{stem}.{table}{REJECTED}")


def check_path(path: Path, file: Path) -> None:
    """Refuse a path that holds anything but rejected rows of an earlier import.

    :raises NotImportable: if it does.
    """
    if path.is_dir() or (path.exists() and not _is_ours(path)) or path == file:
        raise NotImportable(
            f"{path}: holds something else than rejected rows; name another file with --rejects"
        )


def _is_ours(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(100).startswith(_BEGINNING.encode())


def write(path: Path, header: Sequence[str], rows: Iterable[tuple[int, str, str, str]]) -> None:
    """Write rejected rows: all or nothing, readable by their owner alone, safe in a spreadsheet.

    :raises NotImportable: if they can't be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream)
                writer.writerow([*COLUMNS, *map(neutralise, header)])
                for line, column, reason, cells in rows:
                    writer.writerow([line, column, *map(neutralise, [reason, *json.loads(cells)])])
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise NotImportable(
            f"{path}: the rejected rows can't be written ({error.strerror});"
            " name another file with --rejects"
        ) from None


def remove(path: Path) -> None:
    """Remove the rejected rows of an earlier import, if there are any."""
    path.unlink(missing_ok=True)
