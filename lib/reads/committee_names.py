"""The committees' names, so that no two of a scope are the same."""

from collections.abc import Callable, Hashable
from typing import Any

import pandas as pd

from lib.data.scope import Scope
from lib.language import _
from lib.language.vocabulary import name_of
from lib.reads import membership
from lib.reads.keeping import worded

Record = dict[Hashable, Any]
"""A committee by its columns."""

_COLUMNS = (
    "committee_id",
    "name",
    "kind",
    "affinity",
    "place_name",
    "usps",
    "status",
    "formed_on",
)


@worded
def committee_names(scope: Scope) -> dict[str, str]:
    """The name of each committee of a scope by its id; no two are the same.

    :raises Unavailable: if the membership database can't be read.
    """
    committees = membership.committees(scope, columns=_COLUMNS)
    return dict(zip(committees["committee_id"], told_apart(committees), strict=True))


def told_apart(committees: pd.DataFrame) -> "pd.Series[str]":
    """The names of committees; those that share one with what tells them apart.

    Place, then what holds them together, then when they were formed, at last the id: as much of it
    as it takes, and only what differs.

    :param committees: ``committee_id, name, kind, affinity, place_name, usps, status, formed_on``.
    """
    names = committees["name"].astype(object)
    shared = committees[names.duplicated(keep=False)]
    if shared.empty:
        return names
    labels = shared["name"].astype(object)
    for fact_of in _FACTS:
        alike = labels[labels.duplicated(keep=False)]
        if alike.empty:
            break
        facts = map(fact_of, shared.loc[alike.index].to_dict("records"))
        fact = pd.Series(list(facts), index=alike.index, dtype=object)
        differs = fact.groupby(alike).transform("nunique") > 1
        labels.update((alike + " · " + fact)[differs])
    return labels.combine_first(names).reindex(names.index)


def _place(committee: Record) -> str:
    if pd.isna(committee["place_name"]):
        return _("Place unknown")
    return f"{committee['place_name']}, {committee['usps']}"


def _bond(committee: Record) -> str:
    if pd.isna(committee["affinity"]):
        return name_of("committee_kind", committee["kind"])
    # The organization's own word: it has no translation.
    return str(committee["affinity"]).replace("_", " ")


def _beginning(committee: Record) -> str:
    if pd.isna(committee["formed_on"]):
        return name_of("committee_status", committee["status"])
    return _("formed {year}", year=str(pd.Timestamp(committee["formed_on"]).year))


def _id(committee: Record) -> str:
    return str(committee["committee_id"])


_FACTS: tuple[Callable[[Record], str], ...] = (_place, _bond, _beginning, _id)
