"""Sites of others: small pages served over TLS on origins of their own, with frames in them."""

import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509

from tests.certificates import self_signed

HOST = "127.0.0.1"


@dataclass
class Site:
    """A site that runs: its origin, and its pages by their paths."""

    origin: str
    pages: dict[str, str] = field(default_factory=dict)

    def frames(self, path: str, *addresses: str) -> str:
        """Put up a page with a frame for each of some addresses, and return where it is."""
        self.pages[path] = "<!doctype html><title>A partner</title><h1>A partner's page</h1>" + (
            "".join(f'<iframe src="{one}" width="900" height="1500"></iframe>' for one in addresses)
        )
        return f"{self.origin}{path}"


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free port of this machine, with a certificate that nobody else vouches for."""
    site = Site("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802 - the name that the base class calls
            page = site.pages.get(self.path)
            self.send_response(200 if page else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write((page or "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer((HOST, 0), Handler)
    server.socket = _context().wrap_socket(server.socket, server_side=True)
    site.origin = f"https://{HOST}:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as directory:
        address = x509.IPAddress(ip_address(HOST))
        context.load_cert_chain(self_signed(Path(directory, "partner.pem"), HOST, address))
    return context
