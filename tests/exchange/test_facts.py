"""Shipped facts, replaced by an organization's newer ones."""

from pathlib import Path

import pytest

from lib.exchange.importing import import_file
from lib.reference.catalogue import FACTS
from tests.exchange.conftest import MAPPINGS, numbers, read

COUNTIES = MAPPINGS / "counties.toml"
AGREEMENTS = MAPPINGS / "agreements_287g.toml"
HEADER = (
    "county_fips,state_fips,name,latitude,longitude,population,latino_population,"
    "foreign_born_population,spanish_speaking_percent,limited_english_percent,"
    "population_as_of,foreign_born_as_of,households_as_of,source\n"
)


@pytest.mark.usefixtures("places")
def test_a_county_is_replaced_and_one_of_puerto_rico_added(tmp_path: Path) -> None:
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
    assert numbers(outcome) == (5, 1, 1, 0, 3)
    assert read(
        "membership",
        "SELECT county_fips, population, foreign_born_population, spanish_speaking_percent,"
        " foreign_born_as_of::text FROM source.county WHERE source = 'u' ORDER BY 1",
    ) == [
        ("48201", 4_800_000, 1_300_000, None, "2024-12-31"),
        ("72127", 342_259, None, None, None),
    ]
    # The others stay the shipped ones.
    assert read("membership", "SELECT count(*) FROM source.county") == [(3_143,)]


@pytest.mark.usefixtures("places")
def test_the_shipped_list_of_agreements_imported_again_changes_nothing(tmp_path: Path) -> None:
    outcome = import_file(
        "jurisdiction_policy",
        FACTS / "agreements_287g.csv",
        AGREEMENTS,
        rejects=tmp_path / "rejected.csv",
    )
    assert numbers(outcome) == (753, 0, 0, 753, 0)


@pytest.mark.usefixtures("places")
def test_a_newer_list_stands_beside_the_older_edition(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "state_fips,county_fips,agency,model,as_of\n"
        "12,12001,alachua county sheriff,task_force,2026-01-02\n"
        "12,,florida lottery,task_force,2026-01-02\n"
    )
    assert numbers(import_file("jurisdiction_policy", file, AGREEMENTS)) == (2, 2, 0, 0, 0)
    editions = "SELECT as_of::text, source FROM source.jurisdiction_policy GROUP BY 1, 2"
    editions_in_use = read("membership", editions)
    assert {as_of for as_of, _source in editions_in_use} == {"2025-07-03", "2026-01-02"}
    # One list, by its source: so the refresh knows that the newer edition ends the older.
    assert len({source for _as_of, source in editions_in_use}) == 1
