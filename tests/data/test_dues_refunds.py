"""What a refund takes back: of which payment, which days; and what gifts and failures are."""

from datetime import date
from typing import Any

from sqlalchemy import text

from lib.data import engines
from lib.data.refresh.flagging import flag
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
JANUARY = {"covers_from": "2026-01-01", "covers_to": "2026-01-31", "amount_cents": 3100}
YEAR = {"covers_from": "2026-01-01", "covers_to": "2026-12-31", "amount_cents": 36500}
A_DAY = {**JANUARY, "paid_on": "2026-01-01"}


SUNDAYS = ("2026-01-04", "2026-01-11", "2026-01-18", "2026-01-25", "2026-02-01")


def covered(committee: str) -> str:
    """Sundays on which its one member is in good standing, as committees count them."""
    with engines.owner("membership").connect() as connection:
        found = connection.execute(
            text(
                "SELECT (week_start + 6)::text, good_standing FROM rollup.committee_week"
                " WHERE committee_id = :committee"
            ),
            {"committee": committee},
        )
        standing = {str(day): bool(members) for day, members in found}
    return "".join("y" if standing[day] else "-" for day in SUNDAYS)


def standing(rows: Rows, *members: list[dict[str, Any]]) -> list[str]:
    """When the one member of a committee is in good standing, by their payments."""
    committees = [f"c{number}" for number in range(len(members))]
    for committee, payments in zip(committees, members, strict=True):
        member = {"member_id": f"m-{committee}", "committee_id": committee}
        rows("membership", "member", {**member, "joined_on": "2025-12-01"})
        rows(
            "membership",
            "dues_payment",
            *({"member_id": member["member_id"], **payment} for payment in payments),
        )
    derive("membership", AS_OF, "committee_week")
    return [covered(committee) for committee in committees]


REFUND = {**JANUARY, "amount_cents": -3100}


CASES: list[tuple[list[dict[str, Any]], str]] = [
    # Nothing is refunded; February is not paid.
    ([A_DAY], "yyyy-"),
    # All of it, from the day of the refund on.
    ([A_DAY, {**REFUND, "paid_on": "2026-01-10"}], "y----"),
    # A refund says its kind, and what it gave as a positive amount.
    ([A_DAY, {**JANUARY, "kind": "refund", "paid_on": "2026-01-10"}], "y----"),
    # 1,500 of 3,100: the last 15 days of 31, from January 17 on.
    ([A_DAY, {**REFUND, "amount_cents": -1500, "paid_on": "2026-01-10"}], "yy---"),
    # 800 of 3,100: the last eight days, from the 24th on; a further 700 make it fifteen.
    ([A_DAY, {**REFUND, "amount_cents": -800, "paid_on": "2026-01-10"}], "yyy--"),
    (
        [
            A_DAY,
            {**REFUND, "amount_cents": -800, "paid_on": "2026-01-10"},
            {**REFUND, "amount_cents": -700, "paid_on": "2026-01-12"},
        ],
        "yy---",
    ),
    # Its own days: a week in the middle, whatever the money.
    (
        [
            A_DAY,
            {
                "amount_cents": -1,
                "covers_from": "2026-01-12",
                "covers_to": "2026-01-18",
                "paid_on": "2026-01-02",
            },
        ],
        "yy-y-",
    ),
    # Paid twice, one given back: still paid.
    ([A_DAY, A_DAY, {**REFUND, "paid_on": "2026-01-10"}], "yyyy-"),
    # Both given back.
    (
        [
            A_DAY,
            A_DAY,
            {**REFUND, "paid_on": "2026-01-10"},
            {**REFUND, "paid_on": "2026-01-13"},
        ],
        "yy---",
    ),
    # Given back, and paid again: the second refund is of the second payment.
    (
        [
            A_DAY,
            {**REFUND, "paid_on": "2026-01-10"},
            {**A_DAY, "paid_on": "2026-01-20"},
        ],
        "yyyy-",
    ),
    # A payment of the same day that was paid after the refund is not what it gives back.
    ([{**REFUND, "paid_on": "2026-01-10"}, {**A_DAY, "paid_on": "2026-01-11"}], "yyyy-"),
    # A refund names the first of two payments, and so leaves the second.
    (
        [
            {**YEAR, "payment_id": "year", "paid_on": "2026-01-01"},
            {**A_DAY, "paid_on": "2026-01-02"},
            {
                **YEAR,
                "amount_cents": -36500,
                "refunds_payment_id": "year",
                "paid_on": "2026-01-10",
            },
        ],
        "yyyy-",
    ),
    # Unnamed it gives back the latest that shares its days: the month, which the year holds.
    (
        [
            {**YEAR, "paid_on": "2026-01-01"},
            {**A_DAY, "paid_on": "2026-01-02"},
            {**REFUND, "paid_on": "2026-01-10"},
        ],
        "yyyyy",
    ),
    # A refund of a gift takes no cover back; gifts and failed payments cover nothing.
    (
        [
            A_DAY,
            {**A_DAY, "kind": "gift", "payment_id": "gift"},
            {**REFUND, "paid_on": "2026-01-10", "refunds_payment_id": "gift"},
        ],
        "yyyy-",
    ),
    ([{**A_DAY, "kind": "gift"}], "-----"),
    ([{**A_DAY, "kind": "failed"}], "-----"),
    # A refund that lies ahead has not happened.
    ([A_DAY, {**REFUND, "paid_on": "2026-03-26"}], "yyyy-"),
]
"""Payments of a member, and the Sundays on which they are in good standing."""


