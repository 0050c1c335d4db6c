"""Forged query parameters, widget values and messages, from accounts that may see something."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from lib.data.configuration import ROOT
from lib.language import LANGUAGES
from lib.pages import PAGES
from tests.attacks.pages import known
from tests.attacks.states import EVERY, GUARDED, STATES, token_of
from tests.attacks.tally import Tally
from tests.attacks.target import ELSEWHERE, Target, mark
from tests.attacks.wire import DRAWN, SOON_SECONDS, Answer, Tab
from tests.wire import rerun

ACCOUNTS = {"southwest": "organizer", "partner": "partner", "admin": "administrator"}
SQL = (
    "' OR '1'='1",
    "'; DROP TABLE rollup.committee; --",
    "x' UNION SELECT password_hash FROM dashboard.account --",
    "1; SELECT set_config('app.regions', 'southeast', false)",
    "southwest,southeast",
    "{southwest,southeast}",
    "%' --",
    "\\'; SELECT pg_sleep(5); --",
    "$$; RESET app.regions; $$",
)
ODD = ("", "*", "unknown", "all", "-1", "0", "9" * 30, "NaN", "null", "../../etc/passwd", "%00")
MARKUP = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "${7*7}",
    "![x](http://evil.example/x)",
    "ñ\u202e",
)
VALUES = (*SQL, *ODD, *MARKUP)
_SAID = re.compile(
    r"(?:query_params(?:\.get(?:_all)?)?[\[(]|take(?:_several)?\(|key=|_PARAMETER = )\s*\"(\w+)\""
)


def parameters() -> list[str]:
    """Every word that the pages may take from a link, and one that none does."""
    files = [*(ROOT / "lib" / "ui").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    found = {word for file in files for word in _SAID.findall(file.read_text(encoding="utf-8"))}
    return [*sorted(found | {"region", "weeks", "committee", "lang"}), "none_takes_this"]


def wrong_with(target: Target, answer: Answer, username: str) -> str | None:
    """What is wrong with an answer to an account of the demo, whatever it had asked for."""
    left = STATES[0].left(ACCOUNTS[username])
    betrayed = target.betrayed(answer.whole, left.regions)
    if betrayed or left.regions:
        return betrayed
    # Accounts and the audit are tables; figures of the programme are everything else.
    drawn = answer.kinds() & (DRAWN - {"arrow_data_frame"})
    return f"draws {drawn}" if drawn else None


async def parameters_of_links(target: Target, tally: Tally) -> None:
    """Every parameter of a link with other regions, their committees and SQL, on every page."""
    theirs = [c for region, of in target.committees.items() for c in of if region != "southwest"]
    values = [*VALUES, *(EVERY - {"southwest"}), *theirs[::4], mark(ELSEWHERE), "x" * 5_000]
    hashes = await known(target)
    for username in ACCOUNTS:
        left = STATES[0].left(ACCOUNTS[username])
        pages = tally.some([page for page in GUARDED if left.opens(page)], 2)
        async with await Tab.open(target.port, token_of(username)) as tab:
            await tab.run()
            honest = {page.path: _figures(await tab.run(hashes[page.path])) for page in pages}
            cases = [(p, name, v) for p in pages for name in parameters() for v in values]
            for page, name, value in tally.some(cases, 6):
                await tab.run(hashes["metrics"])
                answer = await tab.run(hashes[page.path], f"{name}={quote(value)}")
                wrong = wrong_with(target, answer, username)
                if not wrong and name == "region" and _figures(answer) != honest[page.path]:
                    wrong = f"other figures: {_figures(answer)}"
                tally.tried("query parameters", f"{username}: {page.path}?{name}={value}", wrong)


def _figures(answer: Answer) -> list[str]:
    return answer.figures()


async def committees(target: Target, tally: Tally) -> None:
    """Every committee of every other region, in both languages, by who may not see it."""
    hashes = await known(target)
    cases = [
        (username, region, committee, language)
        for username in ("southwest", "southeast")
        for language in LANGUAGES
        for region, every in target.committees.items()
        if region != username
        for committee in every
    ]
    for username, region, committee, language in tally.some(cases, 6):
        async with await Tab.open(target.port, token_of(username)) as tab:
            query = f"committee={committee}&lang={language}"
            answer = await tab.run(hashes["committee"], query)
            # The page may say its own link again, and no more.
            said = answer.whole.replace(query.encode(), b"").replace(committee.encode(), b"")
            wrong = target.betrayed(said, frozenset({username}))
            wrong = wrong or (f"draws {answer.kinds() & DRAWN}" if answer.kinds() & DRAWN else None)
            tally.tried("committees of others", f"{username}: {committee} of {region}", wrong)


def states(widget: str) -> Iterator[WidgetState]:
    """Values of every type that a widget's state can have, none of them offered."""
    for value in (*SQL[:3], ELSEWHERE, mark(ELSEWHERE), ""):
        yield WidgetState(id=widget, string_value=value)
        yield WidgetState(id=widget, string_array_value={"data": [value, "northeast"]})
        yield WidgetState(id=widget, json_value=f'{{"selection": {{"rows": ["{value}"]}}}}')
    for number in (-1, 0, 99, 2**53, -(2**53)):
        yield WidgetState(id=widget, int_value=number)
        yield WidgetState(id=widget, int_array_value={"data": [number]})
        yield WidgetState(id=widget, double_value=float(number))
        yield WidgetState(id=widget, json_value=f'{{"selection": {{"rows": [{number}]}}}}')
    yield WidgetState(id=widget, double_value=float("nan"))
    yield WidgetState(id=widget, bytes_value=b"\xff\x00")
    yield WidgetState(id=widget, json_value="{not json")
    yield WidgetState(id=widget, json_value="[" * 10_000)
    yield WidgetState(id=widget, bool_value=True)


