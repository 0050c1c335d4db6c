"""What visits follow, by hand."""

import pandas as pd

from lib.measures.accompaniment import by_kind

NAN = float("nan")


def test_visits_by_what_they_follow_add_up() -> None:
    visits = pd.DataFrame(
        [
            ("training", 0, 3, 2, 5.0),  # a request was open
            ("training", 1, 1, 0, NAN),
            ("training", 14, 2, 2, 4.0),  # the last day that counts
            ("training", 15, 1, 0, NAN),
            ("training", 91, 1, 1, 2.5),  # longer ago, or never
            ("mentorship", 91, 4, 0, NAN),
        ],
        columns=["kind", "days_since_asked", "visits", "visits_with_hours", "hours"],
    )
    counts = by_kind(visits, follows_days=14).set_index("kind")
    assert counts.index.tolist() == ["training", "mentorship"]
    told = ["visits", "asked", "within_days", "not_asked", "visits_with_hours", "hours"]
    assert counts.loc["training", told].tolist() == [8, 3, 3, 2, 5, 11.5]
    # Where no visit tells its hours, none is 0.
    assert pd.isna(counts.loc["mentorship", "hours"])
    assert counts.loc["mentorship", told[:4]].tolist() == [4, 0, 0, 4]


def test_of_none_there_is_no_kind() -> None:
    columns = ["kind", "days_since_asked", "visits", "visits_with_hours", "hours"]
    assert by_kind(pd.DataFrame(columns=columns), 14).empty
