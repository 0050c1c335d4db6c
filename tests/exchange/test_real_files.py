"""Real exports by the shipped mappings: small extracts always, the whole files where they are."""

import csv
import gzip
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from lib.exchange.importing import Outcome, import_file
from tests.exchange.conftest import DATA, MAPPINGS, SAMPLES, numbers, read

pytestmark = pytest.mark.slow

whole_files = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"the whole files are not here ({SAMPLES}); their extracts are"
)


@pytest.fixture
def bring(places, tmp_path):
    """Import a file by a shipped mapping."""

    def bring(table: str, file: Path, mapping: str) -> Outcome:
        rejects = tmp_path / "rejected.csv"
        return import_file(table, file, MAPPINGS / f"{mapping}.toml", rejects)

    return bring


def count_by(column: str, table: str = "incident") -> dict[str | None, int]:
    database = "incidents" if table == "incident" else "membership"
    return dict(read(database, f"SELECT {column}, count(*) FROM source.{table} GROUP BY 1"))


def test_arrests_of_the_extract(bring):
    file = DATA / "ero_arrests.csv"
    # 56 lines less five of preamble and the header.
    assert numbers(bring("incident", file, "ero_arrests")) == (50, 50, 0, 0, 0)
    assert numbers(bring("incident", file, "ero_arrests")) == (50, 0, 0, 50, 0)
    # Without a region: Chicago 3, Washington 2, Denver, Philadelphia and Salt Lake City 1 each,
    # which lie in two regions; HQ 3; no area 4.
    assert count_by("region_id")[None] == 15
    # In one state of these: Houston 6, San Antonio 2; Phoenix 3; Los Angeles 2, San Diego 2;
    # New York City and Buffalo; Newark; Baltimore.
    assert count_by("state_fips") == {
        "48": 8, "04": 3, "06": 4, "36": 2, "34": 1, "24": 1, None: 31
    }  # fmt: skip
    # Three rows are alike in every cell: three people of one jail on one day.
    alike = "SELECT right(incident_id, 2) FROM source.incident WHERE address LIKE 'TEXAS DEPT%'"
    assert sorted(read("incidents", alike)) == [("-1",), ("-1",), ("-2",), ("-3",)]
    assert read(
        "incidents",
        "SELECT kind, occurred_at::text, region_id, state_fips, address, verification"
        " FROM source.incident WHERE address LIKE 'MIAMI FUG%'",
    ) == [
        # 1 October, noon in Chicago, which keeps summer time until November.
        ("home_arrest", "2015-10-01 17:00:00+00", "southeast", None, "MIAMI FUGITIVE OPERATIONS",
         "verified")
    ]  # fmt: skip


def test_facilities_of_the_extract(bring):
    outcome = bring("jurisdiction_policy", DATA / "facilities.csv", "detention_facilities")
    # Guam is no state of the contract, three facilities have no code.
    assert numbers(outcome) == (10, 6, 0, 0, 4)
    assert outcome.rejected_by_column == {"policy_id": 3, "state_fips": 1}
    query = (
        "SELECT replace(policy_id, 'ice-detention-', ''), state_fips, county_fips,"
        " in_force_from::text, in_force_until::text FROM source.jurisdiction_policy"
        " WHERE policy = 'ice_detention_facility' ORDER BY 1"
    )
    assert read("membership", query) == [
        ("ABRDNWA", "53", "53027", "2007-09-14", "2007-09-20"),
        ("ABTHOLD", "48", None, None, None),  # Abilene is no county
        ("ADAMSWA", "53", "53001", "2003-10-06", "2012-09-20"),  # 6/10/03: the day comes first
        ("BPC", "25", "25025", "1985-01-01", "2016-11-08"),  # a year alone
        ("PAVHRPR", "72", None, "2016-01-25", "2017-04-21"),  # its county is "COUNTY"
        ("RICRANS", "44", "44007", "1996-09-11", "2005-04-04"),
    ]
    # The line inside a cell counts: Fort Chaffee is row 8, and begins on line 10.
    with outcome.rejects.open(encoding="utf-8-sig", newline="") as file:
        lines = {row["Name"]: row["line"] for row in csv.DictReader(file)}
    assert lines["AGANA HOLD"] == "6"
    assert lines["FORT CHAFFEE"] == "10"


