"""What a whole list has no longer: ended or deleted, told, and never more than may go."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import typer
from typer.testing import CliRunner

from lib.exchange.erase_command import erase_
from lib.exchange.errors import NotImportable
from lib.exchange.importing import import_file
from tests.exchange.conftest import DATA, Load, numbers, read

CASE = DATA / "cases" / "member_gone_from_next_export"
ENDS = '\nwhole_list.ends = "lapsed_on"\n'
DELETES = "\nwhole_list.deletes = true\n"
MAPPING = """
table = "member"
identity.template = "crm-{id}"
columns.joined_on.constant = 2025-01-01
columns.given_name = "name"
"""


@pytest.mark.parametrize("words", [ENDS, DELETES])
@pytest.mark.slow
def test_who_was_merged_into_another_goes(places: None, tmp_path: Path, words: str) -> None:
    mapping = tmp_path / "mapping.toml"
    # Both belong to the whole mapping, so they stand before its sections.
    mapping.write_text(words + (CASE / "mapping.toml").read_text())
    for month in ("january", "february"):
        outcome = import_file("member", CASE / f"{month}.csv", mapping, tmp_path / "r.csv")
    assert (outcome.ended, outcome.gone) == (1, ("gone-3",))
    today = datetime.now(ZoneInfo("America/Chicago")).date()
    expected = [("gone-1", None), ("gone-2", None)]
    query = "SELECT member_id, lapsed_on FROM source.member ORDER BY 1"
    assert read("membership", query) == expected + ([("gone-3", today)] if words == ENDS else [])


def members() -> list[str]:
    query = "SELECT member_id FROM source.member WHERE lapsed_on IS NULL ORDER BY 1"
    return [key for (key,) in read("membership", query) if key != "m1"]  # whom rows need


def of(*ids: object) -> str:
    return "id,name\n" + "".join(f"{each},A\n" for each in ids)


def test_only_rows_of_the_source_go(load: Load, rows) -> None:
    rows("membership", "member", {"member_id": "paper-1"}, {"member_id": "crm_9"})
    load("member", of(*range(10, 20)), MAPPING + ENDS)
    assert load("member", of(*range(10, 18)), MAPPING + ENDS).ended == 2
    assert members() == [*(f"crm-{n}" for n in range(10, 18)), "crm_9", "paper-1"]


@pytest.mark.slow
def test_who_comes_back_goes_on(load: Load) -> None:
    load("member", of(1, 2, 3), MAPPING + ENDS)
    load("member", of(1, 2), MAPPING + ENDS)
    outcome = load("member", of(1, 2, 3), MAPPING + ENDS)
    assert (numbers(outcome), outcome.ended) == ((3, 0, 1, 2, 0), 0)
    assert members() == ["crm-1", "crm-2", "crm-3"]
    assert numbers(load("member", of(1, 2, 3), MAPPING + ENDS)) == (3, 0, 0, 3, 0)


def test_what_the_file_says_of_the_end_counts(load: Load) -> None:
    mapping = MAPPING + 'columns.lapsed_on = "until"\n' + ENDS
    load("member", "id,name,until\n1,A,2026-01-31\n2,B,\n", mapping)
    assert members() == ["crm-2"]


def test_nothing_goes_by_a_file_of_which_a_row_was_rejected(load: Load) -> None:
    load("member", of(1, 2, 3), MAPPING + ENDS)
    outcome = load("member", of(1, ""), MAPPING + ENDS)
    assert (outcome.rejected, outcome.ended, outcome.is_whole_list) == (1, None, True)
    assert members() == ["crm-1", "crm-2", "crm-3"]


@pytest.mark.slow
@pytest.mark.parametrize("words", [ENDS, DELETES])
def test_a_list_that_lacks_too_much_is_refused(load: Load, words: str) -> None:
    load("member", of(*range(10, 18)), MAPPING + words)
    with pytest.raises(NotImportable, match="3 of 8 would no longer .* whole_list.most_gone"):
        load("member", of(*range(13, 18), 99), MAPPING + words)  # 3 of 9 with the new one
    assert len(members()) == 8
    assert load("member", of(*range(12, 18)), MAPPING + words).ended == 2  # a quarter


def test_more_may_go_where_the_mapping_says_so(load: Load) -> None:
    load("member", of(1, 2, 3, 4), MAPPING + ENDS)
    more = MAPPING + 'whole_list = { ends = "lapsed_on", most_gone = 1.0 }'
    assert load("member", of(5), more).ended == 4


def test_rows_that_are_not_meant_are_not_of_the_list(load: Load) -> None:
    load("member", "id,name\n1,A\n2,A\n3,B\n", MAPPING + ENDS)
    outcome = load("member", "id,name\n1,A\n2,A\n3,B\n", 'without.name = "B"\n' + MAPPING + ENDS)
    assert (outcome.left_out, outcome.ended) == (1, 1)


def test_what_hangs_on_a_deleted_row_goes_or_is_emptied(load: Load, rows) -> None:
    load("member", of(1, 2), MAPPING + DELETES)
    rows("membership", "course", {"course_id": "core"})
    rows("membership", "dues_payment", {"payment_id": "p1", "member_id": "crm-1"},
         {"payment_id": "p2", "member_id": "crm-2"})  # fmt: skip
    rows("membership", "enrollment", {"enrollment_id": "e1", "member_id": "crm-1"})
    load("member", of(2), MAPPING + DELETES)
    assert read("membership", "SELECT payment_id FROM source.dues_payment") == [("p2",)]
    query = "SELECT enrollment_id, member_id FROM source.enrollment"
    assert read("membership", query) == [("e1", None)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("whole_list = {}", "needs either ends, a column, or deletes"),
        ('whole_list.ends = "no_day"', "ends: is none of the days of source.member .joined_on"),
        (ENDS.replace("lapsed_on", "member_id"), "ends: is none of the days"),
    ],
)
def test_a_list_that_does_not_fit_is_told_so(load: Load, words: str, message: str) -> None:
    with pytest.raises(NotImportable, match=message):
        load("member", of(1), MAPPING + words)


def test_keys_must_tell_the_source(load: Load) -> None:
    with pytest.raises(NotImportable, match="keys do not begin with the name of their source"):
        load("member", of(1), MAPPING.replace("crm-{id}", "{id}") + ENDS)


app = typer.Typer()
app.command()(erase_)


def erase(*arguments: str, answer: str = ""):
    return CliRunner().invoke(app, [*arguments], input=answer)


def test_one_person_is_erased(load: Load, rows) -> None:
    load("member", of(1, 2), MAPPING)
    rows("membership", "dues_payment", {"payment_id": "p1", "member_id": "crm-1"},
         {"payment_id": "p2", "member_id": "crm-1", "amount_cents": -500,
          "refunds_payment_id": "p1"})  # fmt: skip
    refused = erase("member", "crm-1", answer="n\n")
    assert (refused.exit_code, len(members())) == (1, 2)
    done = erase("member", "crm-1", answer="y\n")
    assert done.exit_code == 0
    assert "dues_payment: 2 rows deleted" in done.stdout
    assert "member: 1 row deleted" in done.stdout
    assert members() == ["crm-2"]
    assert read("membership", "SELECT count(*) FROM source.dues_payment") == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("member", "nobody"), "source.member has no row nobody"),
        (("membr", "x"), "there is no table membr"),
    ],
)
def test_what_is_not_there_is_not_erased(clean, arguments: tuple[str, ...], message: str) -> None:
    result = erase(*arguments, "--yes")
    assert result.exit_code == 1
    assert message in result.stderr
