"""Every route, by who is nobody or somebody else; forged hosts, origins, methods and paths."""

from collections.abc import Iterator
from itertools import product

from httpx import AsyncClient, Response
from websockets.exceptions import InvalidStatus

import dashboard
from lib.access.client import LOCAL_COOKIE
from tests.attacks.forging import ACCOUNTS, SQL
from tests.attacks.pages import known
from tests.attacks.states import token_of
from tests.attacks.tally import Tally
from tests.attacks.target import Target
from tests.attacks.wire import Tab

NOWHERE = frozenset[str]()
HOSTS = (
    "evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "evil.example:8501",
    "169.254.169.254",
    "[::ffff:1.2.3.4]",
    "localhost%00.evil.example",
    "",
)
ORIGINS = (
    "http://evil.example",
    "https://localhost.evil.example",
    "null",
    "http://127.0.0.1:1",
    "http://localhost",
    "file://",
    "http://localhost:80@evil.example",
)
METHODS = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND")
BEFORE = ("", "/", "/.", "/x/..", "/metrics", "/committee", "/static/..", "/~")
CLOSED = (
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/x",
    "/_stcore/agent",
    "/_stcore/config",
    "/component/x/index.html",
    "/media/0123456789abcdef.csv",
    "/media/x.svg",
    "/vendor/x",
    "/download/0123456789",
    "/app/static/../navigation.py",
    "/app/static/..%2fnavigation.py",
    "/app/static/%2e%2e/%2e%2e/.streamlit/secrets.toml",
    "/.streamlit/config.toml",
    "/.git/config",
    "/pages/navigation.py",
    "/lib/access/session.py",
    "/auth/login",
    "/oauth2callback?code=x&state=y",
    "/.well-known/streamlit",
    "/agent",
)


def paths() -> Iterator[str]:
    """Every route that the application has, and what is not served, behind every prefix."""
    for route in dashboard.app._user_routes:
        path = route.path
        yield path.replace("{token}", "x" * 43).replace("{name}", "x" * 43)
        for text in SQL:
            yield path.replace("{token}", text).replace("{name}", text) if "{" in path else path
    for before, closed in product(BEFORE, CLOSED):
        yield before + closed
        yield before + closed.replace("_stcore", "%5fstcore").replace("media", "medi%61")
        yield before + closed.upper()


def wrong_with(target: Target, answer: Response, *, closed: bool = False) -> str | None:
    """What is wrong with an answer to a request that opens nothing."""
    betrayed = target.betrayed(answer.content, NOWHERE)
    if betrayed:
        return betrayed
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    kind = answer.headers.get("content-type", "")
    if "server" in answer.headers or "csv" in kind or "octet-stream" in kind:
        return f"answers {dict(answer.headers)}"
    # Whatever path no route has is Streamlit's own empty page, which asks the websocket for more.
    if closed and answer.status_code == 200 and b"<title>Streamlit</title>" not in answer.content:
        return f"is open: {answer.content[:60]!r}"
    return None


def _browser(target: Target, token: str | None = None) -> AsyncClient:
    cookies = {} if token is None else {LOCAL_COOKIE: token}
    return AsyncClient(base_url=target.url, cookies=cookies, timeout=60)


async def addresses(target: Target, tally: Tally) -> None:
    """Every path, by nobody and by a partner, and what is not served behind other prefixes."""
    cases = list(product(paths(), (None, "partner")))
    tokens = {None: None, "partner": token_of("partner")}
    for path, who in tally.some(cases, 60):
        async with _browser(target, tokens[who]) as browser:
            answer = await browser.send(_exactly(browser, path))
            wrong = wrong_with(target, answer, closed=path.endswith(CLOSED))
            tally.tried("addresses", f"{who}: {path}", wrong)


def _exactly(browser: AsyncClient, path: str) -> object:
    # Not resolved by the client: the very bytes, dots and all.
    request = browser.build_request("GET", "/")
    raw = path.encode("ascii", "ignore").replace(b" ", b"%20")
    request.url = request.url.copy_with(raw_path=raw if raw.startswith(b"/") else b"/" + raw)
    return request


async def forged_hosts(target: Target, tally: Tally) -> None:
    """Hosts and origins of others, by request and by websocket, with a right cookie."""
    token = token_of("southwest")
    served = ("/", "/sign-in", "/this_week", "/_stcore/host-config", "/metrics", "/download/x")
    async with _browser(target, token) as browser:
        for host, path in tally.some(list(product(HOSTS, served)), 6):
            answer = await browser.get(path, headers={"host": host})
            refused = None if answer.status_code in (400, 421) else f"status {answer.status_code}"
            tally.tried("hosts", f"{host!r}{path}", wrong_with(target, answer), refused)
        for method, path in tally.some(list(product(METHODS, served)), 6):
            answer = await browser.request(method, path)
            refused = None if answer.status_code in (400, 404, 405) else f"{answer.status_code}"
            tally.tried("methods", f"{method} {path}", wrong_with(target, answer), refused)
    forged = [{"Origin": origin} for origin in ORIGINS] + [{"Host": host} for host in HOSTS]
    for headers in tally.some(forged, 5):
        try:
            tab = await Tab.open(target.port, token, **headers)
        except (InvalidStatus, OSError, EOFError, ValueError):
            tally.tried("websockets of others", str(headers))
            continue
        async with tab:
            answered = await tab.run()
            wrong = "it is answered" if answered.messages else None
            tally.tried("websockets of others", str(headers), wrong)


async def files_of_others(target: Target, tally: Tally) -> None:
    """Every file that pages offer to one session, asked for by nobody and by every other."""
    hashes = await known(target)
    others = {name: token_of(name) for name in (*ACCOUNTS, "southeast", "national")}
    holder = token_of("southwest")
    async with await Tab.open(target.port, holder) as tab:
        for page in ("committees", "training", "response"):
            await tab.run(hashes[page])
        offered: list[str] = []
        for page in ("committees", "training", "response"):
            offered += (await tab.run(hashes[page])).downloads()
            for path in dict.fromkeys(offered):
                for name, token in ({"nobody": None} | others | {"made up": "x" * 43}).items():
                    async with _browser(target, token) as browser:
                        answer = await browser.get(path)
                    refused = None if answer.status_code == 404 else f"{answer.status_code}"
                    wrong = wrong_with(target, answer)
                    tally.tried("files of others", f"{name}: {path[:20]}", wrong, refused)
            offered.clear()
