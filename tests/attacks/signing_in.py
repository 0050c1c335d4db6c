"""The sign-in pages: forms of others, ways on to others, odd bodies, and what is good only once."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urljoin, urlsplit

import pyotp
from httpx import AsyncClient, Response

from lib.access import accounts, one_time_links, second_factor, sessions
from lib.access.client import LOCAL_COOKIE
from lib.access.demo_accounts import PASSWORD
from tests.attacks.forging import MARKUP, SQL
from tests.attacks.routes import wrong_with
from tests.attacks.states import token_of
from tests.attacks.tally import Tally
from tests.attacks.target import Target, run

FORMS = (
    "/sign-in",
    "/sign-in/code",
    "/sign-in/second-factor",
    "/password",
    "/sign-out",
    "/reset/x",
)
OTHERS = (
    {},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Referer": "http://evil.example/"},
)
OWN = {"Sec-Fetch-Site": "same-origin"}
WAYS = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/\n/evil.example",
    "/%0d%0aSet-Cookie:%20tejido=x",
    "/x\r\nSet-Cookie: tejido=x",
    "/sign-out",
    "/reset/x",
    "/auth/logout",
    "@evil.example",
    ".evil.example",
    "/.//evil.example",
    "/\u2028/evil.example",
)
NOT_FORMS = (
    "application/json",
    "text/plain",
    "multipart/form-data; boundary=x",
    "application/xml",
    "",
)


def _bodies() -> Iterator[bytes]:
    yield b"username=national&password=" + b"x" * 9_000
    yield b"&".join(b"f%d=x" % n for n in range(50))
    yield b"username=%ff%fe&password=%00"
    yield b"\xff\xfe\x00"
    yield b"username=national&password="
    yield b"username=national&username=admin&password=" + PASSWORD.encode() + b"x"
    yield b'{"username": "national", "password": {"$ne": null}}'
    for text in (*SQL, *MARKUP):
        # What is no token, name or password; a body of bytes as a form would send it.
        yield b"username=" + text.encode() + b"&password=" + text.encode()
        yield b"code=" + text.encode() + b"&secret=" + text.encode() + b"&new=x&again=x"


def _browser(target: Target, token: str | None = None) -> AsyncClient:
    cookies = {} if token is None else {LOCAL_COOKIE: token}
    return AsyncClient(base_url=target.url, cookies=cookies, timeout=60)


def _opened(answer: Response) -> str | None:
    """Whether an answer gives its browser an open session, or leads it to another host."""
    token = answer.cookies.get(LOCAL_COOKIE)
    found = sessions.find(token) if token else None
    if found is not None and found.awaits is None:
        return "begins a session"
    to = answer.headers.get("location", "/")
    if not to.startswith("/") or to[1:2] in ("/", "\\") or "\n" in to or "\t" in to:
        return f"leads to {to!r}"
    return None


def _forgive() -> None:
    run("DELETE FROM dashboard.attempt")


async def forms_of_others(target: Target, tally: Tally) -> None:
    """Each form with what would be right, sent from another site."""
    token = token_of("partner")
    said = {"username": "partner", "password": PASSWORD, "code": "000000", "new": "x", "again": "x"}
    for path, headers in tally.some(list(product(FORMS, OTHERS)), 9):
        async with _browser(target, token) as browser:
            answer = await browser.post(path, data=said, headers=headers)
        refused = None if answer.status_code == 403 else f"status {answer.status_code}"
        ended = "ended the session" if sessions.find(token) is None else None
        wrong = wrong_with(target, answer), _opened(answer), refused, ended
        tally.tried("forms of others", f"{path} {headers}", *wrong)


async def ways_on(target: Target, tally: Tally) -> None:
    """Every way on to another host, by the pages that lead on, with a right password."""
    for way, path in tally.some(list(product(WAYS, ("/sign-in", "/sign-in/code", "/password"))), 6):
        _forgive()
        async with _browser(target) as browser:
            sent = {"username": "partner", "password": PASSWORD}
            answer = await browser.post(path, params={"next": way}, data=sent, headers=OWN)
            to = answer.headers.get("location", "/")
            wrong = None
            # As a browser resolves it; "//" anywhere is one resolution of dots away from a host.
            stays = urlsplit(urljoin(target.url, to)).netloc == urlsplit(target.url).netloc
            if not stays or "//" in to.split("?")[0] or "\\" in to:
                wrong = f"leads to {to!r}"
            if any(c.value == "x" for c in browser.cookies.jar):
                wrong = "sets a cookie"
            tally.tried("ways on", f"{path}?next={way!r}", wrong)


async def odd_bodies(target: Target, tally: Tally) -> None:
    """Bodies that no form of ours sends, as every type of content, to every form."""
    kinds = (*NOT_FORMS, "application/x-www-form-urlencoded")
    cases = list(product(FORMS, kinds, _bodies()))
    for path, kind, body in tally.some(cases, 24):
        _forgive()
        async with _browser(target) as browser:
            answer = await browser.post(path, content=body, headers=OWN | {"Content-Type": kind})
        script = "runs a script" if b"<script>alert" in answer.content else None
        wrong = wrong_with(target, answer), _opened(answer), script
        tally.tried("odd bodies", f"{path} {kind} {body[:40]!r}", *wrong)


async def tokens(target: Target, tally: Tally) -> None:
    """Links and cookies that were never made: SQL, other encodings, near misses."""
    token = token_of("partner")
    near = [token[:-1], token + "A", token.lower(), token[::-1], token.replace("-", "_") + "=", "x"]
    near += [token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :] for at in range(43)]
    headers = [t for t in (*near, *SQL) if t.isascii()]
    for made in tally.some(headers, 8):
        async with _browser(target) as browser:
            sent = {"Cookie": f'{LOCAL_COOKIE}="{made}"'}
            answer = await browser.get("/password", headers=sent)
        shown = None if answer.status_code == 303 else f"status {answer.status_code}"
        tally.tried("made-up tokens", f"cookie {made!r}", wrong_with(target, answer), shown)
        async with _browser(target) as browser:
            path = "/reset/" + "".join(c for c in made if c.isalnum() or c in "-_")
            answer = await browser.post(
                path, data={"new": "x" * 20, "again": "x" * 20}, headers=OWN
            )
        shown = None if answer.status_code in (410, 404) else f"status {answer.status_code}"
        tally.tried("made-up tokens", f"link {made!r}", wrong_with(target, answer), shown)


async def only_once(target: Target, tally: Tally) -> None:
    """One-time links, codes and recovery codes, each sent a second time and more."""
    accounts.add("once", None, "organizer", ("southwest",))
    link = one_time_links.make("once", actor=None)
    new = {"new": "comal milpa rebozo 7", "again": "comal milpa rebozo 7"}
    async with _browser(target) as browser:
        first = await browser.post(link, data=new, headers=OWN)
        assert first.status_code == 200
        for _ in range(3):
            again = await browser.post(link, data=new, headers=OWN)
            wrong = None if again.status_code == 410 else f"status {again.status_code}"
            tally.tried("good only once", "a link", wrong)
    account = accounts.find("once")
    assert account is not None
    secret = second_factor.new_secret()
    codes = second_factor.enrol(account, secret, pyotp.TOTP(secret).now(), actor="once")
    assert codes is not None
    for code in (pyotp.TOTP(secret).now(), codes[0], codes[1]):
        fresh = code in codes
        for turn in range(3):
            _forgive()
            waiting = sessions.begin(account, "attack", awaits=sessions.CODE)
            async with _browser(target, waiting) as browser:
                answer = await browser.post("/sign-in/code", data={"code": code}, headers=OWN)
            if fresh and turn == 0:
                assert answer.status_code == 303
                continue
            tally.tried("good only once", f"a code, time {turn + 1}", _opened(answer))
    for turn in range(5):
        # The session that a code opened is another one; the one that awaited it opens nothing.
        waiting = sessions.begin(account, "attack", awaits=sessions.CODE)
        async with _browser(target, waiting) as browser:
            for path in ("/password", "/sign-in/second-factor"):
                answer = await browser.get(path)
                shown = None if answer.status_code == 303 else f"status {answer.status_code}"
                tally.tried("good only once", f"{path} before the code, {turn}", shown)
