"""What health is measured from, as it is read for pages."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.reads import dashboard

_SAVED = pd.DataFrame(
    [
        ("b", "2026-08-02", 3),  # of the newer day, first in the table
        ("a", "2026-08-02", 4),
        ("b", "2026-05-03", 5),
        ("a", "2026-05-03", 6),  # of the older day, last in the table
    ],
    columns=["committee_id", "as_of", "members"],
).astype({"as_of": "datetime64[s]"})


def test_they_come_by_day_and_committee_in_whatever_order_the_table_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dashboard, "read", lambda *_args, **_kwargs: _SAVED)
    days = [date(2026, 5, 3), date(2026, 8, 2)]
    rows = dashboard.health_on_days(Scope(("southwest",)), days, days[0])
    assert rows["members"].tolist() == [6, 5, 4, 3]
    # Counts are fractions: no data is none of them, wherever one lacks.
    assert rows["members"].dtype == "float64"
    assert rows.index.tolist() == [0, 1, 2, 3]
