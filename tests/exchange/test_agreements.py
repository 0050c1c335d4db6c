"""ICE's sheets of 287(g) agencies, imported as they are, one after the other."""

from datetime import date
from pathlib import Path

import pytest

from lib.data import engines
from lib.exchange.errors import NotImportable
from lib.exchange.importing import Outcome, import_file
from tests.exchange import sheets
from tests.exchange.conftest import MAPPINGS, SAMPLES, numbers, read

pytestmark = pytest.mark.slow

PARTICIPATING = MAPPINGS / "ice_287g.toml"
PENDING = MAPPINGS / "ice_287g_pending.toml"
HEADER = (
    *("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED"),
    *("MOA", "ADDENDUM"),
)
DAY = date(2025, 5, 8)
PIMA = ("ARIZONA", "Pima County Sheriff's Office", "County", "Pima County ", "Task Force Model ")
YUMA = ("ARIZONA", "Yuma County Sheriff's Office", "County", "Yuma County", "Task Force Model")
SAN_LUIS = ("ARIZONA", "San Luis Police Department", "Municipality", None, "Task Force Model")
ROWS = (
    "SELECT policy_id, county_fips, in_force_from::text, in_force_until::text,"
    " first_listed_on::text, last_listed_on::text FROM source.jurisdiction_policy"
)


def load(
    folder: Path, day: str, *rows: tuple[object, ...], mapping: Path = PARTICIPATING
) -> Outcome:
    file = folder / f"participatingAgencies{day}pm.xlsx"
    sheets.write(file, [HEADER, *((*row, DAY)[:6] for row in rows), [None, ""]])
    return import_file("jurisdiction_policy", file, mapping, folder / "rejected.csv")


@pytest.fixture(autouse=True)
def _without_agreements(places: None) -> None:
    from sqlalchemy import text

    with engines.owner("membership").begin() as connection:
        connection.execute(text("DELETE FROM source.jurisdiction_policy"))


def one(like: str) -> tuple[object, ...]:
    (row,) = read("membership", f"{ROWS} WHERE policy_id LIKE '%{like}%'")
    return row[1:]


def test_an_agreement_is_listed_from_its_first_list_to_its_last(tmp_path: Path) -> None:
    first = load(tmp_path, "07032025", PIMA, YUMA)
    assert (numbers(first), first.ended) == ((2, 2, 0, 0, 0), 0)
    second = load(tmp_path, "07182025", PIMA, YUMA)
    assert (numbers(second), second.ended) == ((2, 0, 2, 0, 0), 0)
    assert one("pima") == ("04019", "2025-05-08", None, "2025-07-03", "2025-07-18")
    again = load(tmp_path, "07182025", PIMA, YUMA)
    assert (numbers(again), again.ended) == ((2, 0, 0, 2, 0), 0)


def test_what_a_newer_list_leaves_out_ended_the_day_before_it(tmp_path: Path) -> None:
    rows = [(*PIMA[:1], f"Pima {n} Police", *PIMA[2:]) for n in ("One", "Two", "Three", "Four")]
    load(tmp_path, "07032025", *rows)
    # A quarter of the list may end by one import.
    assert load(tmp_path, "07182025", *rows[1:]).ended == 1
    assert one("pima one")[2:] == ("2025-07-17", "2025-07-03", "2025-07-03")
    # Back on the list, it goes on.
    assert load(tmp_path, "08012025", *rows).ended == 0
    assert one("pima one")[2:] == (None, "2025-07-03", "2025-08-01")


def test_lists_may_come_in_any_order(tmp_path: Path) -> None:
    load(tmp_path, "07182025", PIMA)
    moved = (*YUMA[:3], "Pima County", YUMA[4])
    older = load(tmp_path, "07032025", PIMA, moved, mapping=_permitting(tmp_path))
    # The older list says since when, and what only it has had ended by the newer one.
    assert (numbers(older), older.ended) == ((2, 1, 1, 0, 0), 1)
    assert one("pima county")[2:] == (None, "2025-07-03", "2025-07-18")
    assert one("yuma")[2:] == ("2025-07-17", "2025-07-03", "2025-07-03")


def _permitting(folder: Path) -> Path:
    mapping = folder / "mapping.toml"
    text = PARTICIPATING.read_text()
    mapping.write_text(text.replace("[edition]\n", "[edition]\nmost_ended = 1.0\n"))
    return mapping


def test_a_list_that_lacks_more_than_a_quarter_is_refused(tmp_path: Path) -> None:
    load(tmp_path, "07032025", PIMA, YUMA)
    with pytest.raises(NotImportable, match="1 of 2 would no longer be listed"):
        load(tmp_path, "07182025", PIMA)
    # Nothing has changed.
    assert one("pima")[-1] == "2025-07-03"