def test_a_refund_takes_back_what_it_refunds(rows: Rows) -> None:
    # Each member is a committee of their own, of one organization.
    found = standing(rows, *(payments for payments, _ in CASES))
    faults = [(*case, got) for case, got in zip(CASES, found, strict=True) if case[1] != got]
    assert not faults


def broken(rows: Rows, *payments: dict[str, Any]) -> set[tuple[str, str]]:
    rows("membership", "dues_payment", *payments)
    with engines.owner("membership").connect() as connection:
        flag(connection, "membership", AS_OF, "America/Chicago")
        found = connection.execute(text("SELECT record_id, rule FROM flagged"))
        return {(record, rule) for record, rule in found}


def test_only_a_refund_of_nothing_is_impossible(rows: Rows) -> None:
    refund = {**REFUND, "paid_on": "2026-01-10"}
    assert broken(
        rows,
        {**A_DAY, "member_id": "m1"},
        {**refund, "member_id": "m1", "payment_id": "sound"},
        # The payment came after.
        {**refund, "member_id": "m2", "payment_id": "early", "paid_on": "2026-01-02"},
        {**A_DAY, "member_id": "m2", "paid_on": "2026-01-03", "payment_id": "after"},
        # Of other days.
        {**A_DAY, "member_id": "m3", "covers_from": "2026-02-01", "covers_to": "2026-02-28"},
        {**refund, "member_id": "m3", "payment_id": "elsewhere"},
        # It names another's payment, or one that was never paid.
        {**refund, "member_id": "m4", "payment_id": "another", "refunds_payment_id": "after"},
        {**A_DAY, "member_id": "m4", "payment_id": "failed", "kind": "failed"},
        {**refund, "member_id": "m4", "payment_id": "unpaid", "refunds_payment_id": "failed"},
        # A gift may be given back.
        {**A_DAY, "member_id": "m5", "payment_id": "gift", "kind": "gift"},
        {**refund, "member_id": "m5", "payment_id": "thanks", "refunds_payment_id": "gift"},
        # Dues that say what they refund are neither.
        {**A_DAY, "member_id": "m6", "payment_id": "both", "refunds_payment_id": "gift"},
    ) == {
        ("early", "refunds_nothing"),
        ("elsewhere", "refunds_nothing"),
        ("another", "refunds_nothing"),
        ("unpaid", "refunds_nothing"),
        ("both", "names_a_refund"),
    }
