"""One-time codes: the right one, once; recovery codes, once each; who needs them."""

from datetime import UTC, datetime

import pyotp
import pytest

from lib.access import accounts, second_factor
from lib.access.accounts import Account
from lib.access.second_factor import STEP_SECONDS, STEPS_AHEAD, accept, enrol, is_needed, step_of
from tests.access.conftest import Make, query, sql

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
"""The secret of RFC 6238, appendix B: twenty bytes 12345678901234567890 in base32."""


class _Clock:
    """A clock that stands at one moment."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def now(self, zone: object) -> datetime:
        return datetime.fromtimestamp(self.seconds, UTC)


def _at(patch: pytest.MonkeyPatch, seconds: int) -> None:
    patch.setattr(second_factor, "datetime", _Clock(seconds))


# RFC 6238, appendix B, SHA1, the last six of its eight digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_codes_are_those_of_the_standard(
    monkeypatch: pytest.MonkeyPatch, seconds: int, code: str
) -> None:
    _at(monkeypatch, seconds)
    step = seconds // 30
    assert step_of(SECRET, code) == step
    _at(monkeypatch, seconds + STEP_SECONDS)  # one step late will do
    assert step_of(SECRET, code) == step
    _at(monkeypatch, seconds + 2 * STEP_SECONDS)
    assert step_of(SECRET, code) is None


@pytest.mark.parametrize("code", ["", "28708", "2870822", "٢٨٧٠٨٢", "-87082", "abcdef", "28 082"])
def test_what_is_no_code_is_none(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    _at(monkeypatch, 59)
    assert step_of(SECRET, code) is None


def _code(seconds: int) -> str:
    return pyotp.TOTP(SECRET).at(seconds)


NOON = 1_800_000_000  # begins a step: 60,000,000 × 30


def _enrolled(make: Make, patch: pytest.MonkeyPatch) -> list[str]:
    _at(patch, NOON)
    codes = enrol(make(), SECRET, _code(NOON), actor="ana")
    assert codes is not None
    return codes


@pytest.mark.slow
def test_a_code_is_taken_once_and_no_earlier_one_after_it(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enrolled(make, monkeypatch)
    assert not accept("ana", _code(NOON))  # it set the factor up, which used it
    _at(monkeypatch, NOON + 60)
    assert accept("ana", f" {_code(NOON + 60)[:3]} {_code(NOON + 60)[3:]} ")
    assert not accept("ana", _code(NOON + 60))
    assert not accept("ana", _code(NOON + 30))  # still of about now, but earlier


def test_a_clock_once_ahead_locks_nobody_out(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    _enrolled(make, monkeypatch)
    year = 365 * 24 * 3600
    _at(monkeypatch, NOON + year)
    assert accept("ana", _code(NOON + year))
    _at(monkeypatch, NOON + 60)  # and now it is right again
    assert accept("ana", _code(NOON + 60))
    assert not accept("ana", _code(NOON + 60))  # once, as ever
    assert not accept("ana", _code(NOON + 30))


def test_a_step_a_little_ahead_is_still_the_last_that_counts(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enrolled(make, monkeypatch)
    last = NOON + 3600 + STEPS_AHEAD * STEP_SECONDS
    _at(monkeypatch, last)
    assert accept("ana", _code(last))
    _at(monkeypatch, NOON + 3600)  # ten steps back
    assert not accept("ana", _code(NOON + 3600))
    assert accept("ana", _code(NOON + 3600 - STEP_SECONDS))  # eleven


def test_a_wrong_code_sets_nothing_up(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    _at(monkeypatch, NOON)
    assert enrol(make(), SECRET, "000000", actor="ana") is None
    assert not accept("ana", _code(NOON))


def test_a_recovery_code_is_taken_once_and_only_by_its_account(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = _enrolled(make, monkeypatch)
    make("eva")
    assert len(set(codes)) == 8
    assert not accept("eva", codes[0])
    assert accept("ana", codes[0].upper())
    assert not accept("ana", codes[0])
    assert second_factor.recovery_codes_left("ana") == 7


def test_new_recovery_codes_make_the_old_void(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    old = _enrolled(make, monkeypatch)
    new = second_factor.renew_recovery_codes("ana", actor="ana")
    assert not accept("ana", old[1])
    assert accept("ana", new[1])


def test_the_database_keeps_neither_the_secret_nor_a_recovery_code(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = _enrolled(make, monkeypatch)
    stored = str(query("SELECT totp_secret FROM dashboard.account"))
    stored += str([bytes(h) for (h,) in query("SELECT code_hash FROM dashboard.recovery_code")])  # type: ignore[arg-type]
    assert SECRET not in stored
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]


def test_the_secret_of_one_account_is_of_no_use_in_the_row_of_another(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    _enrolled(make, monkeypatch)
    make("eva")
    sql(
        "UPDATE dashboard.account SET totp_secret ="
        " (SELECT totp_secret FROM dashboard.account WHERE username = 'ana')"
        " WHERE username = 'eva'"
    )
    _at(monkeypatch, NOON + 90)
    assert not accept("eva", _code(NOON + 90))


def test_a_reset_takes_it_away(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = _enrolled(make, monkeypatch)
    second_factor.reset("ana", actor=None)
    account = accounts.find("ana")
    assert account is not None
    assert not account.has_second_factor
    assert not accept("ana", codes[0])
    assert not accept("ana", _code(NOON + 30))


@pytest.mark.parametrize(
    ("role", "is_demo", "asked_for", "local", "needed"),
    [
        ("national", False, False, True, True),
        ("administrator", False, False, True, True),
        ("organizer", False, False, True, False),
        ("organizer", False, True, True, True),  # an administrator wants it
        ("national", True, False, True, False),  # the demo, on one's own machine
        ("national", True, False, False, True),  # the demo, from elsewhere
    ],
)
def test_who_needs_a_second_factor(
    data_directory: object, role: str, is_demo: bool, asked_for: bool, local: bool, needed: bool
) -> None:
    account = Account("ana", "Ana", role, is_demo=is_demo, needs_second_factor=asked_for)
    assert is_needed(account, local=local) is needed


def test_beside_configured_databases_a_demo_account_needs_one_as_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from lib.data import engines

    for database in ("MEMBERSHIP", "INCIDENTS", "DASHBOARD"):
        monkeypatch.setenv(f"TEJIDO_CONNECTIONS__{database}__URL", "postgresql://r@127.0.0.1:1/x")
    engines.forget()
    try:
        assert is_needed(Account("ana", "Ana", "national", is_demo=True), local=True)
    finally:
        monkeypatch.undo()
        engines.forget()
