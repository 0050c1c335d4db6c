"""Rows that are left out, taken together or made of columns, and cells that hold several values."""

from datetime import date
from pathlib import Path

import pytest

from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from lib.exchange.later import months_later
from tests.exchange.conftest import DATA, Load, numbers, read

CASES = DATA / "cases"


@pytest.fixture
def organization(rows):
    """A committee, courses and members that the files name."""
    rows("membership", "committee", {"committee_id": "ak-anchorage", "name": "Phoenix"})
    rows("membership", "course", {"course_id": "kyr"}, {"course_id": "rapid"})
    rows("membership", "member", {"member_id": "gone-1"}, {"member_id": "gone-2"})


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def case(name: str, table: str, mapping: str, tmp_path: Path):
    """Import the file of a case by a mapping."""
    return import_file(
        table,
        CASES / name / "input.csv",
        write(tmp_path / "mapping.toml", mapping),
        tmp_path / "rejected.csv",
    )


CALLS = """
    table = "hotline_call"
    identity = { template = "{id}" }
    columns = { received_at = "at", language = "language" }
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "left"),
    [
        ('only = { type = ["call"] }', ["1", "2"]),
        ('only = { type = ["CALL ", "test"] }', ["1", "2", "3"]),  # case and blanks don't count
        ('without = { type = "test" }', ["1", "2", "4"]),
        ('without = { type = [""] }', ["1", "2", "3"]),  # the empty cell
        ('only = { type = ["call"], language = ["es"] }', ["1"]),  # all of them
        ('without = { type = ["test"], language = ["en"] }', ["1", "4"]),  # none of them
        ('only.type = "call"\nwithout.language = "es"', ["2"]),
        ('only = { "file.name" = "file.csv" }', ["1", "2", "3", "4"]),
    ],
)
def test_rows_that_are_not_meant_are_counted_and_not_rejected(
    load: Load, words: str, left: list[str]
) -> None:
    content = (
        "id,at,language,type\n"
        "1,2026-01-01,es,call\n"
        "2,2026-01-01,en,Call\n"
        "3,2026-01-01,es,test\n"
        "4,2026-01-01,es,\n"
    )
    outcome = load("hotline_call", content, f"{words}\n{CALLS}")
    assert (outcome.rejected, outcome.left_out, outcome.new) == (0, 4 - len(left), len(left))
    found = read("incidents", "SELECT call_id FROM source.hotline_call ORDER BY 1")
    assert [key for (key,) in found] == left


def test_what_is_left_out_may_be_unreadable(load: Load) -> None:
    content = "id,at,language,type\nTotal,sum,,end\n1,2026-01-01,es,call\n"
    outcome = load("hotline_call", content, f'without.type = "end"\n{CALLS}')
    assert numbers(outcome) == (2, 1, 0, 0, 0)


def test_a_filter_by_a_column_that_is_not_there_refuses_the_file(load: Load) -> None:
    with pytest.raises(NotImportable, match="lacks the column 'kind', which only of the mapping"):
        load("hotline_call", "id,at,language\n", f'only.kind = "x"\n{CALLS}')


def test_dues_of_a_month_and_of_a_year_in_one_file(organization, tmp_path: Path) -> None:
    """The T-shirt is left out; covers differ by the kind of dues."""
    mapping = """
        table = "dues_payment"
        only.Type = ["monthly dues", "annual dues"]
        without.Payment = ["p2", "p3", "p5", "p8", "p9"] # amounts written in other ways
        identity.template = "acc-{Payment}"
        [columns]
        member_id = "Member"
        paid_on = "Date"
        covers_from = "Date"
        [columns.covers_to]
        from = "Date"
        plus_months = { column = "Type", values = { "Monthly dues" = 1, "annual dues" = 12 } }
        plus_days = -1
        [columns.amount_cents]
        from = "Amount"
        number = { thousands = ",", strip = "$ USD", times = 100 }
    """
    outcome = case("dues_accounting_negative", "dues_payment", mapping, tmp_path)
    assert (outcome.left_out, outcome.rejected) == (6, 0)
    columns = "payment_id, amount_cents, covers_from::text, covers_to::text"
    assert read("membership", f"SELECT {columns} FROM source.dues_payment ORDER BY 1") == [
        ("acc-p1", 2500, "2026-05-01", "2026-05-31"),
        ("acc-p4", 120000, "2026-06-01", "2027-05-31"),
        ("acc-p6", 2500, "2026-06-01", "2026-06-30"),
    ]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-03-01", 0, "2026-03-01"),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, expected) -> None:
    assert months_later(date.fromisoformat(day), months).isoformat() == expected


def test_a_row_for_which_no_number_of_days_is_given_is_rejected(load: Load, rows) -> None:
    rows("membership", "member", {"member_id": "m"})
    mapping = """
        table = "role_term"
        identity.template = "{id}"
        [columns]
        member_id.constant = "m"
        committee_id.constant = "c1"
        role.constant = "trainer"
        started_on = "day"
        [columns.ended_on]
        from = "day"
        plus_days = { column = "term", values = { short = 7, long = 70 } }
    """
    rows("membership", "committee", {"committee_id": "c1"})
    content = "id,day,term\n1,2026-01-01,short\n2,2026-01-01,endless\n3,9999-12-30,long\n"
    outcome = load("role_term", content, mapping)
    assert outcome.rejected_by_column == {"ended_on": 2}
    assert read("membership", "SELECT ended_on::text FROM source.role_term") == [("2026-01-08",)]


def test_attendances_are_counted_into_gatherings(organization, tmp_path: Path) -> None:
    mapping = """
        table = "gathering"
        identity.template = "att-{event_id}"
        [columns]
        committee_id = "committee"
        kind.constant = "meeting"
        held_on = "event_date"
        [columns.attended]
        from = "attendee"
        when = { attended = ["yes"] }
        several = "count"
    """
    outcome = case("attendance_rows_to_gathering", "gathering", mapping, tmp_path)
    # Four rows: two gatherings, and two that say the same of theirs.
    assert numbers(outcome) == (4, 2, 0, 2, 0)
    query = "SELECT gathering_id, attended FROM source.gathering ORDER BY 1"
    assert read("membership", query) == [("att-900", 2), ("att-901", 1)]
    assert numbers(case("attendance_rows_to_gathering", "gathering", mapping, tmp_path)) == (
        4, 0, 0, 4, 0
    )  # fmt: skip


GATHERINGS = """
    table = "gathering"
    identity.template = "{id}"
    [columns]
    committee_id.constant = "ak-anchorage"
    kind.constant = "meeting"
    held_on = "day"
    [columns.attended]
    from = "people"
    several = "HOW"
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("sum", [("1", 5), ("2", None)]),  # an empty cell adds nothing; two are no zero
        ("smallest", [("1", 2), ("2", None)]),
        ("largest", [("1", 3), ("2", None)]),
        ("count", [("1", 2), ("2", 0)]),
    ],
)
def test_values_of_one_key_are_taken_together(organization, load: Load, how, expected) -> None:
    content = "id,day,people\n" + "".join(
        f"{row}\n" for row in ("1,2026-01-01,2", "2,2026-01-02,", "1,2026-01-01,3", "1,2026-01-01,",
                               "2,2026-01-02,")
    )  # fmt: skip
    outcome = load("gathering", content, GATHERINGS.replace("HOW", how))
    assert numbers(outcome) == (5, 2, 0, 3, 0)
    query = "SELECT gathering_id, attended FROM source.gathering ORDER BY 1"
    assert read("membership", query) == expected


