"""Mail servers that take letters, refuse them, put them off, hang, or end in the middle."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography import x509

from tests.certificates import self_signed


@dataclass
class Handler:
    """What a server does with letters.

    :ivar rcpt: what it answers to an address, by the address; others are taken.
    :ivar mail: what it answers to a sender, one after the other; then it takes them.
    :ivar data: what it answers to a whole letter, one after the other; then it takes.
    :ivar taken: addresses and letters that it took.
    :ivar was_encrypted: of each connection that handed a letter over.
    :ivar reached: set when a letter is there and the server does not answer.
    """

    rcpt: dict[str, str] = field(default_factory=dict)
    mail: list[str] = field(default_factory=list)
    data: list[str | None] = field(default_factory=list)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    reached: threading.Event = field(default_factory=threading.Event)

    async def handle_MAIL(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.mail:
            return self.mail.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address in self.rcpt:
            return self.rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.data.pop(0) if self.data else "250 OK"
        if answer is None:
            # It has the letter, says nothing, and ends.
            self.reached.set()
            assert server.transport is not None
            server.transport.abort()
            return "421 never said"
        if answer.startswith("250"):
            self.was_encrypted.append(session.ssl is not None)
            assert isinstance(envelope.content, bytes)
            self.taken.append((envelope.rcpt_tos[0], envelope.content))
        return answer


@contextmanager
def serving(handler: Handler, certificate: Path | None = None, **options: Any) -> Iterator[int]:
    """A server on a port of this machine that is free; gives the port.

    :param certificate: certificate and key, for STARTTLS, which it then insists on.
    """
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        options |= {"tls_context": context, "require_starttls": True}
    controller = Controller(handler, hostname="127.0.0.1", port=0, **options)
    # Started by hand: the controller would look for itself at port 0.
    loop, begun = controller.loop, threading.Event()

    def run() -> None:
        controller.server = loop.run_until_complete(
            loop.create_server(controller.factory, "127.0.0.1", 0)
        )
        begun.set()
        loop.run_forever()
        controller.server.close()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    begun.wait()
    try:
        yield int(controller.server.sockets[0].getsockname()[1])
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def certificate(directory: Path) -> Path:
    """A certificate of its own for localhost, with its key, in one file."""
    host = x509.DNSName("localhost")
    return self_signed(directory / "mail.pem", "localhost", host, is_authority=True)
