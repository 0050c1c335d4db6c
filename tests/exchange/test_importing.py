import csv
import os
import stat

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.exchange import importing, one_table
from lib.exchange.errors import NotImportable
from tests.exchange.conftest import numbers, read

CALLS = """
table = "hotline_call"
[identity]
template = "{id}"
[columns]
received_at = "at"
language = "language"
state_fips = "state"
"""
COURSES = """
table = "course"
[identity]
template = "{id}"
[columns]
title_en = "title"
title_es = "title"
topic = "topic"
hours = "hours"
is_core = "core"
"""
ALIKE = """
table = "hotline_call"
[identity]
whole_row = true
prefix = "x-"
[columns]
received_at = "at"
language = "language"
"""


def rejected(outcome) -> list[dict[str, str]]:
    with outcome.rejects.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_is_new_changed_unchanged_or_rejected(load, rows):
    rows("incidents", "state", {"state_fips": "04"})
    first = "id,at,language,state\n1,2024-01-01,es,04\n2,2024-01-02,es,04\n3,2024-01-03,en,04\n"
    assert numbers(load("hotline_call", first, CALLS)) == (3, 3, 0, 0, 0)
    second = (
        "id,at,language,state\n"
        "1,2024-01-01,es,04\n"  # as before
        "2,2024-01-02,en,04\n"  # another language
        "3,yesterday,en,04\n"  # no date: rejected, so row 3 stays as it was
        "4,2024-01-04,es,\n"  # new, without a state
    )
    assert numbers(load("hotline_call", second, CALLS)) == (4, 1, 1, 1, 1)
    assert read(
        "incidents", "SELECT call_id, language, state_fips FROM source.hotline_call ORDER BY 1"
    ) == [("1", "es", "04"), ("2", "en", "04"), ("3", "en", "04"), ("4", "es", None)]


def test_importing_again_changes_nothing_and_keeps_the_clock(load):
    content = "id,at,language,state\n1,2024-01-01,es,\n"
    load("hotline_call", content, CALLS)
    before = read("incidents", "SELECT *, xmin FROM source.hotline_call")
    assert numbers(load("hotline_call", content, CALLS)) == (1, 0, 0, 1, 0)
    assert read("incidents", "SELECT *, xmin FROM source.hotline_call") == before


def test_a_changed_row_moves_its_clock_and_keeps_columns_that_are_not_mapped(load):
    load("hotline_call", "id,at,language,state\n1,2024-01-01,es,\n", CALLS)
    with engines.owner("incidents").begin() as connection:
        connection.execute(text("UPDATE source.hotline_call SET notes = 'kept'"))
    (before,) = read("incidents", "SELECT updated_at FROM source.hotline_call")
    load("hotline_call", "id,at,language,state\n1,2024-01-01,en,\n", CALLS)
    ((notes, after),) = read("incidents", "SELECT notes, updated_at FROM source.hotline_call")
    assert notes == "kept"
    assert after > before[0]


def test_rejected_rows_are_written_with_line_column_reason_and_cells(load):
    content = (
        "id,at,language,state\n"
        '1,2024-01-01,"two\nlines",\n'  # good; the next row begins on line 4
        "2,2024-01-02,es,99\n"  # no such state: the database's foreign key
        "\n"  # blank: no row
        "3,,es,\n"  # required and empty
        "4,2024-01-04,es,,x\n"  # a cell too many, and something stands in it
        ",2024-01-04,es,\n"  # nothing to make the id of
    )
    outcome = load("hotline_call", content, CALLS)
    assert numbers(outcome) == (5, 1, 0, 0, 4)
    assert outcome.rejected_by_column == {"": 1, "call_id": 1, "received_at": 1, "state_fips": 1}
    assert [(r["line"], r["column"], r["reason"], r["id"]) for r in rejected(outcome)] == [
        ("4", "state_fips", "'99' is not a state_fips of source.state", "2"),
        ("6", "received_at", "is missing", "3"),
        ("7", "", "has 5 cells where the header has 4", "4"),
        ("8", "call_id", "a cell that the row's identity is made of is empty", ""),
    ]


def test_the_file_of_rejected_rows_is_private_and_runs_no_formula(load):
    outcome = load("hotline_call", "id,at,language,state\n1,=1+1,@x,\n", CALLS)
    assert stat.S_IMODE(outcome.rejects.stat().st_mode) == 0o600
    (row,) = rejected(outcome)
    assert (row["at"], row["language"]) == ("'=1+1", "'@x")
    assert not list(outcome.rejects.parent.glob(".*"))


def test_the_file_of_rejected_rows_goes_when_none_is_rejected_any_more(load):
    outcome = load("hotline_call", "id,at,language,state\n1,never,es,\n", CALLS)
    assert outcome.rejects.exists()
    load("hotline_call", "id,at,language,state\n1,2024-01-01,es,\n", CALLS)
    assert not outcome.rejects.exists()


def test_no_other_file_is_overwritten_with_rejected_rows(load, tmp_path):
    other = tmp_path / "file.csv.rejected.csv"
    other.write_text("mine")
    with pytest.raises(NotImportable, match="holds something else.*--rejects"):
        load("hotline_call", "id,at,language,state\n1,never,es,\n", CALLS)
    assert other.read_text() == "mine"


def test_values_outside_the_contract_are_rejected_by_its_checks(load):
    content = (
        "id,title,topic,hours,core\n"
        "1,A,security,2.5,yes\n"
        "2,A,cooking,2.5,yes\n"  # not a topic of the contract
        "3,A,security,nan,no\n"  # not a number
        "4,A,security,,\n"  # hours may be missing; a flag that is missing is no
    )
    outcome = load("course", content, COURSES)
    assert numbers(outcome) == (4, 2, 0, 0, 2)
    assert outcome.rejected_by_column == {"hours": 1, "topic": 1}
    assert read("membership", "SELECT course_id, hours, is_core FROM source.course ORDER BY 1") == [
        ("1", 2.5, True),
        ("4", None, False),
    ]


def test_a_check_that_only_the_database_knows_rejects_its_rows(load):
    mapping = """
        table = "region"
        [identity]
        template = "{id}"
        [columns]
        name_en = "name"
        name_es = "name"
    """
    content = "id,name\nnorth,North\nunknown,Nowhere\nNo Good,Bad\n"
    outcome = load("incidents.region", content, mapping)
    # "unknown" is reserved (a check of inequality); "No Good" is no plain word (a pattern).
    assert numbers(outcome) == (3, 1, 0, 0, 2)
    reasons = {row["id"]: row["reason"] for row in rejected(outcome)}
    assert "region_id <> 'unknown'" in reasons["unknown"]
    assert "pattern" in reasons["No Good"]


def test_a_later_row_of_the_same_key_is_rejected_unless_it_says_the_same(load):
    content = (
        "id,at,language,state\n"
        "1,never,es,\n"  # rejected, so the next row is the first of its key
        "1,2024-01-01,es,\n"
        "1,2024-01-01,es,\n"  # the same again: unchanged
        "1,2024-01-01,en,\n"  # something else: rejected
        "2,2024-01-01,en,\n"
    )
    outcome = load("hotline_call", content, CALLS)
    assert numbers(outcome) == (5, 2, 0, 1, 2)
    assert rejected(outcome)[1]["reason"] == "repeats the key of line 3 with other values"
    assert read("incidents", "SELECT language FROM source.hotline_call WHERE call_id = '1'") == [
        ("es",)
    ]


