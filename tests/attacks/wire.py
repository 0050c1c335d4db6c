"""An attacker's side of the websocket: whatever bytes they like, and what comes back."""

import asyncio
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.wire import connected, rerun

PATIENCE_SECONDS = 20
SOON_SECONDS = 1.0
"""How long a run of something forged may take to begin: what makes no sense is passed over."""
ENDS = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
DRAWN = {
    *("arrow_data_frame", "arrow_table", "table", "plotly_chart", "deck_gl_json_chart"),
    *("metric", "headlines"),
}
"""Elements that show figures: where someone is refused, there are none."""

_SAID = re.compile(r'<span class="said">(.*?)</span>')


@dataclass
class Answer:
    """What the server said to a message, until the run was over."""

    messages: list[bytes] = field(default_factory=list)

    @property
    def whole(self) -> bytes:
        """All its bytes."""
        return b"\n".join(self.messages)

    @property
    def is_over(self) -> bool:
        """Whether the run came to its end."""
        return bool(self.messages) and _is_end(self.messages[-1])

    @cached_property
    def parsed(self) -> list[ForwardMsg]:
        """Its messages."""
        return [ForwardMsg.FromString(message) for message in self.messages]

    def elements(self) -> Iterator[Any]:
        """Its elements, of its last run."""
        for message in self.parsed:
            if message.WhichOneof("type") == "delta" and message.delta.HasField("new_element"):
                yield message.delta.new_element

    def kinds(self) -> set[str]:
        """The kinds of its elements; headlines, which are HTML, by that name."""
        kinds = {str(element.WhichOneof("type")) for element in self.elements()}
        return kinds | {"headlines"} if self.figures() else kinds

    def says(self) -> list[str]:
        """Its notices, such as refusals."""
        return [e.alert.body for e in self.elements() if e.WhichOneof("type") == "alert"]

    def figures(self) -> list[str]:
        """Its headlines, each as the sentence that is read aloud."""
        bodies = (e.html.body for e in self.elements() if e.WhichOneof("type") == "html")
        return [said for body in bodies for said in _SAID.findall(body)]

    def titles(self) -> list[str]:
        """Its headings of the first order."""
        headings = (e.heading for e in self.elements() if e.WhichOneof("type") == "heading")
        return [heading.body for heading in headings if heading.tag == "h1"]

    def pages(self) -> dict[str, str]:
        """The pages that the navigation knows, by address."""
        return {
            page.url_pathname: page.page_script_hash
            for message in self.parsed
            if message.WhichOneof("type") == "navigation"
            for page in message.navigation.app_pages
        }

    def fragments(self) -> list[str]:
        """The fragments that it drew."""
        found = (m.delta.fragment_id for m in self.parsed if m.WhichOneof("type") == "delta")
        return list(dict.fromkeys(filter(None, found)))

    def widgets(self) -> dict[str, str]:
        """Its widgets' ids, and the kind of each."""
        return {
            getattr(e, kind).id: kind
            for e in self.elements()
            if (kind := str(e.WhichOneof("type"))) and getattr(getattr(e, kind), "id", "")
        }

    def session_id(self) -> str:
        """What Streamlit calls the tab, so that it can come back."""
        found = (m.new_session.initialize.session_id for m in self.parsed)
        return next(filter(None, found), "")

    def downloads(self) -> list[str]:
        """The addresses of files that it offers."""
        return re.findall(r"/download/[\w-]+", self.whole.decode("utf-8", "replace"))


class Tab:
    """A connection with a cookie, whatever it may be worth."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self.pages: dict[str, str] = {}

    @classmethod
    async def open(cls, port: int, token: str | None, *, again: str = "", **headers: str) -> Self:
        """Connect, as :func:`connected` does."""
        return cls(await connected(port, token, again=again, **headers))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    @property
    def close_code(self) -> int | None:
        """The code by which the connection was closed; none while it is open."""
        return self._connection.close_code

    async def close(self) -> None:
        """Close the tab."""
        await self._connection.close()

    async def send(self, message: BackMsg | bytes) -> None:
        """Send a message, or bytes that are none."""
        raw = message if isinstance(message, bytes) else message.SerializeToString()
        await self._connection.send(raw)

    async def heard(self, first: float = PATIENCE_SECONDS) -> Answer:
        """What comes until a run is over, the connection is closed, or nothing comes at all.

        :param first: seconds to wait for a run to begin: none does where the server drops what was
            asked for.
        """
        answer, patience = Answer(), first
        try:
            while not answer.is_over:
                async with asyncio.timeout(patience):
                    answer.messages.append(await self._connection.recv(decode=False))
                if _kind(answer.messages[-1]) == "new_session":
                    patience = PATIENCE_SECONDS
        except (ConnectionClosed, TimeoutError):
            pass
        return answer

    async def run(
        self,
        page: str = "",
        query: str = "",
        widgets: Iterable[WidgetState] = (),
        **forged: Any,
    ) -> Answer:
        """Ask for a page by its hash, or for what else a forged message names, and listen."""
        await self.send(rerun(self.pages.get(page, page), query, widgets, **forged))
        begins = SOON_SECONDS if widgets or "fragment_id" in forged else PATIENCE_SECONDS
        answer = await self.heard(begins)
        self.pages |= answer.pages()
        return answer


def _kind(received: bytes) -> str:
    # Only pages and figures are long, and long ones take long to parse.
    return "" if len(received) > 8192 else str(ForwardMsg.FromString(received).WhichOneof("type"))


def _is_end(received: bytes) -> bool:
    if len(received) > 256:
        return False
    message = ForwardMsg.FromString(received)
    return message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS
