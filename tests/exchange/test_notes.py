"""Outcomes that are told beside new, changed, unchanged and rejected: what had no value and why."""

from pathlib import Path

import pytest

from lib.exchange.command import _noted, _unused
from lib.exchange.notes import Note, Notes
from lib.exchange.spelling import Spellings
from tests.data.rows import Rows
from tests.exchange.conftest import Load, numbers, read

MEMBERS = """
table = "member"
[identity]
template = "{id}"
[columns]
joined_on.constant = 2026-01-02
[columns.committee_id]
from = "committee"
find = "name"
unknown = "null"
"""
KINDS = """
table = "incident"
[identity]
template = "{id}"
[columns]
verification.constant = "verified"
occurred_at.constant = 2026-01-02
[columns.kind]
from = "kind"
translate = { Raid = "raid", Checkpoint = "checkpoint", "Traffic stop" = "traffic_stop" }
otherwise = "other"
[place]
state = "state"
"""


def noted(outcome) -> dict[tuple[str, str], tuple[int, tuple[int, ...]]]:
    return {(note.about, note.what): (note.rows, note.lines) for note in outcome.notes}


SPELLING = "found only without case, accents, blanks or unseen marks"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "COMITÉ PEÑA", "Comite Pena", "Comité  Peña", "Comité\u00a0Peña",
        "Comite\u0301 Pen\u0303a",  # decomposed, as macOS writes it
        "Comité\u200b Peña\ufeff",  # marks of width zero
        "comité peña",
    ],
)  # fmt: skip
def test_what_is_found_by_spelling_alone_is_counted(load: Load, rows: Rows, text: str) -> None:
    rows("membership", "committee", {"committee_id": "c", "name": "Comité Peña"})
    outcome = load("member", f"id,committee\n1,Comité Peña\n2,{text}\n", MEMBERS)
    assert noted(outcome) == {("committee_id", SPELLING): (1, (3,))}
    assert read("membership", "SELECT count(committee_id) FROM source.member") == [(2,)]


def test_the_exact_name_is_found_first_and_two_alike_are_not_guessed(
    load: Load, rows: Rows
) -> None:
    rows(
        "membership",
        "committee",
        {"committee_id": "a", "name": "Peña"},
        {"committee_id": "b", "name": "Pena"},
    )
    outcome = load("member", "id,committee\n1,Peña\n2,Pena\n3,PENA\n4,Yuma\n", MEMBERS)
    query = "SELECT committee_id FROM source.member ORDER BY member_id"
    assert read("membership", query) == [("a",), ("b",), (None,), (None,)]
    assert noted(outcome) == {("committee_id", "not found: no value"): (2, (4, 5))}


def test_what_became_of_a_text_without_translation_is_counted(load: Load, places: None) -> None:
    content = (
        "id,kind,state\n1,RAID,AZ\n2,Rumour,AZ\n3,\"Checkpoint, Traffic stop\",AZ\n4,,AZ\n"
        "5,Rumour,\n6,Rumour,AZ\n7,Rumour,AZ\n8,Rumour,Mars\n"
    )  # fmt: skip
    outcome = load("incident", content, KINDS)
    # Line 5 has no kind at all, which every incident has; line 9 no state that is known.
    assert numbers(outcome) == (8, 6, 0, 0, 2)
    assert noted(outcome) == {
        # The first three lines of four; line 9 was rejected.
        ("kind", "no translation: taken as other"): (4, (3, 6, 7)),
        ("kind", SPELLING): (1, (2,)),
        ("kind", "several values in one cell: taken as other"): (1, (4,)),
        ("region_id", "place unknown"): (1, (6,)),
    }


def test_several_values_in_a_cell_are_rejected_by_that_name(load: Load, places: None) -> None:
    mapping = KINDS.replace('otherwise = "other"', "")
    outcome = load("incident", 'id,kind,state\n1,"Checkpoint; Raid",AZ\n', mapping)
    assert "has several values in one cell" in outcome.rejects.read_text()


