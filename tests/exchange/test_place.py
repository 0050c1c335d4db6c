import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange.errors import Rejected
from lib.exchange.geography import AREAS, Geography
from lib.exchange.header import Header
from lib.exchange.locations import Point
from lib.exchange.mapping import Place
from lib.exchange.place import COLUMNS, locator, place_columns
from lib.reference.load import load_all_places
from tests.conftest import empty_tables

HEADER = ("state", "county", "area", "city")


@pytest.fixture(scope="module")
def geography(databases):
    """What the shipped places say; it is read once and needs no database after that."""
    empty_tables()
    load_all_places()
    with engines.owner("membership").connect() as connection:
        return Geography(connection, "membership")


@pytest.fixture
def locate(geography):
    """Region, state, county and place of the cells."""

    def locate(state="", county="", area="", city="", **mapping):
        place = Place.model_validate({name: name for name in HEADER} | mapping)
        find = locator(place, Header("file.csv", HEADER), geography, COLUMNS)
        return tuple(find([state, county, area, city]).values())

    return locate


@pytest.mark.slow
@pytest.mark.parametrize("name", ["TX", "tx", "Texas", " TEXAS ", "48"])
def test_a_state_by_abbreviation_name_or_code(locate, name):
    assert locate(name) == ("southwest", "48", None, None)


def test_a_code_that_lost_its_zero_is_understood(locate):
    assert locate("4")[1] == "04"
    assert locate(county="1001")[1:3] == ("01", "01001")


@pytest.mark.parametrize(
    ("state", "county", "code"),
    [
        ("WA", "GRAYS HARBOR", "53027"),
        ("WA", "Grays Harbor County", "53027"),
        ("LA", "St. John the Baptist Parish", "22095"),
        ("LA", "SAINT JOHN THE BAPTIST", "22095"),
        ("NM", "DONA ANA", "35013"),  # Doña Ana
        ("AK", "Juneau City and Borough", "02110"),
        ("MD", "Baltimore County", "24005"),
        ("MD", "Baltimore City", "24510"),
        ("VA", "Alexandria", "51510"),  # an independent city; there is no county of the name
        ("VA", "City of Alexandria", "51510"),
        ("TX", "48201", "48201"),
    ],
)
def test_a_county_by_name_beside_its_state(locate, state, county, code):
    assert locate(state, county)[2] == code


@pytest.mark.parametrize(
    ("state", "county"),
    [
        ("TX", "Abilene"),  # a city of Taylor County
        ("TX", "Cook"),  # a county of Illinois
        ("TX", "17031"),  # the code of Cook County, Illinois
        ("", "Cook"),  # which one?
        ("TX", "48000"),
    ],
)
def test_a_county_that_is_not_there_is_rejected_or_null(locate, state, county):
    with pytest.raises(Rejected, match="there is no county"):
        locate(state, county)
    assert locate(state, county, unknown_county="null")[2] is None


# The states of each area, by county_to_ice_aor; the regions are the plan's.
@pytest.mark.parametrize(
    ("area", "region", "state"),
    [
        ("Atlanta", "southeast", None),  # GA NC SC
        ("Baltimore", "northeast", "24"),
        ("Boston", "northeast", None),  # CT MA ME NH RI VT
        ("Buffalo", "northeast", "36"),
        ("Chicago", None, None),  # IL IN KS MO WI, and KY of the Southeast
        ("Dallas", "southwest", None),  # OK TX
        ("Denver", None, None),  # CO, and WY of the West
        ("Detroit", "midwest", None),  # MI OH
        ("El Paso", "southwest", None),  # NM TX
        ("Houston", "southwest", "48"),
        ("Los Angeles", "west", "06"),
        ("Miami", "southeast", None),  # FL PR
        ("Newark", "northeast", "34"),
        ("New Orleans", "southeast", None),  # AL AR LA MS TN
        ("New York City", "northeast", "36"),
        ("Philadelphia", None, None),  # DE PA, and WV of the Southeast
        ("Phoenix", "southwest", "04"),
        ("Seattle", "west", None),  # AK OR WA
        ("San Francisco", "west", None),  # CA HI
        ("Salt Lake City", None, None),  # NV UT of the Southwest, ID MT of the West
        ("San Antonio", "southwest", "48"),
        ("San Diego", "west", "06"),
        ("St. Paul", "midwest", None),  # IA MN ND NE SD
        ("Washington", None, None),  # DC of the Northeast, VA of the Southeast
    ],
)
def test_an_area_gives_what_all_of_it_lies_in(locate, area, region, state):
    expected = (region, state, None, None)
    code = next(code for code, name in AREAS.items() if name == area)
    for name in (f"{area} Area of Responsibility", f"{area} Field Office", area.upper(), code):
        assert locate(area=name) == expected


