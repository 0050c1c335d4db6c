"""A request to a sign-in page: what it says, and the pages and redirections that answer it."""

import tomllib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lib.access import client, sessions
from lib.access.attempts import TooSoon
from lib.access.sessions import Session
from lib.data.configuration import ROOT
from lib.data.errors import Unavailable
from lib.language import AUTONYMS, DEFAULT, LANGUAGES, N_, _, ngettext, use
from lib.ui.templates import templates

MOST_BYTES = 8_192
MOST_FIELDS = 10
AT_ONCE = 8
"""Requests answered at once; further ones wait. A password costs a fifth of a second of a core."""
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:;"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    # With no referrer at all some browsers would not say where a form was sent from. Where the
    # address itself is a secret, no more than the host is said.
    "Referrer-Policy": "same-origin",
}
REFUSED = N_("This form was not sent from its own page. Open the page again and try once more.")

_templates = templates(Path(__file__).parent / "templates")


@dataclass(frozen=True)
class Visit:
    """A request to a sign-in page.

    :ivar form: the fields that were sent; empty for a page that is only opened.
    :ivar next: the local path to go to in the end.
    """

    request: Request
    language: str
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    @property
    def host(self) -> str:
        """The ``Host`` that the browser asked for."""
        return self.request.headers.get("host", "")

    @property
    def address(self) -> str:
        """The client's address: the socket's, or what a trusted proxy says."""
        return self.request.client.host if self.request.client else ""

    @property
    def device(self) -> str:
        """Browser and system."""
        return client.device(self.request.headers.get("user-agent", ""))

    @property
    def is_local(self) -> bool:
        """Whether the browser is on the machine that serves."""
        return client.is_local(self.host, self.address)

    @property
    def next(self) -> str:
        """Where to go in the end."""
        return client.local_path(self.request.query_params.get("next"))

    def session(self) -> Session | None:
        """The session that the request has, which may await another step."""
        token = client.token(self.host, self.request.cookies)
        session = sessions.find(token) if token else None
        return session if session is not None and session.account.is_open else None

    def link(self, path: str, **said: str) -> str:
        """A path of ours that goes on to the same place in the same language."""
        query = {"next": self.next, "lang": self.request.query_params.get("lang", "")} | said
        kept = {name: value for name, value in query.items() if value and value != "/"}
        return f"{path}?{urlencode(kept)}" if kept else path

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page, from its template."""
        secret = {"Referrer-Policy": "strict-origin"} if "token" in self.request.path_params else {}
        languages = [
            (code, AUTONYMS[code], self.link(self.request.url.path, lang=code))
            for code in LANGUAGES
        ]
        made = _templates.get_template(f"{template}.html").render(
            {"error": "", "visit": self, "languages": languages, "leads_to": ""} | values
        )
        return HTMLResponse(made, status_code=status, headers=HEADERS | secret)

    def go(self, path: str) -> RedirectResponse:
        """On to another of our pages."""
        return RedirectResponse(path, status_code=303, headers=HEADERS)

    @property
    def way_on(self) -> str:
        """Where the visit is going in the end, in the language that was chosen on the way."""
        path = self.next
        lang = self.request.query_params.get("lang")
        if lang in LANGUAGES and "lang=" not in urlsplit(path).query:
            path += ("&" if "?" in path else "?") + f"lang={lang}"
        return path

    def go_on(self, token: str | None = None) -> Response:
        """On to where the visit was going."""
        return self.with_session(self.go(self.way_on), token)

    def with_session(self, response: Response, token: str | None) -> Response:
        """Give the browser a session's token to keep until it is closed."""
        if token is not None:
            response.set_cookie(client.cookie_name(self.host), token, **self._cookie())  # type: ignore[arg-type]
        return response

    def without_session(self, response: Response) -> Response:
        """Have the browser forget its token."""
        response.delete_cookie(client.cookie_name(self.host), **self._cookie())  # type: ignore[arg-type]
        return response

    def _cookie(self) -> dict[str, object]:
        secure = not client.is_local_host(self.host)
        return {"path": "/", "httponly": True, "secure": secure, "samesite": "strict"}


Handler = Callable[[Visit], Response]


def endpoint(handle: Handler) -> Callable[[Request], Awaitable[Response]]:
    """A route's function: what is wrong with any request is answered here, in one sentence."""
    # Made late: it belongs to the event loop that it is used in.
    limiter = cache(lambda: CapacityLimiter(AT_ONCE))

    async def answer(request: Request) -> Response:
        form: dict[str, str] | None = {}
        if request.method == "POST":
            form = await _form(request) if _is_own(request) else None
        return await to_thread.run_sync(_answered, request, form, limiter=limiter())

    def _answered(request: Request, form: dict[str, str] | None) -> Response:
        visit = Visit(request, _language(request), form or {})
        with use(visit.language):
            if form is None:
                return visit.page("message", status=403, message=_(REFUSED))
            try:
                return handle(visit)
            except TooSoon as problem:
                return visit.page("message", status=429, message=_patience(problem.seconds))
            except Unavailable:
                message = _("We can't reach the accounts right now. Try again in a moment.")
                return visit.page("message", status=503, message=message)

    return answer


def _is_own(request: Request) -> bool:
    """Whether a form was sent from a page of ours: by what only the browser can say."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; none if there is more than any form of ours sends."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    try:
        said = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    return dict(said)


def _language(request: Request) -> str:
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    for part in request.headers.get("accept-language", "")[:200].split(","):
        spoken = part.split(";")[0].split("-")[0].strip().lower()
        if spoken in LANGUAGES:
            return spoken
    return DEFAULT


def _patience(seconds: int) -> str:
    if seconds < 100:
        return ngettext(
            "Too many tries. Wait {n} second, then try again.",
            "Too many tries. Wait {n} seconds, then try again.",
            seconds,
        )
    minutes = -(-seconds // 60)
    return ngettext(
        "Too many tries. Wait {n} minute, then try again.",
        "Too many tries. Wait {n} minutes, then try again.",
        minutes,
    )


@cache
def style() -> str:
    """The pages' style sheet, in the colours and the font of the app."""
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    font = next((f.name for f in media.glob("SourceSansVF-Upright.*.woff2")), "")
    return _templates.get_template("style.css").render(
        light=themes["theme"]["light"], dark=themes["theme"]["dark"], font=font
    )
