"""A region that never reported an incident has its pages, and none of them reads as all clear."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.data.contract import DERIVED
from lib.language import LANGUAGES
from tests.pages.conftest import Visit, forget_reads, words

pytestmark = pytest.mark.slow

REGION = "southeast"


@pytest.fixture(scope="module")
def without_incidents(organization: None) -> Iterator[None]:
    """Nothing of incidents is known of the Southeast."""
    names = [
        table.fullname
        for table in DERIVED["incidents"].sorted_tables
        if "region_id" in table.columns and table.name not in ("region", "state")
    ]
    with engines.owner("incidents").begin() as connection:
        for name in names:
            aside = name.replace(".", "_")
            connection.execute(text(f"CREATE TABLE {aside} AS TABLE {name}"))
            connection.execute(text(f"DELETE FROM {name} WHERE region_id = :r"), {"r": REGION})
    forget_reads()
    yield
    with engines.owner("incidents").begin() as connection:
        for name in names:
            aside = name.replace(".", "_")
            connection.execute(text(f"TRUNCATE {name}"))
            connection.execute(text(f"INSERT INTO {name} SELECT * FROM {aside}"))
            connection.execute(text(f"DROP TABLE {aside}"))
    forget_reads()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"delays": "month"},
        {"delays": "hour"},
        {"place": "unanswered"},
        {"verification": "verified"},
    ],
)
def test_every_view_of_rapid_response_opens(
    without_incidents: None, visit: Visit, query: dict[str, str]
) -> None:
    for language in LANGUAGES:
        page = visit("organizer/response.py", REGION, language, **query)
        assert not page.exception, language
        assert not page.error, language


def test_no_share_is_said_of_no_incident(without_incidents: None, visit: Visit) -> None:
    said = words(visit("organizer/response.py", REGION, place="unanswered"))
    assert "There is no data on incidents" in said
    assert "0 incidents" not in said
    assert "No incident" not in said
    assert "Nobody answered –" not in said


def test_no_series_to_judge_is_no_all_clear(without_incidents: None, visit: Visit) -> None:
    said = words(visit("organizer/response.py", REGION))
    assert "There is too little history to tell whether there was an alarm" in said
    assert "No alarm" not in said


@pytest.mark.parametrize("name", ["this_week", "committees", "training"])
def test_the_other_pages_open(without_incidents: None, visit: Visit, name: str) -> None:
    page = visit(f"organizer/{name}.py", REGION)
    assert not page.exception
    assert not page.error
