"""The life of a server: what is checked before it answers and while it does, and what it tells."""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from pkgutil import walk_packages
from threading import Event, Thread

import uvicorn
from streamlit import config, net_util
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from lib.access import audit_queue, tidying
from lib.data.configuration import ConfigurationError, configuration
from lib.serving import metrics, starting
from lib.serving.below import check_prefix
from lib.serving.bunches import send_in_bunches
from lib.serving.components import first_files
from lib.serving.connections import bound, raise_file_limit
from lib.serving.static_files import PACKING
from lib.serving.turns import run_in_turn
from lib.serving.widget_values import take_nonsense_as_none

# Streamlit asks a host on the internet for this machine's address when it does not know an origin.
# No request leaves the host: it is told one that it knows already.
net_util._external_ip = "127.0.0.1"

log = logging.getLogger("tejido")

WATCH_SECONDS = 5
"""How often a database that did not answer at the start is looked at again."""

GARBAGE = (2_000, 50, 100)
"""After how many new objects Python looks for rings among the young, and after how many such looks
among the middling and among all. By itself it looks at all every few hundred pages, and with some
hundred sessions that is a second in which nobody's page goes on. Most of the young are rings that
runs have left: of more at a time the look takes long as well."""


def _load_pages() -> None:
    """Load what the pages draw with, so that the first viewer does not wait for it."""
    from lib import topics
    from lib.serving.elements import shorten
    from lib.serving.shortcuts import take_shortcuts

    take_shortcuts()
    shorten()
    for module in walk_packages(topics.__path__, f"{topics.__name__}."):
        import_module(module.name)
    # What is loaded stays: it need not be looked at.
    gc.freeze()


def _make_ahead(ends: Event) -> None:
    """Make what pages showed lately again after a refresh, before anyone asks for it."""
    # Imported late, as what pages draw with.
    from lib.reads import ahead

    ahead.watch(ends)


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Refuse to start with what is wrong or not safe, in one line that says what to do."""
    with _refusing():
        check_prefix()
        raise_file_limit()
        starting.check_connections()
        starting.check_exposure(str(config.get_option("server.address") or "0.0.0.0"))  # noqa: S104
        if unseen := starting.check_databases():
            Thread(target=_watch, args=(unseen,), daemon=True).start()
        metrics.begin()
        Thread(target=_load_pages, daemon=True).start()
    PACKING.keep_also_in(configuration().data_directory / "packed")
    PACKING.begin(first_files())
    if not configuration().is_public:
        tidying.begin()
    _settle_server()
    take_nonsense_as_none()
    send_in_bunches()
    run_in_turn()
    gc.set_threshold(*GARBAGE)
    ends = Event()
    Thread(target=_make_ahead, args=(ends,), daemon=True).start()
    yield None
    ends.set()
    audit_queue.finish()


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except ConfigurationError as error:
        sys.stderr.write(f"{error}\n")
        os._exit(1)
    except Exception:
        log.exception("what must hold could not be checked, so the server ends")
        os._exit(1)


def _watch(unseen: list[str]) -> None:
    """Check the databases that did not answer at the start as soon as they do.

    The server ends where they are not safe, and where they can't be judged for a reason that no
    waiting mends: were this thread to end alone, it would go on to serve what nobody looked at.
    """
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
    headers = server.config.encoded_headers
    server.config.encoded_headers = [each for each in headers if each[0] != b"server"]
    app = server.config.loaded_app
    if isinstance(app, ProxyHeadersMiddleware):
        trusted = list(configuration().access.trusted_proxies)
        server.config.loaded_app = ProxyHeadersMiddleware(app.app, trusted_hosts=trusted)
    bound(server)


def on_script_error(error: Exception) -> bool:
    """Put one plain sentence where a page failed."""
    # Imported late: what draws must not be loaded before Streamlit's runtime is there.
    from lib.ui.frame import on_error

    return on_error(error)