def test_learners_of_the_extract(bring):
    assert numbers(bring("course", DATA / "oulad_courses.csv", "oulad_courses")) == (3, 3, 0, 0, 0)
    file = DATA / "oulad_studentRegistration.csv"
    assert numbers(bring("enrollment", file, "oulad_enrollments")) == (20, 20, 0, 0, 0)
    assert numbers(bring("enrollment", file, "oulad_enrollments")) == (20, 0, 0, 20, 0)
    query = (
        "SELECT enrollment_id, course_id, enrolled_on, completed_on, withdrew_on, member_id"
        " FROM source.enrollment WHERE enrollment_id IN"
        " ('oulad-AAA-2013J-11391', 'oulad-DDD-2013J-582954', 'oulad-BBB-2013J-554243') ORDER BY 1"
    )
    first = date(2013, 10, 1)
    assert read("membership", query) == [
        # Registered 159 days before the run and passed; handed in the last work on day 115.
        ("oulad-AAA-2013J-11391", "oulad-AAA-2013J", first - timedelta(159),
         first + timedelta(115), None, None),
        # Failed, and left on day 166.
        ("oulad-BBB-2013J-554243", "oulad-BBB-2013J", first - timedelta(35), None,
         first + timedelta(166), None),
        # Left a week before the first day.
        ("oulad-DDD-2013J-582954", "oulad-DDD-2013J", first - timedelta(81), None,
         first - timedelta(7), None),
    ]  # fmt: skip


def test_learners_without_their_courses_are_rejected(bring):
    file = DATA / "oulad_studentRegistration.csv"
    outcome = bring("enrollment", file, "oulad_enrollments")
    assert numbers(outcome) == (20, 0, 0, 0, 20)
    assert outcome.rejected_by_column == {"course_id": 20}


@whole_files
def test_all_arrests_are_accounted_for(bring):
    file = SAMPLES / "EROArrests_FY2016.csv.gz"
    assert numbers(bring("incident", file, "ero_arrests")) == (110_104, 110_104, 0, 0, 0)
    assert numbers(bring("incident", file, "ero_arrests")) == (110_104, 0, 0, 110_104, 0)
    with gzip.open(file, "rt", encoding="ascii") as lines:
        areas = Counter(line.split("|")[0].strip('"').split(" Area")[0] for line in lines)
    several = ("Chicago", "Denver", "Philadelphia", "Salt Lake City", "Washington", "HQ")
    # The file has 272 rows without an area, and a blank line in its preamble.
    assert count_by("region_id")[None] == sum(areas[a] for a in several) + 272
    assert count_by("state_fips")["48"] == areas["Houston"] + areas["San Antonio"]


@whole_files
def test_all_learners_are_accounted_for(bring):
    bring("course", SAMPLES / "oulad_courses.csv", "oulad_courses")
    file = SAMPLES / "oulad_studentRegistration.csv"
    assert numbers(bring("enrollment", file, "oulad_enrollments")) == (12_489, 12_489, 0, 0, 0)
    with (SAMPLES / "oulad_studentInfo.csv").open(encoding="utf-8") as lines:
        passed = sum(
            row["final_result"] in ("Pass", "Distinction") for row in csv.DictReader(lines)
        )
    query = "SELECT count(completed_on), count(withdrew_on) FROM source.enrollment"
    ((completed, withdrew),) = read("membership", query)
    # Six passed without work of their own in the file: no day of completion is known.
    assert (passed, completed, withdrew) == (8917, 8911, 9)


@whole_files
def test_all_facilities_are_accounted_for(bring):
    file = SAMPLES / "marshall_facility_locations_macroman_CR.csv"
    outcome = bring("jurisdiction_policy", file, "detention_facilities")
    # Ten are in Guam, the Northern Marianas and the Virgin Islands, three have no code.
    assert numbers(outcome) == (1479, 1466, 0, 0, 13)
    # Read the other way round, days and months would put some ends before their beginnings.
    query = "SELECT count(*) FROM source.jurisdiction_policy WHERE in_force_until < in_force_from"
    assert read("membership", query) == [(0,)]


@whole_files
def test_the_extracts_are_of_the_whole_files(tmp_path, monkeypatch):
    from tests.exchange.data import extract

    monkeypatch.setattr(extract, "HERE", tmp_path)
    for step in (extract.arrests, extract.facilities, extract.learners, extract.members):
        step(SAMPLES)
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (DATA / file.name).read_bytes(), file.name


def test_arrests_of_every_year_and_kind(bring, tmp_path: Path):
    head = (DATA / "ero_arrests.csv").read_text().splitlines()
    column = head[5].split("|").index('"Apprehension Method"')
    row = head[6].split("|")
    lines = head[:6]
    for method in ("Transportation Check Freight Train", "Transportation Check Passenger Train"):
        lines.append("|".join([*row[:column], f'"{method}"', *row[column + 1 :]]))
    file = tmp_path / "FY2019.csv"
    file.write_text("\n".join(lines) + "\n")
    assert numbers(bring("incident", file, "ero_arrests")) == (2, 2, 0, 0, 0)
    assert count_by("kind") == {"checkpoint": 2}
