"""What tells a row from every other: cells as they look, and keys of earlier versions once more."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange.importing import import_file
from tests.data.rows import Rows
from tests.exchange.conftest import DATA, Load, numbers, read

ARRESTS = """
table = "incident"
[identity]
whole_row = true
prefix = "ice-"
[columns]
verification.constant = "verified"
kind.constant = "raid"
occurred_at = "day"
agency = "agency"
"""
HEADER = "day,agency,note"
ROWS = ("2026-01-02,ICE,a", "2026-01-02,ICE,a", "2026-01-03,Policía,b")
"""Two arrests that say the same, and another."""
FILE = "\n".join([HEADER, *ROWS])


def keys(table: str = "incident", column: str = "incident_id") -> set[str]:
    database = "membership" if table == "member" else "incidents"
    return {str(key) for (key,) in read(database, f"SELECT {column} FROM source.{table}")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        FILE,
        FILE.replace("ICE,a", "  ICE,a "),  # blanks around cells
        FILE.replace("ICE", "ice"),
        FILE.replace("Policía", "Policia"),
        FILE.replace("Policía", "Policı́a".replace("ı́", "i\u0301")),  # as macOS writes it
        FILE.replace("ICE", "I\u200bCE"),
        # An empty column added, columns in another order, rows too.
        "\n".join([HEADER + ",new", *(row + "," for row in ROWS)]),
        "note,day,agency\na,2026-01-02,ICE\nb,2026-01-03,Policía\na,2026-01-02,ICE",
    ],
)
def test_what_nobody_sees_makes_no_row_new(load: Load, content: str) -> None:
    assert numbers(load("incident", FILE, ARRESTS))[1] == 3
    outcome = load("incident", content, ARRESTS)
    assert (outcome.new, outcome.rejected) == (0, 0)
    assert len(keys()) == 3


def test_a_longer_file_adds_what_is_more(load: Load) -> None:
    load("incident", FILE, ARRESTS)
    assert numbers(load("incident", f"{FILE}\n{ROWS[0]}", ARRESTS)) == (4, 1, 0, 3, 0)


def test_rows_are_told_apart_by_the_columns_that_are_chosen(load: Load) -> None:
    mapping = ARRESTS.replace("whole_row = true", 'whole_row = ["day", "agency"]')
    mapping = mapping.replace('verification.constant = "verified"', 'verification = "status"')
    before = "day,agency,status\n2026-01-02,ICE,unverified\n2026-01-02,ICE,unverified\n"
    load("incident", before, mapping)
    # A status is edited, and a column comes to it: the same two incidents.
    after = "day,agency,status,new\n2026-01-02,ICE,verified,x\n2026-01-02,ICE,unverified,y\n"
    assert numbers(load("incident", after, mapping)) == (2, 0, 1, 1, 0)


def test_the_example_of_the_manual(load: Load) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
    found = re.search(
        r"### Rows without an id\n\n```text\n(.+?)```\n\n```toml\n(.+?)```", manual, re.DOTALL
    )
    assert found
    assert numbers(load("incident", found[1], found[2]))[:2] == (2, 2)
    edited = found[1].replace("unverified", "verified").replace("status\n", "status,new\n")
    assert numbers(load("incident", edited, found[2])) == (2, 0, 1, 1, 0)


def former(prefix: str, cells: list[str], nth: int) -> str:
    """The key that earlier versions made: of the cells as they were, as a JSON array."""
    raw = json.dumps(cells, ensure_ascii=False)
    return f"{prefix}{hashlib.blake2b(raw.encode(), digest_size=16).hexdigest()}-{nth}"


@pytest.fixture
def loaded_before(load: Load) -> list[str]:
    """The rows of the file under the keys of earlier versions."""
    load("incident", FILE, ARRESTS)
    cells = [row.split(",") for row in ROWS]
    old = [former("ice-", cells[0], 1), former("ice-", cells[1], 2), former("ice-", cells[2], 1)]
    new = [k for (k,) in read("incidents", "SELECT incident_id FROM source.incident ORDER BY"
                              " occurred_at, incident_id")]  # fmt: skip
    with engines.owner("incidents").begin() as connection:
        for key, was in zip(new, old, strict=True):
            connection.execute(
                text("UPDATE source.incident SET incident_id = :was WHERE incident_id = :key"),
                {"key": key, "was": was},
            )
    return new


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        FILE,
        "\n".join([HEADER + ",new", *(row + "," for row in ROWS)]),  # by what is said of them
        FILE.replace("ICE,a", "ICE, a"),
    ],
)
def test_rows_of_earlier_versions_get_their_new_keys_once(
    load: Load, loaded_before: list[str], content: str
) -> None:
    outcome = load("incident", content, ARRESTS)
    assert numbers(outcome) == (3, 0, 0, 3, 0)
    assert keys() == set(loaded_before)
    assert [(n.what, n.rows) for n in outcome.notes if "earlier" in n.what] == [
        ("there under the key of an earlier version: given its new one", 3)
    ]
    again = load("incident", content, ARRESTS)
    assert numbers(again) == (3, 0, 0, 3, 0)
    assert not any("earlier" in note.what for note in again.notes)


def test_what_names_a_row_of_an_earlier_version_goes_with_it(
    load: Load, loaded_before: list[str], rows: Rows
) -> None:
    was = former("ice-", ["2026-01-03", "Policía", "b"], 1)
    rows("incidents", "hotline_call", {"call_id": "c", "incident_id": was})
    with engines.owner("incidents").begin() as connection:
        connection.execute(text("ALTER TABLE source.incident ADD COLUMN own text DEFAULT 'x'"))
        connection.execute(text("UPDATE source.incident SET own = 'kept', notes = 'n'"))
    try:
        assert numbers(load("incident", FILE, ARRESTS)) == (3, 0, 0, 3, 0)
        query = (
            "SELECT i.incident_id, i.own, i.notes FROM source.hotline_call AS c"
            " JOIN source.incident AS i USING (incident_id)"
        )
        assert read("incidents", query) == [(loaded_before[2], "kept", "n")]
        assert keys() == set(loaded_before)
    finally:
        with engines.owner("incidents").begin() as connection:
            connection.execute(text("ALTER TABLE source.incident DROP COLUMN own"))


MEMBERS = """
table = "member"
[identity]
template = "mail-{Email}"
[columns]
joined_on = "Joined"
email = "Email"
"""
ROSA = "Email,Joined\n{},2025-03-01\n"


def test_an_address_by_any_case_is_one_member(places: None, tmp_path: Path) -> None:
    case = DATA / "cases" / "email_identity_case"
    outcome = import_file("member", case / "input.csv", case / "mapping.toml", tmp_path / "r.csv")
    # Three rows of one address: the second and third say the same as the first.
    assert numbers(outcome) == (3, 1, 0, 2, 0)
    assert keys("member", "member_id") == {"mail-rosa@example.org"}


@pytest.mark.parametrize("folded", ["", "folded = true"])
def test_a_member_of_an_earlier_version_keeps_the_key(load: Load, rows: Rows, folded: str) -> None:
    mapping = MEMBERS.replace('{Email}"\n', f'{{Email}}"\n{folded}\n')
    key = "mail-rosa example org" if folded else "mail-Rosa@Example.org"
    rows("membership", "member", {"member_id": key, "joined_on": "2025-03-01"})
    load("member", ROSA.format("Rosa@Example.org"), mapping)
    assert keys("member", "member_id") == {key}
    if not folded:  # later the address is written otherwise
        outcome = load("member", ROSA.format("ROSA@example.org"), mapping)
        assert numbers(outcome) == (1, 0, 1, 0, 0)
        assert [(n.about, n.rows, n.lines) for n in outcome.notes] == [("member_id", 1, (2,))]
        assert keys("member", "member_id") == {key}


def test_two_members_that_were_there_are_each_found_exactly(load: Load, rows: Rows) -> None:
    rows(
        "membership",
        "member",
        {"member_id": "mail-Rosa@Example.org"},
        {"member_id": "mail-rosa@example.org"},
    )
    content = "Email,Joined\nRosa@Example.org,2025-03-01\nrosa@example.org,2025-03-02\n"
    assert numbers(load("member", content, MEMBERS)) == (2, 0, 2, 0, 0)


def test_ids_that_differ_by_case_are_two(load: Load) -> None:
    # Salesforce's ids of 15 signs do; only addresses are one by any case.
    content = "Email,Joined\n0015000000Gv7qA,2025-03-01\n0015000000Gv7qa,2025-03-01\n"
    assert numbers(load("member", content, MEMBERS)) == (2, 2, 0, 0, 0)


def test_ids_that_differ_by_what_nobody_sees_are_one(load: Load) -> None:
    content = "Email,Joined\nN\u0303-1  b,2025-03-01\n\u00d1-1 b\u200b,2025-03-01\n"
    assert numbers(load("member", content, MEMBERS))[:2] == (2, 1)


DUES = """
table = "dues_payment"
[identity]
template = "d-{id}"
[columns]
member_id = { template = "mail-{Email}" }
paid_on = "on"
amount_cents = "cents"
covers_from = "on"
covers_to = "on"
"""


def test_what_is_paid_finds_its_member_by_the_address_in_any_case(load: Load) -> None:
    load("member", ROSA.format("Rosa@Example.org"), MEMBERS)
    content = (
        "id,Email,on,cents\n1,Rosa@Example.org,2026-01-01,100\n2,nobody@example.org,2026-01-01,1\n"
    )
    outcome = load("dues_payment", content, DUES)
    assert numbers(outcome) == (2, 1, 0, 0, 1)
    assert read("membership", "SELECT member_id FROM source.dues_payment") == [
        ("mail-rosa@example.org",)
    ]
    assert [(n.about, n.rows, n.lines) for n in outcome.notes] == [("member_id", 1, (2,))]


def test_keys_that_began_otherwise_get_their_new_ones(load: Load, rows: Rows) -> None:
    was = former("ice-fy2016-", ["2026-01-03", "Policía", "b"], 1)
    rows("incidents", "incident", {"incident_id": was, "agency": "Policía"})
    mapping = ARRESTS.replace('prefix = "ice-"', 'prefix = "ice-"\nformerly = "ice-fy2016-"')
    outcome = load("incident", FILE, mapping)
    assert (outcome.new, len(keys())) == (2, 3)
    assert all(key.startswith("ice-") and "fy" not in key for key in keys())
