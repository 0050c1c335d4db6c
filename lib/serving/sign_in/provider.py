"""The identity provider, where the configuration has one: on to it, and what it says on return.

Streamlit talks to the provider (``st.login``'s own routes, by Authlib) and leaves what it learnt in
a signed cookie. That cookie lasts for weeks and can't be revoked, so it is taken in for a session
of ours and thrown away.
"""

import json
from dataclasses import dataclass
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from streamlit import config
from streamlit.auth_util import encode_provider_token
from streamlit.runtime.secrets import SecretsValue
from streamlit.web.server.starlette import starlette_auth_routes as streamlit_auth
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from lib.access import client
from lib.data.configuration import ConfigurationError, configuration
from lib.serving.sign_in.cookies import attributes

_DEFAULT = "default"
WAY_ON_SECONDS = 600
"""How long someone may take to sign in at the provider and still land where they wanted to."""
_LONGEST_WAY_ON = 2_000


@dataclass(frozen=True, slots=True)
class Identity:
    """Who someone is to the provider: an address, and whether the provider verified it."""

    email: str
    verified: bool


def secrets() -> dict[str, SecretsValue]:
    """What Streamlit must know of the provider, wherever our configuration has it from."""
    try:
        auth = configuration().auth
    except ConfigurationError:
        # The start says so, in one line.
        return {}
    if not auth:
        return {}
    # What waits for the provider's answer is in a cookie that Streamlit signs before it has these
    # secrets, by a key that each process makes for itself: another could not go on with it.
    if secret := auth.get("cookie_secret"):
        config.set_option("server.cookieSecret", secret)
    return {"auth": auth}


def is_configured() -> bool:
    """Whether the configuration has an identity provider."""
    return bool(configuration().auth)


def login_path() -> str:
    """Where Streamlit sends a browser on to the provider, as ``st.login()`` would."""
    auth = configuration().auth or {}
    names = [name for name, section in auth.items() if isinstance(section, dict)]
    provider = _DEFAULT if "client_id" in auth else next(iter(names), _DEFAULT)
    return f"/auth/login?provider={encode_provider_token(provider)}"


def keep_way_on(request: Request, response: Response, path: str) -> None:
    """Keep with the browser where to go after signing in, since Streamlit comes back to ``/``.

    The cookie is ``SameSite=Lax``, so that it comes back with the provider's redirection; it opens
    nothing, and what it says is only ever taken as a path of this host.
    """
    quoted = quote(path)
    host = request.headers.get("host", "")
    if path != "/" and len(quoted) <= _LONGEST_WAY_ON:
        response.set_cookie(
            client.way_on_name(host), quoted, max_age=WAY_ON_SECONDS, **attributes(host, "lax")
        )


def way_on(request: Request) -> str:
    """The path of this host that :func:`keep_way_on` kept, or ``/``."""
    quoted = request.cookies.get(client.way_on_name(request.headers.get("host", "")))
    return client.local_path(unquote(quoted) if quoted else None)


def presents_identity(request: Request) -> bool:
    """Whether a request comes back from the provider."""
    return USER_COOKIE_NAME in request.cookies and is_configured()


def identity_of(request: Request) -> Identity | None:
    """What the provider said of who comes back; none if nothing, or it was not signed here.

    Source: OpenID Connect Core 1.0, 5.1: ``email`` is a string, ``email_verified`` a boolean.
    """
    raw = streamlit_auth._get_cookie_value_from_request(request, USER_COOKIE_NAME)
    try:
        claims = json.loads(raw) if raw else {}
    except ValueError:
        return None
    if not isinstance(claims, dict) or not claims.get("is_logged_in"):
        return None
    email = claims.get("email")
    # A provider's "true" in quotes, or any other sign, is not what the standard says.
    return Identity(email if isinstance(email, str) else "", claims.get("email_verified") is True)


def forget(request: Request, response: Response) -> None:
    """Take Streamlit's cookies of the provider away, and the one of the way on."""
    streamlit_auth._clear_auth_cookie(response, request)
    host = request.headers.get("host", "")
    if client.way_on_name(host) in request.cookies:
        response.delete_cookie(client.way_on_name(host), **attributes(host, "lax"))