def test_what_differs_beside_a_sum_is_still_rejected(organization, load: Load) -> None:
    content = "id,day,people\n1,2026-01-01,2\n1,2026-02-01,3\n"
    outcome = load("gathering", content, GATHERINGS.replace("HOW", "sum"))
    assert outcome.rejected_by_column == {"gathering_id": 1}


def test_of_memberships_renewed_as_new_rows_the_newest_counts(organization, tmp_path: Path) -> None:
    mapping = """
        table = "member"
        identity.template = "civi-{Contact ID}"
        several = { keep = "newest", by = "End Date" }
        [columns.joined_on]
        from = "Member Since"
        several = "smallest"
        [columns.lapsed_on]
        from = "End Date"
        when = { Status = ["Expired", "Cancelled"] }
        plus_days = 1
    """
    outcome = case("membership_renewed_as_new_row", "member", mapping, tmp_path)
    assert (outcome.rows_in, outcome.new, outcome.taken_together) == (3, 2, 1)
    query = (
        "SELECT member_id, joined_on::text, lapsed_on FROM source.member"
        " WHERE member_id LIKE 'civi%' ORDER BY 1"
    )
    assert read("membership", query) == [
        ("civi-71", "2023-02-01", None),
        ("civi-72", "2024-02-01", None),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("several", "expected"),
    [
        ('{ keep = "first" }', "b"),
        ('{ keep = "last" }', "e"),
        ('{ keep = "newest", by = "day", formats = ["%m/%d/%Y"] }', "c"),
        ('{ keep = "oldest", by = "day", formats = ["%m/%d/%Y"] }', "b"),
        # An empty cell may mean that it never ends.
        ('{ keep = "newest", by = "day", formats = ["%m/%d/%Y"], empty = "counts" }', "d"),
        ('{ keep = "largest", by = "size" }', "d"),
        ('{ keep = "smallest", by = "size" }', "b"),  # of those alike the first
        ('{ keep = "largest", by = ["day of none", "size"] }', "d"),
    ],
)
def test_one_of_several_rows_counts(load: Load, several: str, expected: str) -> None:
    mapping = f"""
        table = "hotline_call"
        file.optional = ["day of none"]
        identity.template = "x"
        several = {several}
        [columns]
        received_at.constant = 2026-01-01
        language = "name"
    """.replace('"x"', '"{key}"')
    content = (
        "key,name,day,size\n"
        "1,b,1/2/2025,9\n"
        "1,c,10/1/2026,9\n"  # later than 9/1, though its text is smaller
        '1,d,,"1,000"\n'
        "1,e,9/1/2026,10\n"
    )
    outcome = load("hotline_call", content, mapping)
    assert (outcome.new, outcome.taken_together, outcome.rejected) == (1, 3, 0)
    assert read("incidents", "SELECT language FROM source.hotline_call") == [(expected,)]


