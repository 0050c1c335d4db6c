"""What a request or a connection says of its client, and the cookie that it carries."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from lib.access.prefix import prefix, within

COOKIE = "__Host-tejido"
COOKIE_BELOW = "__Secure-tejido"
"""Below a prefix, where it goes along with no other path of the host: the first is for all."""
LOCAL_COOKIE = "tejido"
"""Without TLS no browser would keep the other; localhost, which no wire carries, has none."""
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")

_BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrom": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "CrOS": "ChromeOS",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
"""Marks in a browser's ``User-Agent``, the most specific first: most name others as well."""


def is_local_host(host: str) -> bool:
    """Whether a ``Host`` header names the very machine that the browser is on."""
    try:
        return urlsplit(f"//{host}").hostname in _LOCAL_NAMES
    except ValueError:
        return False


def cookie_name(host: str) -> str:
    """The name of the session's cookie for a ``Host`` header."""
    if is_local_host(host):
        return LOCAL_COOKIE
    return COOKIE_BELOW if prefix() else COOKIE


def way_on_name(host: str) -> str:
    """The name of the cookie that keeps where to go after signing in at an identity provider."""
    return f"{cookie_name(host)}-way-on"


def token(host: str, cookies: Mapping[str, str]) -> str | None:
    """The token of the session that a request presents, if it does."""
    return cookies.get(cookie_name(host)) or None


def is_local(host: str, address: str | None) -> bool:
    """Whether a request was sent from the machine that serves: by its name and by its socket."""
    try:
        return is_local_host(host) and address is not None and ip_address(address).is_loopback
    except ValueError:
        return False


def is_own_origin(origin: str, host: str, *, has_tls: bool) -> bool:
    """Whether an ``Origin`` header names the site that the request was sent to.

    :param host: the request's ``Host``.
    :param has_tls: whether the site is reached by TLS; this machine's own names are without.
    """
    scheme = "https" if has_tls and not is_local_host(host) else "http"
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (scheme, host)


def device(user_agent: str) -> str:
    """Browser and system in a word each, nothing finer: enough to recognize one's own device."""
    agent = re.sub(r"[^ -~]", "", user_agent[:400])
    browser = next((name for sign, name in _BROWSERS.items() if sign in agent), "?")
    system = next((name for sign, name in _SYSTEMS.items() if sign in agent), "?")
    return f"{browser} · {system}"


def local_path(requested: str | None) -> str:
    """Where to go after signing in: a path of this host, whatever was asked for.

    A browser reads ``//host`` and ``/\\host`` as another host, and drops tabs and line ends; what
    becomes ``//host`` once dots are resolved is no path of ours either.
    """
    path = within(requested or "/")
    if not re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", path):
        return "/"
    first, *others = urlsplit(path).path.lower().replace("%2e", ".").split("/")[1:]
    if {".", ".."} & {first, *others} or (others and "" in (first, *others[:-1])):
        return "/"
    return "/" if first in ("sign-in", "sign-out", "reset", "auth", "oauth2callback") else path
