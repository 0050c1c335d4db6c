from collections import Counter
from datetime import date

import pytest

from lib.reference import (
    agreements_287g,
    areas_of_responsibility,
    counties,
    places,
    regions,
    states,
)

# The regions of the plan, as the organization draws them.
DRAWN = {
    "southwest": "AZ CO NM NV OK TX UT",
    "southeast": "AL AR FL GA KY LA MS NC SC TN VA WV PR",
    "midwest": "IA IL IN KS MI MN MO ND NE OH SD WI",
    "west": "AK CA HI ID MT OR WA WY",
    "northeast": "CT DC DE MA MD ME NH NJ NY PA RI VT",
}


def test_fifty_states_the_district_and_puerto_rico() -> None:
    assert len(states()) == 52
    assert len({s.state_fips for s in states()}) == 52
    by_code = {s.usps: (s.state_fips, s.name) for s in states()}
    assert by_code["TX"] == ("48", "Texas")
    assert by_code["DC"] == ("11", "District of Columbia")
    assert by_code["PR"] == ("72", "Puerto Rico")


def test_every_state_is_in_its_region() -> None:
    assert {s.usps: s.region_id for s in states()} == {
        usps: region for region, codes in DRAWN.items() for usps in codes.split()
    }


def test_priority_regions_are_the_plans() -> None:
    assert [r.region_id for r in regions() if r.is_priority] == [
        "southwest", "southeast", "midwest",
    ]  # fmt: skip
    assert {r.region_id: r.name_es for r in regions()}["midwest"] == "Medio Oeste"


def test_houston() -> None:
    houston = next(p for p in places() if p.place_id == "tx-houston")
    assert (houston.name, houston.state_fips, houston.county_fips) == ("Houston", "48", "48201")
    assert (houston.latitude, houston.longitude) == (29.7633, -95.3633)
    assert houston.population == 2_314_157
    # Harris County: 42.9 % Latino (2019), 25.0 % foreign-born (2006–10).
    assert houston.latino_population == round(2_314_157 * 0.429)
    assert houston.foreign_born_population == round(2_314_157 * 0.25)


def test_harris_county() -> None:
    harris = next(c for c in counties() if c.county_fips == "48201")
    assert (harris.name, harris.population) == ("Harris County", 4_646_630)
    assert harris.latino_percent == 42.9
    # Of its households, 2015–19.
    assert (harris.spanish_speaking_percent, harris.limited_english_percent) == (32.8, 11.9)
    assert areas_of_responsibility()["48201"] == "HOU"


def test_a_countys_point_lies_among_its_people() -> None:
    points = {c.county_fips: (c.latitude, c.longitude) for c in counties()}
    # Houston's own centre is 29.7633, -95.3633; most of Harris County's people live in it.
    assert points["48201"] == pytest.approx((29.78, -95.36), abs=0.05)
    # Twelve counties have no listed city, such as Alpine County, California.
    assert points["06003"] == (None, None)
    assert sum(latitude is None for latitude, _longitude in points.values()) == 12


def test_a_percentage_that_is_not_known_is_null() -> None:
    assert all(c.latino_percent is None or 0 <= c.latino_percent <= 100 for c in counties())
    assert len(counties()) == 3142


def test_places_have_ids_states_and_counties_of_their_own() -> None:
    assert len({p.place_id for p in places()}) == len(places())
    usps = {s.state_fips: s.usps.lower() for s in states()}
    for place in places():
        assert place.place_id.startswith(usps[place.state_fips] + "-")
        assert place.county_fips.startswith(place.state_fips)
        assert 0 <= place.latino_population <= place.population


@pytest.mark.parametrize("usps", ["PR", "AK", "HI", "DC", "WV", "ND"])
def test_places_in_every_corner(usps: str) -> None:
    count = Counter(p.place_id[:2].upper() for p in places())
    assert count[usps] >= 1
    assert len(count) == 52


@pytest.mark.parametrize(
    "place_id", ["ny-new-york-city", "tn-new-south-memphis", "ma-south-boston"]
)
def test_places_that_double_another_are_left_out(place_id: str) -> None:
    assert place_id not in {p.place_id for p in places()}


def test_agreements_are_those_listed_on_3_july_2025() -> None:
    agreements = agreements_287g()
    assert len(agreements) == 753
    assert {a.as_of for a in agreements} == {date(2025, 7, 3)}
    # Counted in the list: 365 task force, 275 warrant service officer, 113 jail enforcement.
    assert Counter(a.model for a in agreements) == {
        "task_force": 365,
        "warrant_service_officer": 275,
        "jail_enforcement": 113,
    }
    assert sum(a.state_fips == "12" for a in agreements) == 290
    # A misspelled county ("Frankin County", Alabama) is found.
    assert [a.county_fips for a in agreements if a.agency == "franklin county sheriff"][:1] == [
        "01059"
    ]


def test_only_a_whole_states_agency_has_no_county() -> None:
    # Counted in the list: corrections, state police, national guards and the like.
    without = [a.agency for a in agreements_287g() if a.county_fips is None]
    assert len(without) == 47
    assert {"texas national guard", "florida of corrections"} <= set(without)
    # A city's, and one whose agency bears no city's name.
    placed = {(a.state_fips, a.agency): a.county_fips for a in agreements_287g()}
    assert placed["12", "boca raton police"] == "12099"
    assert placed["12", "university of florida police"] == "12001"
    # The jail of Albemarle Sound stands in Elizabeth City, Pasquotank County, not in Albemarle; the
    # townships of the constables are Westmoreland County's, Sewickley's city is in Allegheny's.
    assert placed["37", "albemarle district jail"] == "37139"
    assert placed["42", "sewickley township constable"] == "42129"
    assert placed["42", "derry township constable"] == "42129"
    county_codes = {county.county_fips for county in counties()}
    assert {a.county_fips for a in agreements_287g()} - {None} <= county_codes
