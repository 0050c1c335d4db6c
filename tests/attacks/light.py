"""The light edition, whose pages are HTML: forged committees, regions, parameters and links."""

from itertools import product
from urllib.parse import quote, urlencode, urlsplit

from httpx import AsyncClient, Response

from lib.access.client import LOCAL_COOKIE
from tests.attacks.forging import VALUES
from tests.attacks.states import EVERY, token_of
from tests.attacks.tally import Tally
from tests.attacks.target import ELSEWHERE, Target

WEEK, RESPONSE, CALLS = "/light", "/light/response", "/light/calls.ics?on=2026-11-30"
PAGES = (WEEK, RESPONSE, CALLS)
ALLOWED = {"southwest": frozenset({"southwest"}), "partner": frozenset(), "admin": frozenset()}
"""The regions that each account may see."""


def _browser(target: Target, token: str | None) -> AsyncClient:
    cookies = {} if token is None else {LOCAL_COOKIE: token}
    return AsyncClient(base_url=target.url, cookies=cookies, timeout=60)


def wrong_with(
    target: Target, answer: Response, regions: frozenset[str], asked: str = ""
) -> str | None:
    """What is wrong with an answer to who may see these regions.

    :param asked: what the address said, which the page may say again.
    """
    said = answer.content.replace(quote(asked).encode(), b"") if asked else answer.content
    betrayed = target.betrayed(said, regions)
    if betrayed:
        return betrayed
    if answer.status_code >= 500:
        return f"status {answer.status_code}"
    if b"<script" in answer.content:
        return "has a script"
    if not regions and answer.status_code == 200 and b"cause" in answer.content:
        return "shows the work of a region"
    return None


async def wrong_roles(target: Target, tally: Tally) -> None:
    """Every page of it by nobody, by a made-up token, and by who may see no region's work."""
    committees = [f"/light/committee/{each}" for of in target.committees.values() for each in of]
    paths = [*PAGES, *committees[::6]]
    tokens = {"nobody": None, "made up": "A" * 43}
    tokens |= {name: token_of(name) for name in ("partner", "admin")}
    for (who, token), path in tally.some(list(product(tokens.items(), paths)), 8):
        async with _browser(target, token) as browser:
            answer = await browser.get(path)
        opened = f"status {answer.status_code}" if answer.status_code not in (303, 403) else None
        wrong = wrong_with(target, answer, frozenset(), path.rpartition("/")[2])
        tally.tried("light edition by others", f"{who}: {path}", wrong, opened)


async def committees_of_others(target: Target, tally: Tally) -> None:
    """Every committee of every other region, and ids that are none, by an organizer."""
    theirs = [c for region, of in target.committees.items() for c in of if region != "southwest"]
    async with _browser(target, token_of("southwest")) as browser:
        for asked in tally.some([*theirs, *VALUES[1:]], 12):
            if not asked or set(asked) == {"."} or "/" in asked:
                continue
            answer = await browser.get(f"/light/committee/{quote(asked, safe='')}")
            opened = None if answer.status_code == 404 else f"status {answer.status_code}"
            wrong = wrong_with(target, answer, ALLOWED["southwest"], asked)
            tally.tried("light committees of others", asked, wrong, opened)


async def parameters(target: Target, tally: Tally) -> None:
    """Every parameter with other regions, SQL and markup, which add nothing to what is seen."""
    values = [*VALUES, *(EVERY - {"southwest"}), f"southwest,{ELSEWHERE}"]
    cases = list(product(PAGES, ("region", "lang", "on", "committee", "weeks"), values))
    async with _browser(target, token_of("southwest")) as browser:
        for path, name, value in tally.some(cases, 12):
            joint = "&" if "?" in path else "?"
            answer = await browser.get(f"{path}{joint}{name}={quote(value)}")
            wrong = wrong_with(target, answer, ALLOWED["southwest"], value)
            tally.tried("light parameters", f"{path} {name}={value}", wrong)


async def links_that_turn_mail_off(target: Target, tally: Tally) -> None:
    """Forged links, opened and pressed: the same answer, and nothing is said of anyone."""
    async with _browser(target, None) as browser:
        for asked in tally.some([value for value in VALUES if value and "/" not in value], 8):
            path = f"/light/mail-off/{quote(asked, safe='')}"
            for answer in (await browser.get(path), await browser.post(path)):
                odd = (
                    f"status {answer.status_code}" if answer.status_code not in (200, 404) else None
                )
                wrong = wrong_with(target, answer, frozenset(), asked)
                tally.tried("links that turn mail off", asked, wrong, odd)


async def leads(target: Target, tally: Tally) -> None:
    """The way from a page to the light edition, with forged pages, committees and regions.

    It asks for no session, so it must say nothing of its own: it only leads on to a page of the
    light edition, which then refuses whom it must.
    """
    theirs = [c for region, of in target.committees.items() for c in of if region != "southwest"]
    forged = [*VALUES, "//evil.example", "https://evil.example/", "..", "%2e%2e/admin", *theirs[:3]]
    accounts: dict[str, frozenset[str]] = {"nobody": frozenset(), **ALLOWED}
    cases = list(
        product(accounts, ("page", "committee", "region", "lang", "next", "view_as"), forged)
    )
    for who, name, value in tally.some(cases, 16):
        query = {"page": "committee" if name == "committee" else "this_week", name: value}
        async with _browser(target, None if who == "nobody" else token_of(who)) as browser:
            led = await browser.get(f"/light/of?{urlencode(query)}")
            at = urlsplit(led.headers.get("location", ""))
            is_ours = not at.netloc and at.path.startswith("/light") and led.status_code == 303
            odd = None if is_ours else f"status {led.status_code} to {at.geturl()[:60]}"
            wrong = wrong_with(target, led, accounts[who], value)
            if is_ours:
                # On, as a browser goes: to the page itself or to signing in.
                answer = await browser.get(at.geturl())
                wrong = wrong or wrong_with(target, answer, accounts[who], value)
                if answer.status_code == 200 and not accounts[who]:
                    odd = "opened"
                if "/light/committee/" in at.path and value in theirs and answer.status_code == 200:
                    odd = "another region's committee opened"
        tally.tried("ways to the light edition", f"{who}: {name}={value}", wrong, odd)
