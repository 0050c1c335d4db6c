"""Start the dashboard: check the configuration, prepare the demo if there is no data, serve."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from pkgutil import iter_modules
from threading import Thread
from typing import Annotated, Any

import typer
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util

from lib.data import engines
from lib.data.configuration import ROOT, ConfigurationError, configuration
from lib.data.contract import DATABASES

# Streamlit asks a host on the internet for this machine's address when it does not know an origin.
# No request leaves the host: it is told one that it knows already.
net_util._external_ip = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8501,
    address: Annotated[str, typer.Option(help="where to listen")] = "localhost",
    members: Annotated[int, typer.Option(help="of the invented organization")] = 40_000,
) -> None:
    """Serve the dashboard; without configured databases, with the invented organization."""
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
    """See that the configuration says where the three databases are; connects to none."""
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
    lines = [f"  {name:<12}{demo_accounts.PASSWORD}" for name, *_ in demo_accounts.DEMO]
    typer.echo(f"\nTejido is at http://localhost:{port}\n\nAccounts of the demo, with passwords:")
    typer.echo("\n".join(lines) + "\n")


def _load_pages() -> None:
    """Load what the pages draw with, so that the first viewer does not wait for it."""
    from lib.ui import parts

    for module in iter_modules(parts.__path__, f"{parts.__name__}."):
        import_module(module.name)


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[None]:
    """Refuse to start with a wrong configuration, in one line that names the key."""
    try:
        _require_connections()
        Thread(target=_load_pages, daemon=True).start()
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        os._exit(1)
    yield None


_HEADERS = {
    # Streamlit writes styles and its start into the page and Plotly compiles functions, so both are
    # allowed inline; every request for a picture, font, frame or connection stays on this host.
    b"content-security-policy": (
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:;"
        b" style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
        b" connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none';"
        b" base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}


class SecurityHeaders:
    """Middleware that sends the headers by which a browser keeps to this host."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and add the headers to its answer."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(k, v) for k, v in message["headers"] if k.lower() not in _HEADERS]
                message["headers"] = [*kept, *_HEADERS.items()]
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def on_script_error(error: Exception) -> bool:
    """Put one plain sentence where a page failed."""
    # Imported late: what draws must not be loaded before Streamlit's runtime is there.
    from lib.ui.frame import on_error

    return on_error(error)
