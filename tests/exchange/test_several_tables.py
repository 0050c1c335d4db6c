"""One file into several tables, in one transaction, and imports that are taken back."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lib.exchange.errors import NotImportable
from tests.exchange.conftest import Load, numbers, read
from tests.exchange.test_command import app

# The gatherings are written last and loaded before whatever refers to them.
MAPPING = """
    table = "enrollment"
    identity.template = "x-{event}-{person}"
    columns = { course_id = "event", enrolled_on = "day", member_id = "person" }
    only.came = "yes"

    [[also]]
    table = "member"
    identity.template = "{person}"
    columns.joined_on = "day"
    columns.given_name = "name"
    several = { keep = "newest", by = "day" }
    columns.committee_id.constant = "c1"

    [[also]]
    table = "course"
    identity.template = "{event}"
    columns = { title_en = "title", title_es = "title", topic.constant = "security" }
"""
FILE = (
    "event,title,day,person,name,came\n"
    "900,Safety,2026-04-01,a,Ana,yes\n"
    "900,Safety,2026-04-01,b,Beto,no\n"
    "901,Care,2026-04-08,a,Ana María,yes\n"
)


def count(table: str) -> int:
    return int(read("membership", f"SELECT count(*) FROM source.{table}")[0][0])


@pytest.fixture
def committee(rows) -> None:
    rows("membership", "committee", {"committee_id": "c1"})


@pytest.mark.slow
def test_parents_are_loaded_before_what_refers_to_them(committee, load: Load) -> None:
    outcome = load("enrollment", FILE, MAPPING)
    assert (outcome.rows_in, outcome.new, outcome.left_out) == (3, 2, 1)
    assert {name for name, _ in outcome.also} == {"member", "course"}
    further = dict(outcome.also)
    assert (further["member"].new, further["member"].taken_together) == (2, 1)
    assert numbers(further["course"]) == (3, 2, 0, 1, 0)
    again = load("enrollment", FILE, MAPPING)
    assert (again.unchanged, dict(again.also)["course"].unchanged) == (2, 3)
    query = "SELECT given_name FROM source.member WHERE member_id = 'a'"
    assert read("membership", query) == [("Ana María",)]


def test_nothing_is_loaded_if_one_of_them_can_not_be(committee, load: Load) -> None:
    before = count("course")
    broken = MAPPING.replace('title_en = "title"', 'title_en = "heading"')
    with pytest.raises(NotImportable, match="lacks the column 'heading'"):
        load("enrollment", FILE, broken)
    assert (count("course"), count("enrollment")) == (before, 0)


def test_each_table_has_rejected_rows_of_its_own(committee, load: Load) -> None:
    content = FILE + "902,,2026-05-01,c,Cira,yes\n"  # a course without a title, so no such course
    outcome = load("enrollment", content, MAPPING)
    course = dict(outcome.also)["course"]
    assert (outcome.rejected_by_column, course.rejected_by_column) == (
        {"course_id": 1},
        {"title_en": 1},
    )
    assert outcome.rejects.name == "file.csv.rejected.csv"
    assert course.rejects.name == "file.csv.course.rejected.csv"
    assert course.rejects.exists()


def test_tables_of_two_databases_are_not_imported_at_once(load: Load) -> None:
    other = MAPPING.replace('table = "course"', 'table = "incident"')
    with pytest.raises(NotImportable, match="also: incident is in the incidents database"):
        load("enrollment", FILE, other)


def test_a_dry_run_does_everything_and_takes_it_back(committee, load: Load, tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_text(FILE + "902,,2026-05-01,c,Cira,yes\n")
    (tmp_path / "mapping.toml").write_text(MAPPING)
    before = count("course")
    arguments = ["enrollment", str(tmp_path / "file.csv"), "--mapping"]
    result = CliRunner().invoke(app, [*arguments, str(tmp_path / "mapping.toml"), "--dry-run"])
    assert result.exit_code == 0, result.stderr
    assert "Nothing was imported: it was a dry run." in result.stdout
    assert (tmp_path / "file.csv.rejected.csv").exists()
    assert (count("course"), count("enrollment")) == (before, 0)
