import pytest

from lib.access.accounts import Account
from lib.language import use
from lib.topics.administration import watch


def account(username: str, role: str = "organizer", **of_it: bool) -> Account:
    return Account(username, username, role, **of_it)  # type: ignore[arg-type]


def test_open_accounts_are_counted_by_role_and_closed_ones_apart() -> None:
    everyone = [
        account("a", has_second_factor=True),
        account("b"),
        account("c", role="partner", is_demo=True),
        account("d", is_disabled=True),  # closed by hand: nothing to look into
        account("e", is_unused=True),
    ]
    assert watch.who(everyone) == [
        "**3** open accounts: Regional organizer 2, Partner 1",
        "**2** of them without a second factor",
        "**1** account of the demo, whose password everyone knows",
        "**1** closed, because nobody used it for long",
    ]
    assert watch.who([]) == ["No account is open"]


def test_what_failed_or_was_refused_comes_first_and_what_is_usual_not_at_all() -> None:
    counts = {"page_viewed": 900, "account_added": 1, "page_refused": 2, "sign_in_failed": 1200}
    assert watch.odd(counts) == [
        "Failed to sign in: **1,200**",
        "Was refused a page: **2**",
        "Added an account: **1**",
    ]


@pytest.mark.parametrize("counts", [{}, {"page_viewed": 3, "signed_in": 1}])
def test_a_quiet_week_says_what_was_looked_at(counts: dict[str, int]) -> None:
    assert watch.odd(counts) == ["Nothing failed, was refused or was changed"]
    with use("es"):
        assert watch.odd(counts) == ["Nada falló, se rechazó ni se cambió"]
