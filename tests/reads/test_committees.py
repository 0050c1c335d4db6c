"""What is read of committees: who coordinates them is unknown where nobody records that."""

from datetime import date

import pandas as pd
import pytest
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from tests.data.derived import derive
from tests.data.rows import Rows

SOUTHWEST = Scope(("southwest",))


def coordinators() -> "pd.Series[float]":
    derive("membership", date(2026, 3, 25), "committee", "committee_support", "committee_week")
    st.cache_data.clear()
    columns = ("committee_id", "coordinators", "coordinators_core")
    return (
        reads.membership.committees(SOUTHWEST, columns=columns)
        .set_index("committee_id")
        .stack()
        .dropna()
    )


@pytest.mark.slow
def test_nobody_coordinates_only_where_somebody_does_elsewhere(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"}, {"committee_id": "c2"})
    # Another role is on record, and that of coordinators is not.
    rows("membership", "role_term", {"committee_id": "c1", "role": "responder"})
    assert coordinators().empty
    rows("membership", "role_term", {"committee_id": "c2", "role": "coordinator"})
    assert coordinators().to_dict() == {
        ("c1", "coordinators"): 0,
        ("c1", "coordinators_core"): 0,
        ("c2", "coordinators"): 1,
        ("c2", "coordinators_core"): 0,
    }


def test_gatherings_are_added_up_of_two_quarters_of_weeks(rows: Rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"}, {"committee_id": "never"})
    rows(
        "membership",
        "gathering",
        # The weeks that begin after 24 December, 91 days before the refresh: from the 29th on.
        {"committee_id": "c1", "held_on": "2025-12-29", "attended": 10},
        {"committee_id": "c1", "held_on": "2026-03-25", "attended": 20},
        {"committee_id": "c1", "held_on": "2026-03-01", "attended": None},  # nobody counted
        # The 13 weeks before: from 29 September to 28 December.
        {"committee_id": "c1", "held_on": "2025-12-28", "attended": 7},
        {"committee_id": "c1", "held_on": "2025-09-29", "attended": 8},
        # A day earlier, in neither.
        {"committee_id": "c1", "held_on": "2025-09-28", "attended": 99},
    )
    rows(
        "membership",
        "member",
        {"committee_id": "c1", "joined_on": "2026-01-05"},
        {"committee_id": "c1", "joined_on": "2025-12-28", "lapsed_on": "2026-02-02"},
        {"committee_id": "c1", "joined_on": "2024-12-28", "lapsed_on": "2026-02-03"},
    )
    derive("membership", date(2026, 3, 25), "committee", "committee_support")
    st.cache_data.clear()
    read = reads.membership.committees(SOUTHWEST).set_index("committee_id")
    shown = read[["gatherings", "turnout", "turnout_before", "net_members"]]
    # 30 people at 2 gatherings that were counted, of 3; 15 at 2 before; 1 joined and 2 lapsed.
    assert shown.loc["c1"].tolist() == [3, 15, 7.5, -1]
    assert shown.loc["never"].fillna(-1).tolist() == [0, -1, -1, 0]
