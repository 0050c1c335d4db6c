"""One real PostgreSQL with an invented organization, for all tests of the stack.

``make test-stack`` runs them; ``make test`` leaves them out, since it needs none of the programs.
"""

from collections.abc import Iterator

import pytest

from tests.stack.postgres import Cluster, addresses, cluster, fill
from tests.stack.processes import environment
from tests.stack.programs import free_ports
from tests.templates.copying import new_directory

MEMBERS = 2_000


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