def test_a_state_says_more_than_an_area(locate):
    assert locate("IL", area="Chicago") == ("midwest", "17", None, None)


def test_no_place_is_kept_and_an_unknown_one_is_rejected_unless_said(locate):
    assert locate() == (None, None, None, None)
    assert locate(area="HQ", none=["HQ"]) == (None, None, None, None)
    for cells, column in (
        ({"state": "Atlantis"}, "state_fips"),
        ({"area": "Mars"}, "region_id"),
        ({"state": "TX", "city": "Atlantis"}, "place_id"),
    ):
        with pytest.raises(Rejected) as rejected:
            locate(**cells)
        assert rejected.value.column == column
        assert locate(**cells, unknown="null")[3] is None


def test_a_city_is_a_place_of_its_state(locate):
    assert locate("TX", city="houston") == ("southwest", "48", "48201", "tx-houston")
    with pytest.raises(Rejected, match="there is no one place 'Houston' without its state"):
        locate(city="Houston")


def test_regions_redrawn_by_the_organization_are_followed(places):
    redraw = "UPDATE source.state SET region_id = 'southwest' WHERE usps = 'WY'"
    with engines.owner("incidents").begin() as connection:
        connection.execute(text(redraw))  # so Denver's two states are of one region
        redrawn = Geography(connection, "incidents")
    place = Place.model_validate({"area": "area"})
    find = locator(place, Header("file.csv", HEADER), redrawn, COLUMNS)
    assert find(["", "", "Denver", ""])["region_id"] == "southwest"


def test_a_state_that_the_organization_took_out_is_not_filled_in(places):
    with engines.owner("incidents").begin() as connection:
        connection.execute(text("DELETE FROM source.state WHERE usps = 'NJ'"))
        reduced = Geography(connection, "incidents")
    place = Place.model_validate({"area": "area"})
    find = locator(place, Header("file.csv", HEADER), reduced, COLUMNS)
    # All of Newark's area is New Jersey.
    assert find(["", "", "Newark", ""]) == dict.fromkeys(COLUMNS)