def test_dates_that_are_let_pass_without_a_value_are_counted(load: Load) -> None:
    mapping = """
        table = "member"
        [identity]
        template = "{id}"
        [columns]
        joined_on = "joined"
        [columns.lapsed_on]
        from = "lapsed"
        unreadable = "null"
        no_later_than = "joined_on"
    """
    content = "id,joined,lapsed\n1,2026-01-02,never\n2,2026-01-02,2026-01-03\n"
    assert noted(load("member", content, mapping)) == {
        ("lapsed_on", "not a date that can be read: no value"): (1, (2,)),
        ("lapsed_on", "later than joined_on: no value"): (1, (3,)),
    }


def test_a_row_rejected_by_the_database_is_not_told_of_twice(load: Load, rows: Rows) -> None:
    mapping = MEMBERS + 'state_fips_ = "x"'.replace("state_fips_", "\n[columns.tier_id]\nfrom")
    outcome = load("member", "id,committee,x\n1,Yuma,gold\n2,Yuma,\n", mapping)
    assert numbers(outcome) == (2, 1, 0, 0, 1)  # there is no tier of gold
    assert noted(outcome) == {("committee_id", "not found: no value"): (1, (3,))}


def test_places_that_nobody_knows_and_rows_without_a_match_are_counted(
    load: Load, places: None, tmp_path: Path
) -> None:
    (tmp_path / "more.csv").write_text("id,agency\n1,ICE\n")
    mapping = (
        KINDS
        + """
        county = "county"
        unknown = "null"
        unknown_county = "null"
        [join.more]
        file = "more.csv"
        key = "id"
        take = "agency"
    """
    )
    content = (
        "id,kind,state,county,x,y,\n1,Raid,AZ,Pima,,,\n2,Raid,Mars,,,,\n3,Raid,AZ,Nowhere,,,\n"
    )
    outcome = load("incident", content, mapping)
    assert numbers(outcome) == (3, 3, 0, 0, 0)
    assert noted(outcome) == {
        ("region_id", "place unknown"): (1, (3,)),
        ("state_fips", "its state is none that is known: no value"): (1, (3,)),
        ("county_fips", "its county is none that is known: no value"): (1, (4,)),
        ("join.more", "no row matches: empty cells"): (2, (3, 4)),
    }
    # A column without a name is none; what the join needs is used.
    assert outcome.unused == ("x", "y")
    outcome = load("incident", content, mapping + '\n[file]\nunused = ["x"]\n')
    assert outcome.unused == ("y",)


def test_columns_that_nothing_uses_are_named_three_at_most() -> None:
    assert _unused(["a"]) == "1 column of the file that the mapping does not use: 'a'"
    assert _unused(list("abcd")).endswith(": 'a', 'b', 'c', …")


def test_what_is_remembered_is_noted_again() -> None:
    notes = Notes()

    def read(text: str) -> str:
        notes.add("kind", f"odd: {text}")
        return text

    remembering = notes.remembering(read)
    rows = []
    for text in ("a", "a", "b"):
        remembering(text)
        rows.append(notes.take())
    assert rows == ["{0}", "{0}", "{1}"]
    assert notes.take() is None


def test_the_summary_names_lines_and_no_content(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    class Done:
        notes = (Note("kind", "no translation: taken as other", 1200, (3, 6, 7)),)

    Console(width=100).print(_noted(Done()))  # type: ignore[arg-type]
    said = " ".join(capsys.readouterr().out.split())
    assert "kind: no translation: taken as other" in said
    assert "1,200" in said
    assert "3, 6, 7, …" in said


def test_a_text_with_two_values_has_none() -> None:
    spellings = Spellings([("Si", 1), ("Sí", 2), ("No", 3)])
    found = [spellings.find(text) for text in ("Sí", "SI", "NO", "x")]
    assert [f and (f.value, f.is_folded) for f in found] == [(2, False), None, (3, True), None]
