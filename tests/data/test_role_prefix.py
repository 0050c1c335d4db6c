"""Two organizations on one server: neither reads, becomes or is given anything of the other."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from lib.data import engines, role_names
from lib.data.configuration import Configuration
from lib.data.contract import DATABASES
from lib.data.doctor import examine, unsafe
from lib.data.errors import Reason, Unavailable
from lib.data.layout import NotOurs
from lib.data.migrate import migrate
from lib.data.pools import LONGEST_PREFIX, Databases, checked_prefix
from lib.data.refresh import refresh
from lib.data.role_names import USUAL, RoleNames
from tests.data.conftest import alter, connect

PREFIXES = ("north", "south")
LAID_OUT = {
    "north": ("membership", "dashboard"),
    "south": ("dashboard",),
    # Who kept the usual names.
    "tejido": ("membership", "dashboard"),
}
"""Which of its three databases each organization has here: no more than is looked at."""
READ_WRITE = "SET transaction_read_only = off; "
"""That a role reads only of itself is no wall here."""


@contextmanager
def as_organization(server: URL, prefix: str, *, databases: str | None = None) -> Iterator[None]:
    """Let Tejido be configured as an organization's.

    :param databases: the organization whose databases are named; its own unless given.
    """
    names = role_names.of(prefix)
    logins = {"CONNECTIONS": names.reader, "PUBLISHERS": names.publisher}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TEJIDO_DATABASES__ROLE_PREFIX", prefix)
        for database in DATABASES:
            url = server.set(database=f"{databases or prefix}_{database}")
            for section, user in (*logins.items(), ("OWNERS", server.username)):
                told = url.set(username=user).render_as_string(hide_password=False)
                patch.setenv(f"TEJIDO_{section}__{database.upper()}__URL", told)
        public = server.set(database=f"{prefix}_dashboard", username=names.public_reader)
        told = public.render_as_string(hide_password=False)
        patch.setenv("TEJIDO_PUBLIC_READER__URL", told)
        engines.forget()
        yield
    engines.forget()


@pytest.fixture(scope="module")
def shared(other_server: URL) -> URL:
    """A server with both organizations, and with a third that kept the usual names."""
    for prefix, databases in LAID_OUT.items():
        alter(other_server, *(f"CREATE DATABASE {prefix}_{name}" for name in databases))
        with as_organization(other_server, prefix):
            for database in databases:
                migrate(database)
    region = "INSERT INTO source.region (region_id, name_en, name_es) VALUES ('west', 'W', 'O')"
    alter(other_server.set(database="north_membership"), region)
    with as_organization(other_server, "north"):
        refresh("membership")
    return other_server


def refused(url: URL, statement: str) -> str:
    """The SQLSTATE with which a statement is refused; empty where it is not."""
    try:
        alter(url, statement)
    except DBAPIError as error:
        return str(getattr(error.orig, "pgcode", None) or "at the door")
    return ""


def others(name: str) -> list[str]:
    """The roles of the other organization."""
    return list(role_names.of(PREFIXES[name == PREFIXES[0]]))


@pytest.mark.slow
def test_each_organization_has_roles_of_its_own_and_works_as_any_other(shared: URL) -> None:
    with connect(shared).connect() as connection:
        present = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    for prefix, databases in LAID_OUT.items():
        assert set(role_names.of(prefix)) <= present
        with as_organization(shared, prefix):
            for database in databases:
                # None of these was refreshed but one, and no health of committees saved.
                found = [f.what for f in examine(database) if f.severity == "wrong"]
                assert [
                    what for what in found if "never saved" not in what and "no refresh" not in what
                ] == []
                assert unsafe(database) == []
    with (
        as_organization(shared, "north"),
        engines.reader("membership").connect() as connection,
    ):
        assert connection.scalar(text("SELECT current_user")) == "north_reader"
        seen = text("SELECT name_en FROM rollup.region")
        assert list(connection.scalars(seen)) == []
        connection.execute(text("SELECT set_config('app.regions', 'west', true)"))
        assert list(connection.scalars(seen)) == ["W"]


@pytest.mark.slow
@pytest.mark.parametrize("prefix", PREFIXES)
def test_nobody_gets_into_a_database_of_the_other(shared: URL, prefix: str) -> None:
    for role in others(prefix):
        for database in LAID_OUT[prefix]:
            url = shared.set(database=f"{prefix}_{database}", username=role)
            with pytest.raises(OperationalError, match="permission denied for database"):
                alter(url, "SELECT 1")


@pytest.mark.slow
def test_nor_is_anything_read_of_who_kept_the_usual_names(shared: URL) -> None:
    """Into theirs whoever has a login gets, as ever; and there the schemas are closed."""
    for role in role_names.of("north"):
        url = shared.set(database="tejido_membership", username=role)
        for table in ("rollup.region", "source.member", "source.region", "tejido.layout"):
            assert refused(url, f"SELECT * FROM {table}") == "42501"
        url = shared.set(database="tejido_dashboard", username=role)
        for table in ("dashboard.account", "dashboard.release", "dashboard.audit"):
            assert refused(url, f"SELECT * FROM {table}") == "42501"


@pytest.mark.slow
@pytest.mark.parametrize("mine", ["owner", "reader", "publisher", "public_reader"])
def test_no_role_becomes_or_changes_one_of_the_other(shared: URL, mine: str) -> None:
    role = getattr(role_names.of("south"), mine)
    url = shared.set(database="south_dashboard", username=role)
    for other in role_names.of("north"):
        for statement in (
            f"SET ROLE {other}",
            f"SET SESSION AUTHORIZATION {other}",
            f"GRANT {other} TO {role}",
            f"GRANT {role} TO {other}",
            f"ALTER ROLE {other} PASSWORD 'forged'",
            f"ALTER ROLE {other} RENAME TO south_other",
            f"ALTER ROLE {other} IN DATABASE south_dashboard SET app.regions = 'west'",
            f"REASSIGN OWNED BY {other} TO {role}",
            f"DROP ROLE {other}",
            f"ALTER DEFAULT PRIVILEGES FOR ROLE {other} GRANT SELECT ON TABLES TO {role}",
        ):
            assert refused(url, f"{READ_WRITE}{statement}") == "42501", statement
    opened = f"{READ_WRITE}GRANT CONNECT ON DATABASE north_dashboard TO {role}"
    assert refused(url, opened) == "42501"
    assert refused(shared.set(database="north_dashboard", username=role), "SELECT 1")


def test_a_prefix_that_is_not_the_databases_own_is_refused(shared: URL) -> None:
    """By mistake or not, nothing is laid out or served with the roles of another."""
    with as_organization(shared, "south", databases="north"):
        for database in LAID_OUT["north"]:
            with pytest.raises(NotOurs, match=r"was laid out by north_owner"):
                migrate(database)
            with pytest.raises(Unavailable) as closed:
                unsafe(database)
            assert closed.value.reason is Reason.FORBIDDEN
    with as_organization(shared, "south", databases="tejido"):
        with pytest.raises(NotOurs, match=r"was laid out by tejido_owner"):
            migrate("membership")
        with engines.reader("membership").connect() as connection:
            assert refused(connection.engine.url, "SELECT * FROM rollup.region") == "42501"


def test_a_login_of_another_prefix_is_no_reader(shared: URL) -> None:
    with as_organization(shared, "north"), pytest.MonkeyPatch.context() as patch:
        login = shared.set(database="tejido_membership", username=USUAL.reader)
        told = login.render_as_string(hide_password=False)
        patch.setenv("TEJIDO_CONNECTIONS__MEMBERSHIP__URL", told)
        engines.forget()
        (finding,) = unsafe("membership")
        assert finding.what == "the app connects as tejido_reader, who is no reader"


@pytest.mark.slow
def test_a_database_that_was_opened_to_all_is_found_and_the_mend_closes_it(shared: URL) -> None:
    database = shared.set(database="north_membership")
    alter(database, "GRANT CONNECT ON DATABASE north_membership TO PUBLIC")
    with as_organization(shared, "north"):
        (finding,) = [f for f in examine("membership") if "gets into" in f.what]
        assert finding.severity == "wrong"
        alter(database, *filter(None, finding.mend.split("; ")))
        assert [f for f in examine("membership") if "gets into" in f.what] == []
    assert refused(database.set(username="south_reader"), "SELECT 1")


def test_only_its_own_owner_prunes_an_organizations_audit(shared: URL) -> None:
    row = "INSERT INTO dashboard.audit (actor, event, facts) VALUES ('a', 'pruned', '{}')"
    url = shared.set(database="north_dashboard")
    assert refused(url.set(username="north_reader"), READ_WRITE + row) == "42501"
    assert refused(url.set(username="north_owner"), row) == ""


def test_the_names_are_the_usual_ones_unless_another_prefix_is_configured() -> None:
    assert Databases().role_prefix == "tejido"
    assert RoleNames(
        "tejido_owner", "tejido_reader", "tejido_publisher", "tejido_public_reader"
    ) == (USUAL)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "_a",
        "a_",
        "a__b",  # no name is made of it twice, but nobody tells it from a_b
        "1a",
        "North",  # PostgreSQL would fold it, and quoted it would be another
        "a b",
        "a-b",
        "a;b",
        'a"b',
        "a'b",
        "a; DROP ROLE x; --",
        "a\n",
        "ñandu",
        "а",  # noqa: RUF001 - Cyrillic
        "pg",
        "pg_a",
        "a_public",  # its reader would be the public reader of "a"
        "tejido_public",
        "a" * (LONGEST_PREFIX + 1),
    ],
)
def test_a_forged_prefix_is_refused(forged: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match=r"^(is|has|begins|ends) "):
        checked_prefix(forged)
    monkeypatch.setenv("TEJIDO_DATABASES__ROLE_PREFIX", forged)
    with pytest.raises(ValueError, match="role_prefix"):
        Configuration()


def test_names_of_different_prefixes_are_never_equal_and_fit() -> None:
    prefixes = ["a", "b", "a_b", "a_reader", "a_public_a", "public", "owner", "a_owner"]
    prefixes.append("a" * LONGEST_PREFIX)
    for prefix in prefixes:
        assert checked_prefix(prefix) == prefix
    names = [name for prefix in prefixes for name in role_names.of(prefix)]
    assert len(set(names)) == len(names)
    assert max(map(len, names)) == 63