@pytest.mark.parametrize(
    ("state", "county", "code"),
    [
        # As spreadsheets leave codes: without a zero, with a fraction, behind an apostrophe.
        ("", "6037", "06037"),
        ("", "6037.0", "06037"),
        ("", "'06037", "06037"),
        ("", "1001.0", "01001"),
        ("06", "037", "06037"),  # as the Census Bureau writes it, beside its state's code
        ("", "0500000US06037", "06037"),
        ("TX", "Harris Co.", "48201"),
        ("TX", "HARRIS CNTY", "48201"),
        ("TX", "Harris County, Texas", "48201"),
        ("", "Harris County, Texas", "48201"),
        ("", "Harris County (TX)", "48201"),
        ("TX", "Condado de Harris", "48201"),
        ("AK", "City and Borough of Juneau", "02110"),
        ("AK", "Juneau, City & Borough of", "02110"),
        ("AK", "Municipality of Anchorage", "02020"),
        ("LA", "LaSalle", "22059"),
        ("LA", "La Salle Parish", "22059"),
        ("LA", "Parish of La Salle", "22059"),
        ("IL", "De Kalb County", "17037"),
        ("IL", "DeKalb", "17037"),
        ("NM", "DONA ANA COUNTY", "35013"),
        ("NM", "Don\u0303a Ana", "35013"),  # the accent as a character of its own
        ("MO", "Sainte Genevieve", "29186"),
        ("MO", "Ste. Genevieve County", "29186"),
        ("MD", "Prince Georges", "24033"),
        ("VA", "James City", "51095"),  # a county
        ("VA", "Charles City County", "51036"),  # likewise
        ("NV", "Carson City", "32510"),
        ("NV", "Carson", "32510"),  # no county bears the name
        ("MD", "Baltimore City County", "24510"),
        ("DC", "Washington", "11001"),
        ("NY", "Brooklyn", "36047"),
        ("PR", "San Juan Municipio", "72127"),
        ("PR", "Municipio de Mayagüez", "72097"),
        ("PR", "BAYAMON", "72021"),
        # Of other years: the code that took their place, if it is one.
        ("CT", "Capitol Planning Region", "09110"),
        ("CT", "Western Connecticut", "09190"),
        ("CT", "Hartford County", "09003"),
        ("", "09190", "09190"),
        ("AK", "Chugach Census Area", "02063"),
        ("AK", "Valdez-Cordova Census Area", "02261"),
        ("SD", "Shannon County", "46102"),
        ("", "46113", "46102"),
        ("AK", "Wade Hampton", "02158"),
        ("VA", "Bedford city", "51019"),
        ("VA", "Bedford", "51019"),
        ("FL", "Dade", "12086"),
        ("AK", "Wrangell-Petersburg Census Area", "02280"),  # went to several
    ],
)
def test_a_county_in_the_spellings_that_files_have(locate, state, county, code):
    assert locate(state, county)[2] == code


@pytest.mark.parametrize(
    ("state", "name", "county", "city"),
    [
        ("VA", "Richmond", "51159", "51760"),
        ("VA", "Fairfax", "51059", "51600"),
        ("VA", "FRANKLIN", "51067", "51620"),
        ("VA", "Roanoke", "51161", "51770"),
        ("MD", "Baltimore", "24005", "24510"),
        ("MO", "Saint Louis", "29189", "29510"),
    ],
)
def test_a_bare_name_of_a_county_and_a_city_is_refused_with_both(locate, state, name, county, city):
    with pytest.raises(Rejected, match=rf"({county}|{city}).*({county}|{city}).*same_name"):
        locate(state, name)
    assert locate(state, name, same_name="county")[2] == county
    assert locate(state, name, same_name="city")[2] == city
    assert locate(state, name, unknown_county="null")[2] is None
    # Whoever writes the kind means it.
    assert locate(state, f"{name} County")[2] == county
    assert locate(state, f"City of {name}")[2] == city
    assert locate(state, f"{name} city")[2] == city


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Carolina del Norte", "37"),
        ("NUEVO MEXICO", "35"),
        ("Nuevo México", "35"),
        ("Nueva York", "36"),
        ("Luisiana", "22"),
        ("State of Texas", "48"),
        ("4.0", "04"),
        ("'04", "04"),
        ("D.C.", "11"),
        ("N.C.", "37"),
        ("N. Carolina", "37"),
        ("Calif.", "06"),
        ("W. Va.", "54"),
        ("Washington, DC", "11"),
        # What lies in the state.
        ("Phoenix, AZ", "04"),
        ("Phoenix AZ", "04"),
        ("Atlanta, Georgia", "13"),
        ("12 Elm Street, Macon, GA 31201-1234, USA", "13"),
        ("Maricopa County, Arizona", "04"),
        ("33.45, -112.07", "04"),
        ("33.45° N, 112.07° W", "04"),
        ("POINT(-112.07 33.45)", "04"),
        ("85001", "04"),
        ("85001-1234", "04"),
        ("6103", "09"),  # 06103, of which a spreadsheet took the zero
        ("00926", "72"),
    ],
)
def test_a_state_by_its_name_in_spanish_or_by_what_lies_in_it(locate, text, state):
    assert locate(text)[1] == state


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Phoenix", "Phoenix, Sonora", "0, 0", "19.43, -99.13", "99999"])
def test_what_lies_in_no_state_is_rejected(locate, text):
    # A city of any state, one of Mexico, the point that programs write for none, Mexico City, and
    # a ZIP code that there is not.
    with pytest.raises(Rejected, match="there is no state"):
        locate(text)


