"""What is read of committees: who coordinates them is unknown where nobody records that."""

from datetime import date

import pandas as pd
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
