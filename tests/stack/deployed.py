"""What deploy/compose.yaml runs, on this machine's own programs: its scripts, settings and secrets.

Two processes behind nginx; a pooler before the primary and another before its replica, each asked
for passwords. Only addresses and ports are others than in the containers.
"""

import os
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import psutil  # type: ignore[import-untyped]

from deploy.containers.new_secrets import make
from tests.stack.postgres import SETTINGS, await_answer
from tests.stack.processes import ROOT, Processes, environment
from tests.stack.programs import free_ports, give_away, program, ran, running, unprivileged
from tests.stack.proxies import nginx
from tests.templates.copying import new_directory

CONTAINERS = ROOT / "deploy" / "containers"
MEMBERS = 2_000
COMMANDS = (
    ("-m", "lib", "migrate", "--no-places"),
    ("-m", "lib", "demo", "--members", str(MEMBERS)),
    ("-m", "lib", "refresh"),
    ("-m", "lib", "audit", "verify"),
    ("-m", "lib", "doctor"),
    ("-c", "from lib.access import demo_accounts; demo_accounts.create()"),
)
PARTS = ("primary", "replica", "pooler-primary", "pooler-replica", "nginx")


def _path() -> str:
    """Where the scripts find their programs."""
    folders = [Path(program(name)).parent for name in ("postgres", "pgbouncer")]
    return os.pathsep.join([*map(str, folders), os.environ["PATH"]])


