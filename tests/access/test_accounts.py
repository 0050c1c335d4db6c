"""Accounts in the dashboard database, by the functions and by the command."""

import bcrypt
import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from lib.access import accounts, demo_accounts
from lib.access.accounts import AccountError
from lib.access.command import app
from lib.data import engines
from tests.conftest import Salt
from tests.data.rows import Rows

PASSWORD = "frijoles y tortillas"


@pytest.fixture
def regions(rows: Rows) -> None:
    """An organization with one region, southwest."""
    _regions("southwest")


def _regions(*regions: str) -> None:
    insert = "INSERT INTO rollup.region (region_id, name_en, name_es) VALUES (:region, '', '')"
    with engines.owner("membership").begin() as connection:
        connection.execute(text(insert), [{"region": region} for region in regions])


def _password_hash(username: str) -> str:
    with engines.owner("dashboard").connect() as connection:
        query = text("SELECT password_hash FROM dashboard.account WHERE username = :u")
        return str(connection.scalar(query, {"u": username}))


@pytest.mark.slow
def test_an_account_is_kept_with_a_hash_and_not_with_its_password(
    regions: None, quick_hashes: Salt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bcrypt, "gensalt", quick_hashes)
    accounts.add("ana", PASSWORD, "organizer", ("southwest",), "Ana")
    account = accounts.find("ana")
    assert account is not None
    assert (account.role, account.regions, account.display_name) == (
        "organizer",
        ("southwest",),
        "Ana",
    )
    assert _password_hash("ana").startswith("$2b$12$")
    assert account.is_open


@pytest.mark.slow
@pytest.mark.parametrize(
    ("username", "password", "role", "own_regions", "says"),
    [
        ("a" * 64, PASSWORD, "partner", (), "lower-case"),
        ("Ana", PASSWORD, "partner", (), "lower-case"),
        ("", PASSWORD, "partner", (), "lower-case"),
        ("a b", PASSWORD, "partner", (), "lower-case"),
        ("ana", "x" * 11, "partner", (), "at least 12"),
        ("ana", "x" * 73, "partner", (), "at most 72 bytes"),
        ("ana", "ñ" * 37, "partner", (), "at most 72 bytes"),  # 74 bytes in UTF-8
        ("ana", PASSWORD, "chief", (), "not a role"),
        ("ana", PASSWORD, "organizer", (), "at least one region"),
        ("ana", PASSWORD, "organizer", ("atlantis",), "not a region"),
        ("ana", PASSWORD, "organizer", ("unknown",), "not a region"),
        ("ana", PASSWORD, "national", ("southwest",), "takes no region"),
    ],
)
def test_what_makes_no_account_is_said(
    regions: None, username: str, password: str, role: str, own_regions: tuple[str, ...], says: str
) -> None:
    with pytest.raises(AccountError, match=says):
        accounts.add(username, password, role, own_regions)
    assert accounts.all_accounts() == []


LONG = "maíz frijol calabaza chile jitomate aguacate cacao amaranto nopal agave"
"""71 characters, of which one takes two bytes: 72 in UTF-8."""


@pytest.mark.parametrize("password", ["kw7 zorro hm", LONG])
def test_the_shortest_and_the_longest_password_will_do(regions: None, password: str) -> None:
    assert len(password) == 12 or len(password.encode()) == 72
    accounts.add("ana", password, "partner")
    assert accounts.find("ana") is not None


@pytest.mark.parametrize(
    "password",
    [
        "x" * 12,  # one sign
        "password1234",  # the first of every list
        "qwertyuiop12",  # a row of the keyboard
        "anahernandez",  # the account's own names
        "tejidotejido",  # the dashboard's
    ],
)
def test_a_password_that_anyone_would_try_first_is_refused(regions: None, password: str) -> None:
    with pytest.raises(AccountError, match="among the first"):
        accounts.add("ana", password, "partner", display_name="Hernandez")
    assert accounts.all_accounts() == []


def test_a_name_is_taken_once(regions: None) -> None:
    accounts.add("ana", PASSWORD, "partner")
    with pytest.raises(AccountError, match="already"):
        accounts.add("ana", PASSWORD, "national")
    assert [a.role for a in accounts.all_accounts()] == ["partner"]


def test_another_password_changes_the_hash_and_nothing_else(regions: None) -> None:
    accounts.add("ana", PASSWORD, "partner")
    before, hashed = accounts.find("ana"), _password_hash("ana")
    accounts.set_password("ana", PASSWORD + "!")
    assert _password_hash("ana") != hashed
    assert accounts.find("ana") == before


def test_what_is_not_there_can_be_neither_removed_nor_changed(regions: None) -> None:
    for change in (
        lambda: accounts.remove("nadie"),
        lambda: accounts.set_password("nadie", PASSWORD),
    ):
        with pytest.raises(AccountError, match="nadie has no account"):
            change()


def test_the_command_adds_lists_and_removes(regions: None) -> None:
    run = CliRunner()
    added = run.invoke(
        app,
        ["add", "ana", "--role", "organizer", "--region", "southwest", "--password", PASSWORD],
    )
    assert added.output.strip() == "ana may sign in."
    output = run.invoke(app, ["list"]).output
    assert "ana" in output
    assert "southwest" in output
    assert PASSWORD not in output
    assert "$2b$" not in output
    run.invoke(app, ["remove", "ana"])
    assert accounts.all_accounts() == []


def test_the_command_asks_for_the_password_twice(regions: None) -> None:
    run = CliRunner()
    result = run.invoke(app, ["add", "ana", "--role", "partner"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in result.output
    assert accounts.find("ana") is not None


def test_the_demo_accounts_are_one_of_each_and_made_once(rows: Rows) -> None:
    _regions("southwest", "southeast")
    demo_accounts.create()
    demo_accounts.create()
    assert [(a.username, a.role, a.regions) for a in accounts.all_accounts()] == [
        ("admin", "administrator", ()),
        ("national", "national", ()),
        ("partner", "partner", ()),
        ("southeast", "organizer", ("southeast",)),
        ("southwest", "organizer", ("southwest",)),
    ]
