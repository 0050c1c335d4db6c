"""The organization's mark, as every page that is sent carries it."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from lib.data.configuration import Organization

_KINDS = {".svg": "image/svg+xml", ".png": "image/png"}


def mark_address(organization: Organization) -> str:
    """The organization's mark as an address that holds the picture itself."""
    return _address(organization.mark)


@cache
def _address(mark: Path) -> str:
    picture = b64encode(mark.read_bytes()).decode()
    return f"data:{_KINDS[mark.suffix]};base64,{picture}"
