"""Addresses of several servers: in both forms, and of the primary where something is written."""

import pytest
from sqlalchemy import create_engine

from lib.data import engines
from lib.data.addresses import of_the_primary, parsed
from lib.data.configuration import ConfigurationError

OF_LIBPQ = "postgresql://u:p@a:5432,b:5433/membership?target_session_attrs=prefer-standby"
OF_SQLALCHEMY = (
    "postgresql://u:p@/membership?host=a:5432&host=b:5433&target_session_attrs=prefer-standby"
)


@pytest.mark.parametrize("address", [OF_LIBPQ, OF_SQLALCHEMY])
def test_several_servers_are_handed_to_libpq_in_their_order(address: str) -> None:
    url = parsed(address)
    _, given = create_engine(url).dialect.create_connect_args(url)
    assert given == {
        "host": "a,b",
        "port": "5432,5433",
        "dbname": "membership",
        "user": "u",
        "password": "p",
        "target_session_attrs": "prefer-standby",
    }
    # As the configuration keeps it.
    assert parsed(url.render_as_string(hide_password=False)) == url


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("postgresql://u@a,b/dashboard", "primary"),
        ("postgresql://u@/dashboard?host=a&host=b", "primary"),
        ("postgresql://u@/dashboard?host=a,b", "primary"),
        # The app's role reads only unless told otherwise, so no session of it is read-write.
        ("postgresql://u@a,b/dashboard?target_session_attrs=read-write", "primary"),
        # Of one server there is nothing to choose.
        ("postgresql://u@a/dashboard", None),
        ("postgresql://u@/dashboard?host=/run/postgresql", None),
    ],
)
def test_what_is_written_finds_the_primary(address: str, kind: str | None) -> None:
    assert of_the_primary(parsed(address)).query.get("target_session_attrs") == kind


@pytest.mark.parametrize("kind", ["standby", "prefer-standby", "read-only", "any"])
def test_what_is_written_may_not_ask_for_a_replica(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for database in ("membership", "incidents", "dashboard"):
        address = f"postgresql://u@a,b/{database}?target_session_attrs={kind}"
        monkeypatch.setenv(f"TEJIDO_CONNECTIONS__{database.upper()}__URL", address)
    engines.forget()
    try:
        assert engines.reader("membership").url.query["target_session_attrs"] == kind
        with pytest.raises(ConfigurationError, match=r"connections\.dashboard\.url: asks for"):
            engines.reader("dashboard")
    finally:
        monkeypatch.undo()
        engines.forget()


def test_what_is_no_address_of_several_servers_is_refused() -> None:
    with pytest.raises(ValueError, match="must be a PostgreSQL URL"):
        parsed("mysql://a:1,b:2/x")
