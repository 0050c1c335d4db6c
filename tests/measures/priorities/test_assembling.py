import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import DEFINITIONS, health
from lib.measures.priorities.assembling import assemble, unplaced
from lib.measures.priorities.codes import Unranked
from lib.measures.priorities.definitions import COLUMNS
from lib.measures.priorities.land import areas
from lib.measures.priorities.ranking import rank_intervals
from lib.measures.priorities.records import Records, committees_on, quarter_before, weeks_to
from lib.measures.priorities.scoring import priorities
from tests.measures.priorities.records import (
    COUNTIES,
    DAY,
    committees,
    hubs,
    incidents,
    land,
    policies,
    records,
)

AREAS = areas(land())
IDS = ["az-tucson", "rest-04", "rest-06"]


def column(name: str, given: Records) -> list[float]:
    """A column of the three places, in the order of ``IDS``."""
    found = assemble(AREAS, given).set_index("place_id")[name]
    return [float(found[place]) for place in IDS]


def test_every_column_is_there_and_no_place_twice() -> None:
    found = assemble(AREAS, records())
    assert set(COLUMNS) <= set(found)
    assert found["place_id"].is_unique


def test_incidents_of_the_counties_are_the_places() -> None:
    given = records(
        incidents=incidents(("04019", 2, 5, 1), ("04021", 1, None, 1), ("06001", 4, 9, 0)),
        two_years=incidents(("04019", 5, 9, 2), ("04001", 1, 1, 1), ("06001", 4, 9, 0)),
    )
    assert column("incidents", given) == [3, 0, 4]
    assert column("answerable", given) == [3, 0, 4]
    assert column("unanswered", given) == [2, 0, 0]
    assert column("incidents_two_years", given) == [5, 1, 4]
    assert column("people_affected", given) == [5, 0, 9]


def test_people_are_unknown_where_no_incident_says_and_zero_where_there_was_none() -> None:
    year = incidents(("04019", 2, None, 1), ("06001", 1, 3, 0))
    found = column("people_affected", records(incidents=year, two_years=year))
    assert math.isnan(found[0])
    assert found[1:] == [0, 3]


def test_incidents_without_a_known_county_are_in_no_place_and_counted() -> None:
    year = incidents(("04019", 2, 5, 1), (None, 7, 1, 1), ("99999", 3, 1, 0))
    given = records(incidents=year, two_years=year)
    assert column("incidents", given) == [2, 0, 0]
    assert unplaced(AREAS, given) == 10
    assert unplaced(AREAS, records()) == 0


def test_calls_and_cases_are_those_of_the_whole_state() -> None:
    given = records(
        calls=pd.DataFrame({"state_fips": ["04", None], "calls": [30.0, 9.0]}),
        cases=pd.DataFrame({"state_fips": ["06"], "cases": [4.0]}),
    )
    assert column("calls", given) == [30, 30, 0]
    assert column("cases", given) == [0, 0, 4]
    # Arizona's are 200 and 40; of the third county nobody knows.
    assert column("calls_foreign_born", given) == [240, 240, 250]
    assert column("cases_foreign_born", given) == [240, 240, 250]


def test_agreements_of_the_county_and_of_the_whole_state() -> None:
    given = records(
        policies=policies(
            ("04", "04019", "287g_task_force", None, None),
            ("04", "04021", "287g_task_force", None, None),
            ("04", None, "287g_jail_enforcement", None, None),
            ("06", None, "sanctuary_state", None, None),  # protects
            ("06", "06001", "ice_detention_facility", None, None),  # is a building
            ("06", "06999", "287g_task_force", None, None),  # in no county that is known
        )
    )
    assert column("agreements", given) == [3, 1, 0]


@pytest.mark.parametrize(
    ("first", "last", "counts"),
    [
        ("2026-03-25", None, True),  # from the very day on
        ("2026-03-26", None, False),
        (None, "2026-03-25", True),  # up to the end of the day
        (None, "2026-03-24", False),
        ("2026-03-25", "2026-03-25", True),
    ],
)
def test_a_policy_counts_while_it_is_in_force(
    first: str | None, last: str | None, counts: bool
) -> None:
    given = records(policies=policies(("06", "06001", "287g_task_force", first, last)))
    assert column("agreements", given)[2] == counts


@pytest.mark.parametrize(
    ("joined", "left", "counts"),
    [
        (None, None, True),
        ("2026-03-25", None, True),
        ("2026-03-26", None, False),
        (None, "2026-03-26", True),
        (None, "2026-03-25", False),  # gone on that day
    ],
)
def test_a_hub_counts_from_joining_until_it_leaves(
    joined: str | None, left: str | None, counts: bool
) -> None:
    given = records(hubs=hubs(("04021", joined, left), (None, None, None)))
    assert column("hubs", given) == [counts, 0, 0]


