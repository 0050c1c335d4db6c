"""What a run sends, in bunches: all of it, in its order, and soon."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.signal_util import Signal
from streamlit.web.server.starlette.starlette_server_config import WEBSOCKET_MAX_SEND_QUEUE_SIZE

from lib.serving import bunches


class Run:
    """What of a run of Streamlit's its messages go through."""

    def __init__(self) -> None:
        self.on_event = Signal()
        self.looked = 0

    def _maybe_handle_execution_control_request(self) -> None:
        self.looked += 1


RUN, EARLIER_RUN = Run(), Run()


class Server:
    """What of Streamlit's server messages go through.

    :ivar browsers: the sessions whose browsers are connected.
    """

    def __init__(self) -> None:
        self.browsers: dict[str, Session] = {}
        self._session_mgr = self

    def get_active_session_info(self, session: str) -> "Session | None":
        return self.browsers.get(session)

    def _send_message(self, browser: "Session", message: ForwardMsg) -> None:
        if len(browser.sent) == browser.takes:
            raise SessionClientDisconnectedError
        browser.sent.append(message.metadata.delta_path[1])
        browser.told.set()


class Session:
    """What of a session of Streamlit's messages go through, and what came to its browser.

    :ivar takes: how many messages its browser takes before it is gone.
    :ivar left: how often Streamlit was told that something is left to send.
    """

    def __init__(self, server: Server, name: str = "one") -> None:
        self.id = name
        server.browsers[name] = self
        self._event_loop = asyncio.get_running_loop()
        self._scriptrunner = RUN
        self._browser_queue = ForwardMsgQueue()
        self.woken = 0
        self.told = asyncio.Event()
        self.sent: list[int] = []
        self.takes = 10_000
        self.left = 0

    def _message_enqueued_callback(self) -> None:
        self.left += 1
        self.told.set()

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self.woken += 1
        self._event_loop.call_soon_threadsafe(callback)

    def say(self, *places: int, run: object = RUN) -> None:
        for place in places:
            event = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG
            bunches._gather(cast(AppSession, self), cast(Any, run), event, _message(place))

    def tell(self, event: ScriptRunnerEvent) -> None:
        bunches._gather(cast(AppSession, self), cast(Any, RUN), event)

    def waiting(self) -> list[int]:
        return [message.metadata.delta_path[1] for message in self._browser_queue._queue]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """The only one."""
    server = Server()
    monkeypatch.setattr(bunches, "get_instance", lambda: server)
    return server


def _message(place: int) -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path[:] = [0, place]
    message.delta.new_element.markdown.body = f"{place}"
    return message


def test_messages_come_in_their_order_by_one_call_of_the_loop(server: Server) -> None:
    async def run() -> None:
        session = Session(server)
        await asyncio.to_thread(session.say, *range(100))
        await session.told.wait()
        assert session.sent == list(range(100))
        # Streamlit need not look whom it has something to send.
        assert (session.woken, session.left, session.waiting()) == (1, 0, [])
        # And the loop comes again for what is sent later.
        session.told.clear()
        session.say(7)
        await session.told.wait()
        assert session.sent == [*range(100), 7]

    asyncio.run(run())


