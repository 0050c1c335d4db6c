"""How many connections a process keeps to each database; ``[databases]`` says another number."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

LONGEST_PREFIX = 63 - len("_public_reader")
"""PostgreSQL cuts a name off after 63 bytes, and two names could become one."""


def checked_prefix(value: str) -> str:
    """A prefix whose names of roles need no quotes, are no one's else, and are told apart.

    ``a_public`` would make ``a_public_reader``, which another organization with ``a`` has, too.

    :raises ValueError: if it is none.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value):
        raise ValueError("is not made of a to z, 0 to 9 and single _, beginning with a letter")
    if len(value) > LONGEST_PREFIX:
        raise ValueError(f"has {len(value)} letters; {LONGEST_PREFIX} are the most")
    if value.startswith("pg_") or value == "pg":
        raise ValueError("begins with pg_, which PostgreSQL keeps for itself")
    if value.endswith("_public"):
        raise ValueError("ends with _public: another organization's role could have the same name")
    return value


Some = Annotated[int, Field(ge=1, le=1_000)]


class Databases(BaseModel):
    """The connections of one process. All processes together, and the command line's, must fit into
    what the servers (``max_connections``) or the pooler (``max_client_conn``) take.

    :ivar kept: to each of the three databases: a page reads one after the other, and eight reads at
        once keep two cores busy.
    :ivar more: that are opened beside them while many pages open at once, and closed again.
    :ivar wait_seconds: for a free one, after which a page says that the database is slow.
    :ivar recycle_minutes: after which one is made anew: a replica that is back is read again then.
    :ivar lag_minutes: by how much a replica may be behind before pages say so: a refresh comes
        every hour or night, so a few minutes change nothing.
    :ivar public_kept: to the published releases: they are files, and kept in memory.
    :ivar public_more: beside those.
    :ivar role_prefix: what the names of the four roles begin with. Roles belong to a whole server:
        each of several organizations on one needs a prefix of its own.
    """  # noqa: D205

    model_config = ConfigDict(extra="forbid")
    kept: Some = 8
    more: Annotated[int, Field(ge=0, le=1_000)] = 8
    wait_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    recycle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 15
    lag_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 10
    public_kept: Some = 2
    public_more: Annotated[int, Field(ge=0, le=1_000)] = 4
    role_prefix: Annotated[str, AfterValidator(checked_prefix)] = "tejido"
