"""By which refusals mail is turned off: those that say that an address gets none, and no others."""

import pytest

from lib.brief.digest.post import is_gone


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (b"5.1.1 no such mailbox", True),
        (b"5.1.10 recipient address has null MX", True),
        (b"5.2.1 mailbox disabled", True),
        (b"sorry, no mailbox here by that name. (#5.1.1)", True),  # qmail says its code last
        (b"No such user here", True),  # no code, and no word of us
        (b"5.2.2 mailbox full", False),  # it will have room again
        (b"5.1.8 sender address rejected: domain not found", False),  # ours is wrong
        (b"5.7.1 relay access denied", False),
        (b"5.4.4 unable to route", False),
        (b"not in my list of allowed rcpthosts (#5.7.1)", False),
        (b"5.1.1 <x@y.example>: 5.7.1 listed", False),  # two codes, and one is of us
        (b"relay not permitted", False),  # Exim's, without a code
        (b"Sender verify failed", False),
    ],
)
def test_a_refusal_of_a_named_address_is_of_it_or_of_us(said: bytes, expected: bool) -> None:
    assert is_gone(said, says_who=True) is expected


def test_a_refusal_of_a_whole_letter_is_of_the_address_only_if_it_says_so() -> None:
    assert is_gone(b"5.1.1 no such mailbox", says_who=False)
    assert not is_gone(b"Transaction failed", says_who=False)
