"""The address of an offered file: what its page was asked for, sealed for who looked at it.

Any process can open it and draw the page once more, so no process has to have drawn it before, and
nothing of a file is kept anywhere. It is sealed with the installation's key for one session with
the rights that it had: another session, or the same with other rights, opens nothing.
"""

import base64
import binascii
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from google.protobuf.message import DecodeError
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.session_state import WStates

from lib.access import sealing
from lib.access.session import once_a_run
from lib.data.configuration import ConfigurationError

LONGEST = 4_000
"""Characters of an address that every proxy takes: nginx and HAProxy refuse lines from 8 kB on."""
_DEEDS = frozenset(
    {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
)
"""Values of what was pressed or sent: drawn once more, a page must not do it once more."""
_UPLOADS = frozenset({"file_uploader_state_value"})
_SAID_KEY = "tejido.said_of_run"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that a page offered.

    :ivar key: names the file on its page.
    :ivar asked: what the browser asked for when the page was drawn: page, link and choices.
    """

    key: str
    asked: ClientState


def sealed(key: str, holder: bytes | None, rights: object) -> str | None:
    """The name of an offer of the page that runs; the same for the same choices.

    :param holder: hash of the token of the session that it is for.
    :param rights: what that session may see, as :mod:`lib.access.file_offers` compares it.
    :return: ``None`` where nothing can be sealed: outside a run, without a key, or too long.
    """
    asked = _asked()
    if asked is None:
        return None
    content = zlib.compress(key.encode() + b"\0" + asked, 9)
    try:
        name = sealing.seal_alike(content, "offer", _bound(holder, rights))
    except ConfigurationError:
        return None
    quoted = base64.urlsafe_b64encode(name).decode().rstrip("=")
    return quoted if len(quoted) <= LONGEST else None


def opened(name: str, holder: bytes | None, rights: object) -> Wanted | None:
    """What an offer's name asks for; none if it was not sealed for this session and its rights."""
    try:
        if len(name) > LONGEST:
            return None
        raw = base64.b64decode(name + "=" * (-len(name) % 4), altchars=b"-_", validate=True)
        content = zlib.decompress(sealing.unseal_alike(raw, "offer", _bound(holder, rights)))
        key, _, asked = content.partition(b"\0")
        return Wanted(key.decode(), ClientState.FromString(asked))
    except (binascii.Error, ValueError, sealing.Unsealable, ConfigurationError, DecodeError):
        return None


def _bound(holder: bytes | None, rights: object) -> list[bytes]:
    return [holder or b"nobody", repr(rights).encode()]


@dataclass(slots=True)
class _Said:
    """What a run was asked for, as far as it is written for the address of a file.

    :ivar page: which page, and what the browser says of itself.
    :ivar choices: each value of a widget and how it is written, by the widget's name.
    """

    page: bytes
    choices: dict[str, tuple[object, bytes]] = field(default_factory=dict)


def _asked() -> bytes | None:
    """What the page that runs was asked for: a ``ClientState``, written part by part.

    Protocol Buffers make one message of parts that stand one after the other.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return None
    said = once_a_run(_SAID_KEY, lambda: _Said(_page(context)))
    link = ClientState(query_string=_link(context)).SerializeToString()
    states = context.session_state._state._new_widget_state
    return b"".join((said.page, link, *sorted(_written(states, said.choices))))


def _page(context: ScriptRunContext) -> bytes:
    asked = ClientState(page_script_hash=context.page_script_hash)
    if context.context_info is not None:
        asked.context_info.CopyFrom(context.context_info)
        # Names the host and, again, the page; nothing reads it.
        asked.context_info.ClearField("url")
    return bytes(asked.SerializeToString(deterministic=True))


def _link(context: ScriptRunContext) -> str:
    """The link's choices as they stand, those that this run has written included."""
    with context.session_state.query_params() as choices:
        return urlencode([(n, v) for n in choices for v in choices.get_all(n)])


def _written(states: WStates, choices: dict[str, tuple[object, bytes]]) -> Iterator[bytes]:
    """The values of widgets; a page has dozens, of which few come between two of its files.

    :param choices: those that were written before, and from here on these.
    """
    for widget, value in list(states.states.items()):
        known = choices.get(widget)
        if known is None or known[0] is not value:
            known = choices[widget] = value, _choice(states.get_serialized(widget))
        yield known[1]


def _choice(state: WidgetState | None) -> bytes:
    if state is None or state.WhichOneof("value") in _DEEDS | _UPLOADS:
        return b""
    asked = ClientState(widget_states=WidgetStates(widgets=[state]))
    return bytes(asked.SerializeToString(deterministic=True))
