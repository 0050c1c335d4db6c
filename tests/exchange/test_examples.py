"""Every example of ``docs/importing.md``: the file, its mapping, and the rows that it says."""

import re
from pathlib import Path

import pytest

from lib.exchange.importing import import_file
from lib.exchange.plan import find_table
from tests.exchange.conftest import read

MANUAL = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(
    r"```(?P<kind>csv|json|ndjson)\n(?P<file>.+?)```\n\n```toml\n(?P<mapping>.+?)```\n\nbecomes[^\n]*\n\n"
    r"(?P<rows>(?:\|[^\n]*\n)+)",
    re.DOTALL,
)
EXAMPLES = list(EXAMPLE.finditer(MANUAL))


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


@pytest.fixture
def parents(rows) -> None:
    """The committee, courses and members that the examples name."""
    rows("membership", "committee", {"committee_id": "phoenix", "name": "Phoenix"})
    rows("membership", "course", {"course_id": "kyr"}, {"course_id": "rapid"})
    rows("membership", "member", {"member_id": "17"}, {"member_id": "18"})
    for state_fips, usps, name in (
        ("04", "AZ", "Arizona"),
        ("35", "NM", "New Mexico"),
        ("51", "VA", "Virginia"),
    ):
        rows("incidents", "state", {"state_fips": state_fips, "usps": usps, "name": name})


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=[str(n) for n in range(len(EXAMPLES))])
def test_an_example_of_the_manual_becomes_what_it_says(parents, tmp_path: Path, example) -> None:
    file, mapping = tmp_path / f"file.{example['kind']}", tmp_path / "mapping.toml"
    file.write_text(example["file"])
    mapping.write_text(example["mapping"])
    name = re.findall(r'^table = "(\w+)"', example["mapping"], re.MULTILINE)[0]
    columns, _, *expected = [cells(line) for line in example["rows"].splitlines()]
    database, table = find_table(name)
    outcome = import_file(name, file, mapping)
    assert outcome.rejected == 0
    texts = ", ".join(f"coalesce({column}::text, '')" for column in columns)
    prefix = re.search(r'template = "(\w+-)', example["mapping"])
    assert prefix, "an example's keys begin with the name of its source"
    query = (
        f"SELECT {texts} FROM {table.fullname}"
        f" WHERE {columns[0]} LIKE '{prefix[1]}%' ORDER BY {columns[0]}"
    )
    assert [list(row) for row in read(database, query)] == expected


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 6
