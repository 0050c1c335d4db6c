"""What a process says of itself: to this machine and to trusted proxies, and to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from lib.data import configuration, engines, layout
from lib.serving import health
from lib.serving.health import LIVE, READY, Health


@pytest.fixture(autouse=True)
def looked_anew() -> Iterator[None]:
    health._FINDING._until = 0.0
    yield
    health._FINDING._until = 0.0


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Settings of the environment, read anew."""
    configuration.configuration.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    configuration.configuration.cache_clear()


def asked(path: str, address: str) -> tuple[int, str]:
    """Status and text of what an address gets; 404 comes from what stands behind."""
    behind: ASGIApp = Starlette(
        routes=[Route("/{path:path}", lambda _: PlainTextResponse("none", 404))]
    )
    answer = TestClient(Health(behind), client=(address, 1)).get(path)
    return answer.status_code, answer.text


def test_a_process_over_databases_as_they_should_be_is_ready(databases: Path) -> None:
    assert asked(READY, "127.0.0.1") == (200, '{"ready":true}')
    assert asked(LIVE, "::1") == (200, '{"live":true}')


def test_whom_it_does_not_concern_gets_what_an_unknown_address_gets(
    databases: Path, settings: pytest.MonkeyPatch
) -> None:
    settings.setenv("TEJIDO_ACCESS__TRUSTED_PROXIES", '["10.0.0.0/24"]')
    near = [asked(path, "10.0.0.9")[0] for path in (LIVE, READY)]
    # Beyond the network, and what is no address.
    far = [asked(path, far)[0] for path in (LIVE, READY) for far in ("10.0.1.9", "8.8.8.8", "x")]
    assert (near, far) == ([200] * 2, [404] * 6)


def test_a_database_that_is_away_is_named_and_only_it(
    databases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = engines.reader
    # Nobody listens at port 1 of this machine.
    away = create_engine("postgresql+psycopg2://nobody@127.0.0.1:1/x")
    monkeypatch.setattr(engines, "reader", lambda n: away if n == "incidents" else reader(n))
    status, said = asked(READY, "127.0.0.1")
    assert status == 503
    assert said == '{"ready":false,"wrong":["incidents database: down"]}'
    # It lives all the same: what is wrong with a database no other process mends.
    assert asked(LIVE, "127.0.0.1")[0] == 200


def test_another_layout_is_named(databases: Path) -> None:
    change = text("UPDATE tejido.layout SET version = version + :by")
    with engines.owner("membership").begin() as connection:
        connection.execute(change, {"by": 1})
    try:
        found = health.wrong()
    finally:
        with engines.owner("membership").begin() as connection:
            connection.execute(change, {"by": -1})
    one = layout.LAYOUT_VERSION
    assert found == [f"membership database: layout {one + 1}, and this version has {one}"]


def test_an_old_refresh_counts_only_where_the_settings_say_so(
    clean: Path, settings: pytest.MonkeyPatch
) -> None:
    assert health.wrong() == []
    settings.setenv("TEJIDO_SERVING__REFRESH_HOURS", "26")
    configuration.configuration.cache_clear()
    assert health.wrong() == [
        "membership database: never refreshed; 26 hours are the most",
        "incidents database: never refreshed; 26 hours are the most",
    ]
