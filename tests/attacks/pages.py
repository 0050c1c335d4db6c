"""Every page by every role in every state, and by whatever else a browser can name."""

import asyncio
from hashlib import md5

from httpx import AsyncClient
from streamlit.proto.BackMsg_pb2 import BackMsg

from lib.access.client import LOCAL_COOKIE
from lib.access.viewer import Refusal
from lib.data.configuration import ROOT
from lib.language import LANGUAGES, _, use
from lib.pages import PAGES, Page
from lib.ui import frame
from tests.attacks.states import GUARDED, ROLE_NAMES, STATES, Left, State, begun, token_of
from tests.attacks.tally import Tally
from tests.attacks.target import HOME, Target, run
from tests.attacks.wire import DRAWN, SOON_SECONDS, Answer, Tab
from tests.wire import rerun

NOBODY = {"no cookie": None, "an empty cookie": "", "a made-up cookie": "A" * 43}


def sentence(refusal: Refusal, language: str) -> str:
    """The sentence of a refusal, as a page says it."""
    with use(language):
        return _(frame._REFUSALS[refusal])


def wrong_with(target: Target, answer: Answer, page: Page, left: Left, language: str) -> str | None:
    """What is wrong with the answer to who asks for a page, if anything."""
    if betrayed := target.betrayed(answer.whole, left.regions):
        return betrayed
    if page.path == "home" or left.opens(page):
        return None
    if drawn := answer.kinds() & DRAWN:
        return f"draws {drawn}"
    refusal = left.refusal or Refusal.NOT_PERMITTED
    if sentence(refusal, language) not in answer.says():
        return f"says {answer.says()} rather than why it is refused ({refusal})"
    return None


async def known(target: Target) -> dict[str, str]:
    """The hash of each page, which anyone can learn or compute."""
    async with await Tab.open(target.port, None) as tab:
        await tab.run()
        return tab.pages


async def by_state(target: Target, tally: Tally) -> None:
    """Every page × role × state × language, in a new tab whose session is in that state."""
    hashes = await known(target)
    cases = [(role, state, lang) for lang in LANGUAGES for role in ROLE_NAMES for state in STATES]
    for role, state, language in tally.some(cases, 6):
        username = f"{role}-{STATES.index(state)}-{language}"
        token = begun(username, role)
        state.spoil(username, token)
        await _every_page(
            target, tally, f"{role}, {state.name}", token, state.left(role), language, hashes
        )
    nobody = [(name, cookie, lang) for name, cookie in NOBODY.items() for lang in LANGUAGES]
    for name, cookie, language in tally.some(nobody, 3):
        left = Left(Refusal.SESSION_OVER if cookie else Refusal.NOT_SIGNED_IN)
        await _every_page(target, tally, name, cookie, left, language, hashes)


async def _every_page(
    target: Target,
    tally: Tally,
    who: str,
    token: str | None,
    left: Left,
    language: str,
    hashes: dict[str, str],
) -> None:
    async with await Tab.open(target.port, token) as tab:
        for page in PAGES:
            answer = await tab.run(
                hashes["" if page.path == "home" else page.path], f"lang={language}"
            )
            wrong = wrong_with(target, answer, page, left, language)
            tally.tried("pages by role and state", f"{who}: {page.path}", wrong)


async def meanwhile(target: Target, tally: Tally) -> None:
    """A tab that shows everything its role may see, whose state changes: its next runs."""
    cases = [(role, state) for role in ROLE_NAMES for state in STATES[1:]]
    hashes = await known(target)
    for role, state in tally.some(cases, 3):
        username = f"{role}-open-{STATES.index(state)}"
        token = begun(username, role)
        async with await Tab.open(target.port, token) as tab:
            await _changes(target, tally, tab, hashes, (role, state, username, token))


