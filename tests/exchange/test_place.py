import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange.errors import Rejected
from lib.exchange.geography import AREAS, Geography
from lib.exchange.header import Header
from lib.exchange.mapping import Place
from lib.exchange.place import COLUMNS, locator
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
        ("MD", "Baltimore", "24005"),  # the county, not the city
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
        ({"state": "Guam"}, "state_fips"),
        ({"area": "Mars"}, "region_id"),
        ({"state": "TX", "city": "Atlantis"}, "place_id"),
    ):
        with pytest.raises(Rejected) as rejected:
            locate(**cells)
        assert rejected.value.column == column
        assert locate(**cells, unknown="null")[3] is None


def test_a_city_is_a_place_of_its_state(locate):
    assert locate("TX", city="houston") == ("southwest", "48", None, "tx-houston")
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
