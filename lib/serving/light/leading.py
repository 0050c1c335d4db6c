"""From a page of the full app to that of the light edition which tells of the same."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from starlette.responses import Response

from lib.access.prefix import here
from lib.language import LANGUAGES
from lib.serving.light.briefs import RESPONSE, WEEK
from lib.serving.sign_in.visits import Visit

_LONGEST = 200
"""Of an id that is carried on."""


def lead(visit: Visit) -> Response:
    """On to the light edition; it asks for the session by itself."""
    query = visit.request.query_params
    return visit.go(here(light_of(query, query.getlist("region"))))


def light_of(query: Mapping[str, str], regions: list[str]) -> str:
    """The page of the light edition, below the prefix: always one of its own.

    :param query: ``page``, the page's address in the app, and what that says, ``committee, lang``.
    :param regions: those that the page has in view; of several the light edition shows all.
    """
    page, committee = query.get("page", ""), query.get("committee", "")[:_LONGEST]
    said = {"lang": query["lang"]} if query.get("lang") in LANGUAGES else {}
    if page == "committee" and committee.strip("."):
        path = f"{WEEK}/committee/{quote(committee, safe='')}"
    else:
        path = RESPONSE if page == "response" else WEEK
        said |= {"region": regions[0][:_LONGEST]} if len(regions) == 1 else {}
    return f"{path}?{urlencode(said)}" if said else path
