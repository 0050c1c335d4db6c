"""How long members stayed, in what standing, and whose dues run out: counted from tiny sources."""

from datetime import date
from typing import Any

from lib.data.contract.rollup.members import GRACE_DAYS
from lib.data.contract.rollup.retention import CYCLE_DAYS, DUE_DAYS, FOLLOWED_MONTHS, MONTH_DAYS
from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)


def paid(member: str, first: str, last: str, **more: Any) -> dict[str, Any]:
    return {"member_id": member, "paid_on": first, "covers_from": first, "covers_to": last, **more}


def read(statement: str) -> list[tuple[Any, ...]]:
    return queried("membership", AS_OF, statement)


def members(rows: Rows, **joined: str) -> None:
    for member, day in joined.items():
        rows("membership", "member", {"member_id": member, "committee_id": "c1", "joined_on": day})


LIFE = (
    "SELECT joined_half::text, entered, months, has_left, by_list, members::int"
    " FROM rollup.membership_life ORDER BY 1, 2, 3, 4, 5"
)


def test_the_statements_say_what_the_contract_says() -> None:
    assert (MONTH_DAYS, FOLLOWED_MONTHS, DUE_DAYS, GRACE_DAYS) == (365.25 / 12, 36, 90, 60)
    assert CYCLE_DAYS == {"monthly": 53, "quarterly": 183}


def test_months_are_counted_whole(rows: Rows) -> None:
    members(rows, m1="2025-01-01", m2="2025-01-01", m3="2026-03-01")
    rows(
        "membership",
        "dues_payment",
        # A month's dues and the grace end on April 2, 2025, 91 days on: in the third month.
        paid("m1", "2025-01-01", "2025-01-31"),
        # Still a member 448 days on: fourteen months are over.
        paid("m2", "2025-01-01", "2026-12-31"),
        # A member for 24 days: no month is over, so nothing is told.
        paid("m3", "2026-03-01", "2026-12-31"),
    )
    assert read(LIFE) == [
        ("2025-01-01", 0, 3, True, False, 1),
        ("2025-01-01", 0, 14, False, False, 1),
    ]


def test_who_left_in_a_month_that_is_not_over_is_followed_to_the_one_before(rows: Rows) -> None:
    members(rows, m1="2025-09-01", m2="2025-11-01", m3="2025-07-01", m4="2025-09-01")
    rows(
        "membership",
        "dues_payment",
        # Lapsed on March 2, 182 days in: in the sixth month, which is over since March 3.
        paid("m1", "2025-09-01", "2025-12-31"),
        # Lapsed on March 17, 197 days in: in the seventh month, which is not over on March 25. Who
        # joined on that day and stayed is not followed in it, either.
        paid("m4", "2025-09-01", "2026-01-15"),
        # Lapsed on March 1, 120 days in: in the fourth month, which is over since March 3.
        paid("m2", "2025-11-01", "2025-12-30"),
        paid("m3", "2025-07-01", "2026-12-31"),
    )
    assert read(LIFE) == [
        ("2025-07-01", 0, 4, True, False, 1),
        ("2025-07-01", 0, 6, False, False, 1),
        ("2025-07-01", 0, 6, True, False, 1),
        ("2025-07-01", 0, 8, False, False, 1),
    ]


def test_who_came_before_the_records_enters_late(rows: Rows) -> None:
    # Payments are on record since 2025. Someone of 2024 is seen from their thirteenth month on, and
    # is followed for 26; who left before the records is never seen.
    members(rows, m0="2025-01-01", m1="2024-01-15")
    rows(
        "membership",
        "dues_payment",
        paid("m0", "2025-01-01", "2026-12-31"),
        paid("m1", "2025-01-01", "2026-12-31"),
    )
    assert read(LIFE) == [
        # 352 days before the records: eleven months and a half, so whole from the end of the 12th.
        ("2024-01-01", 12, 26, False, False, 1),
        ("2025-01-01", 0, 14, False, False, 1),
    ]


def test_a_tier_without_dues_is_told_by_the_list(rows: Rows) -> None:
    rows("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    rows(
        "membership",
        "member",
        {
            "member_id": "m1",
            "committee_id": "c1",
            "tier_id": "free",
            "joined_on": "2025-01-01",
            "lapsed_on": "2025-02-15",  # 45 days: in the second month
        },
    )
    assert read(LIFE) == [("2025-01-01", 0, 2, True, True, 1)]


def test_who_returns_is_told_by_the_first_spell(rows: Rows) -> None:
    members(rows, m1="2025-01-01")
    rows(
        "membership",
        "dues_payment",
        paid("m1", "2025-01-01", "2025-01-31"),
        paid("m1", "2025-09-01", "2026-12-31"),
    )
    assert read(LIFE) == [("2025-01-01", 0, 3, True, False, 1)]


