"""A streaming replica of a cluster, made by ``pg_basebackup -R`` as an administrator would."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT

from tests.stack.postgres import SETTINGS, Cluster, await_answer
from tests.stack.programs import give_away, program, ran, running, unprivileged


def backed_up(server: Cluster, directory: Path) -> None:
    """Copy a server's files into a directory, so that a standby of it can be started there."""
    give_away(directory)
    ran(
        *(program("pg_basebackup"), "-R", "-X", "stream", "-c", "fast", "-U", "postgres"),
        *("-h", "127.0.0.1", "-p", server.port, "-D", directory / "files"),
        cwd=directory,
        **unprivileged(),
    )


@contextmanager
def started(directory: Path, port: int) -> Iterator[Cluster]:
    """Run the server of files that are there, for the length of a block."""
    give_away(directory)
    files, log = directory / "files", directory / "postgresql.log"
    command = [program("postgres"), "-D", str(files), "-p", str(port), "-k", str(directory)]
    with running(
        [*command, *SETTINGS], log, port, cwd=directory, end=SIGINT, **unprivileged()
    ) as process:
        server = Cluster(files, port, process, log)
        await_answer(server.url("postgres"))
        yield server


def kill(server: Cluster) -> None:
    """End a server at once, as a machine's end would: nobody is told."""
    server.process.send_signal(3)  # SIGQUIT: its processes end, too
    server.process.wait(60)


def promote(server: Cluster) -> None:
    """Make a standby the primary."""
    command = (program("pg_ctl"), "promote", "-w", "-D", server.directory)
    ran(*command, cwd=server.directory, **unprivileged())
