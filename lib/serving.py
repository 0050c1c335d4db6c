"""Start the dashboard: check the configuration, prepare the demo if there is no data, serve."""

import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread
from typing import Annotated, Any

import typer
import uvicorn
from streamlit import config, net_util
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from lib import starting
from lib.data import engines
from lib.data.configuration import ROOT, ConfigurationError, configuration
from lib.data.contract import DATABASES

# Streamlit asks a host on the internet for this machine's address when it does not know an origin.
# No request leaves the host: it is told one that it knows already.
net_util._external_ip = "127.0.0.1"

WATCH_SECONDS = 5
"""How often a database that did not answer at the start is looked at again."""


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option(help="where to listen")] = "localhost",
    members: Annotated[int, typer.Option(help="of the invented organization")] = 40_000,
) -> None:
    """Serve the dashboard; without configured databases, with the invented organization."""
    starting.check_exposure(address)
    if configuration().is_embedded:
        _prepare_demo(members, port)
    _require_connections()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")),
        *("--server.port", str(port), "--server.address", address),
    ]
    os.chdir(ROOT)
    os.execv(sys.executable, command)  # noqa: S606 - fixed program, no shell


def _require_connections() -> None:
    """See that the configuration says where the databases are; connects to none."""
    if configuration().is_public:
        engines.public_reader()
        return
    for database in DATABASES:
        engines.reader(database)


def _prepare_demo(members: int, port: int) -> None:
    # Only here: a server of configured databases needs none of this.
    from lib.access import demo_accounts
    from lib.data.migrate import migrate_all
    from lib.demo import command as demo
    from lib.demo import is_empty

    migrate_all()
    if is_empty():
        demo.demo(members=members)
    demo_accounts.create()
    publish_demo()
    lines = [f"  {name:<12}{demo_accounts.PASSWORD}" for name, *_ in demo_accounts.DEMO]
    typer.echo(f"\nTejido is at http://localhost:{port}\n\nAccounts of the demo, with passwords:")
    typer.echo("\n".join(lines) + "\n")


def publish_demo() -> None:
    """Publish the last year of the invented organization in two releases, signed with a new key."""
    from lib.publication import open_data, proposing, signing
    from lib.publication.parameters import parameters
    from lib.publication.periods import BLOCK, WEEK
    from lib.publication.release import publish

    if open_data.releases():
        return
    if not signing.key_path().exists():
        signing.make_key()
    rules = parameters()
    year = rules.periods.model_copy(update={"first_weeks": 52})
    for day in (proposing.today() - 2 * BLOCK * WEEK, proposing.today()):
        publish(proposing.propose(day, rules.model_copy(update={"periods": year})))


def _load_pages() -> None:
    """Load what the pages draw with, so that the first viewer does not wait for it."""
    from lib.ui import parts

    for module in iter_modules(parts.__path__, f"{parts.__name__}."):
        import_module(module.name)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Refuse to start with what is wrong or not safe, in one line that says what to do."""
    with _refusing():
        _require_connections()
        starting.check_exposure(str(config.get_option("server.address") or "0.0.0.0"))  # noqa: S104
        if unseen := starting.check_databases():
            Thread(target=_watch, args=(unseen,), daemon=True).start()
        Thread(target=_load_pages, daemon=True).start()
    _settle_server()
    yield None


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        os._exit(1)


def _watch(unseen: list[str]) -> None:
    """Check the databases that did not answer at the start as soon as they do."""
    with _refusing():
        while unseen:
            time.sleep(WATCH_SECONDS)
            unseen = starting.check_databases()
        starting.check_exposure(str(config.get_option("server.address") or "0.0.0.0"))  # noqa: S104


def _settle_server() -> None:
    """Settle with uvicorn what Streamlit gives no choice of.

    Answers do not say which server gives them, and only the configured proxies are believed when
    they name a client's address: by itself uvicorn believes whoever is on this machine. The server
    is known by the signals that it listens to.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if not isinstance(server, uvicorn.Server):
        return
    kept = [header for header in server.config.encoded_headers if header[0] != b"server"]
    server.config.encoded_headers = kept
    app = server.config.loaded_app
    if isinstance(app, ProxyHeadersMiddleware):
        trusted = list(configuration().access.trusted_proxies)
        server.config.loaded_app = ProxyHeadersMiddleware(app.app, trusted_hosts=trusted)


def on_script_error(error: Exception) -> bool:
    """Put one plain sentence where a page failed."""
    # Imported late: what draws must not be loaded before Streamlit's runtime is there.
    from lib.ui.frame import on_error

    return on_error(error)
