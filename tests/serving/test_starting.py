"""What keeps the dashboard from starting, and that each sentence says what to do."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from lib.access import accounts
from lib.data import engines
from lib.data.configuration import ConfigurationError, configuration
from lib.serving import command as serving
from lib.serving import starting
from tests.data.rows import Rows

ALL = {
    "SERVING__HOSTS": '["tejido.example.org"]',
    "SERVING__TLS_TERMINATED": "true",
    "ACCESS__KEY": "0123456789abcdef" * 2,  # 32 characters, the fewest
    "ACCESS__TRUSTED_PROXIES": '["127.0.0.1"]',
}

Configure = Callable[[dict[str, str]], None]


@pytest.fixture
def configure(rows: Rows, monkeypatch: pytest.MonkeyPatch) -> Iterator[Configure]:
    """Configure by the environment, over the embedded databases."""

    def set_all(settings: dict[str, str]) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"TEJIDO_{name}", value)
        configuration.cache_clear()

    configuration.cache_clear()
    yield set_all
    monkeypatch.undo()
    engines.forget()


@pytest.mark.parametrize("address", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_a_machine_of_ones_own_needs_nothing(configure: Configure, address: str) -> None:
    starting.check_exposure(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5", "tejido.example.org", ""])
def test_any_other_address_is_exposed(configure: Configure, address: str) -> None:
    with pytest.raises(ConfigurationError, match="serving.hosts: is empty"):
        starting.check_exposure(address)


@pytest.mark.parametrize("address", ["localhost", "0.0.0.0"])
@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ("SERVING__TLS_TERMINATED", "serving.tls_terminated: is not set; put a proxy"),
        ("ACCESS__KEY", "access.key: is missing; give it 32"),
        ("ACCESS__TRUSTED_PROXIES", "access.trusted_proxies: is empty.*name the address that"),
    ],
)
def test_each_thing_that_lacks_is_named(
    configure: Configure, address: str, lacking: str, says: str
) -> None:
    # Named hosts mean a proxy before it, so listening on localhost alone makes no difference.
    configure({name: value for name, value in ALL.items() if name != lacking})
    with pytest.raises(ConfigurationError, match=says) as refused:
        starting.check_exposure(address)
    assert "\n" not in str(refused.value)


def test_with_everything_declared_it_starts(configure: Configure) -> None:
    configure(ALL)
    starting.check_exposure("0.0.0.0")


def test_a_short_key_is_no_key(configure: Configure) -> None:
    configure(ALL | {"ACCESS__KEY": "x" * 31})
    with pytest.raises(ConfigurationError, match="access.key"):
        starting.check_exposure("0.0.0.0")


def test_the_public_alone_need_neither_key_nor_proxy(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody signs in there.
    configure({name: ALL[name] for name in ("SERVING__HOSTS", "SERVING__TLS_TERMINATED")})
    configure({"PROFILE": "public", "PUBLIC_READER__URL": "postgresql://reader@127.0.0.1:1/x"})
    starting.check_exposure("0.0.0.0")


@pytest.mark.parametrize("proxies", ['["*"]', '["proxy.example.org"]', '["10.0.0.7/8"]', '[""]'])
def test_who_is_believed_is_named_by_address(configure: Configure, proxies: str) -> None:
    # uvicorn would believe everyone for "*", and nobody for a name.
    configure(ALL | {"ACCESS__TRUSTED_PROXIES": proxies})
    with pytest.raises(ConfigurationError, match=r"access\.trusted_proxies"):
        starting.check_exposure("0.0.0.0")


@pytest.mark.parametrize("proxies", ['["10.0.0.0/8"]', '["10.0.0.7", "::1"]'])
def test_a_network_of_proxies_will_do(configure: Configure, proxies: str) -> None:
    configure(ALL | {"ACCESS__TRUSTED_PROXIES": proxies})
    starting.check_exposure("0.0.0.0")


def test_accounts_of_the_demo_stay_on_this_machine(configure: Configure) -> None:
    configure(ALL)
    accounts.add("anahi", "seis tortugas de barro", "partner")
    starting.check_exposure("0.0.0.0")
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("UPDATE dashboard.account SET is_demo = true"))
    with pytest.raises(ConfigurationError, match="anahi have the demo's password"):
        starting.check_exposure("0.0.0.0")


def test_nothing_is_invented_where_others_can_reach_it(
    configure: Configure, tmp_path: Path
) -> None:
    configure(ALL | {"DATA_DIRECTORY": str(tmp_path)})
    with pytest.raises(ConfigurationError, match="connections: are missing") as refused:
        starting.check_no_demo_is_asked_for("localhost")
    assert "\n" not in str(refused.value)
    # Before anything is made.
    assert list(tmp_path.iterdir()) == []


def test_an_organizations_own_records_are_served_without_a_demo(
    configure: Configure, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With hosts named, no account of the demo is made only to be refused."""
    configure(ALL)
    served: list[str] = []
    monkeypatch.setattr(os, "execv", lambda program, _arguments: served.append(program))
    monkeypatch.setattr(os, "chdir", lambda _path: None)
    serving.serve()
    assert served == [sys.executable]
    assert accounts.all_accounts() == []


def test_databases_as_migrated_will_do(configure: Configure) -> None:
    assert starting.check_databases() == []


def test_a_database_that_shows_too_much_is_refused_with_what_mends_it(configure: Configure) -> None:
    with engines.owner("membership").begin() as connection:
        connection.execute(text("GRANT SELECT ON source.member TO tejido_reader"))
    try:
        with pytest.raises(
            ConfigurationError, match=r"source\.member.*REVOKE ALL ON source.member"
        ):
            starting.check_databases()
    finally:
        with engines.owner("membership").begin() as connection:
            connection.execute(text("REVOKE ALL ON source.member FROM tejido_reader"))


def test_a_database_that_does_not_answer_is_looked_at_again(configure: Configure) -> None:
    down = "postgresql://reader@127.0.0.1:1/x"
    configure({f"CONNECTIONS__{d}__URL": down for d in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD")})
    engines.forget()
    assert starting.check_databases() == ["membership", "incidents", "dashboard"]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["serve", "refresh", "audit"])
def test_a_command_loads_nothing_that_reads_frames(command: str) -> None:
    """They take as long to load as everything else together, before anything is said."""
    heavy = "{'pandas', 'scipy', 'statsmodels', 'streamlit'} & set(sys.modules)"
    asked = f"CliRunner().invoke(app, ['{command}', '--help']).exit_code"
    program = (
        "import sys; from typer.testing import CliRunner; from lib.__main__ import app;"
        f" print({asked}, {heavy})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "0 set()"


@pytest.mark.parametrize(("said", "threads"), [({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")])
def test_a_process_has_one_thread_for_small_matrices_unless_told_otherwise(
    said: dict[str, str], threads: str
) -> None:
    usual = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    program = "import lib, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=usual | said,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == threads


@pytest.mark.slow
def test_it_is_said_before_streamlit_loads_what_counts_the_threads() -> None:
    program = "import sys, streamlit.web.bootstrap; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
