"""The sign-in pages, asked as a browser asks them, and as nobody should."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

import pyotp
import pytest
from httpx import Response
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.access import accounts, one_time_links, second_factor, sessions
from lib.language import use
from lib.serving.gate import Gate
from lib.serving.sign_in import ROUTES, SignInFirst, provider
from lib.serving.sign_in.signing_in import WRONG_CODE, WRONG_PASSWORD
from tests.access.conftest import PASSWORD, Make, make, query, sql

__all__ = ["make"]

OWN = {"Sec-Fetch-Site": "same-origin"}
NEW = "otra frase que nadie dice"


def _browser(host: str = "localhost", address: str = "127.0.0.1") -> TestClient:
    async def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("the app")

    app = Starlette(
        routes=[*ROUTES, Route("/{path:path}", page)], middleware=[Middleware(SignInFirst)]
    )
    scheme = "http" if host == "localhost" else "https"
    return TestClient(app, f"{scheme}://{host}", client=(address, 50_000), follow_redirects=False)


def _through_the_gate() -> TestClient:
    """A browser that has all that stands before the app between it and the sign-in pages."""

    async def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("the app")

    app = Starlette(routes=[*ROUTES, Route("/{path:path}", page)], middleware=[Middleware(Gate)])
    return TestClient(app, "http://localhost", client=("127.0.0.1", 50_000))


@pytest.fixture
def browser(make: Make) -> Iterator[TestClient]:
    """A browser on the machine that serves; Ana, a partner, has an account."""
    make()
    with _browser() as opened:
        yield opened


def _send(browser: TestClient, path: str = "/sign-in", **form: str) -> Response:
    answer: Response = browser.post(path, data=form, headers=OWN)
    return answer


def _sign_in(browser: TestClient, name: str = "ana", path: str = "/sign-in") -> Response:
    return _send(browser, path, username=name, password=PASSWORD)


def _token(browser: TestClient) -> str:
    return browser.cookies.get("tejido") or ""


def test_a_right_password_gives_a_session_in_a_cookie_that_no_script_and_no_site_gets(
    browser: TestClient,
) -> None:
    answer = _sign_in(browser, path="/sign-in?next=/training?weeks=26")
    assert (answer.status_code, answer.headers["location"]) == (303, "/training?weeks=26")
    said = answer.headers["set-cookie"].split("; ")
    assert set(said[1:]) == {"HttpOnly", "Path=/", "SameSite=strict"}  # and gone with the browser
    session = sessions.find(_token(browser))
    assert session is not None
    assert session.account.username == "ana"


def test_anywhere_but_on_this_machine_the_cookie_is_for_this_host_over_tls_alone(
    make: Make,
) -> None:
    make()
    with _browser("tejido.example.org", "192.0.2.1") as browser:
        said = _sign_in(browser).headers["set-cookie"].split("; ")
        assert said[0].startswith("__Host-tejido=")
        assert set(said[1:]) == {"HttpOnly", "Path=/", "SameSite=strict", "Secure"}
        # A cookie that someone else on the way could have set does not count.
        token = said[0].removeprefix("__Host-tejido=")
        browser.cookies.clear()
        browser.cookies.set("tejido", token)
        assert browser.get("/sign-in").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ana", "not the password"),
        ("nobody", PASSWORD),
        ("nobody", ""),
        ("ana", ""),
        ("ana", "x" * 73),  # longer than bcrypt reads
        ("ana", "ñ" * 37),
        ("ana", PASSWORD + "\0"),
        ("ana\0", PASSWORD),
        ("' OR 1=1 --", PASSWORD),
        ("a" * 5_000, PASSWORD),
        ("closed", PASSWORD),
        ("unused", PASSWORD),
        ("linked", ""),  # its holder has not set a password yet
    ],
)
def test_whatever_does_not_open_gets_the_same_answer(
    browser: TestClient, make: Make, name: str, password: str
) -> None:
    for username in ("closed", "unused"):
        make(username)
    accounts.disable("closed")
    sql(
        "UPDATE dashboard.account SET last_used_at = now() - interval '1 year'"
        " WHERE username = 'unused'"
    )
    accounts.add("linked", None, "partner")
    answer = _send(browser, username=name, password=password)
    assert answer.status_code == 401
    assert WRONG_PASSWORD in answer.text
    assert "set-cookie" not in answer.headers
    assert query("SELECT count(*) FROM dashboard.session") == [(0,)]


def test_what_was_typed_is_in_no_record_unless_it_is_an_account(browser: TestClient) -> None:
    _send(browser, username="hunter2-in-the-wrong-field", password="x")
    _send(browser, username="ana", password="hunter2")
    kept = query("SELECT actor, facts::text FROM dashboard.audit WHERE event = 'sign_in_failed'")
    assert [actor for actor, _facts in kept] == [None, "ana"]
    assert "hunter2" not in str(query("SELECT a::text FROM dashboard.audit AS a"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        {},  # nothing says where the form was sent from
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},  # a neighbour under the same domain
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "null"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_does_nothing(browser: TestClient, headers: dict[str, str]) -> None:
    _sign_in(browser)
    token = _token(browser)
    form = {"username": "ana", "password": PASSWORD, "new": NEW, "again": NEW}
    for path in ("/sign-in", "/sign-in/code", "/password", "/sign-out", "/reset/x"):
        answer = browser.post(path, data=form, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    assert sessions.find(token) is not None


def test_a_browser_without_fetch_metadata_may_say_the_origin(browser: TestClient) -> None:
    form = {"username": "ana", "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303


def test_forms_say_where_they_are_sent_from_and_no_address_that_is_a_secret(
    browser: TestClient,
) -> None:
    # Safari before 16.4 says "Origin: null" where a page has no referrer at all.
    for path in ("/sign-in", "/password"):
        policy = _through_the_gate().get(path).headers["referrer-policy"]
        assert policy == "same-origin"
    reset = _through_the_gate().get(one_time_links.make("ana", actor=None))
    assert "Your username is ana" in reset.text
    assert reset.headers["referrer-policy"] == "strict-origin"  # the host and no more
    assert _through_the_gate().get("/this_week-of-nothing").headers["referrer-policy"] == (
        "no-referrer"
    )


def test_no_script_runs_in_a_page_of_sign_in(browser: TestClient) -> None:
    policies = _through_the_gate().get("/sign-in").headers.get_list("content-security-policy")
    assert len(policies) == 2
    assert any("script-src" not in each and "default-src 'none'" in each for each in policies)


@pytest.mark.parametrize(
    "body",
    [
        b"username=ana&password=" + b"x" * 9_000,
        b"&".join(b"f%d=1" % n for n in range(50)),
        b"\xff\xfe=1",
    ],
)
def test_a_body_that_no_form_of_ours_sends_is_refused(browser: TestClient, body: bytes) -> None:
    assert browser.post("/sign-in", content=body, headers=OWN).status_code == 403


AWAY = (
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "training",
    "/\nLocation: https://evil.example",
    "/sign-out",
    "/auth/logout",
    "",
)


def test_the_way_on_leads_to_no_other_host(browser: TestClient) -> None:
    _sign_in(browser)
    for wanted in AWAY:
        answer = browser.get("/sign-in", params={"next": wanted})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")


def _asking(host: str = "localhost", cookie: str = "") -> Request:
    headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": headers})


def _kept(path: str, host: str = "localhost") -> str:
    """The cookie that a browser is given on the way to the identity provider."""
    answer = PlainTextResponse("")
    provider.keep_way_on(_asking(host), answer, path)
    return answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "path", ["/committee?committee=c%2F7&lang=es", "/training?a=b;c&d=%22", "/niñez?x=1,2", "/a"]
)
def test_the_way_on_comes_back_from_the_identity_provider(path: str) -> None:
    cookie = _kept(path)
    assert "httponly" in cookie.lower()
    assert "samesite=lax" in cookie.lower()  # a strict one would stay behind on the way back
    assert provider.way_on(_asking(cookie=cookie.split("; ")[0])) == path


def test_the_way_on_is_for_this_host_alone() -> None:
    cookie = _kept("/training", "tejido.example.org")
    assert cookie.startswith("__Host-tejido-way-on=")
    assert "; Secure" in cookie
    assert "domain" not in cookie.lower()


def test_no_way_on_that_was_planted_leads_to_another_host() -> None:
    for wanted in AWAY:
        request = _asking(cookie=f"tejido-way-on={quote(wanted)}")
        assert provider.way_on(request) == "/"
    assert provider.way_on(_asking()) == "/"
    assert _kept("/") == ""
    assert _kept("/" + "x" * 2_000) == ""  # too long to be kept by every browser


def test_guessing_is_slowed_down_and_says_so(browser: TestClient) -> None:
    for _ in range(4):
        assert _send(browser, username="ana", password="wrong wrong").status_code == 401
    slowed = _sign_in(browser)
    assert slowed.status_code == 429
    assert "Too many tries. Wait 1 second, then try again." in slowed.text


def test_signing_in_again_gives_another_token(browser: TestClient) -> None:
    browser.cookies.set("tejido", "planted-by-someone-else")
    _sign_in(browser)
    first = [c.value for c in browser.cookies.jar if c.value != "planted-by-someone-else"]
    browser.cookies.clear()
    _sign_in(browser)
    assert first
    assert _token(browser) not in [*first, "planted-by-someone-else"]


def test_signing_in_again_ends_the_session_that_the_browser_had(browser: TestClient) -> None:
    _sign_in(browser)
    first = _token(browser)
    _sign_in(browser)
    assert sessions.find(first) is None
    assert sessions.find(_token(browser)) is not None


def test_signing_out_ends_the_session_and_the_cookie(browser: TestClient) -> None:
    _sign_in(browser)
    token = _token(browser)
    answer = _send(browser, "/sign-out")
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert sessions.find(token) is None


def _secret_of(page: Response) -> str:
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page.text)
    assert found is not None
    return found[1].replace(" ", "")


def _sealed_of(page: Response) -> str:
    found = re.search(r'name="secret" value="([^"]+)"', page.text)
    assert found is not None
    return found[1]


def _now(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(datetime.now(UTC).timestamp()) + 30 * steps)


def test_where_a_second_factor_is_needed_nothing_opens_before_it_is_set_up(
    browser: TestClient, make: Make
) -> None:
    make("nora", "national")
    answer = _sign_in(browser, "nora", "/sign-in?next=/this_week")
    assert answer.headers["location"] == "/sign-in/second-factor?next=%2Fthis_week"
    waiting = _token(browser)
    found = sessions.find(waiting)
    assert found is not None
    assert found.awaits == "enrolment"
    page = browser.get("/sign-in/second-factor?next=/this_week")
    secret = _secret_of(page)
    wrong = _send(browser, "/sign-in/second-factor", secret=_sealed_of(page), code="000000")
    assert wrong.status_code == 401
    assert _secret_of(wrong) == secret  # the picture stays what the app has taken in
    done = _send(browser, "/sign-in/second-factor", secret=_sealed_of(page), code=_now(secret))
    codes = re.findall(r"<li><code>([a-z2-9-]{27})</code>", done.text)
    assert len(codes) == 8
    assert sessions.find(waiting) is None  # who saw the first cookie has nothing of it
    opened = sessions.find(_token(browser))
    assert opened is not None
    assert opened.awaits is None


def test_a_secret_that_was_not_offered_to_this_session_sets_nothing_up(
    browser: TestClient,
) -> None:
    _sign_in(browser)
    forged = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    answer = _send(browser, "/sign-in/second-factor", secret=forged, code=_now(forged))
    assert answer.status_code == 303
    assert query("SELECT totp_secret FROM dashboard.account") == [(None,)]


@pytest.fixture
def enrolled(browser: TestClient) -> tuple[str, list[str]]:
    """Ana has a second factor: its secret and the recovery codes."""
    account = accounts.find("ana")
    assert account is not None
    secret = second_factor.new_secret()
    codes = second_factor.enrol(account, secret, _now(secret, -1), actor="ana")
    assert codes is not None
    return secret, codes


def test_a_second_factor_is_asked_for_and_a_code_opens_once(
    browser: TestClient, enrolled: tuple[str, list[str]]
) -> None:
    answer = _sign_in(browser, path="/sign-in?next=/account&lang=es")
    assert answer.headers["location"] == "/sign-in/code?next=%2Faccount&lang=es"
    waiting = _token(browser)
    with use("es"):
        assert browser.get("/sign-in/code?lang=es").status_code == 200
    code = _now(enrolled[0])
    opened = _send(browser, "/sign-in/code?next=/account&lang=es", code=code)
    assert (opened.status_code, opened.headers["location"]) == (303, "/account?lang=es")
    assert sessions.find(waiting) is None
    browser.cookies.clear()
    _sign_in(browser)
    again = _send(browser, "/sign-in/code", code=code)
    assert again.status_code == 401
    assert WRONG_CODE in again.text
    assert _send(browser, "/sign-in/code", code=enrolled[1][0]).status_code == 303


def test_half_a_sign_in_opens_no_other_page(
    browser: TestClient, enrolled: tuple[str, list[str]]
) -> None:
    _sign_in(browser)
    for path in ("/password", "/sign-in/second-factor"):
        assert browser.get(path).headers["location"].startswith("/sign-in")
        answer = _send(browser, path, password=PASSWORD, new=NEW, again=NEW, secret="", code="1")
        assert answer.headers["location"].startswith("/sign-in")


def test_guessing_codes_is_slowed_down(
    browser: TestClient, enrolled: tuple[str, list[str]]
) -> None:
    _sign_in(browser)
    statuses = [_send(browser, "/sign-in/code", code="000000").status_code for _ in range(6)]
    assert statuses == [401, 401, 401, 401, 429, 429]


def test_ones_own_password_is_changed_by_who_knows_it(browser: TestClient) -> None:
    _sign_in(browser)
    for form, says in (
        ({"password": "wrong", "new": NEW, "again": NEW}, "not your present password"),
        ({"password": PASSWORD, "new": NEW, "again": NEW + "x"}, "not the same"),
        ({"password": PASSWORD, "new": "short", "again": "short"}, "at least 12"),
        ({"password": PASSWORD, "new": "password1234", "again": "password1234"}, "among the first"),
    ):
        answer = _send(browser, "/password", **form)
        assert answer.status_code == 422
        assert says in answer.text
    done = _send(browser, "/password", password=PASSWORD, new=NEW, again=NEW)
    assert "Your password is changed" in done.text
    assert sessions.find(_token(browser)) is not None
    browser.cookies.clear()
    assert _sign_in(browser).status_code == 401
    assert _send(browser, username="ana", password=NEW).status_code == 303


def test_a_link_sets_the_password_once(browser: TestClient) -> None:
    elsewhere = sessions.begin(accounts.find("ana"), "?")  # type: ignore[arg-type]
    link = one_time_links.make("ana", actor="admin")
    assert "Your username is ana." in browser.get(link).text
    assert _send(browser, link, new=NEW, again="other").status_code == 422
    assert _send(browser, link, new="password1234", again="password1234").status_code == 422
    assert "Sign in with it now" in _send(browser, link, new=NEW, again=NEW).text
    assert sessions.find(elsewhere) is None
    assert _send(browser, username="ana", password=NEW).status_code == 303
    for answer in (browser.get(link), _send(browser, link, new=NEW, again=NEW)):
        assert answer.status_code == 410
        assert "no longer good" in answer.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "spoil",
    [
        lambda: sql("UPDATE dashboard.one_time_link SET expires_at = now()"),
        lambda: one_time_links.make("ana", actor="admin"),  # a newer one
        lambda: accounts.disable("ana"),
        lambda: accounts.remove("ana"),
        lambda: accounts.set_password("ana", NEW),
    ],
    ids=["too old", "replaced", "closed", "removed", "password set otherwise"],
)
def test_a_link_that_is_no_longer_good_sets_nothing(browser: TestClient, spoil: object) -> None:
    link = one_time_links.make("ana", actor="admin")
    spoil()  # type: ignore[operator]
    assert _send(browser, link, new=NEW + "!", again=NEW + "!").status_code == 410
    assert _send(browser, username="ana", password=NEW + "!").status_code == 401


def test_no_link_is_kept_as_it_is(browser: TestClient) -> None:
    token = one_time_links.make("ana", actor="admin").removeprefix(one_time_links.PATH)
    ((kept,),) = query("SELECT token_hash FROM dashboard.one_time_link")
    assert token.encode() not in bytes(kept)  # type: ignore[arg-type]


GUARDED = ("/", "/this_week", "/accounts", "/account", "/sources", "/committee?committee=x&weeks=4")


@pytest.mark.slow
@pytest.mark.parametrize("path", GUARDED)
def test_a_page_without_a_session_leads_to_the_sign_in_page_and_back(
    browser: TestClient, path: str
) -> None:
    to = browser.get(path).headers["location"]
    answer = browser.post(to, data={"username": "ana", "password": PASSWORD}, headers=OWN)
    assert answer.headers["location"] == path


def test_a_link_on_another_site_is_not_led_away_for_its_cookie_is_only_held_back(
    browser: TestClient,
) -> None:
    answer = browser.get("/this_week", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.text == "the app"


@pytest.mark.parametrize("path", ["/metrics", "/_stcore/health", "/app/static/tejido.svg"])
def test_what_is_everyones_needs_no_session(browser: TestClient, path: str) -> None:
    assert browser.get(path).text == "the app"


def test_the_pages_speak_the_language_of_the_link_and_else_of_the_browser(
    browser: TestClient,
) -> None:
    spanish = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}
    assert '<html lang="es">' in browser.get("/sign-in", headers=spanish).text
    assert '<html lang="en">' in browser.get("/sign-in?lang=en", headers=spanish).text
    assert '<html lang="en">' in browser.get("/sign-in?lang=xx").text


def test_what_is_typed_comes_back_as_text(browser: TestClient) -> None:
    answer = _send(browser, username='"><script>alert(1)</script>', password="x")
    assert "<script" not in answer.text
    link = browser.get("/sign-in", params={"next": '/"><script>'}).text
    assert "<script" not in link


def test_no_page_is_kept_by_a_browser(browser: TestClient) -> None:
    _sign_in(browser)
    for path in ("/sign-in/second-factor", "/password", "/reset/none"):
        assert browser.get(path).headers["cache-control"] == "no-store"
