"""How a browser is to treat the cookies of signing in."""

from typing import Literal, TypedDict

from lib.access import client
from lib.access.prefix import prefix


class Attributes(TypedDict):
    """A cookie's attributes, as Starlette takes them."""

    path: str
    httponly: bool
    secure: bool
    samesite: Literal["lax", "strict"]


def attributes(host: str, samesite: Literal["lax", "strict"]) -> Attributes:
    """No script reads the cookie, and only this machine's own names may send it without TLS.

    Below a prefix it goes along with what is below it alone.

    :param host: the ``Host`` that the browser asked for.
    :param samesite: ``lax`` where it has to come along from another site's link.
    """
    secure = not client.is_local_host(host)
    return {"path": prefix() or "/", "httponly": True, "secure": secure, "samesite": samesite}