def test_a_place_in_a_cell_gives_its_county(locate):
    assert locate(county="Phoenix, AZ")[1:3] == ("04", "04013")
    assert locate(county="33.45, -112.07")[1:3] == ("04", "04013")
    assert locate("GA", "Atlanta, Georgia")[2] == "13121"
    with pytest.raises(Rejected, match="there is no county"):
        locate("TX", "Phoenix, AZ")


MORE = ("state", "county", "zip", "latitude", "longitude", "city")


@pytest.fixture
def find(geography):
    """Region, state and county of further cells, of a table that can't name a city."""

    def find(state="", county="", zip="", latitude="", longitude="", city="", **mapping):  # noqa: A002
        place = Place.model_validate({name: name for name in MORE} | mapping)
        columns = place_columns(place, ("region_id", "state_fips", "county_fips"))
        located = locator(place, Header("file.csv", MORE), geography, columns)
        return tuple(located([state, county, zip, latitude, longitude, city]).values())

    return find


@pytest.mark.parametrize(
    ("cells", "state", "county"),
    [
        ({"zip": "85001"}, "04", "04013"),
        ({"zip": "6103.0"}, "09", "09003"),
        ({"zip": "00926"}, "72", "72127"),
        ({"zip": "99686"}, "02", "02261"),  # Valdez, which the list has in an area of 2019
        ({"zip": "20500"}, "11", "11001"),
        ({"zip": "56908"}, "11", "11001"),  # of the government, of which the list has no county
        ({"zip": "96910"}, None, "66010"),
        ({"state": "AZ", "zip": "85001"}, "04", "04013"),
        ({"latitude": "33.45", "longitude": "-112.07"}, "04", "04013"),
        ({"latitude": "18.40", "longitude": "−66.06"}, "72", "72127"),
        ({"latitude": "13.47", "longitude": "144.75"}, None, "66010"),  # Guam, in no region
        ({"city": "Phoenix, AZ"}, "04", "04013"),
        ({"state": "GA", "city": "Atlanta"}, "13", "13121"),
        ({"state": "MO", "city": "Saint Louis"}, "29", "29510"),
        ({"state": "PR", "city": "San Juan"}, "72", "72127"),
        # The rest tells which of two of a name is meant, and what a cell without a county lacks.
        ({"state": "VA", "county": "Richmond", "zip": "23220"}, "51", "51760"),
        ({"state": "VA", "county": "Richmond", "zip": "22572"}, "51", "51159"),
        ({"county": "Virginia", "latitude": "37.54", "longitude": "-77.44"}, "51", "51760"),
        # A county that is named counts before the rest.
        ({"state": "AZ", "county": "Pima", "zip": "85001"}, "04", "04019"),
    ],
)
def test_a_county_by_zip_code_point_or_city(find, cells, state, county):
    assert find(**cells)[1:] == (state, county)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"zip": "99999"}, "there is no ZIP code"),
        ({"zip": "phone"}, "there is no ZIP code"),
        ({"latitude": "19.43", "longitude": "-99.13"}, "the point lies in no county"),
        ({"latitude": "95", "longitude": "-99.13"}, "the point lies in no county"),
        ({"state": "GA", "zip": "85001"}, "the county of the ZIP code '85001' is not known"),
        ({"state": "NY", "city": "New York City"}, "the county of the city"),  # it has five
    ],
)
def test_a_place_that_is_not_known_is_rejected_or_null(find, cells, why):
    with pytest.raises(Rejected, match=why):
        find(**cells)
    assert find(**cells, unknown="null", unknown_county="null")[2] is None


