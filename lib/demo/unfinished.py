"""The plan of an organization that is being invented, kept until all of it is there.

Two equal plans make the same rows, so whoever goes on with what was interrupted, on another day or
with other options, gives each database its part of one and the same organization.
"""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from lib.data.configuration import configuration
from lib.data.write_once import write_once
from lib.demo.plan import Plan


def _file() -> Path:
    return configuration().data_directory / "demo-unfinished.json"


def begin(plan: Plan) -> Plan:
    """Keep a plan before anything is made of it, unless another was begun; the one to go on with.

    :raises OSError: if it can't be written.
    """
    begun = find()
    if begun is None:
        write_once(_file(), json.dumps(asdict(plan), default=str).encode())
    return begun or plan


def find() -> Plan | None:
    """The plan of what was begun and is not finished."""
    try:
        kept = json.loads(_file().read_bytes())
        return Plan(**kept | {"as_of": date.fromisoformat(kept["as_of"])})
    except (FileNotFoundError, ValueError):
        return None


def finish() -> None:
    """Say that all is there."""
    _file().unlink(missing_ok=True)