def test_rows_alike_in_every_cell_are_kept_apart_and_keep_their_ids(load):
    content = "at,language\n2024-01-01,es\n2024-01-02,es\n2024-01-01,es\n"
    assert numbers(load("hotline_call", content, ALIKE)) == (3, 3, 0, 0, 0)
    ids = [i for (i,) in read("incidents", "SELECT call_id FROM source.hotline_call ORDER BY 1")]
    assert sorted(i.rpartition("-")[2] for i in ids) == ["1", "1", "2"]
    # A longer file in another order: the rows known already keep their ids.
    longer = "at,language\n2024-01-02,es\n2024-01-01,es\n2024-01-01,es\n2024-01-01,es\n"
    assert numbers(load("hotline_call", longer, ALIKE)) == (4, 1, 0, 3, 0)


def test_batches_are_seams_that_nothing_falls_into(load, monkeypatch):
    monkeypatch.setattr(one_table, "BATCH", 3)
    good = [f"{i},2024-01-01,es," for i in range(7)]
    lines = ["id,at,language,state", *good[:3], "3,never,es,", *good[4:], good[0]]
    # 8 rows in batches of 3, 3 and 2: 6 new, one rejected, one that says what line 2 said.
    assert numbers(load("hotline_call", "\n".join(lines), CALLS)) == (8, 6, 0, 1, 1)


def test_a_header_without_rows_imports_nothing(load):
    assert numbers(load("hotline_call", "id,at,language,state\n", CALLS)) == (0, 0, 0, 0, 0)


def test_the_source_says_when_a_row_changed(load):
    mapping = f'{CALLS}\n[columns.updated_at]\nfrom = "changed"\n'
    content = "id,at,language,state,changed\n1,2024-01-01,es,,2024-02-03T04:05:06Z\n"
    load("hotline_call", content, mapping)
    assert read("incidents", "SELECT updated_at::text FROM source.hotline_call") == [
        ("2024-02-03 04:05:06+00",)
    ]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("hotline", "there is no table hotline; there are campaign, "),
        ("region", "in several databases; name it membership.region or incidents.region"),
        ("dashboard.account", "there is no table dashboard.account"),
        ("incident", "the mapping: table: is hotline_call, not incident"),
    ],
)
def test_a_table_is_found_by_its_name(load, table, message):
    with pytest.raises(NotImportable, match=message):
        load(table, "id,at,language,state\n", CALLS)


def test_a_missing_column_is_named_with_what_needs_it(load):
    with pytest.raises(NotImportable) as error:
        load("hotline_call", "id,when,language,state\n1,2,3,4\n", CALLS)
    assert str(error.value) == (
        "file.csv: the header lacks the column 'at', which columns.received_at.from of the mapping"
        " needs; it has 4 columns: id, when, language, state"
    )


def test_of_several_columns_of_one_name_the_first_counts_that_is_not_empty(load):
    content = "id,at,language,state,at\n1,2024-01-01,es,,2024-02-02\n2, ,es,,2024-02-02\n"
    assert numbers(load("hotline_call", content, CALLS)) == (2, 2, 0, 0, 0)
    query = "SELECT received_at::date::text FROM source.hotline_call ORDER BY call_id"
    assert read("incidents", query) == [("2024-01-01",), ("2024-02-02",)]


def test_a_view_of_the_organization_is_not_written(load):
    with engines.owner("incidents").begin() as connection:
        connection.execute(text("ALTER TABLE source.hotline_call RENAME TO hotline_call_kept"))
        connection.execute(
            text("CREATE VIEW source.hotline_call AS SELECT * FROM source.hotline_call_kept")
        )
    try:
        with pytest.raises(NotImportable, match="is a view of the organization's own"):
            load("hotline_call", "id,at,language,state\n1,2024-01-01,es,\n", CALLS)
    finally:
        with engines.owner("incidents").begin() as connection:
            connection.execute(text("DROP VIEW source.hotline_call"))
            connection.execute(text("ALTER TABLE source.hotline_call_kept RENAME TO hotline_call"))


