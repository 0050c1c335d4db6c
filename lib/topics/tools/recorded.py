"""What the page of the room are made of, and what can be told at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from lib import reads
from lib.data.contract.membership import (
    AUDIENCE_SECTORS,
    COURSE_TOPICS,
    LANGUAGES,
    REPRESSION_TYPES,
    SECTORS,
)
from lib.data.scope import Scope
from lib.language import N_
from lib.measures import tools as measures
from lib.ui.filters import Choice

NO_TOOLS = N_("There is no data on tools: nobody has filled the library yet")
NO_USES = N_("There is no data on the tools and on who uses them")

TOPICS = COURSE_TOPICS
TYPES = tuple(code for code in REPRESSION_TYPES if code != measures.OTHER)
LISTED = {
    "repression_type": REPRESSION_TYPES,
    "audience_sector": AUDIENCE_SECTORS,
    "topic": TOPICS,
    "language": LANGUAGES,
}
"""Columns of the library with the codes that the contract lists; a view may hold others."""


def since() -> date:
    """The day after which a use is one of the last 12 months."""
    return reads.as_of("membership") - timedelta(days=measures.settings().used_within_days)


def are_uses() -> bool:
    """Whether any use was ever recorded, by anyone; else no tool is known to be unused."""
    return not reads.unrecorded("membership", "resource_use")


@reads.measured
def library(scope: Scope) -> pd.DataFrame:
    """The library, a row a tool, by :func:`lib.measures.tools.library.library`.

    Codes that the contract does not list are ``other``.
    """
    editions = reads.membership.tools(scope)
    for column, listed in LISTED.items():
        editions[column] = measures.known_code(editions[column].replace("", None), listed)
    return measures.library(editions)


def topics() -> list[str]:
    """The topics of tools that help with a kind of incident."""
    return sorted({topic for each in measures.settings().topics_for.values() for topic in each})


def by_committee(scope: Scope, columns: Sequence[str]) -> pd.DataFrame:
    """Some columns of ``committee_tools``, on :func:`topics`: one statement for all who ask."""
    return reads.membership.committee_tools(scope, since(), topics(), columns=columns)


@reads.measured
def used(scope: Scope) -> pd.DataFrame | None:
    """The library with what became of each tool in a scope.

    ``None`` where nobody records uses, or there is no committee that could have used one.
    """
    if not are_uses() or reads.membership.committees(scope, columns=("committee_id",)).empty:
        return None
    return measures.with_use(library(scope), reads.membership.tool_uses(scope, since()))


@reads.measured
def partners(scope: Scope) -> "pd.Series[float] | None":
    """Sector → partners of the scope; ``None`` where nobody records partners."""
    if reads.unrecorded("membership", "partner"):
        return None
    return reads.membership.partner_sectors(scope).set_index("sector")["partners"]


@reads.measured
def reviewed(scope: Scope) -> pd.DataFrame | None:
    """The tools to review, with their titles; ``None`` where that can't be told.

    It can't without records of uses or policies, nor where no tool on the law has a day.
    """
    if reads.unrecorded("membership", "resource_use", "jurisdiction_policy"):
        return None
    tools = library(scope)
    on_law = tools["topic"].isin(measures.settings().topics_of_law)
    if not (on_law & tools["published_on"].notna()).any():
        return None
    older = measures.to_review(
        tools,
        reads.membership.tool_states(scope, since()),
        reads.membership.policy_days(scope),
        measures.settings().topics_of_law,
    )
    return tools.merge(older, on="tool_id")


@dataclass(frozen=True)
class Cells:
    """What the library has for whom.

    :ivar cells: by :func:`lib.measures.tools.coverage`.
    :ivar gaps: by :func:`lib.measures.tools.gaps`, but for ``partners``, which is NaN where nobody
        records any.
    :ivar tools: how many the library has.
    :ivar untold: of these, those of which nobody wrote down what they answer to, or for whom.
    """

    cells: pd.DataFrame
    gaps: pd.DataFrame
    tools: int
    untold: int


def cells(choice: Choice) -> Cells | None:
    """What the library has for whom; ``None`` where that stands in no tool's record."""
    tools = library(choice.scope)
    told = measures.told_apart(tools)
    if told.empty:
        return None
    grid = measures.coverage(tools, TYPES, SECTORS)
    of_sector = partners(choice.scope)
    ranked = measures.gaps(grid, pd.Series(dtype=float) if of_sector is None else of_sector)
    if of_sector is None:
        ranked = ranked.assign(partners=float("nan"))
    return Cells(grid, ranked, len(tools), len(tools) - len(told))