ACTIVE = ("c1", "One", "04019", 32.0, -111.0, "active", 0.75, 10.0, 2.0, 3.0)
OTHER = ("c2", "Two", "04021", 32.5, -111.0, "active", 0.5, 5.0, 1.0, 1.0)


@pytest.mark.slow
def test_committees_of_a_place_are_added_up() -> None:
    given = records(
        committees=committees(
            ACTIVE,
            OTHER,
            # Forming, so without a score; counted among the committees.
            ("c3", "Three", "04001", 35.0, -109.0, "forming", None, 2.0, 5.0, 0.0),
            # Closed, whatever it still has.
            ("c4", "Four", "06001", 37.0, -122.0, "closed", None, 7.0, 5.0, 2.0),
        ),
        support=pd.DataFrame(
            {"committee_id": ["c1", "c2", "c4", "gone"], "hours": [1.5, 2.0, 4.0, 8.0]}
        ),
    )
    assert column("committees", given) == [2, 1, 0]
    assert column("has_committee", given) == [1, 1, 0]
    assert column("healthy_committees", given) == [1.25, 0, 0]
    assert column("good_standing", given) == [15, 2, 0]
    assert column("trained", given) == [4, 0, 0]
    # One with two responders; a forming one is not ready, however many it has.
    assert column("ready_committees", given) == [1, 0, 0]
    assert column("hours", given) == [3.5, 0, 4]


def test_a_committee_without_a_score_is_unknown_where_it_is_the_only_one() -> None:
    unjudged = ("c5", "Five", "06001", 37.0, -122.0, "active", None, 1.0, 2.0, 0.0)
    given = records(committees=committees(ACTIVE, OTHER[:6] + (None,) + OTHER[7:], unjudged))
    found = column("healthy_committees", given)
    # The score of Tucson's other committee is known.
    assert found[:2] == [0.75, 0]
    assert math.isnan(found[2])


@pytest.mark.slow
def test_what_is_recorded_nowhere_is_unknown_everywhere() -> None:
    nothing = ("c1", "One", "04019", 32.0, -111.0, "active", None, None, None, None)
    given = records(committees=committees(nothing))
    for name in (
        "incidents", "incidents_two_years", "people_affected", "answerable", "unanswered", "calls",
        "cases", "agreements", "hubs", "hours", "healthy_committees", "good_standing", "trained",
        "km_to_ready",
    ):  # fmt: skip
        assert np.isnan(column(name, given)).all(), name
    assert column("committees", given) == [1, 0, 0]


def test_without_committees_capacity_is_zero_and_nobody_is_near() -> None:
    given = records()
    for name in ("healthy_committees", "good_standing", "trained", "committees"):
        assert column(name, given) == [0, 0, 0], name
    assert column("km_to_ready", given) == [np.inf, np.inf, np.inf]
    assert column("reached_today", given) == [0, 0, 0]


def test_the_distance_to_the_nearest_ready_committee() -> None:
    found = column("km_to_ready", records(committees=committees(ACTIVE, OTHER)))
    # Tucson's middle is a twentieth of a degree north of the committee: 5.56 km.
    assert found[0] == pytest.approx(5.56, abs=0.01)
    # From 35, -109 to 32, -111: haversine, 382.0 km.
    assert found[1] == pytest.approx(382.0, abs=0.5)
    assert column("reached_today", records(committees=committees(ACTIVE))) == [1, 0, 0]


def test_a_place_without_a_point_is_at_no_known_distance() -> None:
    lost = areas(land([*COUNTIES[:3], ("06001", "06", None, None, 9, 9, 9, None, None)]))
    for given in (records(), records(committees=committees(ACTIVE))):
        rest = assemble(lost, given).set_index("place_id").loc["rest-06"]
        assert math.isnan(rest["km_to_ready"])
        assert not rest["reached_today"]


def test_a_region_of_one_county_is_a_place_that_cannot_be_compared() -> None:
    alone = areas(land(COUNTIES[3:], []))
    year = incidents(("06001", 4, 9, 0))
    found = assemble(alone, records(incidents=year, two_years=year, policies=policies()))
    assert found["place_id"].tolist() == ["rest-06"]
    judged = priorities(found)
    assert judged.places["rank"].isna().all()
    assert judged.statement in (Unranked.ONE_PLACE, Unranked.TOO_LITTLE_DATA)


