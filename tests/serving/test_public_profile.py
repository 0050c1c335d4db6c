"""A public-only server: it starts with one address, and there is nothing else to find on it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from lib.data import configuration as module
from lib.data import engines, server
from lib.data.configuration import Configuration, ConfigurationError, configuration
from lib.data.role_names import USUAL
from lib.pages import PAGES
from lib.publication.proposing import propose
from lib.publication.release import publish
from lib.serving import starting
from lib.serving.sign_in import ROUTES, STYLE
from tests.data.rows import Rows
from tests.publication.conftest import TODAY, key, made, organization

pytestmark = pytest.mark.slow

__all__ = ["key", "made", "organization"]

ROOT = Path(__file__).parents[2]
SECRET = "x" * 40
ELSEWHERE = "postgresql://someone@db.example.org/x"
THREE = [f"CONNECTIONS__{name}__URL" for name in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD")]


def public_url() -> str:
    url = server.start(configuration().data_directory)
    return url.set(database="dashboard", username=USUAL.public_reader).render_as_string(
        hide_password=False
    )


def only(url: str) -> dict[str, str]:
    """The environment of a public server: nothing but its profile and the address."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TEJIDO_")}
    return kept | {"TEJIDO_PROFILE": "public", "TEJIDO_PUBLIC_READER__URL": url}


@pytest.fixture
def in_profile(clean: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    def configure(**settings: str) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"TEJIDO_{name}", value)
        engines.forget()

    yield configure
    monkeypatch.undo()
    engines.forget()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "public_reader.url: is missing"),
        ({"PUBLIC_READER__URL": "mysql://host/x"}, "public_reader.url"),
        (
            {"PUBLIC_READER__URL": ELSEWHERE} | dict.fromkeys(THREE, ELSEWHERE),
            "connections: must not be there",
        ),
        (
            {"PUBLIC_READER__URL": ELSEWHERE}
            | {name.replace("CONNECTIONS", "OWNERS"): ELSEWHERE for name in THREE},
            "owners: must not be there",
        ),
        (
            {"PUBLIC_READER__URL": ELSEWHERE}
            | {name.replace("CONNECTIONS", "PUBLISHERS"): ELSEWHERE for name in THREE},
            "publishers: must not be there",
        ),
        (
            {"PUBLIC_READER__URL": ELSEWHERE, "ACCESS__KEY": SECRET},
            "access.key: must not be there",
        ),
        (
            {"PUBLIC_READER__URL": ELSEWHERE, "PUBLICATION__SIGNING_KEY": "/x"},
            "publication.signing_key: must not be there",
        ),
    ],
)
def test_other_credentials_are_refused(
    in_profile: Callable[..., None], settings: dict[str, str], says: str
) -> None:
    in_profile(PROFILE="public", **settings)
    with pytest.raises(ConfigurationError, match=f"^configuration: {re.escape(says)}"):
        configuration()


def test_no_other_engine_can_be_made(in_profile: Callable[..., None]) -> None:
    in_profile(PROFILE="public", PUBLIC_READER__URL=public_url())
    assert not configuration().is_embedded
    for make in (engines.reader, engines.owner, engines.publisher):
        for database in ("membership", "incidents", "dashboard"):
            with pytest.raises(ConfigurationError, match="profile: is public"):
                make(database)
    with engines.public_reader().connect() as connection:
        assert connection.scalar(text("SELECT current_user")) == USUAL.public_reader


def test_every_credential_that_there_can_be_is_thought_of() -> None:
    # A new section must be told apart here: it holds credentials, or it doesn't.
    open_to_all = {
        "profile", "public_reader", "organization", "access", "serving", "audit", "publication",
        "data_directory", "databases", "digest",
    }  # fmt: skip
    assert set(Configuration.model_fields) == open_to_all | set(module._PRIVATE)


def test_a_role_that_reads_more_is_refused(in_profile: Callable[..., None]) -> None:
    in_profile(PROFILE="public", PUBLIC_READER__URL=public_url())
    assert starting.check_databases() == []
    more = public_url().replace(USUAL.public_reader, USUAL.reader)
    in_profile(PUBLIC_READER__URL=more)
    with pytest.raises(ConfigurationError, match=r"may read dashboard\.account"):
        starting.check_databases()


def test_a_database_that_does_not_answer_is_looked_at_again(
    in_profile: Callable[..., None],
) -> None:
    in_profile(PROFILE="public", PUBLIC_READER__URL="postgresql://reader@127.0.0.1:1/x")
    assert starting.check_databases() == ["dashboard"]


NAVIGATION = ROOT / "pages" / "public_navigation.py"


def _page() -> AppTest:
    st.cache_data.clear()
    page = AppTest.from_file(NAVIGATION, default_timeout=60).run()
    return page.switch_page("public/metrics.py").run()


def test_the_page_is_drawn_with_nothing_else_to_read(
    organization: Rows, key: str, in_profile: Callable[..., None]
) -> None:
    publish(propose(TODAY), now=datetime(2024, 6, 3, tzinfo=UTC))
    in_profile(PROFILE="public", PUBLIC_READER__URL=public_url())
    page = _page()
    assert not page.exception
    assert not page.error
    assert page.title[0].value == "Public metrics"
    assert "Release 1, published Jun 3, 2024" in str(page.get("html")[1].proto.body)
    assert len(page.sidebar) == 0
    # The fixtures clean up as the owner.
    in_profile(PROFILE="full")


def test_the_page_says_that_its_database_does_not_answer(
    in_profile: Callable[..., None],
) -> None:
    in_profile(PROFILE="public", PUBLIC_READER__URL="postgresql://reader@127.0.0.1:1/x")
    page = _page()
    assert not page.exception
    assert [w.value for w in page.warning] == [
        "The numbers can't be read right now. Try again in a moment."
    ]


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _status(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.fixture
def public_server(organization: Rows, key: str) -> Iterator[str]:
    """A running public server, of an organization that published once."""
    publish(propose(TODAY), now=datetime(2024, 6, 3, tzinfo=UTC))
    port = _free_port()
    command = ["streamlit", "run", "dashboard.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=only(public_url()),
        stdout=subprocess.DEVNULL,
    )
    base = f"http://localhost:{port}"
    try:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            assert process.poll() is None, "the server stopped at its start"
            try:
                if _status(f"{base}/_stcore/health")[0] == 200:
                    break
            except OSError:
                time.sleep(0.5)
        yield base
    finally:
        process.terminate()
        process.wait(30)


PRIVATE = [
    *(f"/{page.path}" for page in PAGES if page.path not in ("metrics", "home")),
    *(str(route.path).replace("{token}", "abc") for route in ROUTES if route is not STYLE),
    "/download/abc",
    "/media/abc.csv",
    "/home",
    "/_stcore/metrics",
    "/_stcore/upload_file/a/b",
    "/component/x",
    "/oauth2callback",
    "/auth/login",
]


def test_a_public_server_has_what_is_public_and_nothing_else(public_server: str) -> None:
    for path in (
        "/",
        "/metrics",
        "/open-data/releases/",
        "/open-data/releases/1/tejido.csv",
        "/sign-in/style.css",
    ):
        assert _status(public_server + path)[0] == 200, path
    found = {path: _status(public_server + path)[0] for path in PRIVATE}
    assert found == dict.fromkeys(PRIVATE, 404)
