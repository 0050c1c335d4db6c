"""Waits grow for who guesses, and for nobody else."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.access import attempts
from lib.access.attempts import BACKOFF, TooSoon
from tests.access.conftest import query, sql

HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def _fail(times: int, name: str = "ana", address: str = HERE) -> None:
    for _ in range(times):
        attempts.begin(name, address)
        # As if the wait were over.
        sql("UPDATE dashboard.attempt SET tried_at = tried_at - interval '1 hour'")


def _is_made_to_wait(name: str = "ana", address: str = HERE) -> bool:
    sql("UPDATE dashboard.attempt SET tried_at = now()")
    try:
        attempts.begin(name, address)
    except TooSoon:
        return True
    return False


@pytest.mark.parametrize(
    ("failures", "seconds"), [(3, 0), (4, 1), (5, 2), (6, 4), (13, 512), (14, 900), (999, 900)]
)
def test_the_wait_doubles_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert BACKOFF["pair"].wait(failures) == seconds


def test_a_name_is_waited_for_at_the_address_that_guesses_and_nowhere_else(clean: object) -> None:
    _fail(4)
    assert not _is_made_to_wait(address=ELSEWHERE)
    assert not _is_made_to_wait(name="eva")
    assert _is_made_to_wait()


def test_the_addresses_of_one_host_count_as_one(clean: object) -> None:
    # 2001:db8::/32 is of documentation, RFC 3849; the last is of the next /64.
    for guess in range(4):
        _fail(1, address=f"2001:db8:0:1::{guess:x}")
    assert _is_made_to_wait(address="2001:db8:0:1:ffff::1")
    assert not _is_made_to_wait(address="2001:db8:0:2::1")


def test_a_clock_that_was_ahead_makes_nobody_wait(clean: object) -> None:
    _fail(5)
    sql("UPDATE dashboard.attempt SET tried_at = now() + interval '3 years'")
    attempts.begin("ana", HERE)
    assert query("SELECT count(*) FROM dashboard.attempt WHERE tried_at > now()") == [(0,)]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),  # the same host, as a socket for both writes it
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),  # with its zone
        ("", ""),  # no socket says anything
        ("unknown", "unknown"),
    ],
)
def test_what_stands_for_an_address(address: str, network: str) -> None:
    assert attempts.network_of(address) == network


def test_a_try_that_comes_too_soon_counts_for_nothing(clean: object) -> None:
    _fail(4)
    before = query("SELECT kind, failures FROM dashboard.attempt ORDER BY kind")
    assert _is_made_to_wait()
    assert query("SELECT kind, failures FROM dashboard.attempt ORDER BY kind") == before


def test_a_right_try_ends_the_wait(clean: object) -> None:
    _fail(4)
    attempts.begin("ana", HERE).succeeded()
    assert not _is_made_to_wait()


def test_guesses_from_many_addresses_slow_down_new_ones_but_not_a_known_one(clean: object) -> None:
    attempts.begin("ana", HERE).succeeded()
    for guess in range(40):
        attempts.begin("ana", f"203.0.113.{guess}")
    assert _is_made_to_wait(address=ELSEWHERE)
    assert not _is_made_to_wait(address=HERE)


def test_guesses_at_many_accounts_from_one_address_slow_it_down(clean: object) -> None:
    for guess in range(40):
        attempts.begin(f"account-{guess}", HERE)
    assert _is_made_to_wait(name="one-more")
    assert not _is_made_to_wait(name="one-more", address=ELSEWHERE)


def test_many_tries_at_once_count_as_many(clean: object) -> None:
    def guess(_n: int) -> bool:
        try:
            attempts.begin("ana", HERE)
        except TooSoon:
            return False
        return True

    with ThreadPoolExecutor(8) as at_once:
        assert sum(at_once.map(guess, range(16))) == BACKOFF["pair"].free


def test_neither_names_nor_addresses_are_kept(clean: object) -> None:
    attempts.begin("ana", HERE)
    subjects = b"".join(bytes(row[0]) for row in query("SELECT subject FROM dashboard.attempt"))  # type: ignore[arg-type]
    assert len(subjects) == 3 * 32
    assert b"ana" not in subjects
    assert HERE.encode() not in subjects


def test_tries_are_forgotten_after_a_day(clean: object) -> None:
    _fail(6)
    sql("UPDATE dashboard.attempt SET tried_at = now() - interval '25 hours'")
    attempts.begin("eva", ELSEWHERE)
    assert query("SELECT count(*) FROM dashboard.attempt") == [(3,)]
