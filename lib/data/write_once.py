"""Files that are written whole or not at all."""

import os
import secrets
from pathlib import Path


def write_once(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Write a file that only its owner may read; whoever is interrupted leaves none of that name.

    An empty file of that name counts as none: it is what an interruption once left.

    :param mode: who may read it, where others may.
    :raises FileExistsError: if it is there already.
    :raises OSError: if it can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size == 0:
        path.unlink()
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename this leaves alone what is there.
        os.link(half, path)
    finally:
        half.unlink(missing_ok=True)
