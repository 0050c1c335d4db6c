"""One real PostgreSQL with an invented organization, for all tests of the stack.

``make test-stack`` runs them; ``make test`` leaves them out, since it needs none of the programs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.chromium import executable
from tests.browser.conftest import FLAGS
from tests.stack.identity_provider import IdentityProvider, identity_provider
from tests.stack.postgres import Cluster, addresses, cluster, fill
from tests.stack.processes import Processes, environment, processes
from tests.stack.programs import free_ports
from tests.stack.proxies import haproxy, nginx
from tests.templates.copying import new_directory

MEMBERS = 2_000
ANONYMOUS = 2
"""Pages that one address may have open at each of several processes without signing in."""


@pytest.fixture(scope="session")
def primary() -> Iterator[Cluster]:
    """A PostgreSQL of the machine's own, filled and refreshed, with the demo's accounts."""
    directory = new_directory()
    with cluster(directory, *free_ports(1)) as made:
        fill(made, environment(directory, addresses(made)), MEMBERS)
        yield made


@pytest.fixture(scope="session")
def settings(primary: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process of Tejido over it."""
    return environment(tmp_path_factory.mktemp("tejido"), addresses(primary))


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """Headless Chromium, for a test alone: while it is there no other event loop can run."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield launched
        launched.close()


@dataclass(frozen=True)
class Proxied:
    """Processes, and the port of each proxy before them."""

    processes: Processes
    proxies: dict[str, int]


@pytest.fixture(scope="session")
def provider() -> Iterator[IdentityProvider]:
    """An identity provider, at which whoever comes is signed in."""
    with identity_provider() as one:
        yield one


@pytest.fixture(scope="session")
def proxied(
    settings: dict[str, str], provider: IdentityProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Proxied]:
    """Three processes behind nginx, by whose address the provider knows them, and HAProxy."""
    folder = tmp_path_factory.mktemp("proxied")
    free = free_ports(8)
    ports = dict(zip(free[:3], free[3:6], strict=True))
    limits = {"TEJIDO_SERVING__LIMITS__ANONYMOUS_BY_ADDRESS": str(ANONYMOUS)}
    identity = provider.settings(f"http://localhost:{free[6]}")
    with (
        processes(folder, settings | limits | identity, ports) as several,
        nginx(folder, free[6], list(ports)),
        haproxy(folder, free[7], list(ports)),
    ):
        yield Proxied(several, {"nginx": free[6], "haproxy": free[7]})
    assert "Traceback" not in several.said()
    assert "ScriptRunContext" not in several.said()
    assert "No runtime" not in several.said()
