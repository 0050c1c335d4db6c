"""What the areas are of which a release tells, also after they were drawn anew."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.publication import areas, open_data, package, store
from lib.publication.areas import Area, area_rows
from lib.publication.proposing import propose
from lib.publication.release import publish
from lib.topics.publication import open_data_pages as pages
from tests.data.rows import Rows
from tests.publication.conftest import TODAY, refresh_both

pytestmark = pytest.mark.slow

NOW = datetime(2024, 6, 3, 12, tzinfo=UTC)


def state(area: str, fips: str, usps: str, name: str = "") -> areas.Row:
    """A region's state as it is now."""
    return {
        "area": area,
        "name_en": name or area.title(),
        "name_es": name or area.title(),
        "state_fips": fips,
        "state": usps,
        "state_name": usps,
    }


def spans(rows: list[areas.Row]) -> list[tuple[str, str, str, str]]:
    return [(r["area"], r["state"], r["since"], r["until"]) for r in rows if r["area"] != "nation"]


def test_the_first_release_has_its_regions_for_all_periods() -> None:
    rows = area_rows([state("west", "06", "CA"), state("plains", "20", "KS")], [], None)
    assert spans(rows) == [("plains", "KS", "", ""), ("west", "CA", "", "")]
    assert rows[0]["area"] == "nation"
    assert rows[0]["name_es"] == "Todo el país"


def test_a_state_that_moved_is_of_each_region_in_its_time() -> None:
    """Release 1 told through 5 May; Nevada (32) moved from west to plains before release 2."""
    first = area_rows([state("west", "06", "CA"), state("west", "32", "NV")], [], None)
    now = [state("west", "06", "CA"), state("plains", "32", "NV")]
    second = area_rows(now, first, date(2024, 5, 5))
    assert spans(second) == [
        ("plains", "NV", "2024-05-06", ""),
        ("west", "CA", "", ""),
        ("west", "NV", "", "2024-05-05"),
    ]
    # It moves back before release 3, which changes no row of release 2 that was over.
    third = area_rows(
        [state("west", "06", "CA"), state("west", "32", "NV")], second, date(2024, 6, 2)
    )
    assert spans(third) == [
        ("plains", "NV", "2024-05-06", "2024-06-02"),
        ("west", "CA", "", ""),
        ("west", "NV", "", "2024-05-05"),
        ("west", "NV", "2024-06-03", ""),
    ]


def test_after_a_release_without_the_file_nothing_is_said_of_its_periods() -> None:
    rows = area_rows([state("west", "06", "CA")], [], date(2024, 5, 5))
    assert spans(rows) == [("west", "CA", "2024-05-06", "")]


def test_a_new_name_is_no_new_region() -> None:
    first = area_rows([state("west", "06", "CA", "West")], [], None)
    second = area_rows([state("west", "06", "CA", "Pacific")], first, date(2024, 5, 5))
    assert spans(second) == [("west", "CA", "", "")]
    assert areas.areas(second)[1] == Area("west", "Pacific", "Pacific", ("CA",))


def test_a_region_that_is_no_more_keeps_its_name_and_has_no_states() -> None:
    first = area_rows([state("west", "06", "CA"), state("old", "32", "NV")], [], None)
    second = area_rows(
        [state("west", "06", "CA"), state("west", "32", "NV")], first, date(2024, 5, 5)
    )
    assert areas.areas(second) == (
        Area("nation", "The whole country", "Todo el país", ()),
        Area("old", "Old", "Old", ()),
        Area("west", "West", "West", ("CA", "NV")),
    )


def test_what_is_written_is_read_again() -> None:
    rows = area_rows([state("west", "06", "CA", 'West, "old" · ñ')], [], None)
    files = areas.files(rows)
    assert areas.read(files[areas.NAME]) == rows
    assert files[areas.TAGGED].decode().split("\n")[1] == ",".join(areas.COLUMNS.values())
    assert areas.read(None) == []


def file(number: int, name: str = areas.NAME) -> list[dict[str, str]]:
    content = store.file(number, name)
    assert content is not None
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_a_release_says_what_its_areas_are_and_its_description_every_column(
    organization: Rows, key: str
) -> None:
    publish(propose(TODAY), now=NOW)
    rows = file(1)
    assert {"nation", "southwest", "southeast"} <= {row["area"] for row in rows}
    southwest = [row for row in rows if row["area"] == "southwest"]
    assert southwest[0]["state_fips"] == "04"
    content = store.file(1, package.NAME)
    assert content is not None
    description = json.loads(content)
    (resource,) = [r for r in description["resources"] if r["path"] == areas.NAME]
    assert [f["name"] for f in resource["schema"]["fields"]] == list(rows[0])
    assert all(f["description"] and f["description_es"] for f in resource["schema"]["fields"])
    (tagged,) = [r for r in description["resources"] if r["path"] == areas.TAGGED]
    assert tagged["dialect"] == {"commentRows": [2]}


def test_regions_drawn_anew_alter_no_earlier_release(organization: Rows, key: str) -> None:
    publish(propose(TODAY), now=NOW)
    before = store.file(1, areas.NAME)
    with engines.owner("membership").begin() as connection:
        connection.execute(
            text("UPDATE source.state SET region_id = 'southeast' WHERE state_fips = '04'")
        )
    refresh_both()
    publish(propose(TODAY + timedelta(weeks=4)), now=NOW + timedelta(weeks=4))
    assert store.file(1, areas.NAME) == before
    # Release 1 told of periods through Sunday 2024-04-21.
    arizona = [row for row in file(2) if row["state_fips"] == "04"]
    assert [(row["area"], row["since"], row["until"]) for row in arizona] == [
        ("southeast", "2024-04-22", ""),
        ("southwest", "", "2024-04-21"),
    ]


def test_a_release_from_before_the_file_is_shown_by_the_shipped_names(
    organization: Rows, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "files", lambda _rows: {})
    publish(propose(TODAY), now=NOW)
    monkeypatch.undo()
    open_data.forget()
    assert open_data.areas(1) == ()
    assert "Suroeste" in pages.release(open_data.releases()[0], "es").decode()
    # The next release says what the areas are in its own periods.
    publish(propose(TODAY + timedelta(weeks=4)), now=NOW + timedelta(weeks=4))
    assert {row["since"] for row in file(2)} == {"2024-04-22"}
    open_data.forget()


def test_a_page_names_the_areas_as_its_release_does(organization: Rows, key: str) -> None:
    """The second release has another name for the southwest, which is Arizona's alone here."""
    publish(propose(TODAY), now=NOW)
    with engines.owner("membership").begin() as connection:
        connection.execute(
            text("UPDATE source.region SET name_es = 'El desierto' WHERE region_id = 'southwest'")
        )
    refresh_both()
    publish(propose(TODAY + timedelta(weeks=4)), now=NOW + timedelta(weeks=4))
    open_data.forget()
    newest, first = open_data.releases()
    assert "El desierto" in pages.release(newest, "es").decode()
    page = pages.release(first, "es").decode()
    assert "El desierto" not in page
    (area_name,) = {row["name_es"] for row in file(1) if row["area"] == "southwest"}
    assert area_name in page
    open_data.forget()
