"""How many connections a process keeps to each database; ``[databases]`` says another number."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

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
    """  # noqa: D205

    model_config = ConfigDict(extra="forbid")
    kept: Some = 8
    more: Annotated[int, Field(ge=0, le=1_000)] = 8
    wait_seconds: Annotated[int, Field(ge=1, le=60)] = 5
    recycle_minutes: Annotated[int, Field(ge=1, le=24 * 60)] = 15
    lag_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 10
    public_kept: Some = 2
    public_more: Annotated[int, Field(ge=0, le=1_000)] = 4