def test_a_row_that_can_not_be_ordered_is_rejected(load: Load) -> None:
    mapping = f'several = {{ keep = "newest", by = "changed" }}\n{CALLS}'
    content = "id,at,language,changed\n1,2026-01-01,es,\n1,2026-01-01,es,someday\n"
    outcome = load("hotline_call", content, mapping)
    assert outcome.rejected_by_column == {"": 1}
    assert outcome.new == 1


def test_a_completion_matrix_in_one_run(organization, tmp_path: Path) -> None:
    mapping = """
        table = "enrollment"
        file.empty = ["-", "Not completed"]
        unpivot = { name = "course", values.completed = '(.+) - completed' }
        identity.template = "mdl-{course}-{Email}"
        [columns.course_id]
        from = "course"
        translate = { "Know your rights" = "kyr", "Rapid response" = "rapid" }
        [columns.enrolled_on]
        from = "completed"
        formats = ["%A, %d %B %Y, %I:%M %p"]
        [columns.completed_on]
        from = "completed"
        formats = ["%A, %d %B %Y, %I:%M %p"]
    """
    outcome = case("completion_matrix", "enrollment", mapping, tmp_path)
    assert numbers(outcome) == (3, 3, 0, 0, 0)
    assert outcome.rows_read == 3
    # What rows were made of was used; names and the whole course's state were not.
    assert outcome.ignored == ["Name", "Course complete"]
    columns = "enrollment_id, course_id, completed_on::text"
    assert read("membership", f"SELECT {columns} FROM source.enrollment ORDER BY 1") == [
        ("mdl-Know your rights-ana@example.org", "kyr", "2026-03-05"),
        ("mdl-Know your rights-beto@example.org", "kyr", "2026-03-06"),
        ("mdl-Rapid response-beto@example.org", "rapid", "2026-03-09"),
    ]


def test_several_columns_of_each_thing_stand_in_one_row(organization, load: Load) -> None:
    mapping = """
        table = "enrollment"
        unpivot.name = "course"
        unpivot.values = { began = '(.+): began', done = ["kyr", "rapid"] }
        identity.template = "{id}-{course}"
        columns = { course_id = "course", enrolled_on = "began", completed_on = "done" }
    """
    content = "id,kyr: began,kyr,rapid: began\n1,2026-01-01,2026-01-02,2026-02-01\n2,,2026-01-02,\n"
    outcome = load("enrollment", content, mapping)
    # Two of the first row, one of the second, whose beginning nobody noted.
    assert numbers(outcome) == (3, 2, 0, 0, 1)
    assert outcome.rejected_by_column == {"enrolled_on": 1}


def test_rows_of_one_line_with_one_key_are_no_two_rows(organization, load: Load) -> None:
    mapping = """
        table = "enrollment"
        unpivot = { name = "course", values.done = ["kyr", "rapid"] }
        identity.template = "{id}"
        columns = { course_id = "course", enrolled_on = "done" }
    """
    outcome = load("enrollment", "id,kyr,rapid\n1,2026-01-01,2026-01-02\n", mapping)
    assert numbers(outcome) == (2, 1, 0, 0, 1)


