"""A browser's side of Streamlit's protocol: one websocket, protobuf messages, no drawing."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from httpx import AsyncClient
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection

from lib.access.client import LOCAL_COOKIE
from tests.wire import OPEN_SECONDS, connected, rerun

LONGEST_FINISH = 256
"""Bytes of a ``script_finished`` message, at most; a longer message is not parsed for one."""
_TROUBLE = (":material/cloud_off:", ":material/error:", ":material/lock:")


class SessionError(Exception):
    """A page did not come as it should; the message says which and what came instead."""


@dataclass(slots=True)
class Run:
    """What one run of a page sent.

    :ivar seconds: from asking until the script had finished.
    :ivar size: bytes of all its messages.
    :ivar messages: the messages as they came, if they were kept.
    """

    seconds: float = 0.0
    size: int = 0
    messages: list[bytes] = field(default_factory=list)

    def parsed(self) -> list[ForwardMsg]:
        """The kept messages."""
        return [ForwardMsg.FromString(message) for message in self.messages]

    def elements(self) -> list[Element]:
        """The elements of the page, if messages were kept."""
        deltas = (m.delta for m in self.parsed() if m.WhichOneof("type") == "delta")
        return [d.new_element for d in deltas if d.WhichOneof("type") == "new_element"]


class Session:
    """One viewer's session on a server.

    Cached messages are not offered, as the browser of someone who comes from another page would not
    have them: every run sends the whole page.
    """

    def __init__(self, port: int, connection: ClientConnection) -> None:
        self.port = port
        self.connection = connection
        self.pages: dict[str, str] = {}

    @classmethod
    async def begin(cls, port: int) -> Self:
        """Open a session; it has not run anything yet."""
        return cls(port, await connected(port))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.connection.close()

    async def run(
        self,
        page: str = "",
        query: str = "",
        widgets: Iterable[WidgetState] = (),
        *,
        keep: bool = False,
    ) -> Run:
        """Run a page and take in all that it sends; what it sent is kept only if asked."""
        message = rerun(self.pages.get(page, ""), query, widgets)
        run = Run()
        begun = time.perf_counter()
        await self.connection.send(message.SerializeToString())
        while True:
            received = await self.connection.recv(decode=False)
            run.size += len(received)
            if keep:
                run.messages.append(received)
            if len(received) <= LONGEST_FINISH and _is_finish(received):
                run.seconds = time.perf_counter() - begun
                return run

    async def visit(self) -> Run:
        """Run the first page, and learn from it which pages there are."""
        first = await self.run(keep=True)
        self._learn_pages(first)
        return first

    async def sign_in(self, username: str, password: str) -> None:
        """Sign in as the sign-in page's form does, and connect anew with the cookie.

        :raises SessionError: if no session is begun.
        """
        async with AsyncClient(
            base_url=f"http://localhost:{self.port}", timeout=OPEN_SECONDS
        ) as browser:
            answer = await browser.post(
                "/sign-in",
                data={"username": username, "password": password},
                headers={"Sec-Fetch-Site": "same-origin"},
            )
        if LOCAL_COOKIE not in answer.cookies:
            raise SessionError(f"{username} could not sign in: status {answer.status_code}")
        await self.connection.close()
        self.connection = await connected(self.port, answer.cookies[LOCAL_COOKIE])
        await self.visit()

    async def look(self, page: str, query: str = "") -> Run:
        """Run a page and check that it shows what it should.

        :raises SessionError: if there is no such page, or it says that something is wrong.
        """
        if self.pages and page not in self.pages:
            raise SessionError(f"{page} is not among the pages {sorted(self.pages)}")
        run = await self.run(page, query, keep=True)
        for element in run.elements():
            if element.WhichOneof("type") == "exception":
                raise SessionError(f"{page}: {element.exception.message}")
            if element.alert.icon in _TROUBLE:
                raise SessionError(f"{page}: {element.alert.body}")
        return run

    def _learn_pages(self, run: Run) -> None:
        for message in run.parsed():
            if message.WhichOneof("type") == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                }


def _is_finish(received: bytes) -> bool:
    message = ForwardMsg.FromString(received)
    return bool(
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )
