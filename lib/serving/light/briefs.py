"""The pages of the light edition: the week, a committee, rapid response."""

from urllib.parse import urlencode

from starlette.responses import Response

from lib.access.prefix import here
from lib.access.viewer import Viewer
from lib.brief.committee import committee
from lib.brief.pages import Around, Link, page
from lib.brief.response import response
from lib.brief.week import week
from lib.data.configuration import configuration
from lib.data.scope import UNKNOWN_REGION
from lib.language import AUTONYMS, LANGUAGES, _
from lib.reads import ahead
from lib.serving.light.guard import answered, seen
from lib.serving.sign_in.visits import Visit
from lib.topics.committees import committee as committees
from lib.ui.filters import DEFAULT_WEEKS, Choice, region_names

WEEK, RESPONSE = "/light", "/light/response"


def of_week(visit: Visit, viewer: Viewer) -> Response:
    """The brief of the week, of all that the viewer may see or of one region of it."""
    choice, region = chosen(visit, viewer)
    seen(viewer, choice.scope.regions)
    around = _around(visit, viewer, WEEK, region, full="/this_week")
    ahead.asked(week, "", choice, for_seconds=ahead.WEEKLY_SECONDS)
    return answered(visit, page(week(viewer.username, choice), around))


def of_response(visit: Visit, viewer: Viewer) -> Response:
    """The brief of rapid response."""
    choice, region = chosen(visit, viewer)
    seen(viewer, choice.scope.regions)
    around = _around(visit, viewer, RESPONSE, region, full="/response")
    ahead.asked(response, choice, for_seconds=ahead.WEEKLY_SECONDS)
    return answered(visit, page(response(choice), around))


def of_committee(visit: Visit, viewer: Viewer) -> Response:
    """The brief of one committee of the viewer's regions."""
    asked = str(visit.request.path_params["committee"])
    found = committees.find(viewer.scope, asked)
    if found is None:
        said = _("No committee of yours is at this address.")
        return visit.page("message", status=404, message=said, heading=_("Not here"), leads_to=WEEK)
    seen(viewer, viewer.scope.regions, committee=found.committee_id)
    path = visit.request.url.path
    query = urlencode({"committee": found.committee_id})
    around = _around(visit, viewer, path, "", full=f"/committee?{query}")
    return answered(visit, page(committee(viewer, found), around))


def chosen(visit: Visit, viewer: Viewer) -> tuple[Choice, str]:
    """What is in view: one region of the viewer's if the link says so, else all of them.

    :return: with the id of the region; empty: all.
    """
    wanted = visit.request.query_params.get("region", "")
    scope = viewer.scope.within([wanted]) if wanted != UNKNOWN_REGION else None
    if not scope or len(_names(viewer)) == 1:
        return Choice(viewer.scope, DEFAULT_WEEKS), ""
    return Choice(scope, DEFAULT_WEEKS), wanted


def _names(viewer: Viewer) -> dict[str, str]:
    return {r: name for r, name in region_names(viewer.scope).items() if r != UNKNOWN_REGION}


def _around(visit: Visit, viewer: Viewer, path: str, region: str, full: str) -> Around:
    lang = visit.request.query_params.get("lang")
    spoken = {"lang": visit.language} if lang in LANGUAGES else {}
    in_region = {"region": region} if region else {}
    names = _names(viewer) if path in (WEEK, RESPONSE) else {}
    offered = {"": _("All regions"), **names} if len(names) > 1 else {}
    at = full + ("&" if "?" in full else "?") if in_region | spoken else full
    return Around(
        organization=configuration().organization.name,
        viewer=viewer.display_name,
        pages=tuple(
            Link(label, _link(to, in_region | spoken), to == path)
            for label, to in ((_("This week"), WEEK), (_("Rapid response"), RESPONSE))
        ),
        regions=tuple(
            Link(name, _link(path, ({"region": key} if key else {}) | spoken), key == region)
            for key, name in offered.items()
        ),
        languages=tuple(
            (
                code,
                Link(
                    AUTONYMS[code], _link(path, in_region | {"lang": code}), code == visit.language
                ),
            )
            for code in LANGUAGES
        ),
        full=here(at + urlencode(in_region | spoken)),
        region=region,
    )


def _link(path: str, query: dict[str, str]) -> str:
    return here(f"{path}?{urlencode(query)}" if query else path)
