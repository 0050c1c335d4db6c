"""The organization's Ed25519 key: signing a release, and checking a copy of one."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from lib.data.configuration import configuration
from lib.data.write_once import write_once
from lib.expected import Expected
from lib.publication import package

_PURPOSE = b"tejido release "
"""Before every signed digest, so that a signature is good for nothing else."""


class KeyFileError(Expected):
    """The key is missing, or one is there already; the message says what to do."""


class CopyError(Expected):
    """A copy is not what was published, or nothing shows that it is; the message says why."""


@dataclass(frozen=True, slots=True)
class VerifiedCopy:
    """A copy that is what was published.

    :ivar public_key: the key that signed it, hexadecimal.
    :ivar names: the files that were there and are unchanged.
    """

    release: str
    public_key: str
    names: tuple[str, ...]


def key_path() -> Path:
    """Where the signing key is."""
    config = configuration()
    return config.publication.signing_key or config.data_directory / "publication.key"


def make_key() -> str:
    """Make the organization's key; its public half, hexadecimal.

    :raises KeyFileError: if there is one, which is never replaced: its releases name it.
    """
    path = key_path()
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        write_once(path, content)
    except FileExistsError:
        raise KeyFileError(f"{path} is there already and is kept; remove it yourself") from None
    except OSError as error:
        raise KeyFileError(f"{path} can't be written ({error.strerror})") from None
    return _hex(key.public_key())


def read_key() -> Ed25519PrivateKey:
    """The organization's key.

    :raises KeyFileError: if it is missing or none.
    """
    path = key_path()
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except OSError:
        raise KeyFileError(f"no key at {path}; python -m lib publish key makes one") from None
    except ValueError:
        raise KeyFileError(f"{path} is no key") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path} is no Ed25519 key")
    return key


def _hex(key: Ed25519PublicKey) -> str:
    return key.public_bytes_raw().hex()


def sign(description: dict[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The description with its signature."""
    digest = package.digest(description)
    signature = {
        "algorithm": "Ed25519",
        "public_key": _hex(key.public_key()),
        "digest": digest,
        "value": key.sign(_PURPOSE + digest.encode()).hex(),
    }
    return {**description, "signature": signature}


@dataclass(frozen=True, slots=True)
class Signed:
    """A description whose signature fits.

    :ivar hashes: of the release's files, by name, as they were signed.
    """

    release: str
    digest: str
    previous: str | None
    public_key: str
    hashes: dict[str, str]

    def check(self, name: str, content: bytes) -> None:
        """Let a file pass that is the one that was signed.

        :raises CopyError: if it is not.
        """
        if name not in self.hashes:
            raise CopyError(f"{name} is no file of the release")
        if f"sha256:{hashlib.sha256(content).hexdigest()}" != self.hashes[name]:
            raise CopyError(f"{name} was changed")


def read_signed(content: bytes, where: str) -> Signed:
    """What a :data:`lib.publication.package.NAME` says, if its signature fits.

    :raises CopyError: if it doesn't, or if it is none; ``where`` names it.
    """
    try:
        description = json.loads(content)
        signature = description["signature"]
        signer = signature["public_key"]
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer))
        digest = package.digest(description)
        key.verify(bytes.fromhex(signature["value"]), _PURPOSE + digest.encode())
        hashes = {r["path"]: r["hash"] for r in description["resources"]}
        return Signed(str(description["version"]), digest, description["previous"], signer, hashes)
    except InvalidSignature:
        raise CopyError(f"{where} was changed: the signature does not fit") from None
    except (ValueError, KeyError, TypeError):
        raise CopyError(f"{where} is no signed description of a release") from None


def verify(path: Path, public_key: str | None = None) -> VerifiedCopy:
    """Check a copy: ``datapackage.json`` and the files beside it, or one of them.

    :param public_key: the organization's, hexadecimal, as it is announced elsewhere; without it
        the copy is only checked against the key that it names itself.
    :raises CopyError: if anything differs from what was signed.
    """
    where = path if path.name == package.NAME else path.with_name(package.NAME)
    try:
        content = where.read_bytes()
    except OSError:
        raise CopyError(f"{where} can't be read; it belongs beside the file") from None
    signed = read_signed(content, str(where))
    if public_key is not None and signed.public_key != public_key.lower():
        raise CopyError(f"{where} is signed by another key ({signed.public_key})")
    names_to_check = [path.name] if path.name != package.NAME else sorted(signed.hashes)
    names = tuple(name for name in names_to_check if _is_same(path.with_name(name), signed))
    return VerifiedCopy(signed.release, signed.public_key, names)


def _is_same(path: Path, signed: Signed) -> bool:
    """Whether a file is there; it must be the one that was signed."""
    if path.name in signed.hashes and not path.exists():
        return False
    signed.check(path.name, path.read_bytes() if path.exists() else b"")
    return True
