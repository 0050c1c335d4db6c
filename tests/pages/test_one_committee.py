"""A committee's page: beside its region's median, and beside another committee."""

import pandas as pd
import pytest

from lib import reads
from lib.data.scope import Scope
from lib.topics.committees import committee_table, compare, support, today
from lib.topics.committees.support import Described
from lib.ui.filters import Choice
from lib.ui.listing import Listing
from tests.pages.conftest import Visit, forget_reads, words
from tests.pages.test_health_pages import execute

SOUTHWEST = Scope(("southwest",))
REGION = Choice(SOUTHWEST, 13)


def active(region: str) -> list[tuple[str, int]]:
    """The active committees of a region and their members, the smallest first."""
    query = (
        "SELECT committee_id, members FROM rollup.committee"
        " WHERE status = 'active' AND region_id = :r ORDER BY members, committee_id"
    )
    return [(str(one), int(n)) for one, n in execute("membership", query, r=region)]


def test_a_headline_stands_beside_the_regions_median(organization: None) -> None:
    ours = active("southwest")
    middle = pd.Series([n for _id, n in ours]).median()
    said = today.members(REGION, ours[0][0])
    assert said.value == str(ours[0][1])
    assert said.note == f"region's median {middle:g}"


def test_of_two_committees_no_median_is_told(
    organization: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(today, "FEWEST", len(active("southwest")) + 1)
    assert today.members(REGION, active("southwest")[0][0]).note is None


@pytest.mark.slow
def test_the_page_says_how_it_stands_before_its_numbers_and_what_is_around_it(
    organization: None, visit: Visit
) -> None:
    page = visit("organizer/committee.py", "southwest", committee=active("southwest")[0][0])
    assert not page.exception
    sections = [header.value for header in page.header]
    assert "of 100 points" in sections[0]
    assert sections[1:] == [
        "What it waits for, and whom it has",
        "What happens around it",
        "Beside another committee",
        "What its points are made of",
        "Week by week",
    ]
    assert " in 4 weeks" in words(page)


@pytest.mark.slow
def test_two_committees_are_compared_and_the_link_says_with_whom(
    organization: None, visit: Visit
) -> None:
    (one, members), (other, others_members) = active("southwest")[0], active("southwest")[-1]
    made = compare.COMPARED.made(REGION, one, "southwest", other, "southwest").value
    assert isinstance(made, Listing)
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in made.rows}
    assert rows["Members"] == [str(members), f"{others_members:,}"]
    assert rows["How it stands"][0].endswith("of 100")
    page = visit("organizer/committee.py", "southwest", committee=one, **{"with": other})
    assert not page.exception
    assert page.selectbox(key="with").value == other


def test_no_committee_of_another_region_is_compared_with(organization: None, visit: Visit) -> None:
    foreign = active("southeast")[0][0]
    own = active("southwest")[0][0]
    page = visit("organizer/committee.py", "southwest", committee=own, **{"with": foreign})
    assert not page.exception
    chosen = page.selectbox(key="with")
    assert chosen.value == ""
    assert len(chosen.options) == len(active("southwest")) + _others("southwest")
    assert not page.query_params.get("with")
    # A forged message says what was never offered.
    page.session_state["with"] = foreign
    page.run()
    assert page.selectbox(key="with").value == ""


def _others(region: str) -> int:
    """Open committees that are not active, beside the one that is compared and the empty choice."""
    query = (
        "SELECT count(*) FROM rollup.committee WHERE region_id = :r"
        " AND status IN ('forming', 'dormant')"
    )
    return int(execute("membership", query, r=region)[0][0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "table", "sentence", "never"),
    [
        ("membership", "member", "No member was ever recorded", "0 members"),
        ("membership", "gathering", "No gathering was ever recorded", "0 gatherings"),
        ("membership", "enrollment", "No training was ever recorded", "0 people hold"),
        ("incidents", "incident", "there is no record of any", "0 incidents"),
        ("incidents", "response", "No response of it to an incident is known", "0 responses"),
    ],
)
def test_what_nobody_ever_recorded_is_no_zero(
    organization: None, visit: Visit, database: str, table: str, sentence: str, never: str
) -> None:
    set_rows = "UPDATE rollup.refresh SET row_count = :n WHERE source_table = :t"
    count = "SELECT row_count FROM rollup.refresh WHERE source_table = :t"
    before = execute(database, count, t=table)[0][0]
    execute(database, set_rows, t=table, n=0)
    forget_reads()
    try:
        page = visit("organizer/committee.py", "southwest", committee=active("southwest")[0][0])
    finally:
        execute(database, set_rows, t=table, n=before)
        forget_reads()
    assert not page.exception
    assert sentence in words(page)
    assert never not in words(page)


def test_no_request_on_record_is_said_of_every_committee(organization: None) -> None:
    unknown = "UPDATE rollup.committee_support SET requests_open = NULL, visits = NULL"
    keep = "CREATE TABLE kept_aside AS TABLE rollup.committee_support"
    execute("membership", keep)
    execute("membership", unknown)
    forget_reads()
    try:
        made = support.SUPPORT.made(REGION, active("southwest")[0][0]).value
    finally:
        execute("membership", "TRUNCATE rollup.committee_support")
        execute("membership", "INSERT INTO rollup.committee_support SELECT * FROM kept_aside")
        execute("membership", "DROP TABLE kept_aside")
        forget_reads()
    assert isinstance(made, Described)
    assert "can't be told" in made.title


@pytest.mark.slow
def test_a_committee_is_taken_from_its_page_but_no_closed_one(
    organization: None, visit: Visit
) -> None:
    query = "SELECT committee_id FROM rollup.committee WHERE region_id = 'southwest' AND status {}"
    for which, is_offered in (("= 'active'", True), ("= 'closed'", False)):
        found = execute("membership", query.format(which) + " ORDER BY 1")
        for (committee_id,) in found[:1]:
            page = visit("organizer/committee.py", "southwest", committee=committee_id)
            assert not page.exception
            takes = [button for button in page.button if button.label == "I'll take it"]
            assert bool(takes) is is_offered


EMPTY = ("member", "dues_payment", "role_term", "enrollment", "gathering")


@pytest.mark.slow
@pytest.mark.parametrize("empty", EMPTY)
def test_counts_of_an_empty_table_are_dashes_wherever_a_committee_is_counted(
    organization: None, monkeypatch: pytest.MonkeyPatch, empty: str
) -> None:
    (one, _n), (other, _m) = active("southwest")[:2]

    def unrecorded(database: str, *tables: str) -> tuple[str, ...]:
        return tuple(table for table in tables if table == empty)

    monkeypatch.setattr(reads, "unrecorded", unrecorded)
    forget_reads()
    listed = committee_table.rows(REGION).set_index("committee_id").loc[one]
    made = compare.COMPARED.made(REGION, one, "southwest", other, "southwest").value
    forget_reads()
    assert isinstance(made, Listing)
    rows = {row.cells[0].text: row.cells[1].text for row in made.rows}
    of = {
        "member": {"members": "Members", "good_standing": "In good standing"},
        "dues_payment": {"good_standing": "In good standing"},
        "role_term": {"coordinators": "Coordinators", "coordinators_core": "… with core training"},
        "enrollment": {"coordinators_core": "… with core training"},
        "gathering": {"gatherings": "Gatherings, 13 weeks"},
    }
    for column, label in of[empty].items():
        assert pd.isna(listed[column])
        # People in a role have a rollup of their own, which tells no record from nobody.
        if label != "Coordinators":
            assert rows[label] == "–"
