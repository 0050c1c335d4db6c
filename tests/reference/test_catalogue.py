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
    # Alpine County, California, has no listed city: the middle of its land (38.6, -119.8).
    assert points["06003"] == pytest.approx((38.60, -119.82), abs=0.02)
    # San Juan's land, and no county is without a point.
    assert points["72127"] == pytest.approx((18.39, -66.06), abs=0.05)
    assert None not in {latitude for latitude, _longitude in points.values()}


def test_a_percentage_that_is_not_known_is_null() -> None:
    assert all(c.latino_percent is None or 0 <= c.latino_percent <= 100 for c in counties())


def test_the_counties_of_2019_and_the_municipios_of_puerto_rico() -> None:
    codes = [c.county_fips for c in counties()]
    assert len(codes) == len(set(codes)) == 3142 + 78
    # ACS 2015-19: 3,318,447 people in Puerto Rico.
    assert sum(c.population for c in counties() if c.county_fips[:2] == "72") == 3_318_447


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


IN_FORCE = [a for a in agreements_287g() if not a.is_pending]
LISTED = [a for a in IN_FORCE if a.last_listed_on == date(2025, 7, 18)]


def test_agreements_are_those_that_ice_listed_on_18_july_2025() -> None:
    # The sheet has 832 rows in which something stands, and 73 empty ones below them.
    assert len(LISTED) == 832
    # Counted in the sheet: 415 task force, 300 warrant service officer, 117 jail enforcement.
    assert Counter(a.model for a in LISTED) == {
        "task_force": 415,
        "warrant_service_officer": 300,
        "jail_enforcement": 117,
    }
    assert sum(a.state_fips == "12" for a in LISTED) == 309
    # A misspelled county ("Frankin County", Alabama) is found.
    franklin = [a for a in LISTED if a.agency == "Franklin County Sheriff's Office"]
    assert franklin[0].county_fips == "01059"


def test_an_agreement_is_followed_from_one_list_to_the_next() -> None:
    # The list of 3 July has 753 rows, one of them twice; four are not in that of 18 July.
    before = [a for a in IN_FORCE if a.first_listed_on == date(2025, 7, 3)]
    assert len(before) == 752
    gone = {(a.state_fips, a.agency) for a in IN_FORCE} - {(a.state_fips, a.agency) for a in LISTED}
    assert gone == {
        ("12", "florida fish and wildlife conservation commission"),
        ("27", "jackson county sheriff"),
        ("48", "southside place police"),
        ("55", "walworth county sheriff"),
    }
    # One that changed its spelling ("ft myers police", "escambia county sheriff") is the same.
    assert {a.first_listed_on for a in LISTED if "Fort Myers" in a.agency} == {date(2025, 7, 3)}


def test_days_of_signing_that_can_not_be_are_left_out() -> None:
    signed = {(a.agency, a.model): a.signed_on for a in LISTED}
    # Texts that lost a slash ("7/72025", "05/082025") can be read in one way only.
    assert signed["Tooele County Sheriff's Office", "warrant_service_officer"] == date(2025, 7, 7)
    assert signed["Campbell County Sheriff's Office", "task_force"] == date(2025, 5, 8)
    # The sheet says 7 July 5025.
    assert signed["Grundy County Sheriff's Office", "warrant_service_officer"] is None
    assert [a.agency for a in LISTED if a.signed_on is None] == ["Grundy County Sheriff's Office"]


def test_agencies_that_applied_are_apart() -> None:
    pending = [a for a in agreements_287g() if a.is_pending]
    assert len(pending) == 26
    assert {a.signed_on for a in pending} == {None}
    # Taken off the list, and applied anew.
    assert "Southside Place Police Department" in {a.agency for a in pending}


def test_only_a_whole_states_agency_has_no_county() -> None:
    # Of 61 rows of state agencies 12 are universities' and one a regional jail's; two of
    # its cities' agencies (Arkansas State Police, Louisiana Alcohol and Tobacco) are a state's.
    without = [a.agency for a in LISTED if a.county_fips is None]
    assert len(without) == 61 - 13 + 2
    assert {"Texas National Guard", "Florida Department of Corrections"} <= set(without)
    # The sheet names the county of their seat.
    assert {"Arkansas State Police Department", "Idaho State Police Department"} <= set(without)
    # A city's, and one whose agency bears no city's name.
    placed = {(a.state_fips, a.agency): a.county_fips for a in LISTED}
    assert placed["12", "Boca Raton Police Services Department"] == "12099"
    assert placed["12", "University of Florida Police Department"] == "12001"
    # The jail of Albemarle Sound stands in Elizabeth City, Pasquotank County, not in Albemarle; the
    # townships of the constables are Westmoreland County's, Sewickley's city is in Allegheny's.
    assert placed["37", "Albemarle District Jail"] == "37139"
    assert placed["42", "Sewickley Township Constable's Office"] == "42129"
    assert placed["42", "Derry Township Constable's Office"] == "42129"
    # Texarkana's police is that of Arkansas, though the sheet says Bowie County, which is in Texas.
    assert placed["05", "Texarkana Police Department"] == "05091"
    county_codes = {county.county_fips for county in counties()}
    assert {a.county_fips for a in agreements_287g()} - {None} <= county_codes