def test_a_constraint_of_the_organization_refuses_the_file_and_changes_nothing(load):
    with engines.owner("incidents").begin() as connection:
        connection.execute(
            text(
                "ALTER TABLE source.hotline_call"
                " ADD CONSTRAINT spanish_only CHECK (language = 'es') NOT VALID"
            )
        )
    try:
        with pytest.raises(NotImportable, match="refuses the rows by its constraint spanish_only"):
            load(
                "hotline_call", "id,at,language,state\n1,2024-01-01,es,\n2,2024-01-01,en,\n", CALLS
            )
        assert read("incidents", "SELECT count(*) FROM source.hotline_call") == [(0,)]
    finally:
        with engines.owner("incidents").begin() as connection:
            connection.execute(text("ALTER TABLE source.hotline_call DROP CONSTRAINT spanish_only"))


@pytest.mark.slow
def test_another_writer_is_waited_for_and_then_named(load, monkeypatch):
    monkeypatch.setattr(importing, "LOCK_TIMEOUT_S", 1)
    with engines.owner("incidents").begin() as other:
        other.execute(text("LOCK TABLE source.hotline_call IN ROW EXCLUSIVE MODE"))
        with pytest.raises(NotImportable, match="another writer has held it for 1 seconds"):
            load("hotline_call", "id,at,language,state\n1,2024-01-01,es,\n", CALLS)


def test_nothing_is_left_where_rejected_rows_cannot_be_written(load, tmp_path):
    file, mapping = tmp_path / "file.csv", tmp_path / "mapping.toml"
    file.write_text("id,at,language,state\n1,2024-01-01,es,\n2,never,es,\n")
    mapping.write_text(CALLS)
    nowhere = tmp_path / "no such directory" / "rejected.csv"
    with pytest.raises(NotImportable, match="rejected rows can't be written.*--rejects"):
        importing.import_file("hotline_call", file, mapping, nowhere)
    assert read("incidents", "SELECT count(*) FROM source.hotline_call") == [(0,)]
    assert sorted(os.listdir(tmp_path)) == ["file.csv", "mapping.toml"]


def test_cells_that_look_like_the_end_of_a_copy_or_like_null_are_text(load):
    mapping = f'{CALLS}notes = "notes"'
    notes = ["a\n\\.\nb", "\\N", '"', "x\r\ny", "NULL"]
    cells = ['"{}"'.format(note.replace('"', '""')) for note in notes]
    lines = [f"{i},2024-01-01,,,{cell}" for i, cell in enumerate(cells)]
    content = "\n".join(["id,at,language,state,notes", *lines])
    assert numbers(load("hotline_call", content, mapping)) == (5, 5, 0, 0, 0)
    query = "SELECT notes FROM source.hotline_call ORDER BY call_id"
    assert [note for (note,) in read("incidents", query)] == notes


def test_a_key_that_no_index_can_hold_is_rejected(load):
    content = f"id,at,language,state\n{'é' * 601},2024-01-01,,\n{'é' * 600},2024-01-01,,\n"
    assert numbers(load("hotline_call", content, CALLS)) == (2, 1, 0, 0, 1)


def test_a_column_that_the_organization_made_narrower_refuses_the_file(load):
    narrow = "ALTER TABLE source.hotline_call ALTER language TYPE {}"
    with engines.owner("incidents").begin() as connection:
        connection.execute(text(narrow.format("varchar(2)")))
    try:
        with pytest.raises(NotImportable, match="refuses the rows by the type of a column"):
            load("hotline_call", "id,at,language,state\n1,2024-01-01,spanish,\n", CALLS)
    finally:
        with engines.owner("incidents").begin() as connection:
            connection.execute(text(narrow.format("text")))


def test_places_can_not_be_found_before_there_are_states(load):
    mapping = CALLS.replace('state_fips = "state"', "") + '[place]\nstate = "state"'
    with pytest.raises(NotImportable, match="source.state of the incidents database is empty"):
        load("hotline_call", "id,at,language,state\n1,2024-01-01,es,TX\n", mapping)
