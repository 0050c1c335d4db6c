"""What is told of deportation cases and mobilizations, by hand. As of Wednesday 2026-03-25."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import text

from lib.data import engines
from tests.data.derived import queried
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
OPENED = "2026-03-20"


def read(query: str, as_of: date = AS_OF) -> list[tuple[Any, ...]]:
    """The rows of a query after a refresh."""
    return queried("incidents", as_of, query)


def cases(rows: Rows, n: int, **columns: object) -> None:
    """Add so many cases alike."""
    rows("incidents", "deportation_case", *([{"opened_on": OPENED, **columns}] * n))


def places(rows: Rows, states: Iterable[str] = ("04", "13", "48")) -> None:
    rows("incidents", "state", *({"state_fips": fips} for fips in states))


def test_open_cases_are_told_by_class_the_detained_apart(rows: Rows) -> None:
    places(rows)
    cases(rows, 5, state_fips="04", stage="intake")
    cases(rows, 4, state_fips="04", stage=" Hearing ")  # however it is written
    cases(rows, 1, state_fips="48", stage="hearing")  # the same region: five together
    cases(rows, 1, state_fips="04", stage="a stage of their own")
    cases(rows, 1, state_fips="04")  # nobody says
    cases(rows, 3, state_fips="04", stage="intake", is_detained=True)
    cases(rows, 9, state_fips="04", stage="closed", closed_on=OPENED)  # not open
    cases(rows, 9, state_fips="04", opened_on="2026-03-26")  # tomorrow
    cases(rows, 9, state_fips="04", closed_on="2026-03-19")  # can't be right
    query = "SELECT region_id, part, at_least, at_most FROM rollup.case_open ORDER BY 1, 2"
    assert read(query) == [
        ("southwest", "detained", 1, 4),
        ("southwest", "hearing", 5, 9),
        ("southwest", "intake", 5, 9),
        ("southwest", "other", 1, 4),
    ]


def test_a_region_with_fewer_than_five_is_not_divided(rows: Rows) -> None:
    places(rows)
    cases(rows, 1, state_fips="13", stage="intake")
    cases(rows, 3, state_fips="13", is_detained=True)
    cases(rows, 1)  # nobody knows where
    assert read("SELECT * FROM rollup.case_open ORDER BY 1") == [
        ("southeast", "all", 1, 4),
        ("unknown", "all", 1, 4),
    ]


def test_a_region_is_not_divided_where_its_partners_would_tell_its_parts(rows: Rows) -> None:
    """Three parts of 4 are 3 to 12 cases. Two partners with five each make 10 at least, so that no
    part could be 1. With one such partner less they are told. Undivided it is told as 9 at least:
    were it 10, each of three states that are told as none would hold two.
    """
    places(rows, ("04", "35", "48"))  # all of the southwest: four cases each, and told as none
    stages = ("intake", "screening", "hearing")
    for n, lead in enumerate("aaaaabbbbbcd"):
        state = ("04", "35", "48")[n // 4]
        cases(rows, 1, state_fips=state, stage=stages[n % 3], lead_partner_id=lead)
    leads = "SELECT lead_partner_id, at_least, at_most FROM rollup.case_lead ORDER BY 1"
    parts = "SELECT part, at_least, at_most FROM rollup.case_open ORDER BY 1"
    assert read(leads) == [("a", 5, 9), ("b", 5, 9)]
    assert read(parts) == [("all", 9, 14)]
    with engines.owner("incidents").begin() as connection:
        one_of_them = "SELECT min(case_id) FROM source.deportation_case WHERE lead_partner_id = 'b'"
        connection.execute(
            text(
                "UPDATE source.deportation_case SET lead_partner_id = 'e'"
                f" WHERE case_id = ({one_of_them})"
            )
        )
    assert read(leads) == [("a", 5, 9)]
    assert read(parts) == [("hearing", 1, 4), ("intake", 1, 4), ("screening", 1, 4)]


def test_a_region_is_not_divided_where_its_states_would_tell_its_parts(rows: Rows) -> None:
    """Two states with 5 and 6: 10 at least, and of parts with 4, 4 and 3 none could be 1."""
    places(rows)
    for n in range(11):
        stage = ("intake", "screening", "hearing")[n % 3]
        cases(rows, 1, state_fips="04" if n < 5 else "48", stage=stage)
    assert read("SELECT part, at_least, at_most FROM rollup.case_open") == [("all", 10, 14)]
    query = "SELECT state_fips, open_cases FROM rollup.case_state WHERE as_of = :day ORDER BY 1"
    assert read(query.replace(":day", "'2026-03-25'")) == [("04", 5), ("48", 5)]


def test_cases_without_a_lead_for_more_than_a_week(rows: Rows) -> None:
    places(rows)
    late = {"opened_on": "2026-03-17"}  # 8 days before
    cases(rows, 4, state_fips="04", **late)
    cases(rows, 3, state_fips="04", opened_on="2026-03-18")  # 7 days: not more
    cases(rows, 3, state_fips="04", lead_partner_id="a", **late)
    cases(rows, 3, state_fips="04", closed_on="2026-03-25", **late)  # over today
    cases(rows, 1, state_fips="13", lead_partner_id="a", **late)
    cases(rows, 12, **late)
    assert read("SELECT * FROM rollup.case_unled ORDER BY 1") == [
        ("southeast", 0, 0),
        ("southwest", 1, 4),
        ("unknown", 10, 14),
    ]


def test_a_partner_is_told_where_three_lead(rows: Rows) -> None:
    places(rows)
    for lead, n in (("a", 12), ("b", 5), ("c", 4)):
        cases(rows, n, state_fips="04", lead_partner_id=lead)
    cases(rows, 30, state_fips="13", lead_partner_id="a")
    cases(rows, 30, state_fips="13", lead_partner_id="b")
    assert read("SELECT * FROM rollup.case_lead ORDER BY 2") == [
        ("southwest", "a", 10, 14),
        ("southwest", "b", 5, 9),
    ]


def test_quarters_that_are_over(rows: Rows) -> None:
    places(rows)
    here = {"state_fips": "04"}
    cases(rows, 5, opened_on="2025-07-01", closed_on="2025-12-31", **here)  # first and last days
    cases(rows, 7, opened_on="2025-10-01", closed_on="2026-01-01", **here)  # not over: untold
    cases(rows, 3, opened_on="2025-12-31", **here)
    query = "SELECT quarter_start, opened_at_least, opened_at_most, closed_at_least, closed_at_most"
    assert read(f"{query} FROM rollup.case_quarter ORDER BY 1") == [
        (date(2025, 7, 1), 5, 9, 0, 4),
        (date(2025, 10, 1), 10, 14, 5, 9),
    ]


def test_ends_of_half_years_that_are_over(rows: Rows) -> None:
    places(rows)
    closed = {"opened_on": "2025-01-01", "closed_on": "2025-11-11", "state_fips": "04"}
    cases(rows, 6, outcome="Released", **closed)
    cases(rows, 6, outcome="bond_paid", **closed)
    cases(rows, 2, outcome="removed", **closed)
    cases(rows, 1, outcome="transferred", **closed)
    cases(rows, 1, **closed)  # nobody says
    cases(rows, 9, opened_on="2025-01-01", closed_on="2026-02-02", state_fips="04")  # not over
    query = "SELECT half_start, outcome, at_least, at_most FROM rollup.case_end ORDER BY 1, 2"
    assert read(query) == [
        (date(2025, 1, 1), "otherwise", 0, 4),
        (date(2025, 1, 1), "removed", 0, 4),
        (date(2025, 1, 1), "stopped", 0, 4),
        (date(2025, 7, 1), "otherwise", 0, 4),
        (date(2025, 7, 1), "removed", 0, 4),
        (date(2025, 7, 1), "stopped", 10, 14),
    ]


def test_ends_are_not_told_where_the_quarters_would_narrow_them(rows: Rows) -> None:
    """27 closed in the fourth quarter and none in the third: 25 to 33. Ended so 9, 9 and 9, each
    told as 5 to 9: 27 at most, so that none could be less than 7.
    """
    places(rows)
    for n, outcome in ((9, "stopped"), (9, "removed"), (9, "withdrawn")):
        when = {"opened_on": "2025-01-01", "closed_on": "2025-11-11"}
        cases(rows, n, state_fips="04", outcome=outcome, **when)
    query = "SELECT count(*) FROM rollup.case_end WHERE half_start = '2025-07-01'"
    assert read(query) == [(0,)]


def test_days_to_the_end_are_of_the_nation(rows: Rows) -> None:
    places(rows)
    held = {"is_detained": True}
    cases(rows, 4, opened_on="2025-10-01", closed_on="2025-10-31", outcome="removed", **held)  # 30
    cases(
        rows,
        1,
        opened_on="2025-10-01",
        closed_on="2025-10-01",
        outcome="removed",
        state_fips="13",
        **held,
    )  # on its first day: step 30, too
    cases(rows, 6, opened_on="2025-10-01", closed_on="2025-11-01", outcome="removed", **held)  # 31
    cases(rows, 5, opened_on="2025-10-01", closed_on="2026-01-02", **held)  # open at the end: 92
    cases(
        rows, 5, opened_on="2023-01-01", closed_on="2025-12-31", outcome="stopped", **held
    )  # long
    cases(rows, 5, opened_on="2026-01-01", **held)  # not followed yet
    query = (
        "SELECT region_id, day_until, outcome, at_least FROM rollup.case_duration"
        " WHERE is_detained AND at_least > 0 ORDER BY 2"
    )
    assert read(query) == [
        ("unknown", 30, "removed", 5),
        ("unknown", 60, "removed", 5),
        ("unknown", 120, "open", 5),
        ("unknown", 730, "open", 5),
    ]
    # Nobody was not detained: nothing is told of them.
    assert read("SELECT count(*) FROM rollup.case_duration WHERE NOT is_detained") == [(0,)]


def test_mobilizations_and_what_had_none(rows: Rows) -> None:
    places(rows)
    reported = {"reported_at": "2026-03-02 20:00+00", "occurred_at": "2026-03-02 18:00+00"}
    rows(
        "incidents",
        "incident",
        {"incident_id": "i1", "state_fips": "04", **reported},
        {"incident_id": "i2", "state_fips": "04", **reported},  # without any
        {"incident_id": "i3", "state_fips": "04", **reported, "verification": "false_report"},
    )
    rows(
        "incidents",
        "mobilization",
        {"incident_id": "i1", "called_at": "2026-03-03 02:30+00", "participants": 40},
        {"incident_id": "i1", "called_at": "2026-03-02 19:00+00", "participants": 4},  # before
        {"region_id": "southeast", "called_at": "2026-03-03 12:00+00", "is_national": True},
        {"incident_id": "i2", "called_at": "2026-03-27 12:00+00"},  # ahead
    )
    query = (
        "SELECT region_id, state_fips, incident_kind, is_national, participants, minutes"
        " FROM rollup.mobilization_call ORDER BY mobilization_id"
    )
    assert read(query) == [
        ("southwest", "04", "raid", False, 40, 390),
        ("southwest", "04", "raid", False, None, None),
        ("southeast", None, None, True, None, None),
    ]
    assert read("SELECT * FROM rollup.mobilized_week") == [
        ("southwest", "raid", date(2026, 3, 2), 2, 1)
    ]
