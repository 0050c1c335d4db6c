"""Who is let in to a page of the light edition, and what is recorded of it."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode

from starlette.responses import Response

from lib import reads
from lib.access import audit, session
from lib.access.audit import Event, Facts
from lib.access.permissions import Permission
from lib.access.prefix import here
from lib.access.sessions import CODE, Session
from lib.access.viewer import Refusal, Refused, Viewer
from lib.brief.pages import style
from lib.data.configuration import configuration
from lib.language import LANGUAGES, _, formats
from lib.serving.codings import packed
from lib.serving.headers import by_hash
from lib.serving.kept_answers import takes_gzip
from lib.serving.sign_in.visits import HEADERS, Visit
from lib.ui.frame import sentence

PERMISSION = Permission.VIEW_REGION_WORK
PAGE = "light"
"""What the audit calls a page of the light edition."""

Make = Callable[[Visit, Viewer], Response]


def guarded(make: Make) -> Callable[[Visit], Response]:
    """A page of the light edition: only for who may see the work of regions."""

    def answer(visit: Visit) -> Response:
        found = visit.session()
        if found is None or found.awaits is not None:
            return _to_sign_in(visit, found)
        try:
            viewer = session.viewer_in(found)
            if not viewer.may(PERMISSION):
                raise Refused(Refusal.NOT_PERMITTED)
        except Refused as refused:
            return _refuse(visit, found, refused)
        # No script tells of the browser's clock: that of the organization is told.
        with reads.one_run(), formats.in_zone(configuration().organization.zone):
            return make(visit, viewer)

    return answer


def _to_sign_in(visit: Visit, found: Session | None) -> Response:
    wanted = visit.request.url.path
    if visit.request.url.query:
        wanted += f"?{visit.request.url.query}"
    if found is None and visit.request.headers.get("sec-fetch-site") == "cross-site":
        # A link elsewhere, such as in a mail, comes without the cookie; a page of our own goes on
        # with it.
        return visit.page("on", to=here(wanted))
    if found is None:
        step = "/sign-in"
    else:
        step = "/sign-in/code" if found.awaits == CODE else "/sign-in/second-factor"
    query = {"next": wanted}
    if visit.request.query_params.get("lang") in LANGUAGES:
        query["lang"] = visit.language
    return visit.go(here(f"{step}?{urlencode(query)}"))


def _refuse(visit: Visit, found: Session, refused: Refused) -> Response:
    if refused.reason is Refusal.NOT_PERMITTED:
        facts: Facts = {"page": PAGE, "permission": PERMISSION.value}
        audit.record(Event.PAGE_REFUSED, actor=found.account.username, facts=facts)
    said = sentence(refused)
    return visit.page("message", status=403, message=said, heading=_("Not here"), leads_to="/")


def seen(viewer: Viewer, regions: tuple[str, ...], **more: str) -> None:
    """Record what a viewer is shown.

    :param more: the committee, as the database knows it.
    :raises Unavailable: if too much waits to be recorded: then nothing is shown.
    """
    record(Event.PAGE_VIEWED, viewer, regions=list(regions), **more)


def record(event: Event, viewer: Viewer, **more: str | int | list[str]) -> None:
    """Record what a viewer has of the light edition, and as whom.

    :param more: facts besides.
    """
    facts: dict[str, str | int | list[str]] = {"page": PAGE, **more}
    if viewer.view_as is not None:
        facts["viewed_as"] = viewer.view_as
    audit.record(event, actor=viewer.username, facts=facts)


@cache
def _policy() -> str:
    """What such a page may load: pictures that it holds itself, and its own style by its hash."""
    return (
        f"default-src 'none'; style-src {by_hash(style())}; img-src data:; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )


def answered(visit: Visit, html: str, status: int = 200) -> Response:
    """A brief's page, packed for who takes it so."""
    headers = HEADERS | {"Content-Security-Policy": _policy(), "Vary": "Accept-Encoding, Cookie"}
    content = html.encode()
    if takes_gzip(visit.request.headers.get("accept-encoding", "")):
        content = packed(content, "gzip")
        headers["Content-Encoding"] = "gzip"
    return Response(content, status, headers=headers, media_type="text/html; charset=utf-8")
