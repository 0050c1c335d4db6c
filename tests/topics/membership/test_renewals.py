"""What is said of dues that run out, over tiny sources."""

from datetime import date, timedelta

import pandas as pd
import pytest
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.topics.membership.foretold import FORETOLD
from lib.topics.membership.foretold import _title as foretold_title
from lib.topics.membership.remind import REMIND
from lib.topics.membership.renewals import RENEWALS
from lib.ui.filters import Choice
from lib.ui.tables import Table
from lib.ui.text import Text
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
MEMBERSHIP = (
    *("committee", "committee_support", "committee_week", "membership_month"),
    *("membership_tier", "region", "renewal_due", "renewal_month"),
)
"""What the page reads."""
SOUTHWEST = Choice(Scope(("southwest",)), weeks=13)
BOTH = Choice(Scope(("southwest", "southeast")), weeks=13)


def refreshed() -> None:
    """Refresh, and forget what was read before."""
    derive("membership", AS_OF, *MEMBERSHIP)
    st.cache_data.clear()


def pays(rows: Rows, n: int, committee: str, last: date, *, prefix: str, **more: str) -> None:
    """So many members whose first year of dues ends on a day."""
    first = last - timedelta(days=364)
    for number in range(n):
        member = f"{prefix}{number}"
        rows(
            "membership",
            "member",
            {"member_id": member, "committee_id": committee, "joined_on": first, **more},
        )
        rows(
            "membership",
            "dues_payment",
            {"member_id": member, "paid_on": first, "covers_from": first, "covers_to": last},
        )


@pytest.mark.slow
def test_a_title_is_the_sum_of_its_table(rows: Rows) -> None:
    # Of 40 whose year ended in the autumn none renewed: the plain rate of the year is all of them.
    pays(rows, 40, "c1", date(2025, 10, 31), prefix="old")
    # Six of c1 and two of c2 run out in May; seven of c3 within 30 days.
    pays(rows, 6, "c1", date(2026, 5, 10), prefix="a")
    pays(rows, 2, "c2", date(2026, 5, 10), prefix="b")
    rows("membership", "committee", {"committee_id": "c3", "name": "Third"})
    pays(rows, 7, "c3", date(2026, 4, 10), prefix="c")
    # Five ran out three weeks ago.
    pays(rows, 5, "c3", date(2026, 3, 4), prefix="d")
    refreshed()
    made = RENEWALS.made(SOUTHWEST, "committee").value
    assert isinstance(made, Table)
    assert made.title == (
        "Until Jun 23, 2026 the dues of 15 members run out; about 15 are likely to lapse"
    )
    # The two of c2 are told with the six of c1, the next smallest: alone they would be what is
    # missing from the total.
    assert made.frame["name"].tolist() == ["Smaller committees", "Third"]
    assert made.frame["members"].tolist() == [8, 7]
    assert made.frame["soon"].tolist() == [0, 7]
    assert ("membership", "dues_payment") in RENEWALS.made(SOUTHWEST, "committee").sources
    remind = REMIND.made(SOUTHWEST).value
    assert isinstance(remind, Text)
    assert remind.body is not None
    assert "the 5 whose dues ran out in the last 60 days" in remind.body
    assert "the 7 whose dues run out within 30 days" in remind.body


@pytest.mark.slow
def test_a_smaller_committee_is_its_region_s_in_any_view(rows: Rows) -> None:
    rows("membership", "place", {"place_id": "atlanta", "state_fips": "13"})
    rows("membership", "committee", {"committee_id": "e1", "place_id": "atlanta", "name": "East"})
    pays(rows, 6, "e1", date(2026, 5, 10), prefix="e")
    pays(rows, 6, "c1", date(2026, 5, 10), prefix="a")
    pays(rows, 2, "c2", date(2026, 5, 10), prefix="b")
    refreshed()
    both, one = (RENEWALS.made(choice, "committee").value for choice in (BOTH, SOUTHWEST))
    assert isinstance(both, Table)
    assert isinstance(one, Table)
    # Whoever sees both regions can't reckon the two of c2 from the regions' own lists.
    assert both.frame.set_index("group")["members"].to_dict() == {"others:southwest": 8, "e1": 6}
    assert one.frame.set_index("group")["members"].to_dict() == {"others:southwest": 8}
    # Nothing came due in a year, so nothing is foretold.
    assert both.title == "Until Jun 23, 2026 the dues of 14 members run out"


@pytest.mark.slow
def test_fewer_than_five_are_nothing_to_tell(rows: Rows) -> None:
    pays(rows, 4, "c1", date(2026, 4, 10), prefix="a")
    refreshed()
    assert RENEWALS.made(SOUTHWEST, "committee").value is None
    assert REMIND.made(SOUTHWEST).value is None
    assert FORETOLD.made(SOUTHWEST).value is None


@pytest.mark.slow
def test_how_it_was_foretold_is_told(rows: Rows) -> None:
    pays(rows, 40, "c1", date(2025, 10, 31), prefix="old")
    refreshed()
    made = FORETOLD.made(SOUTHWEST).value
    assert isinstance(made, Table)
    assert made.title == "Of 1 group, the model foretells 0; last year's rate the others"
    assert made.frame["name"].tolist() == ["Tier unknown"]
    assert made.frame["rate"].tolist() == [1]


def test_groups_of_which_nothing_can_be_told_are_not_the_rate_s() -> None:
    model, rate, cycle, nothing = "model", "not_better", "cycle", "too_few"
    assert foretold_title(pd.Series([model, rate, cycle])) == (
        "Of 3 groups, the model foretells 1; last year's rate the others"
    )
    assert foretold_title(pd.Series([model, rate, nothing])) == (
        "Of 3 groups, the model foretells 1, nothing 1; last year's rate the others"
    )


@pytest.mark.slow
def test_what_is_foretold_of_each_member_is_added_up_by_committee(rows: Rows) -> None:
    pays(rows, 6, "c1", date(2026, 5, 10), prefix="a")
    # Two more within 30 days.
    pays(rows, 2, "c1", date(2026, 4, 10), prefix="b")
    # Nothing is foretold of sustainers.
    rows("membership", "membership_tier", {"tier_id": "sustainer", "name_en": "S", "name_es": "S"})
    pays(rows, 5, "c2", date(2026, 5, 10), prefix="c", tier_id="sustainer")
    refreshed()
    one = {"tier_id": "", "cycle": "yearly", "renewal": 1, "times": 1, "lapses": 0.25}
    foretold = pd.DataFrame([{**one, "variance": 0.1875, "by_first": 0.1, "by_second": -0.5}])
    made = reads.membership.renewals_due_by_committee(SOUTHWEST.scope, foretold, 30)
    made = made.sort_values("committee_id")
    assert made["committee_id"].tolist() == ["c1", "c2"]
    assert made["tier_id"].tolist() == ["", "sustainer"]
    assert made["members"].tolist() == [8, 5]
    assert made["soon"].tolist() == [2, 0]
    assert made["lapses"].tolist() == [2, 0]
    assert made["variance"].tolist() == [1.5, 0]
    assert made["by_first"].tolist() == pytest.approx([0.8, 0])
    assert made["by_second"].tolist() == [-4, 0]
