"""What a refresh decides by: ``rules.toml``, checked.

What the pages decide by stands in ``lib/measures/thresholds.toml``; this is what is derived from
the sources, before any page looks.
"""

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

PATH = Path(__file__).with_name("rules.toml")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class MembershipRules(_Table):
    """``[membership]``.

    :ivar grace_days: days without cover that are no lapse yet; from one to a year's.
    """

    grace_days: Annotated[int, Field(ge=1, le=365)]


class Rules(_Table):
    """All of ``rules.toml``."""

    membership: MembershipRules


def read_rules(path: Path = PATH) -> Rules:
    """Return the rules of a file.

    :raises pydantic.ValidationError: a key is missing, unknown or impossible.
    :raises tomllib.TOMLDecodeError: it is no TOML.
    """
    return Rules.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
