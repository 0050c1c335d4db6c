"""The committees with what they asked, who visited them, and how they stand."""

from urllib.parse import urlencode

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.measures.health import Reason
from lib.reads.committee_names import committee_names
from lib.topics.health import words
from lib.topics.health.standing import standing
from lib.ui.filters import region_name

_FALLING = {str(Reason.FALLING_4_WEEKS), str(Reason.FALLING_13_WEEKS)}
"""The first screen's reasons: what falls by less may be chance."""
_COMMITTEE = ("committee_id", "region_id", "status", "formed_on", "place_name", "usps")
_HEALTH = ("level", "score", "change_13_weeks", "is_falling")


@reads.worded
def accompanied(scope: Scope, support: tuple[str, ...], *, with_health: bool) -> pd.DataFrame:
    """The committees of a scope, by name.

    ``committee_id, region_id, status, formed_on, label`` (its name), ``where, region`` (names),
    what was asked for of ``committee_support``, and with health ``level, score, change_13_weeks``
    (points), ``is_falling``; missing where health is not known.

    :param support: columns of ``committee_support``; the figure rests on no others.
    :raises Unavailable: if the membership database can't be read.
    """
    frame = reads.membership.committees(scope, columns=_COMMITTEE)
    given = reads.membership.committee_support(scope, columns=("committee_id", *support))
    frame = frame.merge(given, on="committee_id", how="left")
    if with_health:
        frame = frame.merge(_health(scope), on="committee_id", how="left")
    return frame.assign(
        label=frame["committee_id"].map(committee_names(scope)),
        where=(frame["place_name"] + ", " + frame["usps"]).fillna(_("Place unknown")),
        region=frame["region_id"].map(region_name),
    ).sort_values("label", key=lambda names: names.map(as_sorted), ignore_index=True)


def _health(scope: Scope) -> pd.DataFrame:
    """How the committees stand; no row while that can't be told."""
    try:
        measured = standing(scope)
    except Unavailable:
        measured = None
    if measured is None:
        return pd.DataFrame(columns=["committee_id", *_HEALTH])
    first = measured.first[["committee_id", "change_13_weeks", "reasons"]]
    frame = measured.measured[["committee_id", "level", "score"]].merge(
        first, on="committee_id", how="left"
    )
    falls = [bool(_FALLING & set(str(reasons).split(","))) for reasons in frame["reasons"]]
    return frame.assign(
        level=frame["level"].astype(str),
        score=(100 * frame["score"]).round(),
        change_13_weeks=(100 * frame["change_13_weeks"]).round(),
        is_falling=falls,
    ).drop(columns="reasons")


def today() -> pd.Timestamp:
    """The day that the figures speak of.

    :raises Unavailable: if the membership database can't be read.
    """
    return pd.Timestamp(reads.as_of("membership"))


def address(committee_id: str) -> str:
    """Where a committee's page is, from the page beside it."""
    return f"committee?{urlencode({'committee': committee_id})}"


def stands(row: dict[str, object]) -> str:
    """``▼ Fragile · 41 of 100``; the status where health is not known."""
    level, score = row.get("level"), row.get("score")
    if not isinstance(level, str):
        return words.level(str(row["status"]), "committee_status")
    if isinstance(score, float) and not pd.isna(score):
        return _("{level} · {n} of 100", level=words.level(level), n=formats.number(score))
    return words.level(level)
