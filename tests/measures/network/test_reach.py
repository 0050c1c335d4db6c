"""Who is near whom, over places on a meridian: a degree is 111.19 km (R = 6371.0088 km).

A drive of 120 minutes at 70 km/h over roads 1.4 times as long as the great circle is 100 km, which
is 0.8993 degrees.
"""

from datetime import date

import pandas as pd

from lib.measures.network import by_region, counts, here, near, people_near, sole

SECTORS = ("legal", "faith", "labor")


def at(*latitudes: float | None, **columns: list[object]) -> pd.DataFrame:
    rows = {"latitude": [*latitudes], "longitude": [-100.0] * len(latitudes)}
    return pd.DataFrame(rows | columns).astype({"latitude": float})


POINTS = at(30.0, 40.0, None, region_id=["west", "east", "east"])
PARTNERS = at(
    30.0,  # in the place itself
    30.8,  # 89 km: within the drive
    30.9,  # 100.07 km: beyond
    30.1,  # a further place of p1: it stays one partner
    40.0,
    None,
    partner_id=["p1", "p2", "p3", "p1", "p4", "p5"],
    sector=["legal", "legal", "faith", "legal", "faith", "labor"],
)


def test_partners_within_a_drive_count_once() -> None:
    pairs = near(POINTS, PARTNERS, 120)
    found = pairs[["point", "partner_id"]].to_numpy().tolist()
    assert found == [[0, "p1"], [0, "p2"], [1, "p4"]]
    assert pairs["km"].round(0).tolist() == [0.0, 89.0, 0.0]


def test_each_sector_is_counted_at_each_point_and_a_place_unknown_is_near_nobody() -> None:
    counted = counts(POINTS, near(POINTS, PARTNERS, 120), SECTORS)
    assert counted.to_numpy().tolist() == [[2, 0, 0], [0, 1, 0], [0, 0, 0]]


def test_without_a_partner_there_are_gaps_alone() -> None:
    pairs = near(POINTS, PARTNERS.iloc[:0], 120)
    assert counts(POINTS, pairs, SECTORS).to_numpy().sum() == 0
    assert sole(pairs).empty


def test_the_only_one_is_of_its_sector_and_place() -> None:
    # Two legal partners are near the first point, one faith partner is near the second.
    assert sole(near(POINTS, PARTNERS, 120))["partner_id"].tolist() == ["p4"]


def test_parts_of_a_region_add_up_to_its_places() -> None:
    found = by_region(POINTS, counts(POINTS, near(POINTS, PARTNERS, 120), SECTORS))
    rows = found.set_index(["sector", "region_id"])
    assert rows.loc[("legal", "west")].tolist() == [1, 1, 0, 0]
    assert rows.loc[("faith", "east")].tolist() == [2, 1, 1, 1]
    assert (found["reached"] + found["gaps"] == found["points"]).all()


def test_people_are_near_none_one_or_two() -> None:
    # 100 people near p1 and p2, 30 near p4, 7 near nobody; of the last nobody knows how many.
    counties = at(
        30.0,
        40.0,
        50.0,
        30.0,
        region_id=["west", "east", "east", "east"],
        foreign_born_population=[100.0, 30.0, 7.0, None],
    )
    found = people_near(counties, near(counties, PARTNERS, 120))
    assert found.to_numpy().tolist() == [["east", 37, 7, 30, 0], ["west", 100, 0, 0, 100]]


def test_a_partner_is_here_from_the_day_it_joins_to_the_one_before_it_leaves() -> None:
    day = date(2026, 6, 1)
    partners = pd.DataFrame(
        {
            "partner_id": ["no day", "today", "tomorrow", "leaves tomorrow", "leaves today"],
            "joined_on": [None, "2026-06-01", "2026-06-02", "2020-01-01", "2020-01-01"],
            "left_on": [None, None, None, "2026-06-02", "2026-06-01"],
        }
    )
    partners = partners.assign(
        joined_on=pd.to_datetime(partners["joined_on"]), left_on=pd.to_datetime(partners["left_on"])
    )
    assert here(partners, day)["partner_id"].tolist() == ["no day", "today", "leaves tomorrow"]
