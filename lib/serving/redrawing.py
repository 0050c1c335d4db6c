"""A page drawn once more for a file that it offered, where another process has drawn it.

It is a run like any other, with the cookie of whoever asks: the guard, the scope and the databases
say what it shows, as they stand now. Nothing is sent anywhere but the file.
"""

import asyncio
from collections.abc import Iterable, Mapping

from anyio import CapacityLimiter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import ClientContext, SessionClient

from lib.access import file_offers, page_views
from lib.access.file_offers import Offer
from lib.access.offer_addresses import Wanted
from lib.serving.pace import PACES
from lib.serving.visitors import visitor_of

AT_ONCE = 2
"""Pages that are drawn for files at once: who looks at pages comes first."""
LONGEST_SECONDS = 60
"""That a page may take, of which the longest takes ten."""

_AWAY = ":material/cloud_off:"
"""Of the sentences by which a page says that a database can't be read."""


class _Asking(ClientContext):
    """Who asks, as the page sees it: headers and cookies of the request for the file."""

    def __init__(self, request: Request) -> None:
        self._request = request

    @property
    def headers(self) -> Iterable[tuple[str, str]]:
        return self._request.headers.items()

    @property
    def cookies(self) -> Mapping[str, str]:
        return self._request.cookies

    @property
    def remote_ip(self) -> str | None:
        return self._request.client.host if self._request.client else None


class Unseen(SessionClient):
    """Takes in what a page sends, and notes when its run is over.

    :ivar lacks: whether the page says that a database can't be read, so that it may lack files.
    """

    def __init__(self, request: Request) -> None:
        self._context = _Asking(request)
        self.has_ended = asyncio.Event()
        self.lacks = False

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        """Take in a message."""
        if msg.WhichOneof("type") == "script_finished":
            self.has_ended.set()
        elif msg.delta.new_element.alert.icon == _AWAY:
            self.lacks = True

    @property
    def client_context(self) -> ClientContext:
        """Who asks."""
        return self._context


_limiter: dict[asyncio.AbstractEventLoop, CapacityLimiter] = {}
"""Of the event loop that it belongs to."""


async def redraw(request: Request, wanted: Wanted) -> Offer | Response | None:
    """Draw the page of a file once more, as whoever asks for it; the file that it offers.

    :return: none if the page offers it no more; a response if there is no room or no time for it.
    """
    seconds = PACES.turn(await visitor_of(request.scope))
    if seconds is None:
        return _later()
    await asyncio.sleep(seconds)
    loop = asyncio.get_running_loop()
    async with _limiter.setdefault(loop, CapacityLimiter(AT_ONCE)):
        try:
            return await asyncio.wait_for(_drawn(request, wanted), LONGEST_SECONDS)
        except TimeoutError:
            return _later()


async def _drawn(request: Request, wanted: Wanted) -> Offer | Response | None:
    runtime, client = Runtime.instance(), Unseen(request)
    session_id = runtime.connect_session(client, {})
    try:
        info = runtime._session_mgr.get_active_session_info(session_id)
        if info is None:
            return None
        state = info.session.session_state
        state[page_views.REDRAWN] = True
        runtime.handle_backmsg(session_id, BackMsg(rerun_script=wanted.asked), client=client)
        await client.has_ended.wait()
        return file_offers.offered_by(state).get(wanted.key) or (_later() if client.lacks else None)
    finally:
        runtime.close_session(session_id)


def _later() -> Response:
    sentence = "This file can't be made right now. Try again later.\n"
    return PlainTextResponse(sentence, 503, headers={"Retry-After": "10"})