KEPT = ("tejido.session", "tejido.viewer", "tejido.looked_up", "tejido.offers", "region", "lang")
"""What the pages keep of a session under these names, which no browser may set."""


async def widgets(target: Target, tally: Tally) -> None:
    """Every widget of every page with values of every type, and names that are no widgets'."""
    hashes = await known(target)
    for username in ACCOUNTS:
        token = token_of(username)
        pages = [page for page in PAGES if STATES[0].left(ACCOUNTS[username]).opens(page)]
        cases = []
        async with await Tab.open(target.port, token) as tab:
            for page in pages:
                found = (await tab.run(hashes[page.path])).widgets()
                # A button pressed does what it says: what is forged here is what is not offered.
                ids = [w for w, kind in found.items() if kind not in ("button", "link_button")]
                cases += [(page, state) for name in (*ids, *KEPT) for state in states(name)]
        for page, state in tally.some(cases, 12):
            # A tab of its own: what Streamlit can't make sense of ends the tab's runs for good.
            async with await Tab.open(target.port, token) as tab:
                await tab.run(hashes[page.path])
                answer = await tab.run(hashes[page.path], widgets=[state])
            wrong = wrong_with(target, answer, username)
            what = f"{username}: {page.path}: {state.id} = {str(state)[-60:]!r}"
            tally.tried("widget values", what, wrong)


async def messages(target: Target, tally: Tally) -> None:
    """Messages that no page of ours sends, and bytes that are none."""
    forged: list[BackMsg | bytes] = [bytes([n]) * (n + 1) for n in range(0, 256, 5)]
    for name, field in BackMsg.DESCRIPTOR.fields_by_name.items():
        message = BackMsg()
        if name in ("rerun_script", "stop_script", "app_heartbeat", "debug_last_backmsg_id"):
            continue
        if field.message_type is not None:
            getattr(message, name).SetInParent()
        elif field.type == field.TYPE_BOOL:
            setattr(message, name, True)
        else:
            setattr(message, name, "x" if field.type == field.TYPE_STRING else 1)
        forged += [message] * 3
    hashes = await known(target)
    forged += [rerun(hashes["priorities"], fragment_id="0" * 32), rerun("f" * 32), rerun("../x")]
    for username in ACCOUNTS:
        for message in tally.some(forged, 8):
            async with await Tab.open(target.port, token_of(username)) as tab:
                await tab.send(message)
                answer = await tab.heard(SOON_SECONDS / 4)
                wrong = wrong_with(target, answer, username)
                tally.tried("messages", f"{username}: {str(message)[:60]!r}", wrong)
