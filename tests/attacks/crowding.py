"""More than one visitor may have: pages that are open at once, and messages that no page sends."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed, InvalidStatus

from lib.data.limits import Limits
from lib.serving.stream import TOO_BIG
from tests.attacks.states import token_of
from tests.attacks.tally import Tally
from tests.attacks.target import Target
from tests.attacks.wire import Tab
from tests.wire import rerun

MADE_UP = "A" * 43
"""A token that opens nothing, of a good one's length."""


async def large_messages(target: Target, tally: Tally) -> None:
    """Messages that are too long or have too many widgets, of anyone, end their connection."""
    limits = Limits()
    many = [WidgetState(id=f"$$ID-{n}-") for n in range(limits.widgets + 1)]
    frames = {
        "too long": rerun("", "x" * limits.message_bytes),
        "too many widgets": rerun("", widgets=many),
        "a million bytes that are no message": b"\xff" * 1_000_000,
    }
    for token in (None, MADE_UP, token_of("southwest")):
        for what, frame in frames.items():
            async with await Tab.open(target.port, token) as tab:
                await tab.send(frame)
                answer = await tab.heard()
                code = tab.close_code
            wrong = None if code == TOO_BIG and not answer.messages else f"is closed with {code}"
            tally.tried("large messages", what, wrong)


async def many_pages(target: Target, tally: Tally) -> None:
    """Strangers open twice as many pages as they may, and an organizer's are none the slower."""
    most = Limits().anonymous_by_address
    for token in (None, MADE_UP):
        async with _opened(target, token, 2 * most) as taken:
            wrong = None if taken <= most else f"{taken} are open"
            tally.tried("many pages", f"of {token}", wrong)
            async with await Tab.open(target.port, token_of("southwest")) as tab:
                answer = await tab.run()
            wrong = None if answer.is_over else "keeps an organizer off"
            tally.tried("many pages", f"of {token}, and an organizer's", wrong)


@asynccontextmanager
async def _opened(target: Target, token: str | None, n: int) -> AsyncIterator[int]:
    """So many tabs, and how many of them the server took."""
    async with AsyncExitStack() as stack:
        taken = 0
        for _ in range(n):
            try:
                tab = await stack.enter_async_context(await Tab.open(target.port, token))
                await tab.send(rerun(""))
                await tab.heard()
            except (InvalidStatus, ConnectionClosed):
                continue
            taken += tab.close_code is None
        yield taken