def test_standings_by_months_since_joining(rows: Rows) -> None:
    members(rows, m1="2025-01-01")
    rows(
        "membership",
        "dues_payment",
        # Covered for 59 days: at the ends of months 0 and 1. Behind at 60.9; lapsed from 119 on:
        # at 121.8 and on. Covered again from 243 days on: at the end of month 8 (243.5).
        paid("m1", "2025-01-01", "2025-02-28"),
        paid("m1", "2025-09-01", "2026-12-31"),
    )
    standings = dict(
        read("SELECT month, state FROM rollup.membership_standing WHERE members = 1")  # type: ignore[arg-type]
    )
    assert standings == {
        **dict.fromkeys((0, 1), "good_standing"),
        **dict.fromkeys((2, 3), "behind"),
        **dict.fromkeys(range(4, 8), "lapsed"),
        **dict.fromkeys(range(8, 15), "returned"),  # 448 days: fourteen months are over
    }


def test_standings_leave_out_who_came_before_the_records(rows: Rows) -> None:
    members(rows, m0="2026-01-01", m1="2024-01-15", m2="2025-06-01")
    # The last of them never paid, though the tier has dues: nothing can be told.
    rows(
        "membership",
        "dues_payment",
        paid("m0", "2026-01-01", "2026-12-31"),
        paid("m1", "2026-01-01", "2026-12-31"),
    )
    assert read(
        "SELECT month, state, members::int FROM rollup.membership_standing ORDER BY month"
    ) == [(0, "good_standing", 1), (1, "good_standing", 1), (2, "good_standing", 1)]


MONTH = (
    "SELECT cycle, due_month::text, renewal, due::int, lapsed::int FROM rollup.renewal_month"
    " ORDER BY due_month, cycle"
)
DUE = (
    "SELECT cycle, renewal, due_within, times, members::int FROM rollup.renewal_due"
    " ORDER BY cycle, due_within"
)


def test_renewals_are_numbered_and_have_an_outcome(rows: Rows) -> None:
    members(rows, m1="2025-01-01", m2="2025-01-01")
    rows(
        "membership",
        "dues_payment",
        # Renewed in April, after twenty days without cover; not in July.
        paid("m1", "2025-01-01", "2025-03-31"),
        paid("m1", "2025-04-20", "2025-06-30"),
        # A year, not renewed; January 2026 is longer ago than the grace.
        paid("m2", "2025-01-01", "2025-12-31"),
    )
    assert read(MONTH) == [
        ("quarterly", "2025-04-01", 1, 1, 0),
        ("quarterly", "2025-07-01", 2, 1, 1),
        ("yearly", "2026-01-01", 1, 1, 1),
    ]


def test_what_ran_out_within_the_grace_has_no_outcome_yet(rows: Rows) -> None:
    # Both ran out in February; who renewed at once would make the others look as if nobody lapsed.
    members(rows, m1="2026-01-01", m2="2026-01-01")
    rows(
        "membership",
        "dues_payment",
        paid("m1", "2026-01-01", "2026-01-31"),
        paid("m1", "2026-02-01", "2026-03-31"),
        paid("m2", "2026-01-01", "2026-01-31"),
    )
    assert read(MONTH) == []
    # The first pays on April 1 again, 7 days on; two months are quarterly. The other is behind.
    assert read(DUE) == [("monthly", 1, 0, 0, 1), ("quarterly", 2, 30, 1, 1)]


def test_who_comes_due_within_90_days(rows: Rows) -> None:
    members(rows, m1="2026-03-01", m2="2025-05-01", m3="2025-07-01", m4="2025-03-25")
    rows(
        "membership",
        "dues_payment",
        # Due on April 1, 7 days on, and then on May 1 and June 1: within 90 days three times.
        paid("m1", "2026-03-01", "2026-03-31"),
        # Due on May 1, 37 days on; on July 1, 98 days on: too late.
        paid("m2", "2025-05-01", "2026-04-30"),
        paid("m3", "2025-07-01", "2026-06-30"),
        # Due on the day of the refresh: not covered any more, so it ran out.
        paid("m4", "2025-03-25", "2026-03-24"),
    )
    assert read(DUE) == [
        ("monthly", 1, 30, 3, 1),
        ("yearly", 1, 0, 0, 1),
        ("yearly", 1, 60, 1, 1),
    ]


def test_gifts_failed_payments_and_what_was_given_back_renew_nothing(rows: Rows) -> None:
    members(rows, m1="2025-01-01")
    rows(
        "membership",
        "dues_payment",
        paid("m1", "2025-01-01", "2025-06-30"),
        paid("m1", "2025-07-01", "2025-09-30", kind="failed"),
        paid("m1", "2025-07-01", "2025-09-30", kind="gift"),
        paid("m1", "2025-07-01", "2025-09-30", payment_id="back"),
        paid("m1", "2025-07-01", "2025-09-30", kind="refund", refunds_payment_id="back"),
    )
    assert read(MONTH) == [("quarterly", "2025-07-01", 1, 1, 1)]


def test_renewals_before_the_records_count(rows: Rows) -> None:
    # A member of 2023 pays by the year: the first payment on record is their third, due in 2026.
    members(rows, m0="2025-01-01", m1="2023-01-01")
    rows(
        "membership",
        "dues_payment",
        paid("m0", "2025-01-01", "2025-12-31"),
        paid("m1", "2025-01-01", "2025-12-31"),
    )
    assert read(MONTH) == [("yearly", "2026-01-01", 1, 1, 1), ("yearly", "2026-01-01", 3, 1, 1)]
