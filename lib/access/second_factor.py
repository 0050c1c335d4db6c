"""The second factor: one-time codes by time (RFC 6238), and codes for when the device is lost."""

import hashlib
import secrets
from datetime import UTC, datetime
from io import BytesIO

import pyotp
import segno
from sqlalchemy import Connection

from lib.access import audit
from lib.access.accounts import NO_ACCOUNT, Account, AccountError
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.access.sealing import Unsealable, seal, unseal
from lib.data.configuration import configuration

ISSUER = "Tejido"
STEP_SECONDS = 30
STEPS_AROUND = 1
"""Steps before and after the present one whose codes are taken: clocks differ, people are slow."""
STEPS_AHEAD = 10
"""Steps by which one that was taken may be ahead of the present one. What is further ahead was
taken while the clock was wrong, and would lock its holder out until then."""
RECOVERY_CODES = 8
RECOVERY_BITS = 120
"""Enough that a plain hash hides them (ASVS 5, 6.5.2: 112 or more)."""
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 signs that are not taken for one another."""
_CODE_LENGTH = RECOVERY_BITS // 5
_GROUP = 6


def is_needed(account: Account, *, local: bool) -> bool:
    """Whether an account may not be used without a second factor.

    :param local: whether the request comes from the very machine that serves. There, an account of
        the demo needs none: its password is public, and so are the invented data that it opens.
    """
    if account.is_demo and local and configuration().is_embedded:
        return False
    return account.needs_second_factor or account.role in configuration().access.second_factor_roles


def new_secret() -> str:
    """A new secret, 160 random bits, for an authenticator to keep."""
    return pyotp.random_base32()


def address(secret: str, username: str) -> str:
    """The ``otpauth:`` address that an authenticator takes a secret from."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=ISSUER)


def picture(secret: str, username: str) -> str:
    """The :func:`address` as a QR code: SVG, dark on light in any theme."""
    svg = BytesIO()
    segno.make(address(secret, username), error="m").save(
        svg, kind="svg", scale=5, border=3, light="#fff", dark="#000", xmldecl=False
    )
    return svg.getvalue().decode()


def enrol(account: Account, secret: str, code: str, *, actor: str) -> list[str] | None:
    """Set up a second factor, given a code that shows that the authenticator has it.

    :return: its recovery codes, readable this once; ``None`` if the code is not the secret's.
    """
    step = step_of(secret, code)
    if step is None:
        return None
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    with changing() as connection:
        sealed = seal(secret, account.username)
        change(connection, "totp_set", username=account.username, secret=sealed, step=step)
        _replace_recovery_codes(connection, account.username, codes)
        _record(connection, account.username, actor, "set_up")
    return codes


def accept(username: str, code: str) -> bool:
    """Whether a code is right, the authenticator's or one for recovery; each is accepted once."""
    plain = "".join(code.split()).replace("-", "").lower()
    if len(plain) == _CODE_LENGTH:
        return _accept_recovery(username, plain)
    totp_rows = rows("totp", username=username)
    if not totp_rows or totp_rows[0]["totp_secret"] is None:
        return False
    try:
        step = step_of(unseal(totp_rows[0]["totp_secret"], username), plain)
    except Unsealable:
        return False
    if step is None:
        return False
    with changing() as connection:
        taken = {"username": username, "step": step, "steps_ahead": STEPS_AHEAD}
        return change(connection, "totp_take", **taken) == 1


def recovery_codes_left(username: str) -> int:
    """How many recovery codes an account still has."""
    return int(rows("recovery_left", username=username)[0]["n"])


def renew_recovery_codes(username: str, *, actor: str) -> list[str]:
    """Make an account's recovery codes void and make new ones, readable this once."""
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    with changing() as connection:
        _replace_recovery_codes(connection, username, codes)
        _record(connection, username, actor, "recovery_codes")
    return codes


def reset(username: str, *, actor: str | None) -> None:
    """Take an account's second factor away, so that a new one can be set up; its sessions end.

    :raises AccountError: if there is no such account.
    """
    with changing() as connection:
        if not change(connection, "totp_set", username=username, secret=None, step=None):
            raise AccountError(NO_ACCOUNT, username=username)
        change(connection, "recovery_void", username=username)
        change(connection, "end_sessions", username=username, but=None)
        _record(connection, username, actor, "reset")


def need(username: str, needed: bool, *, actor: str | None) -> None:
    """Set whether an account needs a second factor, whatever its role; its sessions end if so.

    :raises AccountError: if there is no such account.
    """
    with changing() as connection:
        if not change(connection, "need_second_factor", username=username, needed=needed):
            raise AccountError(NO_ACCOUNT, username=username)
        if needed:
            change(connection, "end_sessions", username=username, but=None)
        _record(connection, username, actor, "needed" if needed else "not_needed")


def step_of(secret: str, code: str) -> int | None:
    """The step that a code belongs to, among those around now; ``None`` if to none of them."""
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return None
    now = int(datetime.now(UTC).timestamp()) // STEP_SECONDS
    generator = pyotp.TOTP(secret, interval=STEP_SECONDS)
    for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        if secrets.compare_digest(generator.generate_otp(step), code):
            return step
    return None


def _recovery_code() -> str:
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _CODE_LENGTH, _GROUP))


def _accept_recovery(username: str, plain: str) -> bool:
    with changing() as connection:
        used = change(connection, "recovery_use", username=username, code_hash=_hash(plain))
        if used:
            _record(connection, username, username, "recovery_code_used")
    return used == 1


def _replace_recovery_codes(connection: Connection, username: str, codes: list[str]) -> None:
    change(connection, "recovery_void", username=username)
    for code in codes:
        digest = _hash(code.replace("-", ""))
        change(connection, "recovery_add", username=username, code_hash=digest)


def _hash(plain: str) -> bytes:
    return hashlib.sha256(plain.encode()).digest()


def _record(connection: Connection, username: str, actor: str | None, changed: str) -> None:
    audit.record(
        Event.SECOND_FACTOR_CHANGED,
        actor=actor,
        facts={"account": username, "changed": changed},
        connection=connection,
    )