def test_a_point_is_in_no_reason(find):
    with pytest.raises(Rejected) as rejected:
        find(latitude="19.43", longitude="-99.13")
    assert "19.43" not in rejected.value.reason


def test_a_territory_is_a_place_in_no_region_unless_it_is_drawn(locate, places):
    for name in ("GU", "Guam", "66"):
        assert locate(name) == (None, None, "66010", None)
    assert locate("VI", "St. Croix") == (None, None, "78010", None)
    assert locate("MP") == (None, None, None, None)
    with engines.owner("incidents").begin() as connection:
        draw = "INSERT INTO source.state VALUES ('66', 'GU', 'Guam', 'west')"
        connection.execute(text(draw))
        drawn = Geography(connection, "incidents")
    find = locator(Place.model_validate({"state": "state"}), Header("f", HEADER), drawn, COLUMNS)
    assert find(["Guam", "", "", ""])["region_id"] == "west"


def test_a_county_that_the_organization_added_can_be_named(places):
    with engines.owner("membership").begin() as connection:
        add = (
            "INSERT INTO source.county (county_fips, state_fips, name) VALUES"
            " ('48999', '48', 'Nueva Esperanza County'), ('72127', '72', 'San Juan')"
            " ON CONFLICT DO NOTHING"
        )
        connection.execute(text(add))
    # Incidents are in a database of their own.
    with engines.owner("incidents").begin() as connection:
        geography = Geography(connection, "incidents")
    assert geography.county("48", "Nueva Esperanza") == ("48999",)
    assert geography.county(None, "48999") == ("48999",)


def test_a_point_in_connecticut_is_in_the_county_whose_people_are_known(places):
    with engines.owner("membership").begin() as connection:
        add = (
            "INSERT INTO source.county (county_fips, state_fips, name, population)"
            " VALUES ('09110', '09', 'Capitol Planning Region', 976248)"
        )
        connection.execute(text(add))
        geography = Geography(connection, "membership")
    assert geography.postal("06103").counties == ("09003",)
    with engines.owner("membership").begin() as connection:
        geography = Geography(connection, "membership")
    # Hartford, by point, ZIP code and name.
    assert geography.at(Point(41.7627, -72.6743)).counties == ("09110",)
    assert geography.postal("06103").counties == ("09110",)
    assert geography.town("09", "Hartford") == "09110"


def test_what_the_file_does_not_say_may_hold_for_all_its_rows(geography) -> None:
    place = Place.model_validate({"constant": {"state": "AZ"}, "county": "county"})
    assert place_columns(place, COLUMNS) == ("region_id", "state_fips", "county_fips")
    find = locator(place, Header("file.csv", ["county"]), geography, COLUMNS[:3])
    assert tuple(find(["Pima"]).values()) == ("southwest", "04", "04019")
    assert tuple(find([""]).values()) == ("southwest", "04", None)


def test_a_constant_gives_way_to_what_the_row_says(locate) -> None:
    assert locate("GA", constant={"state": "AZ"})[1] == "13"
    assert locate("", constant={"state": "AZ"})[1] == "04"


def test_of_several_columns_with_a_state_the_first_that_is_known_counts(geography) -> None:
    place = Place.model_validate({"state": ["where", "chapter"], "unknown": "null"})
    find = locator(place, Header("file.csv", ["where", "chapter"]), geography, COLUMNS[:2])
    assert find(["downtown", "Georgia"])["state_fips"] == "13"
    assert find(["Arizona", "Georgia"])["state_fips"] == "04"
    assert find(["downtown", ""])["state_fips"] is None
