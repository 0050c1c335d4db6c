"""The page of priorities where there is nothing to rank by: one plain sentence and no failure."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import text

from lib.data import engines
from lib.language import LANGUAGES, _, use
from tests.pages.conftest import Visit, forget_reads, words

pytestmark = pytest.mark.slow

PAGE = "national/priorities.py"
VIEWS = ("places", "choose", "scenarios", "regions")
NOBODY = "Nobody knows how many foreign-born people live there, or nobody does."


@pytest.fixture
def changed(organization: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """The organization after some statements on what its pages read; put back afterwards."""
    kept = [(d, t) for d, statements in request.param.items() for t in statements]
    for database, table in kept:
        with engines.owner(database).begin() as connection:
            connection.execute(text(f"CREATE TABLE kept_{table} AS SELECT * FROM rollup.{table}"))
            connection.execute(text(request.param[database][table]))
    forget_reads()
    yield
    for database, table in kept:
        with engines.owner(database).begin() as connection:
            connection.execute(text(f"DELETE FROM rollup.{table}"))
            connection.execute(text(f"INSERT INTO rollup.{table} SELECT * FROM kept_{table}"))
            connection.execute(text(f"DROP TABLE kept_{table}"))
    forget_reads()


def _people(value: str) -> dict[str, dict[str, str]]:
    change = "SET foreign_born_population"
    return {
        "membership": {
            "county": f"UPDATE rollup.county {change} = {value}",
            "place": f"UPDATE rollup.place {change} = {value}",
        }
    }


def _land(where: str) -> dict[str, dict[str, str]]:
    """No land but the counties that a condition spares, and no cities."""
    return {
        "membership": {
            "county": f"DELETE FROM rollup.county WHERE NOT ({where})",
            "place": "DELETE FROM rollup.place",
        }
    }


NO_COMMITTEE = {
    "membership": {
        "committee_trained": "DELETE FROM rollup.committee_trained",
        "support_week": "DELETE FROM rollup.support_week",
    }
}
NO_MARK = {"membership": {"place": "UPDATE rollup.place SET has_presence = false"}}
# Only whether there is presence counts, and there is none anywhere.
PRESENCE_ALONE = {
    "w_need": "0", "w_capacity": "0", "w_anticipated_gap": "0", "w_priority_region": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "link", "said"),
    [
        (_people("NULL"), {}, NOBODY),
        # Zero denominators.
        (_people("0"), {}, NOBODY),
        (_land("false"), {}, "There is no place to compare here."),
        # Maricopa: a region of one county.
        (
            _land("county_fips = '04013'"),
            {"region": "southwest"},
            "There is only one place, so there is nothing to compare it with.",
        ),
        (
            NO_MARK,
            PRESENCE_ALONE,
            "No figure tells one place from another, so there is no order.",
        ),
    ],
    indirect=["changed"],
    ids=["unknown people", "no people", "no land", "one county", "all equal"],
)
def test_one_sentence_instead_of_ranks(
    changed: None, visit: Visit, link: dict[str, str], said: str
) -> None:
    for view, language in product(VIEWS, LANGUAGES):
        page = visit(PAGE, "national", language, view=view, **link)
        assert not page.exception, (view, language)
        assert not page.error, (view, language)
        assert not page.warning, (view, language)
        assert not [f for f in page.dataframe if "rank_said" in f.value], (view, language)
        with use(language):
            assert (_(said) in words(page)) is (view != "regions"), (view, language)


@pytest.mark.parametrize("changed", [NO_COMMITTEE], indirect=True, ids=["no committee"])
def test_without_committees_places_are_ranked_by_what_they_lack(
    changed: None, visit: Visit
) -> None:
    for view in VIEWS:
        page = visit(PAGE, "national", view=view)
        assert not page.exception
        assert not page.error
        assert not page.warning
        if view == "places":
            (ranks,) = [f.value for f in page.dataframe if "rank_said" in f.value]
            assert len(ranks) > 100
            # Only places with a partner hub have anything.
            assert 0 < (ranks["capacity"] > 0).mean() < 0.05
        if view == "choose":
            page.button(key="FormSubmitter:wish-Find the places").click().run()
            assert not page.exception
            assert "within reach" in words(page)
