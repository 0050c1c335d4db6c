"""Mail that an account asked for: checked, sealed, recorded, and gone with it."""

import pytest

from lib.access import accounts, mailing
from lib.access.errors import AccountError
from lib.data.configuration import Digest, configuration
from tests.access.conftest import Make, make, query, sql

__all__ = ["make"]

ADDRESS = "ana@mail.example.org"


def test_an_address_is_kept_sealed_and_recorded_without_it(make: Make) -> None:
    make()
    mailing.keep("ana", "  Ana@Mail.Example.org ", "weekly", 4, "es")
    found = mailing.find("ana")
    assert found is not None
    # The part before the @ is its owner's to write (RFC 5321, 2.4).
    assert (found.address, found.rhythm, found.weekday, found.language) == (
        "Ana@mail.example.org",
        "weekly",
        4,
        "es",
    )
    assert "example" not in str(query("SELECT address FROM dashboard.mailing"))
    (row,) = query("SELECT actor, facts FROM dashboard.audit WHERE event = 'mail_asked'")
    assert row == ("ana", {"mail": "weekly"})
    assert [each.username for each in mailing.everyone()] == ["ana"]


def test_an_address_of_another_account_can_not_be_put_in_its_place(make: Make) -> None:
    make()
    make("bea")
    mailing.keep("ana", ADDRESS, "weekly", 0, "en")
    mailing.keep("bea", "bea@mail.example.org", "weekly", 0, "en")
    sql(
        "UPDATE dashboard.mailing SET address = (SELECT address FROM dashboard.mailing"
        " WHERE username = 'bea') WHERE username = 'ana'"
    )
    found = mailing.find("ana")
    assert found is not None
    assert found.address is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "@example.org",
        "ana@example",
        "ana@localhost\n",
        "ana@exa mple.org",
        "ana@example.org\r\nBcc: bea@example.org",
        "ana@example.org, bea@example.org",
        '"ana bea"@example.org',
        "<ana@example.org>",
        "a" * 65 + "@example.org",
        "ana@" + "x" * 250 + ".org",
        "añá@example.org",
    ],
)
def test_what_is_no_address_of_one_mailbox_is_refused(make: Make, address: str) -> None:
    make()
    with pytest.raises(AccountError):
        mailing.keep("ana", address, "weekly", 0, "en")
    assert mailing.find("ana") is None


def test_only_domains_that_are_allowed_get_mail(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    make()
    monkeypatch.setattr(configuration(), "digest", Digest(domains=("example.org",)))
    for address in (ADDRESS, "ana@example.org.evil.example", "ana@evilexample.org"):
        with pytest.raises(AccountError, match=r"example\.org"):
            mailing.keep("ana", address, "weekly", 0, "en")
    mailing.keep("ana", "ana@EXAMPLE.org", "weekly", 0, "en")


@pytest.mark.parametrize(
    ("rhythm", "weekday", "language"), [("daily", 0, "en"), ("weekly", 7, "en"), ("fire", 0, "x'")]
)
def test_what_was_never_offered_is_refused(
    make: Make, rhythm: str, weekday: int, language: str
) -> None:
    make()
    with pytest.raises(ValueError, match="not a choice"):
        mailing.keep("ana", ADDRESS, rhythm, weekday, language)


def test_a_link_turns_off_the_mail_that_it_was_sent_with_and_no_other(make: Make) -> None:
    make()
    make("bea")
    token = mailing.off_link("ana").removeprefix(mailing.OFF)
    assert "ana" not in token
    assert mailing.account_of_link(token) == "ana"
    another = "B" if token[30] == "A" else "A"
    for forged in ("", "ana", token[:-2], token[:30] + another + token[31:], "ñ", "x" * 5_000):
        assert mailing.account_of_link(forged) is None
    mailing.keep("ana", ADDRESS, "weekly", 0, "en")
    assert mailing.turn_off("ana", by="link")
    assert not mailing.turn_off("ana", by="link")
    rows = query("SELECT actor, facts FROM dashboard.audit WHERE event = 'mail_off'")
    assert rows == [(None, {"account": "ana", "by": "link"})]


def test_mail_and_letters_go_with_the_account(make: Make) -> None:
    from datetime import date

    make()
    mailing.keep("ana", ADDRESS, "weekly", 0, "en")
    day = date(2026, 11, 23)
    assert mailing.begin("ana", "weekly", day)
    assert mailing.begin("ana", "weekly", day)  # begun and not handed over: taken up
    mailing.came("ana", "weekly", day, "handed")
    assert not mailing.begin("ana", "weekly", day)
    accounts.remove("ana")
    assert query("SELECT * FROM dashboard.letter") == query("SELECT * FROM dashboard.mailing") == []
