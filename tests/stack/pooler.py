"""The real PgBouncer, in transaction mode, before a cluster."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.stack.postgres import Cluster
from tests.stack.programs import give_away, program, running, unprivileged

SETTINGS = """\
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {users}
admin_users = postgres
pool_mode = {mode}
default_pool_size = {size}
max_client_conn = 200
server_login_retry = 1
query_wait_timeout = 5
"""
USERS = ("postgres", "tejido_reader", "tejido_public_reader", "tejido_publisher", "organizer")


@dataclass(frozen=True, slots=True)
class Pooler:
    """A PgBouncer that runs."""

    port: int
    process: "subprocess.Popen[bytes]"
    log: Path


@contextmanager
def pooler(
    directory: Path, server: Cluster, port: int, *, mode: str = "transaction", size: int = 3
) -> Iterator[Pooler]:
    """Run one for the length of a block.

    :param size: servers that it opens for each pair of database and user: fewer than clients, so
        that they have to share them.
    """
    give_away(directory)
    users, file = directory / "users.txt", directory / "pgbouncer.ini"
    users.write_text("".join(f'"{user}" ""\n' for user in USERS), encoding="utf-8")
    file.write_text(
        SETTINGS.format(server=server.port, port=port, users=users, mode=mode, size=size),
        encoding="utf-8",
    )
    for each in (users, file):
        os.chmod(each, 0o644)
    log = directory / "pgbouncer.log"
    command = [program("pgbouncer"), str(file)]
    with running(command, log, port, cwd=directory, **unprivileged()) as process:
        yield Pooler(port, process, log)