def test_a_list_without_some_of_its_rows_ends_nothing(tmp_path: Path) -> None:
    load(tmp_path, "07032025", PIMA, YUMA)
    nowhere = ("ARIZONA", "Nowhere Police", "Municipality", "Pma County", "Task Force Model")
    outcome = load(tmp_path, "07182025", PIMA, nowhere)
    assert (numbers(outcome), outcome.ended) == ((2, 0, 1, 0, 1), None)
    assert one("yuma")[2] is None
    rejected = (tmp_path / "rejected.csv").read_text(encoding="utf-8-sig")
    assert "there is no county 'Pma County'" in rejected
    assert "write its county into the file" in rejected


@pytest.mark.parametrize(
    ("row", "county"),
    [
        (PIMA, "04019"),
        # A whole state's, wherever it has its seat.
        (("IDAHO", "Idaho Police", "State Agency", "Jerome County", "Task Force Model"), None),
        # A state's agency that works in one county, as the shipped list has it.
        (("FLORIDA", "University of Florida Police Department", "State Agency", None, PIMA[4]),
         "12001"),
        # The county of the city that it bears the name of.
        (("TEXAS", "Houston Police Department", "Municipality", None, PIMA[4]), "48201"),
        # A misspelled county of an agency that the shipped list knows.
        (("ALABAMA", "Franklin County Sheriff’s Office", "County", "Frankin County", PIMA[4]),
         "01059"),
        (("VIRGINIA", "Hopewell County Sheriff's Office", "County", "Hopewell County", PIMA[4]),
         "51670"),
    ],
)  # fmt: skip
def test_an_agency_stands_in_its_county(
    tmp_path: Path, row: tuple[object, ...], county: str | None
) -> None:
    assert numbers(load(tmp_path, "07182025", row)) == (1, 1, 0, 0, 0)
    assert read("membership", "SELECT county_fips FROM source.jurisdiction_policy") == [(county,)]


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        ("7/72025", "2025-07-07"),
        ("05/082025", "2025-05-08"),
        (date(5025, 7, 7), None),  # after the list's own day
        (date(2025, 7, 18), "2025-07-18"),
        ("soon", None),
        (None, None),
    ],
)
def test_an_agreement_counts_whatever_its_day_of_signing_says(
    tmp_path: Path, signed: object, day: str | None
) -> None:
    assert numbers(load(tmp_path, "07182025", (*PIMA, signed))) == (1, 1, 0, 0, 0)
    assert one("pima")[1] == day


def test_spelling_makes_no_second_agreement(tmp_path: Path) -> None:
    load(tmp_path, "07182025", PIMA)
    spelled = ("Arizona ", "PIMA COUNTY SHERIFF’S  OFFICE", *PIMA[2:])
    assert numbers(load(tmp_path, "07182025", spelled)) == (1, 0, 0, 1, 0)


def test_a_file_whose_name_says_no_day_is_rejected(tmp_path: Path) -> None:
    outcome = load(tmp_path, "", PIMA)
    assert outcome.rejected == 1
    assert r"has no part like (\d{8})" in (tmp_path / "rejected.csv").read_text("utf-8-sig")


def test_agencies_that_applied_are_a_list_of_their_own(tmp_path: Path) -> None:
    load(tmp_path, "07182025", PIMA)
    assert load(tmp_path, "07182025", YUMA, mapping=PENDING).ended == 0
    # Whoever applied may all be gone by the next sheet.
    assert load(tmp_path, "08012025", SAN_LUIS, mapping=PENDING).ended == 1
    found = read("membership", "SELECT policy FROM source.jurisdiction_policy ORDER BY policy_id")
    assert [policy for (policy,) in found] == [
        "287g_task_force", "pending_287g_task_force", "pending_287g_task_force",
    ]  # fmt: skip
    assert one("287g-arizona-yuma")[2] is not None


@pytest.mark.skipif(not SAMPLES.exists(), reason="the real sheets are not here")
@pytest.mark.parametrize(
    ("mapping", "name", "rows"),
    [
        (PARTICIPATING, "participatingAgencies07182025pm.xlsx", 832),
        (PENDING, "pendingAgencies07182025pm.xlsx", 26),
    ],
)
def test_the_real_sheets_are_what_is_shipped(
    tmp_path: Path, mapping: Path, name: str, rows: int
) -> None:
    from lib.reference.load import load_all_places

    load_all_places()
    outcome = import_file("jurisdiction_policy", SAMPLES / name, mapping, tmp_path / "rejected.csv")
    assert (numbers(outcome), outcome.ended) == ((rows, 0, 0, rows, 0), 0)
