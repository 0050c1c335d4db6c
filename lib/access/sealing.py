"""The installation's key: it seals what must be read again and hashes what must only be recognized.

A copy of the database alone then opens no second factor and names no network address.
"""

import base64
import hashlib
import hmac
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lib.data.configuration import ConfigurationError, configuration
from lib.data.write_once import write_once

KEY_FILE = "access.key"
"""The embedded database's key, beside it."""


class Unsealable(Exception):  # noqa: N818
    """What was sealed was sealed with another key."""


def key() -> bytes:
    """The installation's key.

    :raises ConfigurationError: if databases are configured and it is not.
    """
    config = configuration()
    if config.access.key is not None:
        return config.access.key.encode()
    if not config.is_embedded:
        raise ConfigurationError(
            "configuration: access.key: is missing (see .streamlit/secrets.toml.example)"
        )
    return _stored_key(config.data_directory / KEY_FILE)


@lru_cache(maxsize=8)
def _stored_key(file: Path) -> bytes:
    # Asked for with each file that a page offers; it is written once.
    with suppress(FileNotFoundError):
        return file.read_bytes()
    with suppress(FileExistsError):
        write_once(file, secrets.token_urlsafe(32).encode())
    return file.read_bytes()


def seal(secret: str, owner: str) -> str:
    """A secret, encrypted for its owner: nobody else's row can hold it."""
    return _fernet(owner).encrypt(secret.encode()).decode()


def unseal(sealed: str, owner: str) -> str:
    """The secret that was sealed for that owner.

    :raises Unsealable: if it was sealed for someone else, or with another key.
    """
    try:
        return _fernet(owner).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unsealable from None


def seal_alike(content: bytes, purpose: str, bound: list[bytes]) -> bytes:
    """Encrypt something so that the same is always sealed alike.

    Source: RFC 5297 (AES-SIV), made for that: no number has to be used only once.

    :param bound: what whoever opens it must know; it is not in what is sealed.
    """
    return _sealed_alike(_derived(f"alike:{purpose}", 64), content, tuple(bound))


@lru_cache(maxsize=16_384)
def _sealed_alike(secret: bytes, content: bytes, bound: tuple[bytes, ...]) -> bytes:
    # A page seals the same for each of its files whenever it runs again.
    return AESSIV(secret).encrypt(content, list(bound))


def unseal_alike(sealed: bytes, purpose: str, bound: list[bytes]) -> bytes:
    """What was sealed for that purpose and bound to that.

    :raises Unsealable: if it was not.
    """
    try:
        return AESSIV(_derived(f"alike:{purpose}", 64)).decrypt(sealed, bound)
    except (InvalidTag, ValueError):
        raise Unsealable from None


def recognizable(value: str) -> bytes:
    """A keyed hash (HMAC-SHA256): the same for the same thing, and nothing to guess it from."""
    return hmac.digest(_derived("recognize"), value.encode(), hashlib.sha256)


def _fernet(owner: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derived(f"seal:{owner}")))


def _derived(purpose: str, length: int = 32) -> bytes:
    return _derive(key(), purpose, length)


@lru_cache(maxsize=128)
def _derive(installations: bytes, purpose: str, length: int) -> bytes:
    info = f"tejido:{purpose}".encode()
    return HKDF(SHA256(), length=length, salt=None, info=info).derive(installations)
