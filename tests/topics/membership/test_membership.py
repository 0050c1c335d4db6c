"""What the page of membership says, from sources small enough to work out by hand."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from lib import reads
from lib.data.scope import Scope
from lib.topics.membership.apart import APART
from lib.topics.membership.by_committee import BY_COMMITTEE
from lib.topics.membership.came_and_went import CAME_AND_WENT
from lib.topics.membership.groups import GROUPS
from lib.topics.membership.groups import _title as groups_title
from lib.topics.membership.income import COVERED, INCOME
from lib.topics.membership.standing import STANDING
from lib.topics.membership.standing import _title as standing_title
from lib.topics.membership.tenths import TENTHS
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows
from tests.pages.conftest import forget_reads

AS_OF = date(2026, 4, 10)
"""The last twelve months are April 2025 to March 2026."""
MEMBERSHIP = (
    *("committee", "committee_membership", "committee_support", "committee_week", "region_week"),
    *("dues_month", "dues_payer_group", "membership_month", "membership_tier"),
)
"""What the page reads."""
CHOICE = Choice(Scope(("southwest",)), weeks=13)
FIGURES: tuple[Figure[Any], ...] = (STANDING, CAME_AND_WENT, BY_COMMITTEE, INCOME, COVERED, TENTHS,
                                    APART)  # fmt: skip


@pytest.fixture(autouse=True)
def anew(rows: Rows) -> None:
    """What an earlier test read of the same day is forgotten, and all tiers have their names."""
    forget_reads()
    for tier in ("standard", "rare"):
        rows("membership", "membership_tier", {"tier_id": tier, "name_en": tier.title()})


def member(rows: Rows, name: str, *payments: dict[str, Any], **more: Any) -> None:
    rows(
        "membership",
        "member",
        {"member_id": name, "committee_id": "c1", "tier_id": "standard"}
        | {"joined_on": "2025-01-01"}
        | more,
    )
    for payment in payments:
        rows("membership", "dues_payment", {"member_id": name, **payment})


def paid(first: str, last: str, cents: int = 1200, **more: Any) -> dict[str, Any]:
    return {
        "paid_on": first,
        "covers_from": first,
        "covers_to": last,
        "amount_cents": cents,
        **more,
    }


NO_PAYMENT = "Refunds, gifts and failed payments can't be told: no payment was ever recorded"
TWO_YEARS = paid("2025-01-01", "2026-12-31", 24_000)


def shown(figure: Figure[Any], *options: str) -> Any:
    return figure.made(CHOICE, *options).value


@pytest.fixture
def members(rows: Rows) -> Rows:
    """Ten throughout; six who lapse in June; seven who join in February; five who return then."""
    for n in range(10):
        member(rows, f"throughout{n}", TWO_YEARS)
    for n in range(6):
        # Covered until April 30: June 30 is the first day after sixty.
        member(rows, f"lapses{n}", paid("2025-01-01", "2025-04-30", 4_000))
    for n in range(7):
        member(rows, f"joins{n}", paid("2026-02-10", "2026-12-31", 12_000), joined_on="2026-02-10")
    for n in range(5):
        # Covered until January 31, 2025; lapsed on April 2, back on February 1.
        member(
            rows,
            f"returns{n}",
            paid("2025-01-01", "2025-01-31", 1_000),
            paid("2026-02-01", "2026-12-31", 11_000),
        )
    return rows


@pytest.mark.slow
def test_stock_and_flow_add_up(members: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    chart = shown(CAME_AND_WENT)
    assert isinstance(chart, Chart)
    # 21 at the end of March 2025; 6 lapse in June and 5 in April; 7 join and 5 return in February.
    assert chart.title == (
        "Apr 2025 to Mar 2026: 7 joined, 5 returned and 11 lapsed; 21 members by dues became 22"
    )
    monthly = chart.table.set_index("months")
    assert len(monthly) == 12
    total = monthly["start"] + monthly["joined"] + monthly["returned"] - monthly["lapsed"]
    assert total.tolist() == monthly["end"].tolist()
    assert monthly["end"].iloc[:-1].tolist() == monthly["start"].iloc[1:].tolist()
    parts = monthly["good_standing"] + monthly["behind"] + monthly["other"]
    assert parts.tolist() == monthly["end"].tolist()
    # In May six are behind: covered until the end of April, and not lapsed before June 30.
    assert monthly.loc["May 2025", ["good_standing", "behind"]].tolist() == [10, 6]


@pytest.mark.slow
def test_good_standing_is_told_by_tier_at_the_end_of_each_month(members: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    chart = shown(STANDING)
    assert chart.title == (
        "22 members in good standing at the end of Mar 2026: +6 since the end of Mar 2025"
    )
    assert chart.table["all"].tolist() == [16, 16, *[10] * 9, 22, 22]
    assert chart.table["standard"].tolist() == chart.table["all"].tolist()


@pytest.mark.slow
def test_good_standing_is_one_number_on_this_page_and_on_the_committees(members: Rows) -> None:
    members("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    for n in range(5):
        member(members, f"free{n}", tier_id="free")
        # Paid, and by the list no longer a member: in good standing on no page.
        member(members, f"left{n}", TWO_YEARS, lapsed_on="2025-10-01")
        # Behind at the end of November.
        member(members, f"behind{n}", paid("2025-01-01", "2025-10-31", 10_000))
    derive("membership", date(2025, 12, 10), *MEMBERSHIP)
    # November 30, 2025 is a Sunday, the last of its week: ten throughout, and five without dues.
    week = date(2025, 11, 24)
    by_week = reads.membership.weekly(CHOICE.scope, week, week, columns=("good_standing",))
    assert by_week["good_standing"].tolist() == [15]
    assert shown(STANDING).table.set_index("month_end").loc["2025-11-30", "all"] == 15


@pytest.mark.slow
def test_tiers_of_few_are_one(members: Rows) -> None:
    for n in range(3):
        member(members, f"other{n}", TWO_YEARS, tier_id="rare")
    derive("membership", AS_OF, *MEMBERSHIP)
    # Three of a tier are not shown, nor can they be told by those of all.
    table = shown(GROUPS, "tier")
    assert isinstance(table, Table)
    assert table.frame["name"].tolist() == ["Other tiers"]
    assert table.frame["end"].tolist() == [25]
    wide = shown(STANDING).table
    assert not {"rare", "standard"} & {*wide}
    assert wide["others"].tolist() == wide["all"].tolist()
    assert wide["all"].iloc[-1] == 25


@pytest.mark.slow
def test_committees_of_few_are_one_and_few_are_not_told(members: Rows) -> None:
    for n in range(4):
        member(members, f"small{n}", TWO_YEARS, committee_id="c2")
    for n in range(6):
        member(members, f"at_large{n}", TWO_YEARS, committee_id=None, state_fips="04")
    derive("membership", AS_OF, *MEMBERSHIP)
    table = shown(BY_COMMITTEE)
    assert table.title == "Mar 2026: at least 22 members by dues, 0 of them behind"
    frame = table.frame.set_index("of")
    # Four in a small committee; and six in none, by whom they could be told.
    assert frame["members"].fillna(-1).to_dict() == {"committee": 22, "small": -1, "none": -1}
    assert frame.loc["committee", ["behind", "came", "lapsed"]].tolist() == [0, 12, 11]


@pytest.mark.slow
def test_a_years_dues_are_twelve_equal_parts_and_refunds_are_taken_off(rows: Rows) -> None:
    for n in range(6):
        member(rows, f"m{n}", paid("2025-07-01", "2026-06-30", 12_000), joined_on="2025-07-01")
    # Half of one is given back on December 31: the last half of its 365 days, from that day on
    # 182; from December 30 on there would be one more. Six months and a day's part are taken off.
    member(
        rows,
        "m9",
        paid("2025-07-01", "2026-06-30", 12_000, payment_id="p9"),
        paid("2025-07-01", "2026-06-30", -6_000, refunds_payment_id="p9")
        | {"paid_on": "2025-12-31"},
        # Neither is income of dues.
        paid("2025-07-01", "2026-06-30", 99_900, kind="gift"),
        paid("2025-08-01", "2025-08-31", 88_800, kind="failed"),
        joined_on="2025-07-01",
    )  # fmt: skip
    derive("membership", AS_OF, *MEMBERSHIP)
    earned = shown(INCOME).table.set_index("month_start")["earned"]
    assert earned.loc["2025-07":"2025-11"].tolist() == [70.0] * 5
    # The days taken back begin on December 31: 1/31 of a month, of 6 + 1/31 months of $60.
    assert earned.loc["2025-12"].tolist() == [round(70 - 60 / (6 + 1 / 31) / 31)]
    assert earned.loc["2026-01":"2026-03"].tolist() == [round(70 - 60 / (6 + 1 / 31))] * 3


@pytest.mark.slow
def test_refunds_gifts_and_failed_payments_are_told_apart_where_they_are_enough(rows: Rows) -> None:
    for n in range(5):
        member(
            rows,
            f"m{n}",
            TWO_YEARS,
            paid("2025-06-01", "2025-06-30", 2_000, kind="gift"),
            *[paid("2025-06-01", "2025-06-30", 3_000, kind="failed")] * (n < 4),
        )
    derive("membership", AS_OF, *MEMBERSHIP)
    table = shown(APART)
    assert table.title == (
        "Apr 2025 to Mar 2026, apart from dues: 0 refunds, 5 gifts, and a few failed payments"
    )
    frame = table.frame.set_index("kind")
    assert frame.loc["gifts", ["payments", "dollars"]].tolist() == [5, 100]
    assert frame.loc["failed", ["payments", "dollars"]].isna().all()


@pytest.mark.slow
def test_months_of_dues_paid_of_those_owed(members: Rows) -> None:
    # Ten whose tier has no dues owe nothing.
    members("membership", "membership_tier", {"tier_id": "free", "monthly_dues_cents": 0})
    for n in range(10):
        member(members, f"free{n}", tier_id="free")
    derive("membership", AS_OF, *MEMBERSHIP)
    table = shown(COVERED).table.set_index("month_start")
    # May 2025: 16 owe, of whom six are behind; March 2026: 22, all covered.
    assert table.loc["2025-05-01", ["covered", "owed"]].tolist() == [10, 16]
    assert table.loc["2026-03-01", ["covered", "owed"]].tolist() == [22, 22]


@pytest.mark.slow
def test_nothing_on_record_is_said_and_is_no_zero(rows: Rows) -> None:
    derive("membership", AS_OF, *MEMBERSHIP)
    assert [shown(figure) for figure in FIGURES[:-1]] == [None] * (len(FIGURES) - 1)
    assert shown(APART).title == NO_PAYMENT
    assert shown(GROUPS, "tier") is None
    assert all(figure.empty for figure in FIGURES)


@pytest.mark.slow
def test_without_payments_the_list_tells_who_came_and_nobody_who_pays(rows: Rows) -> None:
    for n in range(8):
        member(rows, f"m{n}", joined_on="2025-09-05")
    derive("membership", AS_OF, *MEMBERSHIP)
    chart = shown(CAME_AND_WENT)
    assert chart.title.endswith("8 joined and 0 lapsed; 0 members by dues became 8")
    assert not {"returned", "behind", "good_standing"} & {*chart.columns}
    assert chart.table["other"].iloc[-1] == 8
    assert [shown(figure) for figure in (STANDING, INCOME, COVERED, TENTHS)] == [None] * 4
    # That none was refunded or failed nobody can know.
    assert shown(APART).title == NO_PAYMENT


@pytest.mark.slow
def test_nobody_in_good_standing_is_a_number_where_payments_are_on_record(rows: Rows) -> None:
    for n in range(6):
        member(rows, f"m{n}", paid("2025-01-01", "2025-01-31"))
    member(rows, "now", paid("2026-04-01", "2026-04-30"), joined_on="2026-04-01")
    derive("membership", AS_OF, *MEMBERSHIP)
    chart = shown(STANDING)
    # All lapsed on April 2, 2025; whoever is new in April is of the month that is not over.
    assert chart.title.startswith("0 members in good standing at the end of Mar 2026")


@pytest.mark.slow
def test_one_member_is_told_of_nobody(rows: Rows) -> None:
    member(rows, "one", TWO_YEARS)
    derive("membership", AS_OF, *MEMBERSHIP)
    assert isinstance(shown(STANDING), Text)
    assert shown(STANDING).title == "Fewer than 5 members are in good standing"
    for figure in (CAME_AND_WENT, INCOME, COVERED, TENTHS, BY_COMMITTEE):
        made = shown(figure)
        for frame in (getattr(made, "table", None), getattr(made, "frame", None)):
            numbers = pd.DataFrame() if frame is None else frame.select_dtypes("number")
            assert not numbers.isin([1, 2, 3, 4]).to_numpy().any(), figure.key


def flowed(*groups: tuple[str, float, float]) -> str:
    """What is said of groups with so many members at the start and at the end."""
    frame = pd.DataFrame(groups, columns=["name", "start", "end"])
    return groups_title(frame, "Apr 2025 to Mar 2026")


def test_who_changed_most_is_said_where_there_are_several_and_one_changed() -> None:
    both = flowed(("One", 20, 26), ("Other", 30, 22))
    assert both.endswith("Other changed most, from 30 to 22 members by dues")
    assert flowed(("One", 20, 26)).endswith("One, 20 members by dues became 26")
    none = flowed(("One", 20, 20), ("Other", 30, 30))
    assert none.endswith("none has more or fewer members by dues at the end")
    # What is hidden may have changed.
    shown_only = flowed(("One", 20, 20), ("Other", float("nan"), 9))
    assert shown_only.endswith("none that is shown has more or fewer members by dues")


def test_where_as_many_are_in_good_standing_there_is_no_change_of_0() -> None:
    wide = pd.DataFrame(
        {"month_start": pd.to_datetime(["2025-03-01", "2026-03-01"]), "all": [12.0, 12.0]}
    )
    assert standing_title(wide) == (
        "12 members in good standing at the end of Mar 2026, as many as at the end of Mar 2025"
    )
