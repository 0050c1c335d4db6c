"""Accounts in the dashboard database, by the functions and by the command."""

import pytest
from typer.testing import CliRunner

from lib.access import accounts, demo_accounts
from lib.access.accounts import AccountError
from lib.access.command import app
from tests.data.rows import Rows

PASSWORD = "frijoles y tortillas"


@pytest.fixture
def regions(rows: Rows) -> None:
    """An organization with one region, southwest."""
    rows("membership", "region", {"region_id": "southwest"})


def test_an_account_is_kept_with_a_hash_and_not_with_its_password(regions: None) -> None:
    accounts.add("ana", PASSWORD, "organizer", ("southwest",), "Ana")
    kept = accounts.find("ana")
    assert kept is not None
    assert (kept.role, kept.regions, kept.display_name) == ("organizer", ("southwest",), "Ana")
    assert kept.password_hash.startswith("$2b$")
    assert not kept.is_disabled


@pytest.mark.parametrize(
    ("username", "password", "role", "given", "says"),
    [
        ("Ana", PASSWORD, "partner", (), "lower-case"),
        ("", PASSWORD, "partner", (), "lower-case"),
        ("a b", PASSWORD, "partner", (), "lower-case"),
        ("ana", "x" * 11, "partner", (), "at least 12"),
        ("ana", "x" * 73, "partner", (), "at most 72 bytes"),
        ("ana", "ñ" * 37, "partner", (), "at most 72 bytes"),  # 74 bytes in UTF-8
        ("ana", PASSWORD, "chief", (), "not a role"),
        ("ana", PASSWORD, "organizer", (), "at least one --region"),
        ("ana", PASSWORD, "organizer", ("atlantis",), "not a region"),
        ("ana", PASSWORD, "organizer", ("unknown",), "not a region"),
        ("ana", PASSWORD, "national", ("southwest",), "takes no region"),
    ],
)
def test_what_makes_no_account_is_said(
    regions: None, username: str, password: str, role: str, given: tuple[str, ...], says: str
) -> None:
    with pytest.raises(AccountError, match=says):
        accounts.add(username, password, role, given)
    assert accounts.all_accounts() == []


@pytest.mark.parametrize("length", [12, 72])
def test_the_shortest_and_the_longest_password_will_do(regions: None, length: int) -> None:
    accounts.add("ana", "x" * length, "partner")
    assert accounts.find("ana") is not None


def test_a_name_is_taken_once(regions: None) -> None:
    accounts.add("ana", PASSWORD, "partner")
    with pytest.raises(AccountError, match="already"):
        accounts.add("ana", PASSWORD, "national")
    assert [a.role for a in accounts.all_accounts()] == ["partner"]


def test_another_password_changes_the_hash_and_nothing_else(regions: None) -> None:
    accounts.add("ana", PASSWORD, "partner")
    before = accounts.find("ana")
    accounts.set_password("ana", PASSWORD + "!")
    after = accounts.find("ana")
    assert before is not None
    assert after is not None
    assert before.password_hash != after.password_hash
    assert (before.role, before.regions) == (after.role, after.regions)


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
    listed = run.invoke(app, ["list"]).output
    assert "ana" in listed
    assert "southwest" in listed
    assert PASSWORD not in listed
    assert "$2b$" not in listed
    run.invoke(app, ["remove", "ana"])
    assert accounts.all_accounts() == []


def test_the_command_asks_for_the_password_twice(regions: None) -> None:
    run = CliRunner()
    asked = run.invoke(app, ["add", "ana", "--role", "partner"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert PASSWORD not in asked.output
    assert accounts.find("ana") is not None


def test_the_demo_accounts_are_one_of_each_and_made_once(rows: Rows) -> None:
    for region in ("southwest", "southeast"):
        rows("membership", "region", {"region_id": region})
    demo_accounts.create()
    demo_accounts.create()
    assert [(a.username, a.role, a.regions) for a in accounts.all_accounts()] == [
        ("admin", "administrator", ()),
        ("national", "national", ()),
        ("partner", "partner", ()),
        ("southeast", "organizer", ("southeast",)),
        ("southwest", "organizer", ("southwest",)),
    ]
