"""A small identity provider: it signs in whoever comes, by OpenID Connect with PKCE.

Source: OpenID Connect Core 1.0, 3.1 (authorization code flow), and RFC 7636 (PKCE).
"""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "tejido"
SHARED = "of the tests of the stack"
"""What client and provider both know."""
SIGNING = "one for all processes of the tests of the stack"
"""By which each process signs its cookies."""
EMAIL = "red@tejido.example"


@dataclass
class IdentityProvider:
    """One that runs.

    :ivar email: the address that it verified of whoever comes.
    """

    port: int
    email: str = EMAIL
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its own, which is the issuer of what it signs."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self, ours: str) -> dict[str, str]:
        """The settings by which Tejido, at an address, is its client."""
        return {
            "TEJIDO_AUTH__CLIENT_ID": CLIENT,
            "TEJIDO_AUTH__CLIENT_SECRET": SHARED,
            "TEJIDO_AUTH__COOKIE_SECRET": SIGNING,
            "TEJIDO_AUTH__REDIRECT_URI": f"{ours}/oauth2callback",
            "TEJIDO_AUTH__SERVER_METADATA_URL": f"{self.address}/.well-known/openid-configuration",
        }

    def metadata(self) -> dict[str, object]:
        """What it says of itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Where a browser that asks to be signed in is sent back to."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, sent: dict[str, str]) -> dict[str, object]:
        """What a client gets for a code, once; nothing but an error for anything else."""
        asked = self._codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or challenge != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 600,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": True,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "none", "token_type": "Bearer", "id_token": signed}

    def answer(self, path: str, values: dict[str, str]) -> dict[str, object] | str:
        """What it answers: a document, or where to go on."""
        match path:
            case "/authorize":
                return self.authorize(values)
            case "/token":
                return self.token(values)
            case "/keys":
                return {"keys": [self.key.as_dict(private=False)]}
            case _:
                return self.metadata()


@contextmanager
def identity_provider() -> Iterator[IdentityProvider]:
    """Run one for the length of a block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            self._answer(asked.path, asked.query)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(urlsplit(self.path).path, sent)

        def _answer(self, path: str, encoded: str) -> None:
            values = {name: each[0] for name, each in parse_qs(encoded).items()}
            said = provider.answer(path, values)
            body = b"" if isinstance(said, str) else json.dumps(said).encode()
            wrong = not isinstance(said, str) and "error" in said
            self.send_response(302 if isinstance(said, str) else 400 if wrong else 200)
            if isinstance(said, str):
                self.send_header("Location", said)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = IdentityProvider(server.server_port)
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
