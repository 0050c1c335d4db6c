"""What the database roles are called. Roles belong to a whole server, so on one that two
organizations share each has names of its own: ``databases.role_prefix``.
"""  # noqa: D205

from typing import NamedTuple

from lib.data.configuration import configuration


class RoleNames(NamedTuple):
    """The names of an organization's roles.

    None has to be quoted in a statement: :func:`lib.data.pools.checked_prefix` sees to it.

    :ivar owner: migrates and refreshes, for the command line alone.
    :ivar reader: of the app: its scope of the rollups, and what is the dashboard's own.
    :ivar publisher: reads what a release needs, and adds it to what is published.
    :ivar public_reader: of a server of the public page: what was published, nothing else.
    """

    owner: str
    reader: str
    publisher: str
    public_reader: str


def of(prefix: str) -> RoleNames:
    """The names that begin with a prefix."""
    return RoleNames(*(f"{prefix}_{name}" for name in RoleNames._fields))


USUAL = of("tejido")
"""The names where nothing else is configured."""


def names() -> RoleNames:
    """The names that the roles of this installation have."""
    return of(configuration().databases.role_prefix)
