"""Middleware: whoever opens a page without a session is led to the sign-in page first."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access import client
from lib.pages import HOME, PAGES
from lib.serving.sign_in.provider import presents_identity

_GUARDED = {f"/{page.path}" for page in PAGES if page.permission is not None} | {"/"}
assert HOME.permission is None


class SignInFirst:
    """Leads a browser that opens a page and has no session's cookie to the sign-in page.

    It spares a visitor the app's own refusal, no more: what a page shows is guarded by the page. A
    link on another site comes without the cookie (it is ``SameSite=Strict``), so those pass.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a redirection, or pass the request on."""
        if scope["type"] == "http" and scope["path"] in _GUARDED:
            to = _lead(Request(scope))
            if to is not None:
                await RedirectResponse(to, status_code=303)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _lead(request: Request) -> str | None:
    host = request.headers.get("host", "")
    if request.method not in ("GET", "HEAD") or client.token(host, request.cookies):
        return None
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    if presents_identity(request):
        return f"/sign-in/identity?{urlencode({'next': wanted})}"
    if request.headers.get("sec-fetch-site") == "cross-site":
        return None
    query = {"next": wanted}
    if "lang" in request.query_params:
        query["lang"] = request.query_params["lang"]
    return f"/sign-in?{urlencode(query)}"
