"""The committees' names, so that no two of a scope are the same."""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from lib.data.scope import Scope
from lib.language import _
from lib.language.vocabulary import name_of
from lib.reads import membership
from lib.reads.keeping import worded

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


def labels(committees: "pd.Series[str]", scope: Scope) -> list[str]:
    """The names of committees of a scope, one for each id; the id of one that has no name yet.

    :raises Unavailable: as :func:`committee_names`.
    """
    names = committee_names(scope)
    # A tenth of the time that pandas takes to map thousands.
    return [names.get(committee_id, committee_id) for committee_id in committees]


def told_apart(committees: pd.DataFrame) -> list[str]:
    """The names of committees; those that share one with what tells them apart.

    Place, then what holds them together, then when they were formed, at last the id: as much of it
    as it takes, and only what differs.

    :param committees: ``committee_id, name, kind, affinity, place_name, usps, status, formed_on``.
    """
    labels: list[str] = committees["name"].tolist()
    for fact_of in _FACTS:
        times = Counter(labels)
        alike = [at for at, label in enumerate(labels) if times[label] > 1]
        if not alike:
            break
        facts = dict(zip(alike, fact_of(committees.iloc[alike]).tolist(), strict=True))
        kinds: dict[str, set[str]] = {}
        for at, fact in facts.items():
            kinds.setdefault(labels[at], set()).add(fact)
        for at, fact in facts.items():
            label = labels[at]
            if len(kinds[label]) > 1:
                labels[at] = f"{label} · {fact}"
    return labels


def _place(committees: pd.DataFrame) -> "pd.Series[str]":
    places = committees["place_name"].astype(object) + ", " + committees["usps"].astype(object)
    return places.fillna(_("Place unknown"))


def _bond(committees: pd.DataFrame) -> "pd.Series[str]":
    kinds = {kind: name_of("committee_kind", kind) for kind in committees["kind"].unique()}
    affinities = committees["affinity"]
    # The organization's own word: it has no translation.
    bonds = {each: str(each).replace("_", " ") for each in affinities.dropna().unique()}
    return affinities.map(bonds).astype(object).fillna(committees["kind"].map(kinds))


def _beginning(committees: pd.DataFrame) -> "pd.Series[str]":
    years = pd.to_datetime(committees["formed_on"]).dt.year
    formed = {year: _("formed {year}", year=str(int(year))) for year in years.dropna().unique()}
    stands = {each: name_of("committee_status", each) for each in committees["status"].unique()}
    return years.map(formed).astype(object).fillna(committees["status"].map(stands))


def _id(committees: pd.DataFrame) -> "pd.Series[str]":
    return committees["committee_id"]


_FACTS: tuple[Callable[[pd.DataFrame], "pd.Series[str]"], ...] = (_place, _bond, _beginning, _id)