def test_columns_that_are_not_there_refuse_the_file(load: Load) -> None:
    mapping = f"unpivot = {{ name = 'x', values.y = ['a', 'b'] }}\n{CALLS}"
    with pytest.raises(NotImportable, match="no column is one of unpivot.values.y"):
        load("hotline_call", "id,at,language\n", mapping)


def test_a_committee_is_one_of_the_tags(organization, load: Load) -> None:
    mapping = """
        table = "member"
        split.tags = ","
        only.tags = "member"
        identity.template = "{id}"
        [columns]
        joined_on.constant = 2026-01-01
        [columns.committee_id]
        from = "tags"
        part = '^Committee: (.+)$'
        find = "name"
    """
    content = (
        "id,tags\n"
        '1,"Committee: Phoenix, KYR 2026, member"\n'
        '2,"member , Committee: Phoenix"\n'
        "3,member\n"  # at large
        '4,"volunteer, Committee: Phoenix"\n'  # no member: left out
        '5,"member, Committee: Nowhere"\n'  # not known
        '6,"members"\n'  # another tag, and longer
    )
    outcome = load("member", content, mapping)
    assert (outcome.left_out, outcome.rejected_by_column) == (2, {"committee_id": 1})
    query = "SELECT member_id, committee_id FROM source.member WHERE member_id < '9' ORDER BY 1"
    assert read("membership", query) == [("1", "ak-anchorage"), ("2", "ak-anchorage"), ("3", None)]


KINDS = """
    table = "incident"
    split.kinds = " "
    identity.template = "{id}"
    columns.occurred_at.constant = 2026-01-01
    columns.verification.constant = "unverified"
    [columns.kind]
    from = "kinds"
    translate = { raid = "raid", "retén" = "checkpoint", checkpoint = "checkpoint" }
"""


@pytest.mark.parametrize(
    ("more", "cells", "expected"),
    [
        ("", "checkpoint", "checkpoint"),
        ("", "checkpoint Retén", "checkpoint"),  # two words of one thing
        ("", "unknown checkpoint", "checkpoint"),
        ("", "raid checkpoint", None),  # nobody says which
        ('of_several = "first"', "checkpoint raid", "checkpoint"),
        ('otherwise = "other"', "unknown", "other"),
        ('otherwise = "other"', "unknown raid", "raid"),
    ],
)
@pytest.mark.slow
def test_one_kind_of_a_cell_with_several(load: Load, more: str, cells: str, expected) -> None:
    outcome = load("incident", f"id,kinds\n1,{cells}\n", f"{KINDS}\n{more}")
    found = read("incidents", "SELECT kind FROM source.incident")
    assert found == ([(expected,)] if expected else [])
    assert outcome.rejected == (expected is None)


def test_columns_that_say_yes_each_stand_for_a_value(load: Load) -> None:
    mapping = """
        table = "incident"
        identity.template = "{id}"
        [columns]
        occurred_at.constant = 2026-01-01
        verification.constant = "unverified"
        kind.marked = { "kind/raid" = "raid", "kind/checkpoint" = "checkpoint" }
    """
    content = "id,kind/raid,kind/checkpoint\n1,1,0\n2,FALSE,TRUE\n3,1,1\n4,0,0\n"
    outcome = load("incident", content, mapping)
    assert outcome.rejected_by_column == {"kind": 2}
    query = "SELECT incident_id, kind FROM source.incident ORDER BY 1"
    assert read("incidents", query) == [("1", "raid"), ("2", "checkpoint")]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (f"several.keep = 'newest'\n{CALLS}", "several: keep = 'newest' needs by"),
        (f"several = {{ keep = 'first', by = 'x' }}\n{CALLS}", "which is not looked at"),
        (
            CALLS.replace('template = "{id}"', "whole_row = true") + "several.keep = 'last'",
            "several: needs identity.template",
        ),
        (CALLS + "columns.caller = { from = 'x', several = 'sum' }", "sum is for numbers only"),
        (
            CALLS + "columns.answered_at = { from = 'at', plus_months = 1 }",
            "plus_months: is for days only",
        ),
        (f"unpivot = {{ name = 'x', values.y = '.+' }}\n{CALLS}", "needs exactly one group"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told_so(load: Load, mapping: str, message: str) -> None:
    mapping = mapping.replace('columns = { received_at = "at", language = "language" }', "").strip()
    lines = 'columns.received_at = "at"\ncolumns.language = "language"\n'
    with pytest.raises(NotImportable, match=message):
        load("hotline_call", "id,at,language\n", lines + mapping)
