"""The headers by which a browser keeps to this host and to what Tejido needs of it."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import streamlit

from lib.access.prefix import prefix
from lib.data.configuration import Serving

EMBEDDABLE = "/metrics"
"""The one page that configured partners may show in a frame: published numbers, no account."""

EMBEDDED = b"embed=true"
"""What its address must say to be framed: then Streamlit says so to the script, and whoever is
signed in is shown what everyone sees."""

_FIRST_SCRIPT = Path(__file__).with_name("first_script.js")
"""What runs in Streamlit's page before its own. Without the first line, the page asks for its
server below its own address first, and stands there for a moment with two errors in the browser's
console. The others say when there is no connection, and how old what is on the screen is: at once
where the browser knows or the websocket ends, and after three seconds where what is sent has no
answer and the server can't be reached. A page whose websocket is refused because too many are open
asks for itself again, and is answered by a page that says so."""

OPEN_DATA = "/open-data/"
"""Below it is what every site may fetch and every search engine find."""

FRAMED_BY_ALL = "/open-data/embed/"
"""Below it are pages that every site may show in a frame: they are answered before sessions are
thought of, hold no script and no form, and nothing on them does anything."""

HSTS_SECONDS = 2 * 365 * 24 * 3600

_OFF = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page of Tejido asks a browser for."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in _OFF),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # The addresses of pages name committees, and no search engine has to know that they exist.
    "x-robots-tag": "noindex, nofollow",
}

_PARTS = {b"text/javascript", b"application/javascript", b"text/css", b"font/woff2"}
"""Kinds of answers that are parts of a page, and show nothing where they are opened alone: what is
said to documents is left out, as a first visit fetches a hundred of them."""
_TO_DOCUMENTS = ("permissions-policy", "cross-origin-opener-policy", "x-robots-tag")
_POLICY_OF_PARTS = "default-src 'none'; frame-ancestors 'none'"

_REFERRERS = {b"same-origin", b"strict-origin"}
"""What a page with a form may say of the referrer instead: without any, a browser that knows of no
``Sec-Fetch-Site`` (Safari before 16.4) does not say either where a form was sent from."""

_REPLACED = {b"server", b"x-powered-by", b"link"}
"""Headers of an answer that are dropped: they say what serves, and where its agent API would be."""


@cache
def _first_script() -> str:
    return _FIRST_SCRIPT.read_text(encoding="utf-8")


def first_script() -> str:
    """What runs in Streamlit's page before its own, below the prefix that the page has."""
    return _first_script().replace("PREFIX", prefix())


@cache
def _script_hashes(first: str) -> str:
    """The scripts that stand in Streamlit's page, by their hashes; no other runs inline."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", page.read_text(encoding="utf-8"), re.DOTALL)
    scripts.append(first)
    return " ".join(by_hash(script) for script in scripts)


def by_hash(inline: str) -> str:
    """What a policy names a script or style by that stands in a page."""
    digest = hashlib.sha256(inline.encode()).digest()
    return f"'sha256-{b64encode(digest).decode()}'"


def _framing(path: str, serving: Serving, is_embedded: bool) -> tuple[str, ...]:
    """The origins whose pages may show an answer in a frame."""
    if path.startswith(FRAMED_BY_ALL):
        return ("*",)
    return serving.embedders if is_embedded and path == EMBEDDABLE else ()


def content_security_policy(
    host: str, path: str, serving: Serving, *, is_embedded: bool = False
) -> str:
    """What a page may load, run, connect to and be framed by.

    :param host: the request's ``Host``, already found to be one of the dashboard's own.
    :param is_embedded: whether the address says :data:`EMBEDDED`.
    """
    framed_by = " ".join(_framing(path, serving, is_embedded)) or "'none'"
    socket = f"{'wss' if serving.tls_terminated else 'ws'}://{host}"
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit's own files, and the scripts that its page starts with.
            f"script-src 'self' {_script_hashes(first_script())}",
            # Streamlit writes its styles into the page while it draws, and Plotly its own into
            # each chart: both have no nonce. A style runs nothing, and can load only from here.
            "style-src 'self' 'unsafe-inline'",
            # Plotly and the tables draw small pictures into the page's own addresses.
            "img-src 'self' data:",
            "font-src 'self' data:",
            # Not every browser counts a websocket to this host as 'self', so it is named.
            f"connect-src 'self' {socket}",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {framed_by}",
        )
    )


def headers(host: str, path: str, serving: Serving, *, is_embedded: bool = False) -> dict[str, str]:
    """Every header that an answer to a request carries, beside its own."""
    policy = content_security_policy(host, path, serving, is_embedded=is_embedded)
    values = {**_ALWAYS, "content-security-policy": policy}
    if path.startswith(OPEN_DATA):
        values |= {"cross-origin-resource-policy": "cross-origin", "x-robots-tag": "all"}
    if not _framing(path, serving, is_embedded):
        values["x-frame-options"] = "DENY"
    if serving.tls_terminated:
        values["strict-transport-security"] = f"max-age={HSTS_SECONDS}; includeSubDomains"
    return values


def completed(
    answer: Iterable[tuple[bytes, bytes]],
    host: str,
    path: str,
    serving: Serving,
    *,
    is_embedded: bool = False,
) -> list[tuple[bytes, bytes]]:
    """An answer's own headers, without a banner and with those of :func:`headers`.

    An answer may have a policy of its own beside ours, and a browser keeps to both; of the referrer
    it may say what a form needs.
    """
    ours = headers(host, path, serving, is_embedded=is_embedded)
    own = [(name.lower(), value) for name, value in answer]
    if any(name == b"referrer-policy" and value in _REFERRERS for name, value in own):
        del ours["referrer-policy"]
    if any(name == b"content-type" and value.partition(b";")[0] in _PARTS for name, value in own):
        ours = {name: value for name, value in ours.items() if name not in _TO_DOCUMENTS}
        ours["content-security-policy"] = _POLICY_OF_PARTS
    dropped = {name.encode() for name in ours.keys() - {"content-security-policy"}} | _REPLACED
    own = [(name, _secured(name, value, serving)) for name, value in own if name not in dropped]
    return own + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]


def _secured(name: bytes, value: bytes, serving: Serving) -> bytes:
    """A cookie of Streamlit's does not know of the TLS before it."""
    is_cookie = name == b"set-cookie"
    if is_cookie and serving.tls_terminated and b"secure" not in value.lower():
        return value + b"; Secure"
    return value
