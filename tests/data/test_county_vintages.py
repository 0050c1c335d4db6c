"""Counties of several years side by side: nobody is counted twice, and what happened finds its
county.

As of Wednesday 2026-03-25.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import text

from lib import reads
from lib.data import engines
from lib.data.configuration import ROOT
from lib.data.doctor import flags
from lib.data.refresh import refresh
from lib.data.scope import Scope
from lib.exchange.importing import import_file
from lib.reference.load import load_all_places
from lib.reference.vintages import changes, county_names
from tests.conftest import empty_tables
from tests.data.derived import derive
from tests.data.rows import Rows

AS_OF = date(2026, 3, 25)
EVERYWHERE = Scope(("southwest", "southeast", "midwest", "west", "northeast"))
COUNTIES = [change.ended for change in changes() if change.year == 2022]
REGIONS = sorted({code for change in changes() if change.year == 2022 for code in change.began})

# Census 2020: 3,605,944 people in Connecticut.
PEOPLE = [976_248, 325_778, 174_225, 450_376, 95_348, 112_503, 570_487, 280_430, 620_549]


def counties(*codes: str, people: int | None = 10) -> list[dict[str, Any]]:
    return [{"county_fips": c, "state_fips": c[:2], "population": people} for c in codes]


def counted() -> list[str]:
    """The codes in the rollup, after a refresh."""
    derive("membership", AS_OF, "county")
    with engines.owner("membership").connect() as connection:
        query = "SELECT county_fips FROM rollup.county ORDER BY 1"
        return list(connection.scalars(text(query)))


def left_out() -> list[str]:
    """What the doctor says of counties."""
    with engines.owner("membership").connect() as connection:
        found = flags.check("membership", connection)
    return [f.what for f in found if "counties of other years" in f.what]


def state(*codes: str) -> list[dict[str, Any]]:
    return [{"state_fips": c, "usps": f"Z{chr(65 + i)}"} for i, c in enumerate(codes)]


def test_the_statement_and_the_shipped_list_know_the_same_changes() -> None:
    statement = (ROOT / "queries" / "membership" / "flags" / "county.sql").read_text()
    for change in changes():
        place = f"'{change.year} {change.ended[:2]}'"
        assert f"('{change.ended}', {place}, false)" in statement
        for code in change.began:
            assert f"('{code}', {place}, true)" in statement
        for code in change.grew:
            assert f"('{code}', {place}, " in statement
    codes = {(c.year, code) for c in changes() for code in (c.ended, *c.began, *c.grew)}
    assert statement.count(", true)") + statement.count(", false)") + statement.count(
        ", NULL)"
    ) == len({(year, code[:2], code) for year, code in codes})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("present", "expected"),
    [
        # One side alone is what it is.
        (counties(*COUNTIES), COUNTIES),
        (counties(*REGIONS), REGIONS),
        (counties(*REGIONS, people=None), REGIONS),
        # Both: the newer one, if the people of all of it are known; else the older one.
        (counties(*COUNTIES, *REGIONS), REGIONS),
        (counties(*COUNTIES, *REGIONS[1:]), COUNTIES),
        (counties(*COUNTIES) + counties(*REGIONS, people=None), COUNTIES),
        # A code that was renamed, one that was taken in, one that was split.
        (counties("46113", "46102"), ["46102"]),
        (counties("46113") + counties("46102", people=None), ["46113"]),
        (counties("51515", "51019"), ["51019"]),
        (counties("51515") + counties("51019", people=None), ["51019", "51515"]),
        (counties("02261", "02063", "02066"), ["02063", "02066"]),
        (counties("02261", "02063"), ["02261"]),
        (counties("12025", "12086", "12087"), ["12086", "12087"]),
    ],
)
def test_of_two_years_codes_one_side_is_counted(
    rows: Rows, present: Sequence[dict[str, Any]], expected: list[str]
) -> None:
    rows("membership", "state", *state("02", "09", "12", "46", "51"))
    rows("membership", "county", *present)
    assert counted() == sorted(expected)
    # Whatever is left out the doctor names.
    lost = sorted({c["county_fips"] for c in present} - set(expected))
    said = left_out()
    assert all(any(code in what for what in said) for code in lost[:5])
    assert bool(said) == bool(lost)


HEADER = (
    "county_fips,state_fips,name,latitude,longitude,population,latino_population,"
    "foreign_born_population,spanish_speaking_percent,limited_english_percent,"
    "population_as_of,foreign_born_as_of,households_as_of,source\n"
)


@pytest.mark.slow
def test_todays_list_does_not_count_connecticut_twice(clean: Path, tmp_path: Path) -> None:
    empty_tables()
    load_all_places()
    before = _people_of_connecticut()
    assert before == 3_575_074  # ACS 2015-19, of the eight counties
    assert left_out() == []
    file = tmp_path / "counties.csv"
    file.write_text(
        HEADER
        + "".join(
            f"{code},09,{county_names()[code]},,,{people},,,,,2020-04-01,,,Census 2020\n"
            for code, people in zip(REGIONS, PEOPLE, strict=True)
        )
    )
    mapping = ROOT / "lib" / "exchange" / "mappings" / "counties.toml"
    assert import_file("county", file, mapping).new == 9
    assert _people_of_connecticut() == 3_605_944
    assert left_out() == [
        "source.county has 8 records left out, since counties of other years' codes count the same"
        " people: 09001, 09003, 09005, 09007, 09009, …"
    ]
    # Once the organization has taken the older ones away they do not come back.
    with engines.owner("membership").begin() as connection:
        connection.execute(
            text("DELETE FROM source.county WHERE county_fips BETWEEN '09001' AND '09015'")
        )
    assert load_all_places()["membership"]["county"] == 0
    assert _people_of_connecticut() == 3_605_944
    assert left_out() == []


def _people_of_connecticut() -> int:
    derive("membership", AS_OF, "county")
    with engines.owner("membership").connect() as connection:
        query = "SELECT sum(population) FROM rollup.county WHERE state_fips = '09'"
        return int(connection.scalar(text(query)) or 0)


WEEKS = {"first_week": date(2026, 3, 2), "last_week": date(2026, 3, 16)}


@pytest.mark.slow
def test_incidents_find_the_county_whose_people_are_counted(rows: Rows) -> None:
    rows("membership", "state", *state("02", "09", "46"))
    rows("membership", "county", *counties("02261", "46102", "09009", *COUNTIES[:1]))
    at = {"occurred_at": "2026-03-11 18:00+00", "region_id": "southwest"}
    rows(
        "incidents",
        "incident",
        {"county_fips": "02063", "people_affected": 2} | at,  # part of 02261
        {"county_fips": "02261", "people_affected": 3} | at,
        {"county_fips": "46113"} | at,  # is 46102
        {"county_fips": "09170"} | at,  # all in 09009
        {"county_fips": "99999"} | at,  # nobody knows it
        at,  # nor where this was
    )
    refresh("membership", AS_OF)
    refresh("incidents", AS_OF)
    st.cache_data.clear()
    found = reads.incidents.county_incidents(EVERYWHERE, **WEEKS)
    assert dict(zip(found["county_fips"].fillna("unknown"), found["incidents"], strict=True)) == {
        "02261": 2,
        "46102": 1,
        "09009": 1,
        "99999": 1,
        "unknown": 1,
    }
    whole = reads.incidents.priority_incidents(EVERYWHERE, **WEEKS).set_index("county_fips")
    assert whole.loc["02261", "people_affected"] == 5
    assert whole.loc["46102"].isna().to_dict()["people_affected"]


@pytest.mark.slow
def test_a_place_finds_its_county_by_its_point_and_a_policy_keeps_its_own(rows: Rows) -> None:
    rows("membership", "state", *state("09"))
    rows("membership", "county", *counties(*REGIONS))
    hartford = {"latitude": 41.7627, "longitude": -72.6743, "state_fips": "09"}
    rows(
        "membership",
        "place",
        {"place_id": "hartford", "county_fips": "09003"} | hartford,
        # Out at sea: a city of no county that is counted makes none up.
        {"place_id": "afloat", "county_fips": "09009"} | hartford | {"latitude": 40.5},
    )
    rows("membership", "committee", {"committee_id": "c1", "place_id": "hartford"})
    policy = {"policy": "287g_task_force", "state_fips": "09"}
    rows("membership", "jurisdiction_policy", {"policy_id": "p", "county_fips": "09003"} | policy)
    refresh("membership", AS_OF)
    st.cache_data.clear()
    membership = reads.membership
    cities = membership.priority_cities(EVERYWHERE).set_index("place_id")["county_fips"]
    assert cities["hartford"] == "09110"
    assert cities.isna()["afloat"]
    assert set(membership.priority_committees(EVERYWHERE)["county_fips"]) == {"09110"}
    assert membership.committee_county(EVERYWHERE, "c1")["county_fips"].tolist() == ["09110"]
    assert membership.committee_county(EVERYWHERE, "another").empty
    # Null would be the whole state.
    assert membership.policies(EVERYWHERE)["county_fips"].tolist() == ["09003"]
    assert membership.priority_policies(EVERYWHERE)["county_fips"].tolist() == ["09003"]
