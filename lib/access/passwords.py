"""Passwords: which will do, how they are kept, how they are checked."""

import math
from functools import cache

from zxcvbn import zxcvbn

from lib.access.errors import N_, AccountError

MIN_CHARACTERS = 12
MAX_BYTES = 72
"""bcrypt reads no further; cutting a longer password off would hide that from its holder."""
MIN_GUESSES = 10**8
"""Guesses that a password must withstand: zxcvbn's third of four steps, out of reach of guessing
at the door even without the waits between tries. Source: Wheeler, zxcvbn, USENIX Security 2016."""
NONE = "!"
"""In place of a hash: no password opens the account."""


def check(password: str, *easy_words: str) -> None:
    """Check that a password is good enough.

    :param easy_words: words that anyone would try first: the account's names.
    :raises AccountError: if it is too short, too long, or among the first that would be tried.
    """
    if len(password) < MIN_CHARACTERS:
        raise AccountError(
            N_("A password has at least {n} characters."),
            n=MIN_CHARACTERS,
        )
    if is_unreadable(password):
        raise AccountError(
            N_(
                "A password has at most {n} bytes: that many plain letters and digits,"
                " or fewer with accents."
            ),
            n=MAX_BYTES,
        )
    if zxcvbn(password, user_inputs=["tejido", *easy_words])["guesses"] < MIN_GUESSES:
        raise AccountError(
            N_(
                "This password is among the first that anyone would try."
                " Put together a few words that have nothing to do with each other."
            )
        )


def is_unreadable(password: str) -> bool:
    """Whether a password is longer than bcrypt reads or has a NUL byte; none such is accepted."""
    return len(password.encode(errors="replace")) > MAX_BYTES or "\0" in password


def hashed(password: str) -> str:
    """The bcrypt hash of a password."""
    # Imported late: it brings Streamlit along, which a command line does not want.
    from streamlit_authenticator.utilities import Hasher

    return str(Hasher.hash(password))


def matches(password: str, password_hash: str | None) -> bool:
    """Whether a password is an account's; takes as long where there is no account or no password.

    :param password_hash: the account's; ``None`` where there is no account.
    """
    from streamlit_authenticator.utilities import Hasher

    is_real = password_hash is not None and password_hash.startswith("$2")
    readable = "" if is_unreadable(password) else password
    hash_to_check = str(password_hash) if is_real else _unknown_hash()
    matched = bool(Hasher.check_pw(readable, hash_to_check))
    return matched and is_real and readable == password


@cache
def _unknown_hash() -> str:
    """A hash like any account's, of a password that nobody knows."""
    import secrets

    return hashed(secrets.token_urlsafe(math.ceil(MIN_CHARACTERS)))
