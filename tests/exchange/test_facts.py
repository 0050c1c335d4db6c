"""Shipped facts, replaced by an organization's newer ones."""

from pathlib import Path

import pytest

from lib.exchange.importing import import_file
from tests.exchange.conftest import MAPPINGS, numbers, read

COUNTIES = MAPPINGS / "counties.toml"
HEADER = (
    "county_fips,state_fips,name,latitude,longitude,population,latino_population,"
    "foreign_born_population,spanish_speaking_percent,limited_english_percent,"
    "population_as_of,foreign_born_as_of,households_as_of,source\n"
)


@pytest.mark.usefixtures("places")
def test_a_county_is_replaced_and_so_is_one_of_puerto_rico(tmp_path: Path) -> None:
    file = tmp_path / "counties.csv"
    file.write_text(
        HEADER
        + "48201,48,Harris County,29.8,-95.4,4800000,2100000,1300000,,11,2024-12-31,2024-12-31,,u\n"
        + "72127,72,San Juan,,,342259,,,,,2020-04-01,,,u\n"
        # Of no state, of a code that lost its zero in a spreadsheet, of more than all households.
        + "99001,99,Nowhere,,,1,,,,,,,,u\n"
        + "4013,04,Maricopa County,,,1,,,,,,,,u\n"
        + "48203,48,Harrison County,,,1,,,101,,,,,u\n"
    )
    outcome = import_file("county", file, COUNTIES)
    assert numbers(outcome) == (5, 0, 2, 0, 3)
    assert read(
        "membership",
        "SELECT county_fips, population, foreign_born_population, spanish_speaking_percent,"
        " foreign_born_as_of::text FROM source.county WHERE source = 'u' ORDER BY 1",
    ) == [
        ("48201", 4_800_000, 1_300_000, None, "2024-12-31"),
        ("72127", 342_259, None, None, None),
    ]
    # The others stay the shipped ones.
    assert read("membership", "SELECT count(*) FROM source.county") == [(3_220,)]
