"""What a run sends, handed to the event loop in bunches.

By itself Streamlit wakes its event loop for each of the hundred messages of a page, and once more
to tell it that there is something to send; each time the run waits for the interpreter's lock. The
loop sends nothing sooner for it: it rests as long between two looks at what is to be sent, and at
each of them asks every session that is open. For each message it looks up anew who listens to the
run, which is the same session from its begin on, and whether one before it was for the same place,
which is worth it only while messages wait for a browser that is away.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, ref

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import get_instance
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import ActiveSessionInfo, SessionClientDisconnectedError

SECONDS = 0.01
"""How long a message waits for others, at most."""

MOST = 200
"""Messages that are given to a connection at once: less than its queue holds."""

_handle = AppSession._handle_scriptrunner_event_on_event_loop
_enqueue = ScriptRunner._enqueue_forward_msg


@dataclass(slots=True)
class _Bunch:
    """What a session's runs told and was not handled yet, in its order.

    :ivar is_due: whether the event loop will come for it.
    """

    events: deque[tuple[ScriptRunner | None, ScriptRunnerEvent, ForwardMsg | None, dict[str, Any]]]
    is_due: bool = False


_bunches: WeakKeyDictionary[AppSession, _Bunch] = WeakKeyDictionary()
_listening: WeakKeyDictionary[ScriptRunner, ref[AppSession]] = WeakKeyDictionary()
"""The session of each run that has told it something else than a message: that it began."""


def _gather(
    session: AppSession,
    sender: ScriptRunner | None,
    event: ScriptRunnerEvent,
    forward_msg: ForwardMsg | None = None,
    **more: Any,
) -> None:
    """Keep a message until the loop comes for it; have it come at once for all else.

    Called by a run. All stand in one row: at a run's begin Streamlit forgets what it had still to
    send of the one before.
    """
    bunch = _bunches.setdefault(session, _Bunch(deque()))
    bunch.events.append((sender, event, forward_msg, more))
    if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
        if sender is not None:
            _listening[sender] = ref(session)
        session._call_soon_on_event_loop(partial(_hand_over, session))
    elif not bunch.is_due:
        bunch.is_due = True
        session._call_soon_on_event_loop(partial(_come_later, session))


def _tell(run: ScriptRunner, message: ForwardMsg) -> None:
    """Keep a message for the session that listens to a run; the run may be stopped here."""
    listening = _listening.get(run)
    session = listening() if listening is not None else None
    if session is None:
        _enqueue(run, message)
        return
    # With each: a page that stops itself (``st.stop``) goes on until it says something.
    run._maybe_handle_execution_control_request()
    _gather(session, run, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, message)


def _come_later(session: AppSession) -> None:
    session._event_loop.call_later(SECONDS, _hand_over, session)


def _hand_over(session: AppSession) -> None:
    """Send messages to the browser, and handle what else happened.

    Called by the event loop.
    """
    bunch = _bunches[session]
    # First: what a run keeps from here on is in this bunch, or the loop comes again.
    bunch.is_due = False
    browser = get_instance()._session_mgr.get_active_session_info(session.id)
    # All goes out below: Streamlit need not look whom of all it has something to send.
    tell, session._message_enqueued_callback = session._message_enqueued_callback, None
    try:
        while bunch.events:
            sender, event, message, more = bunch.events.popleft()
            if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG or message is None:
                _handle(session, sender, event, message, **more)
            # As Streamlit has it: a run that was replaced by another says nothing more.
            elif sender is not session._scriptrunner:
                continue
            elif browser is None:
                session._browser_queue.enqueue(message)
            else:
                session._browser_queue._queue.append(message)
    finally:
        session._message_enqueued_callback = tell
        if bunch.events:
            session._call_soon_on_event_loop(partial(_hand_over, session))
        if browser is not None:
            _send(session, browser)


def _send(session: AppSession, browser: ActiveSessionInfo) -> None:
    """Give a session's messages to its browser's connection; what does not go is Streamlit's."""
    left = given(session._browser_queue.flush(), partial(get_instance()._send_message, browser))
    for message in left:
        session._browser_queue.enqueue(message)
    if left and session._message_enqueued_callback:
        session._message_enqueued_callback()


def given(messages: list[ForwardMsg], give: Callable[[ForwardMsg], None]) -> list[ForwardMsg]:
    """Give messages away at once; Streamlit goes round its loop after each.

    :param give: gives one away.
    :return: those that are left: all from the first on that could not be given.
    """
    for position, message in enumerate(messages[:MOST]):
        try:
            give(message)
        except SessionClientDisconnectedError:
            return messages[position:]
    return messages[MOST:]


def send_in_bunches() -> None:
    """Have the runs of all sessions that begin from now on send as above."""
    streamlits: Any = AppSession
    streamlits._on_scriptrunner_event = _gather
    runs: Any = ScriptRunner
    runs._enqueue_forward_msg = _tell