def test_what_happens_to_a_run_happens_in_its_place(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    async def run() -> None:
        session = Session(server)
        # However long the pause, at a run's begin and end the loop comes at once.
        monkeypatch.setattr(bunches, "SECONDS", 3600.0)
        seen: list[object] = []
        ended = asyncio.Event()

        def handle(session: Session, _sender: object, event: object, *_: object) -> None:
            seen.append((event, session.waiting()))
            session._browser_queue.clear()
            if event is ScriptRunnerEvent.SHUTDOWN:
                ended.set()

        monkeypatch.setattr(bunches, "_handle", handle)

        def two_runs() -> None:
            session.say(1, 2)
            session.tell(ScriptRunnerEvent.SCRIPT_STARTED)
            session.say(3)
            session.tell(ScriptRunnerEvent.SHUTDOWN)

        two_runs()
        await ended.wait()
        # What a run sends after its begin is not there at its begin: there Streamlit forgets what
        # is still to be sent.
        assert seen == [
            (ScriptRunnerEvent.SCRIPT_STARTED, [1, 2]),
            (ScriptRunnerEvent.SHUTDOWN, [3]),
        ]

    asyncio.run(run())


def test_streamlit_looks_for_nobody_to_send_to_what_goes_out_anyway(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    async def run() -> None:
        session = Session(server)

        def handle(session: Session, *_: object) -> None:
            # As Streamlit's session does.
            session._browser_queue.enqueue(_message(2))
            if session._message_enqueued_callback:
                session._message_enqueued_callback()

        monkeypatch.setattr(bunches, "_handle", handle)
        session.say(1)
        session.tell(ScriptRunnerEvent.SCRIPT_STARTED)
        await session.told.wait()
        assert (session.sent, session.left) == ([1, 2], 0)
        # Of what else comes it is told as ever.
        session._message_enqueued_callback()
        assert session.left == 1

    asyncio.run(run())


def test_what_fails_keeps_nothing_back(monkeypatch: pytest.MonkeyPatch, server: Server) -> None:
    async def run() -> None:
        session = Session(server)
        session._event_loop.set_exception_handler(lambda *_: None)

        def fail(*_: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(bunches, "_handle", fail)
        session.say(1)
        session.tell(ScriptRunnerEvent.SCRIPT_STARTED)
        await session.told.wait()
        # What came before it goes at once, what comes after it as always.
        assert session.sent == [1]
        session.told.clear()
        session.say(2)
        await session.told.wait()
        assert session.sent == [1, 2]

    asyncio.run(run())


def test_a_run_that_was_replaced_says_nothing_more(server: Server) -> None:
    async def run() -> None:
        session = Session(server)
        # The viewer has left the first page: what of it is still on its way shows on none.
        session.say(1, run=EARLIER_RUN)
        session.say(2)
        await session.told.wait()
        assert session.sent == [2]

    asyncio.run(run())


def test_no_session_gets_the_messages_of_another(server: Server) -> None:
    async def run() -> None:
        first, second = Session(server), Session(server, "another")
        first.say(1)
        second.say(2)
        await first.told.wait()
        await second.told.wait()
        assert (first.sent, second.sent) == ([1], [2])

    asyncio.run(run())


def test_what_is_said_while_a_browser_is_away_waits_for_it(server: Server) -> None:
    async def run() -> None:
        session = Session(server)
        del server.browsers["one"]
        # Of what is said of one place the last: nobody knows for how long it waits.
        session.say(1, 2, 2)
        await asyncio.sleep(5 * bunches.SECONDS)
        assert (session.sent, session.waiting()) == ([], [1, 2])
        # It comes back, and what is said next is not said before.
        server.browsers["one"] = session
        session.say(3)
        await session.told.wait()
        assert session.sent == [1, 2, 3]

    asyncio.run(run())


def test_what_a_browser_that_left_did_not_get_is_streamlits_to_deal_with(server: Server) -> None:
    async def run() -> None:
        session = Session(server)
        session.takes = 2
        session.say(0, 1, 2, 3)
        while not session.left:
            await asyncio.sleep(0.001)
        assert (session.sent, session.waiting(), session.left) == ([0, 1], [2, 3], 1)

    asyncio.run(run())


def test_a_run_that_began_tells_its_session_and_asks_before_each_message_whether_to_end(
    server: Server,
) -> None:
    async def run() -> None:
        session, begun = Session(server), cast(Any, Run())

        def listen(sender: object, event: ScriptRunnerEvent, forward_msg: ForwardMsg) -> None:
            bunches._gather(cast(AppSession, session), cast(Any, sender), event, forward_msg)

        # Before its begin, as Streamlit has it: whoever listens is told.
        begun.on_event.connect(listen)
        session._scriptrunner = begun
        bunches._tell(begun, _message(1))
        begun.on_event.disconnect(listen)
        started = ScriptRunnerEvent.SCRIPT_STARTED
        bunches._gather(cast(AppSession, session), begun, started)
        # Also within a bunch: a page that stops itself says nothing after it.
        bunches._tell(begun, _message(2))
        bunches._tell(begun, _message(3))
        await session.told.wait()
        assert session.sent == [1, 2, 3]
        assert begun.looked == 3

    asyncio.run(run())


def test_streamlits_ways_are_the_ones_that_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "_on_scriptrunner_event", AppSession._on_scriptrunner_event)
    monkeypatch.setattr(ScriptRunner, "_enqueue_forward_msg", ScriptRunner._enqueue_forward_msg)
    bunches.send_in_bunches()
    assert AppSession._on_scriptrunner_event is bunches._gather
    assert ScriptRunner._enqueue_forward_msg is bunches._tell


@pytest.mark.parametrize(
    ("number", "left"),
    [
        (0, []),
        (130, []),  # a page
        (bunches.MOST, []),
        (bunches.MOST + 2, [bunches.MOST, bunches.MOST + 1]),  # more than fit at once
    ],
)
def test_messages_are_given_at_once_in_their_order(number: int, left: list[int]) -> None:
    messages = [_message(place) for place in range(number)]
    sent: list[ForwardMsg] = []
    rest = bunches.given(messages, sent.append)
    assert [message.metadata.delta_path[1] for message in rest] == left
    assert sent + rest == messages


def test_a_connection_holds_more_than_it_is_given_at_once() -> None:
    assert bunches.MOST < WEBSOCKET_MAX_SEND_QUEUE_SIZE / 2