@dataclass
class Deployment:
    """All parts, each of which can be stopped and started again.

    :ivar folder: of settings, secrets and logs; readable by the user that PostgreSQL runs as.
    :ivar ports: where each part listens.
    """

    folder: Path
    ports: dict[str, int]
    app_ports: dict[int, int]
    _stack: ExitStack = field(default_factory=ExitStack)
    _running: dict[str, "Popen[bytes]"] = field(default_factory=dict)
    processes: Processes = field(init=False)

    @property
    def secrets(self) -> Path:
        """Where ``new_secrets`` put what it made."""
        return self.folder / "secrets"

    def script_environment(self, **more: object) -> dict[str, str]:
        """What a script of the containers is told, and where its programs are."""
        told = {"SECRETS": self.secrets, "PATH": _path(), "HOME": self.folder, **more}
        return {name: str(value) for name, value in told.items()}

    def files(self, name: str) -> Path:
        """A server's data directory."""
        return self.folder / name / "files"

    def start(self, name: str) -> None:
        """Start a part, and wait until it answers."""
        log = self.folder / f"{name}.log"
        if name == "nginx":
            begun = nginx(self.folder, self.ports[name], list(self.app_ports))
            self._running[name] = self._stack.enter_context(begun)
            return
        make_command = self._server if name in ("primary", "replica") else self._pooler
        command, told = make_command(name)
        begun_one: AbstractContextManager[Popen[bytes]] = running(
            command, log, self.ports[name], env=told, cwd=self.folder / name, **unprivileged()
        )
        self._running[name] = self._stack.enter_context(begun_one)
        if name in ("primary", "replica"):
            await_answer(self.address(name, "postgres", "postgres"))

    def kill(self, name: str) -> None:
        """End a part at once, as its machine's end would: nobody is told."""
        process = self._running[name]
        # nginx and PostgreSQL work in children, which would go on.
        for one in (process, *psutil.Process(process.pid).children(recursive=True)):
            one.kill()
        process.wait(60)

    def runs(self, name: str) -> bool:
        """Whether a part runs."""
        return self._running[name].poll() is None

    def promote(self, name: str) -> None:
        """Make a standby the primary."""
        command = (program("pg_ctl"), "promote", "-w", "-D", self.files(name))
        ran(*command, cwd=self.folder, **unprivileged())

    def address(self, part: str, database: str, role: str) -> str:
        """Of a database, for a role, with its password."""
        password = (self.secrets / role).read_text(encoding="utf-8")
        return f"postgresql://{role}:{password}@127.0.0.1:{self.ports[part]}/{database}"

    def _server(self, name: str) -> tuple[list[str], dict[str, str]]:
        own = ["-p", str(self.ports[name]), "-k", str(self.folder / name), *SETTINGS]
        told = self.script_environment(
            PGDATA=self.files(name), PRIMARY="127.0.0.1", PRIMARY_PORT=self.ports["primary"]
        )
        if name == "replica":
            return ["sh", str(CONTAINERS / "replica"), *own], told
        return [program("postgres"), "-D", str(self.files(name)), *own], told

    def _pooler(self, name: str) -> tuple[list[str], dict[str, str]]:
        folder, port = self.folder / name, self.ports[name]
        settings = (CONTAINERS / "pgbouncer.ini").read_text(encoding="utf-8")
        for example, ours in (("= 6432", f"= {port}"), ("= *", "= 127.0.0.1")):
            assert settings.count(example) == 1
            settings = settings.replace(example, ours)
        (folder / "pgbouncer.ini").write_text(settings.replace("/tmp/", f"{folder}/"), "utf-8")
        (folder / "pgbouncer.ini").chmod(0o644)
        server = name.removeprefix("pooler-")
        told = self.script_environment(
            SERVER="127.0.0.1",
            SERVER_PORT=self.ports[server],
            SETTINGS=folder,
            PGBOUNCER_INI=folder / "pgbouncer.ini",
        )
        return ["sh", str(CONTAINERS / "pooler")], told

    def lay_out_primary(self) -> None:
        """Make an empty server, and let the script make what it does."""
        files, as_user = self.files("primary"), unprivileged()
        made_by = (program("initdb"), "-D", files, "-U", "postgres", "-E", "UTF8")
        asked = ("--auth-host=scram-sha-256", "--auth-local=trust")
        password = f"--pwfile={self.secrets / 'postgres'}"
        ran(*made_by, *asked, password, cwd=self.folder, **as_user)
        self.start("primary")
        told = self.script_environment(
            PGDATA=files, PGHOST=self.folder / "primary", PGPORT=self.ports["primary"]
        )
        ran("sh", CONTAINERS / "primary", env=told, cwd=self.folder, **as_user)
        reload = (program("pg_ctl"), "reload", "-D", files)
        ran(*reload, cwd=self.folder, **as_user)

    def settings(self) -> dict[str, str]:
        """What the two files of settings say, with this machine's addresses, as an environment."""
        values = {
            # The files name a proxy that speaks TLS; the one here doesn't, and is on this machine.
            "TEJIDO_SERVING__LIMITS__WEBSOCKETS_A_SECOND": "1000",
        }
        for name in ("secrets.toml", "owner.toml"):
            sections = tomllib.loads((self.secrets / name).read_text(encoding="utf-8"))
            for section, inner in sections.items():
                for key, value in inner.items():
                    if isinstance(value, dict):
                        values[f"TEJIDO_{section}__{key}__URL".upper()] = self._here(value["url"])
                    elif key == "url":
                        values[f"TEJIDO_{section}__URL".upper()] = self._here(value)
                    elif key == "key":
                        values["TEJIDO_ACCESS__KEY"] = value
        return values

    def _here(self, url: str) -> str:
        def moved(match: re.Match[str]) -> str:
            return f"127.0.0.1:{self.ports[match[1]]}"

        return re.sub(r"((?:pooler-)?(?:primary|replica)):\d+", moved, url)

    def begin(self) -> None:
        """Start everything and fill it, in the order of the compose file."""
        self.lay_out_primary()
        for name in ("replica", "pooler-primary", "pooler-replica"):
            self.start(name)
        data = self.folder / "tejido"
        data.mkdir()
        told = environment(data, self.settings())
        for command in COMMANDS:
            ran(sys.executable, *command, cwd=ROOT, env=told)
        self.processes = Processes(self.folder, told, self.app_ports)
        self._stack.enter_context(self.processes._stack)
        for port in self.app_ports:
            self.processes.start(port)
        self.start("nginx")


@contextmanager
def deployment() -> Iterator[Deployment]:
    """Run all of it for the length of a block."""
    folder = new_directory()
    folder.chmod(0o755)
    for name in PARTS:
        (folder / name).mkdir()
        give_away(folder / name)
    # Each container gets its secrets as files that it can read; here one user reads all.
    made = folder / "secrets"
    make(made, "localhost")
    made.chmod(0o755)
    free = free_ports(len(PARTS) + 4)
    apps = dict(zip(free[:2], free[2:4], strict=True))
    with ExitStack() as stack:
        yielded = Deployment(folder, dict(zip(PARTS, free[4:], strict=True)), apps, stack)
        yielded.begin()
        yield yielded
