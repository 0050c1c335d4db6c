"""Briefs of the organization that the pages are run against."""

from lib.data.scope import UNKNOWN_REGION, Scope
from tests.pages.conftest import cookies, organization, visit

__all__ = ["SOUTHWEST", "cookies", "organization", "visit"]

SOUTHWEST = Scope(("southwest",))
NATION = Scope(("midwest", "northeast", "southeast", "southwest", "west", UNKNOWN_REGION))
