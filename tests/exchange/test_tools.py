"""A library of tools out of a spreadsheet, by the shipped mapping."""

import pytest

from tests.exchange.conftest import MAPPINGS, Load, read

HEADER = (
    "id,title_en,title_es,kind,topic,repression_type,audience_sector,language,published_on,"
    "is_proven,edition_of,url\n"
)
MAPPING = (MAPPINGS / "tools.toml").read_text()


def test_codes_are_the_contracts_and_editions_find_their_tool(load: Load) -> None:
    outcome = load(
        "resource",
        HEADER
        # Its tool comes after it in the file.
        + "card-en,Card,,card,,Religion,Unions,English,2024-01-31,,card,https://example.org/en\n"
        + "card,Card,Tarjeta,card,security,caste,miners,Xinka,,yes,,\n"
        + "agenda,Agenda,,guide,,,,,,no,,\n",
        MAPPING,
    )
    assert not outcome.rejected
    columns = "resource_id, repression_type, audience_sector, language, edition_of, is_proven"
    assert read("membership", f"SELECT {columns} FROM source.resource ORDER BY 1") == [
        ("library-agenda", None, None, None, None, False),
        ("library-card", "other", "other", "other", None, True),
        ("library-card-en", "religious_affiliation", "labor", "en", "library-card", False),
    ]


@pytest.mark.parametrize("address", ["http://example.org", "example.org/a"])
def test_an_address_that_anyone_on_the_way_could_change_is_rejected(
    load: Load, address: str
) -> None:
    outcome = load("resource", HEADER + f"a,A,,guide,,,,,,,,{address}\n", MAPPING)
    assert outcome.rejected == 1
    assert read("membership", "SELECT count(*) FROM source.resource") == [(0,)]


def test_an_edition_of_what_was_rejected_is_rejected_and_so_is_its_own_edition(load: Load) -> None:
    outcome = load(
        "resource",
        HEADER
        + "a,A,,guide,,,,,,,,http://example.org\n"  # no https
        + "b,B,,guide,,,,,,,a,\n"
        + "c,C,,guide,,,,,,,b,\n"
        + "d,D,,guide,,,,,,,d,\n",  # its own edition: a circle, which pages can read
        MAPPING,
    )
    assert outcome.rejected_by_column == {"url": 1, "edition_of": 2}
    assert read("membership", "SELECT resource_id FROM source.resource") == [("library-d",)]