async def _changes(
    target: Target,
    tally: Tally,
    tab: Tab,
    hashes: dict[str, str],
    who: tuple[str, State, str, str],
) -> None:
    role, state, username, token = who
    left, kind = state.left(role), "state changed meanwhile"
    for page in tally.some(GUARDED, 3):
        await tab.run(hashes[page.path])
    last = await tab.run(hashes["response"])
    state.spoil(username, token)
    for path in tally.some(last.downloads(), 3):
        async with AsyncClient(base_url=target.url, cookies={LOCAL_COOKIE: token}) as browser:
            file = await browser.get(path)
        given = file.status_code != 404 and left != STATES[0].left(role)
        wrong = target.betrayed(file.content, left.regions) or ("is given" if given else None)
        tally.tried(kind, f"{role}, {state.name}: a file", wrong)
    for fragment in tally.some(last.fragments(), 3):
        answer = await tab.run(hashes["response"], fragment_id=fragment)
        wrong = target.betrayed(answer.whole, left.regions)
        if not wrong and not left.opens(_page("response")) and answer.kinds() & DRAWN:
            wrong = f"draws {answer.kinds() & DRAWN}"
        tally.tried(kind, f"{role}, {state.name}: a fragment", wrong)
    for page in tally.some(GUARDED, 3):
        answer = await tab.run(hashes[page.path])
        wrong = wrong_with(target, answer, page, left, "en")
        tally.tried(kind, f"{role}, {state.name}: {page.path}", wrong)


def _page(path: str) -> Page:
    return next(page for page in PAGES if page.path == path)


async def unregistered(target: Target, tally: Tally) -> None:
    """Every file under pages/, by its path's and its name's hash and by its name."""
    files = tally.some(sorted((ROOT / "pages").rglob("*.py")), 4)
    opened = {page.script: page for page in PAGES}
    tokens = {None: None} | {role: begun(f"{role}-files", role) for role in ROLE_NAMES}
    for role, token in tokens.items():
        left = Left(Refusal.NOT_SIGNED_IN) if role is None else STATES[0].left(role)
        async with await Tab.open(target.port, token) as tab:
            await tab.run()
            for file in files:
                script = str(file.relative_to(ROOT / "pages"))
                names = [str(file), script, file.stem, str(file.with_suffix(""))]
                asked = [(md5(name.encode()).hexdigest(), "") for name in names]  # noqa: S324
                for digest, name in [*asked, ("", file.stem), ("", script)]:
                    answer = await tab.run(digest, page_name=name)
                    page = opened.get(script)
                    wrong = target.betrayed(answer.whole, left.regions)
                    if page is not None and page.permission is not None and not left.opens(page):
                        shown = page.title in answer.titles()
                        wrong = wrong or ("its title is there" if shown else None)
                    tally.tried("files under pages/", f"{role}: {script}", wrong)


async def taken_up(target: Target, tally: Tally) -> None:
    """The tab of a demoted viewer, taken up again and stopped right after its run began.

    A stopped run leaves the fragments of the page before, which were drawn with more regions.
    """
    stop = BackMsg()
    stop.stop_script = True
    delays = tally.some([0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1])
    for page in tally.some([p for p in GUARDED if p.path != "committee"], 3):
        for at, delay in enumerate(delays):
            username = f"demoted-{page.path}-{at}"
            async with await Tab.open(target.port, begun(username, "national")) as tab:
                name = (await tab.run()).session_id()
                drawn = (await tab.run(page.path)).fragments()
                pages = tab.pages
            run(
                "UPDATE dashboard.account SET role = 'organizer', regions = :r WHERE username = :u",
                r=[HOME],
                u=username,
            )
            async with await Tab.open(target.port, token_of(username), again=name) as tab:
                await tab.send(rerun(pages["metrics"]))
                await asyncio.sleep(delay)
                await tab.send(stop)
                answers = [await tab.heard(SOON_SECONDS)]
                for fragment in tally.some(drawn, 3):
                    await tab.send(rerun(pages[page.path], fragment_id=fragment))
                    answers.append(await tab.heard(SOON_SECONDS))
            for answer in answers:
                wrong = target.betrayed(answer.whole, frozenset({HOME}))
                tally.tried("tabs taken up again", f"{page.path} after {delay} s", wrong)
