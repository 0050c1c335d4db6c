"""The Content-Security-Policy, directive by directive."""

from base64 import b64encode
from hashlib import sha256

import pytest

from lib.data.configuration import Serving
from lib.serving.headers import completed, content_security_policy, first_script, headers

HOST = "tejido.example.org"
PARTNER = "https://partner.example.com"
PARTNERS = Serving(hosts=(HOST,), tls_terminated=True, embedders=(PARTNER,))


def directives(path: str = "/this_week", serving: Serving = PARTNERS) -> dict[str, str]:
    policy = content_security_policy(HOST, path, serving)
    return dict(part.split(" ", 1) for part in policy.split("; "))


def test_no_script_runs_but_streamlits_own_and_the_one_before_it() -> None:
    allowed = directives()["script-src"].split()
    assert allowed[0] == "'self'"
    # One script stands in Streamlit's page, one is put before it; they may run by their hashes, and
    # nothing else inline.
    assert [source[:8] for source in allowed[1:]] == ["'sha256-"] * 2
    first = b64encode(sha256(first_script().encode()).digest()).decode()
    assert f"'sha256-{first}'" in allowed


def test_what_is_not_named_is_refused() -> None:
    assert directives()["default-src"] == "'none'"
    assert directives()["object-src"] == "'none'"
    assert directives()["base-uri"] == "'none'"
    assert directives()["form-action"] == "'self'"


def test_no_directive_names_another_host_than_the_dashboards_own() -> None:
    sources = " ".join(directives().values()).split()
    assert [s for s in sources if "." in s] == [f"wss://{HOST}"]
    assert not {"*", "ws:", "wss:", "http:", "https:"} & set(sources)


@pytest.mark.parametrize(
    ("path", "embedders", "framed_by"),
    [
        ("/metrics", (PARTNER,), PARTNER),
        ("/metrics", (), "'none'"),
        ("/this_week", (PARTNER,), "'none'"),
        ("/sign-in", (PARTNER,), "'none'"),
        ("/", (PARTNER,), "'none'"),
        ("/metrics/x", (PARTNER,), "'none'"),
        # A metric's page for frames: without a script, a form or a session, so for every site.
        ("/open-data/embed/members.html", (), "*"),
        ("/open-data/releases/1/", (PARTNER,), "'none'"),
        ("/open-data/embedded", (PARTNER,), "'none'"),
    ],
)
def test_only_the_public_page_is_framed_and_only_by_partners(
    path: str, embedders: tuple[str, ...], framed_by: str
) -> None:
    serving = Serving(hosts=(HOST,), tls_terminated=True, embedders=embedders)
    policy = content_security_policy(HOST, path, serving, is_embedded=True)
    assert policy.endswith(f"; frame-ancestors {framed_by}")
    made = headers(HOST, path, serving, is_embedded=True)
    assert ("x-frame-options" in made) is (framed_by == "'none'")


def test_the_public_page_is_framed_only_where_its_address_says_that_it_is_embedded() -> None:
    """Without it the page would be drawn for whoever is signed in, and lead to others."""
    assert directives("/metrics")["frame-ancestors"] == "'none'"
    assert headers(HOST, "/metrics", PARTNERS)["x-frame-options"] == "DENY"


def test_alone_the_websocket_is_plain() -> None:
    policy = content_security_policy("localhost:8501", "/", Serving())
    assert "connect-src 'self' ws://localhost:8501;" in policy


@pytest.mark.parametrize("kind", [b"text/javascript; charset=utf-8", b"text/css", b"font/woff2"])
def test_parts_of_a_page_carry_what_holds_for_them_and_nothing_of_documents(kind: bytes) -> None:
    made = dict(completed([(b"content-type", kind)], HOST, "/static/x", PARTNERS))
    # Opened alone it may load and run nothing, and no site frames it.
    assert made[b"content-security-policy"] == b"default-src 'none'; frame-ancestors 'none'"
    assert made[b"x-content-type-options"] == b"nosniff"
    assert made[b"cross-origin-resource-policy"] == b"same-origin"
    assert made[b"x-frame-options"] == b"DENY"
    assert b"strict-transport-security" in made
    assert b"permissions-policy" not in made


@pytest.mark.parametrize("kind", [b"text/html", b"image/svg+xml", b"application/json", b""])
def test_whatever_may_be_a_document_carries_all_of_it(kind: bytes) -> None:
    made = dict(completed([(b"content-type", kind)], HOST, "/static/x.js", PARTNERS))
    assert b"script-src 'self'" in made[b"content-security-policy"]
    assert {b"permissions-policy", b"cross-origin-opener-policy"} <= made.keys()
