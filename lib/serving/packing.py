"""Files packed once, in a thread of their own, and kept by the hash of what is packed.

A packed file is named by what it must unpack to, and is unpacked once before it is sent: half of
one, or one that somebody else put there, counts as none. It is kept in the first of several folders
that can be written. Of processes that share a folder one packs, and the others wait for what it
keeps. Where nothing can be kept, what was packed is held in memory until the process ends.
"""

import contextlib
import fcntl
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import PriorityQueue
from threading import Lock, Thread

from lib.data.write_once import write_once
from lib.serving.codings import CODINGS, NotPackedError, packed, unpacked

log = logging.getLogger("tejido")

_FIRST = 0
_TURNS = {"gzip": 1, "br": 2, "zstd": 3}
"""All files are packed in what takes least time, before any is in what takes most."""
READABLE = 0o644
"""Whoever set the files up may be another than who serves them, and there is no secret in them."""

Signature = tuple[int, int, int]


def signature(status: os.stat_result) -> Signature:
    """By which a file is seen to be another than it was."""
    return status.st_mtime_ns, status.st_size, status.st_ino


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was when it was read.

    :ivar sha256: of its content.
    :ivar forms: a coding → its content, packed; more of them come while they are made.
    """

    path: Path
    signature: Signature
    sha256: str
    forms: dict[str, bytes] = field(default_factory=dict)


class Packing:
    """What is packed of some files.

    :ivar directories: where packed files are kept: in the first of these that can be written.
    """

    def __init__(self, *directories: Path, read: Callable[[Path], bytes] = Path.read_bytes) -> None:
        """:param read: a file as it is to be sent."""
        self.directories = list(directories)
        self._read = read
        self._sources: dict[Path, Source] = {}
        self._wanted: PriorityQueue[tuple[int, int, Callable[[], object]]] = PriorityQueue()
        self._asked, self._lock = 0, Lock()
        self._worker: Thread | None = None
        self._has_said = False

    def known(self, path: Path, status: os.stat_result) -> Source | None:
        """A file that was opened, if it is as it was then."""
        source = self._sources.get(path)
        return source if source and source.signature == signature(status) else None

    def open(self, path: Path) -> Source:
        """Read a file and what is kept of it; what lacks is asked for. Takes its time.

        :raises OSError: if the file can't be read.
        """
        status = path.stat()
        known = self.known(path, status)
        if known is not None:
            return known
        content = self._read(path)
        source = Source(path, signature(status), hashlib.sha256(content).hexdigest())
        for coding in CODINGS:
            self._find(source, coding)
        self._sources[path] = source
        for coding, turn in _TURNS.items():
            if coding not in source.forms:
                self._ask(turn, partial(self._make, source, coding))
        return source

    def pack(self, path: Path) -> Source:
        """A file with all its packed forms, made here and now where they lack.

        :raises OSError: if the file can't be read.
        """
        source = self.open(path)
        for coding in _TURNS:
            self._make(source, coding)
        return source

    def keep_also_in(self, directory: Path) -> None:
        """Look in one more folder, and keep there what can't be kept in those before it."""
        if directory not in self.directories:
            self.directories.append(directory)

    def begin(self, paths: list[Path]) -> None:
        """Pack files in the background, and after them those that were opened besides.

        Others go on meanwhile: what packs holds no lock of Python's. Were the thread given less of
        the machine, it would have little and yet hold up whoever waits for what it holds.
        """
        for path in paths:
            self._ask(_FIRST, partial(self.open, path))
        with self._lock:
            if self._worker is None:
                self._worker = Thread(target=self._work, daemon=True)
                self._worker.start()

    def finish(self) -> None:
        """Wait until all that was asked for is made, or can't be."""
        self._wanted.join()

    def _ask(self, turn: int, task: Callable[[], object]) -> None:
        with self._lock:
            self._asked += 1
            self._wanted.put((turn, self._asked, task))

    def _work(self) -> None:
        while True:
            *_turn, task = self._wanted.get()
            try:
                task()
            except OSError as error:
                log.warning("a file can't be packed, and is sent as it is: %s", error)
            finally:
                self._wanted.task_done()

    def _make(self, source: Source, coding: str) -> None:
        """Pack a file, unless somebody else did meanwhile."""
        if coding in source.forms or self._find(source, coding):
            return
        content = self._read(source.path)
        if hashlib.sha256(content).hexdigest() != source.sha256:
            return
        with self._alone():
            if self._find(source, coding):
                return
            form = packed(content, coding)
            self._keep(source, coding, form)
            source.forms[coding] = form

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other process packs for the first folder that is there or can be made, if any.

        What is locked is the open folder: no file is left, and whoever is killed holds it no more.
        """
        with contextlib.ExitStack() as held:
            for directory in self.directories:
                with contextlib.suppress(OSError):
                    directory.mkdir(parents=True, exist_ok=True)
                    folder = os.open(directory, os.O_RDONLY)
                    held.callback(os.close, folder)
                    fcntl.flock(folder, fcntl.LOCK_EX)
                    break
            yield

    def _find(self, source: Source, coding: str) -> bool:
        """Take up what is kept, if it is what it should be."""
        return any(self._take(kept, source, coding) for kept in self._files(source, coding))

    def _take(self, kept: Path, source: Source, coding: str) -> bool:
        try:
            form = kept.read_bytes()
            if hashlib.sha256(unpacked(form, coding)).hexdigest() == source.sha256:
                source.forms[coding] = form
                return True
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (OSError, NotPackedError):
            pass
        log.warning("%s is not what it should be, and is made anew", kept)
        with contextlib.suppress(OSError):
            kept.unlink()
        return False

    def _keep(self, source: Source, coding: str, form: bytes) -> None:
        problems = []
        for kept in self._files(source, coding):
            try:
                write_once(kept, form, mode=READABLE)
            except OSError as error:
                # Another process may have been quicker.
                if not kept.exists():
                    problems.append(f"{kept.parent} ({error.strerror})")
                    continue
            return
        if not self._has_said:
            self._has_said = True
            log.warning(
                "packed files can't be kept in %s, so each start packs them again",
                " or ".join(problems),
            )

    def _files(self, source: Source, coding: str) -> list[Path]:
        return [directory / f"{source.sha256}.{coding}" for directory in self.directories]
