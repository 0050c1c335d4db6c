"""Handing letters to the mail server, and knowing what came of each.

smtplib sends a letter and waits for the answer in one step. Here the moment between the two is
noted first: before it the letter is not in other hands, after it it may be.
"""

import re
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from urllib.parse import urlsplit

from lib.data.configuration import Mail
from lib.expected import Expected

_OK, _GO_ON, _REFUSED = 250, 354, 500
_CODE = re.compile(rb"\b5\.(\d{1,3})\.(\d{1,3})\b")
"""An enhanced status code (RFC 3463). Some servers say theirs at the end."""
_GONE = {b"1.1", b"1.2", b"1.3", b"1.6", b"1.10", b"2.1"}
"""Of those, what says that the address itself gets no mail. Others say what the server thinks of
our sender, of the content or of us: by them nobody's mail is turned off."""
_NOBODY = re.compile(rb"5\.4\.1\b.{0,40}recipient address rejected", re.IGNORECASE | re.DOTALL)
"""How Exchange Online says that an address is in no directory."""
_OF_US = re.compile(rb"relay|spam|polic|sender|block|denied|authenticat", re.IGNORECASE)
"""Words of a refusal of us by a server that says no such code."""


class NotReached(Expected):  # noqa: N818 - what happened
    """The mail server does not answer, or does not take us: no letter can be handed over now."""


class Later(Exception):  # noqa: N818 - what to do
    """The server doesn't take this letter now: it is tried again in the next run."""


class Refused(Exception):  # noqa: N818 - what happened
    """The server never takes this letter.

    :ivar is_address: whether it is the address that gets no mail.
    """

    def __init__(self, *, is_address: bool):
        self.is_address = is_address
        super().__init__("refused")


class Unsure(Exception):  # noqa: N818 - what it is
    """All of the letter was given to the server, which did not say whether it took it."""


@contextmanager
def connected(mail: Mail, pause: Callable[[float], None] = time.sleep) -> Iterator[smtplib.SMTP]:
    """A connection to the mail server, encrypted and signed in to as configured.

    :param pause: waits so many seconds before the next try.
    :raises NotReached: if there is none after as many tries as configured.
    """
    for attempt in range(1, mail.tries + 1):
        try:
            server = _connect(mail)
            break
        except smtplib.SMTPAuthenticationError as error:
            raise NotReached(f"the mail server does not let us in ({error.smtp_code})") from None
        except (OSError, smtplib.SMTPException) as error:
            if attempt == mail.tries:
                reason = type(error).__name__
                raise NotReached(f"the mail server can't be reached ({reason})") from None
            pause(2**attempt)
    try:
        yield server
    finally:
        # A server that ends first, or hangs, has no more to say.
        with suppress(OSError, smtplib.SMTPException):
            server.close()


def _connect(mail: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=str(mail.ca_file) if mail.ca_file else None)
    # The name that we greet with: else it would be looked up, which may take long.
    own, wait = urlsplit(mail.dashboard).hostname, mail.timeout_seconds
    if mail.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            mail.host, mail.port, local_hostname=own, timeout=wait, context=context
        )
    else:
        server = smtplib.SMTP(mail.host, mail.port, local_hostname=own, timeout=wait)
    try:
        if mail.security == "starttls":
            # Refused where the server has none: nothing is sent in the clear.
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if mail.username is not None:
            server.login(mail.username, mail.password or "")
    except BaseException:
        server.close()
        raise
    return server


def hand_over(
    server: smtplib.SMTP, letter: EmailMessage, sender: str, before_last: Callable[[], None]
) -> None:
    """Hand a letter to the server.

    :param before_last: called when the server is ready for it, before any of it is sent.
    :raises Later: if it can't be handed over now.
    :raises Refused: if the server never takes it.
    :raises Unsure: if it was sent and the server did not answer.
    :raises NotReached: if the server refuses our own address: all letters have the same.
    """
    try:
        # A report of a delivery that fails names the letter by that, and brings its head alone.
        asks = [f"ENVID={envelope_id(letter)}", "RET=HDRS"] if server.has_extn("dsn") else []
        answer = server.mail(sender, asks)
        if answer[0] >= _REFUSED:
            raise NotReached(f"the mail server refuses mail.sender ({answer[0]})")
        _expect(answer, _OK)
        _expect(server.rcpt(str(letter["To"])), _OK, says_who=True)
        _expect(server.docmd("DATA"), _GO_ON)
    except (OSError, smtplib.SMTPException) as error:
        raise Later(type(error).__name__) from None
    before_last()
    try:
        server.send(_as_data(bytes(letter)))
        answer = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unsure(type(error).__name__) from None
    _expect(answer, _OK)


def envelope_id(letter: EmailMessage) -> str:
    """What a letter's envelope is known by (RFC 3461, 4.4): the mark of its Message-ID."""
    return str(letter["Message-ID"]).strip("<>").partition("@")[0]


def _expect(answer: tuple[int, bytes], wanted: int, *, says_who: bool = False) -> None:
    """Go on if the server said what was wanted; RFC 5321, 4.2.1: 4 is for now, 5 is for good.

    :param says_who: whether a refusal without a code is of the address that was just named.
    """
    code, said = answer
    if code // 10 == wanted // 10:
        return
    if code >= _REFUSED:
        raise Refused(is_address=is_gone(said, says_who=says_who))
    raise Later(str(code))


def is_gone(said: bytes, *, says_who: bool) -> bool:
    """Whether a refusal says that an address gets no mail.

    :param says_who: whether one without a code is of the address that was just named.
    """
    codes = {b".".join(found) for found in _CODE.findall(said)}
    if _NOBODY.search(said):
        codes.discard(b"4.1")
        return codes <= _GONE
    if codes:
        return codes <= _GONE
    return says_who and not _OF_US.search(said)


def _as_data(content: bytes) -> bytes:
    """A letter as DATA takes it: its first dots doubled, one dot at the end (RFC 5321, 4.5.2)."""
    lines = re.sub(rb"(?:\r\n|\n|\r(?!\n))", b"\r\n", content)
    dotted = re.sub(rb"(?m)^\.", b"..", lines)
    return dotted + (b"" if dotted.endswith(b"\r\n") else b"\r\n") + b".\r\n"