def test_a_place_without_people_gets_no_rank_beside_others_that_do() -> None:
    year = incidents(("04019", 3, 5, 2), ("04001", 9, 9, 9), ("06001", 4, 9, 1))
    found = assemble(
        AREAS,
        records(
            incidents=year,
            two_years=year,
            committees=committees(ACTIVE, OTHER),
            calls=pd.DataFrame({"state_fips": ["04"], "calls": [30.0]}),
            cases=pd.DataFrame({"state_fips": ["04"], "cases": [3.0]}),
            policies=policies(("04", "04019", "287g_task_force", None, None)),
            hubs=hubs(("06001", None, None)),
        ),
    )
    judged = priorities(found).places.set_index("place_id")
    assert judged.loc["rest-04", "unranked"] == Unranked.NO_PEOPLE
    assert set(judged.loc[["az-tucson", "rest-06"], "rank"]) == {1, 2}
    assert np.isnan(rank_intervals(found).set_index("place_id").loc["rest-04", "rank_low"])


def test_no_land_no_places() -> None:
    assert assemble(areas(land([], [])), records()).empty


@pytest.mark.parametrize(
    ("as_of", "before"),
    [
        (date(2026, 3, 23), date(2025, 12, 28)),  # Monday: 85 days
        (date(2026, 3, 25), date(2025, 12, 28)),
        (date(2026, 3, 29), date(2025, 12, 28)),  # Sunday: 91 days
        (date(2026, 3, 30), date(2026, 1, 4)),
    ],
)
def test_a_quarter_before_is_a_sunday(as_of: date, before: date) -> None:
    assert quarter_before(as_of) == before
    assert before.weekday() == 6


def test_weeks_are_complete_and_end_with_the_day() -> None:
    # The running week of Wednesday 25 March does not count.
    assert weeks_to(DAY, 2) == {"first_week": date(2026, 3, 9), "last_week": date(2026, 3, 16)}
    # That of a Sunday is over.
    sunday = date(2026, 3, 29)
    assert weeks_to(sunday, 1) == {"first_week": date(2026, 3, 23), "last_week": date(2026, 3, 23)}


def _snapshot(committee: str, as_of: str, **given: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(DEFINITIONS)
    days = {"as_of": pd.Timestamp(as_of), "formed_on": pd.Timestamp("2020-01-01")}
    usual = {"region_id": "southwest", "committee_id": committee, "status": "active"}
    return row | usual | days | given


def test_committees_of_a_day_stand_as_they_were_saved() -> None:
    located = pd.DataFrame(
        {
            "committee_id": ["c1", "c1", "young"],
            "as_of": pd.to_datetime(["2026-03-25", "2025-12-28", "2025-12-28"]),
            "name": ["One", "One", "Young"],
            "county_fips": ["04019", "04019", "04001"],
            "latitude": [32.0, 32.0, 35.0],
            "longitude": [-111.0, -111.0, -109.0],
            "status": ["dormant", "dormant", "active"],
            "trained": [1.0, 4.0, 0.0],
        }
    )
    full = {
        "members": 20, "covered_by_dues": 15, "responders": 4, "coordinators": 2,
        "coordinators_core": 2, "core_certified": 4, "gatherings_90": 6, "own_rhythm_90": 6,
        "days_since_last_gathering": 5, "counted_gatherings_90": 6, "attended_90": 18,
        "members_90_days_ago": 20, "joined_90": 0, "lapsed_90": 0,
    }  # fmt: skip
    snapshots = pd.DataFrame(
        [
            _snapshot("c1", "2025-12-27", **(full | {"responders": 9})),
            _snapshot("c1", "2025-12-28", **full),
            # Of a day that is still to come.
            _snapshot("c1", "2026-01-04", **(full | {"responders": 0})),
        ]
    )
    (row,) = committees_on(date(2025, 12, 28), located, snapshots).to_dict("records")
    # The status, and all but the trained, of that day; who wasn't there then isn't.
    assert row["committee_id"] == "c1"
    assert (row["status"], row["good_standing"], row["responders"]) == ("active", 15, 4)
    assert row["trained"] == 4
    assert row["score"] == health(snapshots.iloc[[1]])["score"].item()
    assert row["score"] > 0


def test_before_anything_was_saved_little_is_known() -> None:
    located = pd.DataFrame(
        [("c1", pd.Timestamp(DAY), "One", "04019", 32.0, -111.0, "active", 2.0)],
        columns=[
            "committee_id", "as_of", "name", "county_fips", "latitude", "longitude", "status",
            "trained",
        ],
    )  # fmt: skip
    none = pd.DataFrame(columns=[*DEFINITIONS]).astype({"as_of": "datetime64[ns]"})
    found = committees_on(DAY, located, none)
    given = records(committees=found)
    assert column("committees", given) == [1, 0, 0]
    assert column("trained", given) == [2, 0, 0]
    assert np.isnan(column("healthy_committees", given)).all()
    assert np.isnan(column("km_to_ready", given)).all()
