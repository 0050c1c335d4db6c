"""The account menu leads to the light edition of what the viewer may see, and says nothing else."""

from urllib.parse import parse_qsl

import pytest

from tests.pages.conftest import Visit

pytestmark = pytest.mark.slow


def _light(visit: Visit, page: str, **query: str) -> list[tuple[str, str]]:
    """What the address of the light edition says, on a page of the organizer of the southwest."""
    opened = visit(f"organizer/{page}.py", "southwest", "en", **query)
    bodies = (str(drawn.proto.body) for drawn in opened.get("html"))
    (link,) = (body for body in bodies if "/light/of?" in body)
    address = link.partition("/light/of?")[2].partition('"')[0]
    return parse_qsl(address.replace("&amp;", "&"))


def test_what_lies_in_the_scope_is_carried_on(visit: Visit) -> None:
    assert _light(visit, "response", region="southwest", lang="en") == [
        ("page", "response"),
        ("region", "southwest"),
        ("lang", "en"),
    ]
    assert _light(visit, "committee", committee="tx-houston") == [
        ("page", "committee"),
        ("committee", "tx-houston"),
    ]


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("this_week", {"region": "southeast"}),  # another region
        ("this_week", {"committee": "ga-atlanta"}),  # on a page that is of no committee
        ("committee", {"committee": "ga-atlanta"}),  # another region's
        ("response", {"region": "x"}),  # none at all
    ],
)
def test_nothing_else_is_said_after_an_address(
    visit: Visit, page: str, query: dict[str, str]
) -> None:
    assert _light(visit, page, **query) == [("page", page)]
