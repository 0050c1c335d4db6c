"""The 287(g) agreements, and the counties that the agencies work in."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lib.reference.compiling.counties import CountyIndex, county_of, plain_name
from lib.reference.compiling.regions import state_rows
from lib.reference.compiling.sheets import signed_on
from lib.reference.names import folded

Row = Mapping[str, str]

# What each agreement allows, as https://www.ice.gov/identify-and-arrest/287g describes the models.
MODELS = {
    "Task Force Model": "task_force",
    "Warrant Service Officer": "warrant_service_officer",
    "Jail Enforcement Model": "jail_enforcement",
}
# Counties that the list misspells, that are cities, or that a jail is not in but named after.
CORRECTED = {
    ("alabama", "Frankin County"): "Franklin County",
    ("arkansas", "Bowie County"): "Miller County",
    ("arkansas", "Layafette County"): "Lafayette County",
    ("florida", "Flagere County"): "Flagler County",
    ("louisiana", "German Coast County"): "St. Charles Parish",
    ("michigan", "Berrian County"): "Berrien County",
    ("north carolina", "Albemarle County"): "Pasquotank County",
    ("pennsylvania", "Alleghany County"): "Allegheny County",
    ("south carolina", "McCorkmick County"): "McCormick County",
    ("texas", "Lampass County"): "Lampasas County",
    ("virginia", "Hopewell County"): "Hopewell city",
}
# Agencies without a county in the list that work in one, and bear no listed city's name or that of
# a city elsewhere: four of Pennsylvania's counties have a Derry Township, and Sewickley Township is
# not around Sewickley.
LOCAL = {
    ("florida", "florida a&m university board of trustees"): "Leon County",
    ("florida", "florida gulf coast university police"): "Lee County",
    ("florida", "florida polytechnic university police"): "Polk County",
    ("florida", "florida southwestern state college police"): "Lee County",
    ("florida", "florida international university police department"): "Miami-Dade County",
    ("florida", "ft myers police"): "Lee County",
    ("florida", "indian creek village department of public safety"): "Miami-Dade County",
    ("florida", "indian river shores of public safety"): "Indian River County",
    ("florida", "indiatlantic police"): "Brevard County",
    ("florida", "jupiter inlet colony police"): "Palm Beach County",
    ("florida", "jupiter island of public safety"): "Martin County",
    ("florida", "key colony beach police"): "Monroe County",
    ("florida", "lake clark shores police"): "Palm Beach County",
    ("florida", "marco island police"): "Collier County",
    ("florida", "melbourne international airport police"): "Brevard County",
    ("florida", "new college of florida police"): "Sarasota County",
    ("florida", "northwest florida state college police"): "Okaloosa County",
    ("florida", "sanford airport police"): "Seminole County",
    ("florida", "sarasota manatee airport authority police"): "Sarasota County",
    ("florida", "sunny isles police"): "Miami-Dade County",
    ("florida", "tallahassee state college police"): "Leon County",
    ("florida", "university of central florida board of trustees"): "Orange County",
    ("florida", "university of florida police"): "Alachua County",
    ("florida", "university of north florida police department"): "Duval County",
    ("florida", "university of west florida police"): "Escambia County",
    ("indiana", "green forks police"): "Wayne County",
    ("louisiana", "greenwood police department"): "Caddo Parish",
    ("maine", "wells police"): "York County",
    ("missouri", "st mary police"): "Ste. Genevieve County",
    ("new hampshire", "carroll police department"): "Coos County",
    ("new hampshire", "pittsburgh police"): "Coos County",
    ("oklahoma", "sterling police"): "Comanche County",
    ("pennsylvania", "damascus township constable"): "Wayne County",
    ("pennsylvania", "derry township constable"): "Westmoreland County",
    ("pennsylvania", "manheim borough police"): "Lancaster County",
    ("pennsylvania", "new sewickley township police department"): "Beaver County",
    ("pennsylvania", "northwest regional police"): "Lancaster County",
    ("pennsylvania", "preston township constable"): "Wayne County",
    ("pennsylvania", "sewickley township constable"): "Westmoreland County",
    ("south carolina", "coward police"): "Florence County",
    ("virginia", "southwest virginia regional jail authority"): "Washington County",
}
# Agencies of a whole state that the sheet calls a city's.
OF_A_STATE = {
    ("arkansas", "Arkansas State Police Department"),
    ("louisiana", "Louisiana Alcohol and Tobacco Control"),
}
_OF_A_CITY = re.compile(
    r" (police( department)?|(department of )?public safety|(township )?constable|marshal"
    r"|.* enforcement)$"
)

# Agencies that the sheet spells otherwise than the older list, or names anew.
RENAMED = {
    ("florida", "escambiacountyboardcountycommissioners"): "escambiacountysheriff",
    ("florida", "okaloosacountyboardcountycommissioners"): "okaloosacountycorrections",
    ("florida", "indialanticpolice"): "indiatlanticpolice",
    ("florida", "lakeclarkeshorespolice"): "lakeclarkshorespolice",
    ("kansas", "kansasbureauinvestigation"): "kansasinvestigation",
    ("louisiana", "louisianastatepolice"): "louisianastatepatrol",
    ("oklahoma", "oklahomabureauinvestigation"): "oklahomainvestigation",
    ("oklahoma", "oklahomabureaunarcotics"): "oklahomanarcotics",
}
_NO_NAME = re.compile(r"\b(department|dept|office|of|the|services?|division)\b")

CountiesOfCities = dict[tuple[str, str], set[str]]
"""FIPS codes of the counties that have a city of the name, by state (lower case) and plain name."""
Agency = tuple[str, str]
"""State and name as two lists may spell them: without case, kind of office and blanks."""


def counties_of_cities(cities: Iterable[Row], index: CountyIndex) -> CountiesOfCities:
    """The counties of the cities of ``cities_county.csv``."""
    counties: CountiesOfCities = defaultdict(set)
    for row in cities:
        county = county_of(row, index)
        if county is not None:
            counties[row["admin1"].lower(), plain_name(row["name"])].add(county["fips"])
    return counties


class Agencies:
    """In which county each agency works.

    The lists name no county for most cities' agencies: theirs is the county of the city that they
    bear the name of, where only one county of the state has such a city.

    :param older: agreements as 287g-watch collected them, by whose agencies others are found.
    """

    def __init__(self, older: Iterable[Row], index: CountyIndex, cities: CountiesOfCities):
        self._index = index
        self._cities = cities
        self._older = {
            agency(row["state"], row["agency"]): self.county(
                row["state"].lower(), row["county"], row["agency"]
            )
            for row in older
        }
        self._local = {
            agency(*local): index[local[0], plain_name(county)]["fips"]
            for local, county in LOCAL.items()
            if (local[0], plain_name(county)) in index
        }

    def county(self, state: str, named: str, name: str) -> str:
        """FIPS code of an agency's county; empty where it has none, or nobody knows.

        :param state: in lower case.
        :param named: the county as the list names it.
        :param name: of the agency.
        """
        corrected = CORRECTED.get((state, named)) or LOCAL.get((state, name)) or named
        county = self._index.get((state, plain_name(corrected)))
        if county is not None:
            return county["fips"]
        candidates = self._cities.get((state, plain_name(_OF_A_CITY.sub("", name))), set())
        return next(iter(candidates)) if len(candidates) == 1 else ""

    def of_sheet(self, row: Row) -> str:
        """FIPS code of the county of an agency of ICE's sheet; empty for a whole state's.

        The county of a state's agency is where it has its seat: only universities work in one.

        :raises LookupError: if an agency that is not a whole state's is in no known county.
        """
        state, name = row["STATE"].lower(), row["LAW ENFORCEMENT AGENCY"]
        if row["TYPE"] == "State Agency" or (state, name) in OF_A_STATE:
            return self._local.get(agency(state, name), "")
        fips = self.county(state, row["COUNTY"], name.lower())
        fips = fips or self._older.get(agency(state, name), "")
        if not fips:
            raise LookupError(f"{name}, {row['STATE']}, is in no known county")
        return fips


def agency(state: str, name: str) -> Agency:
    """What two spellings of an agency have in common."""
    name = folded(re.sub(r"['’]s\b", "", name))
    name = re.sub(r"\bfort ", "ft ", re.sub(r"\bsaint ", "st ", name))
    plain = re.sub(r"[^a-z&]", "", _NO_NAME.sub("", name))
    return state.lower(), RENAMED.get((state.lower(), plain), plain)


def agreement_rows(
    older: Iterable[Row], sheet: Iterable[Row], pending: Iterable[Row], agencies: Agencies
) -> Iterator[dict[str, str]]:
    """Rows of ``agreements_287g.csv``; one of a whole state's agency has no county.

    Those of the sheet, since the older list if it has them; those of the older list that the sheet
    leaves out; and those that agencies applied for.

    :param older: of 287g-watch.
    :param sheet: by ``sheets.sheet_rows``, of agencies that take part.
    :param pending: the same, of agencies that applied.
    """
    before = {(agency(r["state"], r["agency"]), MODELS[r["type"]]): r for r in older}
    for row in sheet:
        signed = _of_sheet(row, agencies) | {"signed_on": signed_on(row)}
        known = before.pop(
            (agency(row["STATE"], row["LAW ENFORCEMENT AGENCY"]), signed["model"]), None
        )
        yield signed | {"first_listed_on": known["date"][:10]} if known else signed
    for row in before.values():
        listed = row["date"][:10]
        yield _EMPTY | {
            "state_fips": _FIPS_OF[row["state"].lower()],
            "county_fips": agencies.county(row["state"].lower(), row["county"], row["agency"]),
            "agency": row["agency"],
            "model": MODELS[row["type"]],
            "first_listed_on": listed,
            "last_listed_on": listed,
        }
    for row in pending:
        yield _of_sheet(row, agencies) | {"is_pending": "true"}


_FIPS_OF = {row["name"].lower(): row["state_fips"] for row in state_rows()}
_EMPTY = dict.fromkeys(
    (
        "state_fips", "county_fips", "agency", "model", "is_pending", "signed_on",
        "first_listed_on", "last_listed_on",
    ),
    "",
) | {"is_pending": "false"}  # fmt: skip


def _of_sheet(row: Row, agencies: Agencies) -> dict[str, str]:
    return _EMPTY | {
        "state_fips": _FIPS_OF[row["STATE"].lower()],
        "county_fips": agencies.of_sheet(row),
        "agency": row["LAW ENFORCEMENT AGENCY"],
        "model": MODELS[row["SUPPORT TYPE"]],
        "first_listed_on": row["listed_on"],
        "last_listed_on": row["listed_on"],
    }
