"""A data directory that is made once and copied for each run, in a tenth of a second.

A template is a data directory whose PostgreSQL is stopped. It lies under ``.data/tests/`` of its
checkout, so two checkouts share nothing, and is named after what it holds and a digest of all that
decides what that is: the code that makes it, the locked packages, the day and the last start of
the machine. Who needs one that isn't there makes it, while others that need the same one wait; what
has another digest is removed.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from lib.data import engines, server
from lib.data.contract import SOURCES

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / ".data" / "tests"
MADE_FROM = (
    *("lib/access", "lib/data", "lib/demo", "lib/measures", "lib/publication", "lib/reference"),
    *("lib/serving/preparing.py", "lib/serving/demo_promises.py", "queries"),
    *("tests/templates", "tests/data/derived.py", "tests/attacks/target.py"),
    "requirements-dev.txt",
)
"""All that decides what a template holds, beside the day."""
BOOT = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux has a name for the time since the machine was started."""
LEFT_BY_A_SERVER = (
    *("postgresql.log", "postgresql.supervisor", "postgresql.users"),
    *("postgresql/log", "postgresql/postmaster.opts"),
)
TIME_ZONE = ZoneInfo("America/Chicago")
"""The one in which an organization that says nothing else has its days."""
MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory: a disk's file system looks long for each file of a table."""
ROOM = 4 * 2**30
"""Bytes that must be free there; a copy takes up to 600 MB, each process of a run has a few."""


_directories: list[Path] = []


def new_directory() -> Path:
    """An empty directory until the end of the run; short, as the path of a socket must be."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    _directories.append(Path(tempfile.mkdtemp(prefix="tj", dir=MEMORY if in_memory else None)))
    return _directories[-1]


def end() -> None:
    """Stop the servers that run in those directories, and remove them.

    The processes of pytest-xdist end without what is registered for their exit.
    """
    while _directories:
        _remove(_directories.pop())


def _remove(directory: Path) -> None:
    """Stop the server that runs in a directory, and remove it."""
    server.stop(directory)
    shutil.rmtree(directory, ignore_errors=True)


def copy(name: str, directory: Path) -> Path:
    """Put a copy of a template into an empty directory, and give the directory back.

    :param name: one of :data:`tests.templates.making.MAKERS`.
    :raises RuntimeError: if the template can't be made; with the last that was said.
    """
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        digest = _digest()
        template = TEMPLATES / f"{name}-{digest}"
        if template.is_dir():
            _copy_files(template, directory)
            return directory
        _make(name, directory)
        # Else it was changed meanwhile, and nobody knows what of it this is made from.
        if _digest() == digest:
            _keep(directory, template)
    return directory


@contextmanager
def using(name: str) -> Iterator[Path]:
    """Let Tejido use a copy of a template in place of what it used, as if refreshed just now."""
    with pytest.MonkeyPatch.context() as patch:
        directory = copy(name, new_directory())
        patch.setenv("TEJIDO_DATA_DIRECTORY", str(directory))
        engines.forget()
        _wind_clocks()
        yield directory
    engines.forget()
    _directories.remove(directory)
    _remove(directory)


def _make(name: str, directory: Path) -> None:
    """Fill a data directory by a process of its own, whose server ends with it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.templates.making", name],
        cwd=ROOT,
        env=environment | {"TEJIDO_DATA_DIRECTORY": str(directory)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"no template {name}: {done.stdout[-2_000:]}")
    for file in LEFT_BY_A_SERVER:
        (directory / file).unlink(missing_ok=True)


def _keep(directory: Path, template: Path) -> None:
    """Keep a data directory as a template, in place of those of the same name."""
    for other in TEMPLATES.glob(f"{template.name.partition('-')[0]}-*"):
        shutil.rmtree(other)
    half = template.with_name(f"{template.name}.half")
    half.mkdir()
    _copy_files(directory, half)
    half.rename(template)


def _copy_files(source: Path, target: Path) -> None:
    # Unlike shutil this keeps the owner, who is not root where the tests are run by root.
    subprocess.run(["cp", "-a", f"{source}/.", str(target)], check=True)


def _wind_clocks() -> None:
    now = dict.fromkeys(SOURCES, "UPDATE rollup.refresh SET refreshed_at = now()")
    now["dashboard"] = "UPDATE dashboard.health_saving SET saved_at = now()"
    for database, statement in now.items():
        with engines.owner(database).begin() as connection:
            connection.execute(text(statement))


def _digest() -> str:
    # What was written before a power cut may be there by half; waiting for the disk costs more.
    boot = BOOT.read_text() if BOOT.exists() else ""
    digest = hashlib.sha256(f"{datetime.now(TIME_ZONE).date()} {boot} {sys.version}".encode())
    for part in MADE_FROM:
        path = ROOT / part
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(ROOT)} ".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
