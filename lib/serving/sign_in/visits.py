"""A request to a sign-in page: what it says, and the pages and redirections that answer it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lib.access import client, sessions
from lib.access.prefix import here
from lib.access.sessions import Session
from lib.data.configuration import configuration
from lib.language import AUTONYMS, LANGUAGES
from lib.serving.mark import mark_address
from lib.serving.sign_in.cookies import attributes
from lib.serving.sign_in.style import TEMPLATES, light_source, light_style

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

    @property
    def is_light(self) -> bool:
        """Whether the visit is of the light edition or goes there, where each byte counts."""
        return any(path.startswith("/light") for path in (self.next, self.request.url.path))

    def session(self) -> Session | None:
        """The session that the request has, which may await another step."""
        token = client.token(self.host, self.request.cookies)
        session = sessions.find(token) if token else None
        return session if session is not None and session.account.is_open else None

    def link(self, path: str, **changed: str) -> str:
        """A path of ours that goes on to the same place in the same language."""
        query = {"next": self.next, "lang": self.request.query_params.get("lang", "")} | changed
        needed = {name: value for name, value in query.items() if value and value != "/"}
        return here(f"{path}?{urlencode(needed)}" if needed else path)

    def page(self, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
        """A page, from its template."""
        secret = {"Referrer-Policy": "strict-origin"} if "token" in self.request.path_params else {}
        languages = [
            (code, AUTONYMS[code], self.link(self.request.url.path, lang=code))
            for code in LANGUAGES
        ]
        organization = configuration().organization
        always = {
            "error": "",
            "heading": "",
            "leads_to": "",
            "visit": self,
            "languages": languages,
            "organization": organization,
            "mark": mark_address(organization),
        }
        headers = HEADERS | secret
        if self.is_light:
            always["style"] = light_style()
            policy = headers["Content-Security-Policy"].replace(
                "style-src 'self'", f"style-src {light_source()}"
            )
            headers |= {"Content-Security-Policy": policy}
        html = TEMPLATES.get_template(f"{template}.html").render(always | values)
        return HTMLResponse(html, status_code=status, headers=headers)

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
        """Give the browser a session's token to keep until it is closed.

        The session that it came with ends: its token would open it, and nobody would hold it.
        """
        if token is not None:
            earlier = self.session()
            if earlier is not None:
                sessions.end(earlier)
            response.set_cookie(
                client.cookie_name(self.host), token, **attributes(self.host, "strict")
            )
        return response

    def without_session(self, response: Response) -> Response:
        """Have the browser forget its token."""
        response.delete_cookie(client.cookie_name(self.host), **attributes(self.host, "strict"))
        return response
