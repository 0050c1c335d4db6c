"""How a running server is looked after: what it tells monitors, and how it writes its log."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Metrics(BaseModel):
    """Where Prometheus may ask a process for its figures; nowhere unless a port is given.

    :ivar port: each process of a machine needs one of its own.
    :ivar address: where it listens; whoever reaches it reads how much is going on, of nobody.
    """

    model_config = ConfigDict(extra="forbid")
    port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    address: str = "127.0.0.1"
