"""The committees with what they asked, who visited them, and how they stand."""

from collections.abc import Hashable, Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.measures.health import Reason
from lib.reads.committee_names import labels
from lib.topics.health import words
from lib.topics.health.standing import standing
from lib.ui.filters import Choice, region_name
from lib.ui.frame import part
from lib.ui.sections import section

_FALLING = {str(Reason.FALLING_4_WEEKS): 4, str(Reason.FALLING_13_WEEKS): 13}
"""The first screen's reasons, and in how many weeks: what falls by less may be chance."""
_COMMITTEE = ("committee_id", "region_id", "status", "formed_on", "place_name", "usps")
_HEALTH = ("level", "score", "change_4_weeks", "change_13_weeks", "is_falling", "fell")


@reads.worded
def accompanied(scope: Scope, support: tuple[str, ...], *, with_health: bool) -> pd.DataFrame:
    """The committees of a scope, by name.

    ``committee_id, region_id, status, formed_on, label`` (its name), ``where, region`` (names),
    what was asked for of ``committee_support``, and with health ``level, score, change_4_weeks,
    change_13_weeks`` (points), ``is_falling``, and in words by how much it ``fell``; missing where
    health is not known.

    :param support: columns of ``committee_support``; the figure rests on no others.
    :raises Unavailable: if the membership database can't be read.
    """
    given = reads.membership.committee_support(scope, columns=("committee_id", *support))
    parts = [_named(scope)]
    if support:
        parts.append(_in_their_order(given, _places_in_support(scope)))
    if with_health:
        parts.append(_health(scope))
    return pd.concat(parts, axis="columns")


@reads.worded
def _places_in_support(scope: Scope) -> "pd.Index[int]":
    """Where each committee stands in ``committee_support``, in the order of :func:`_named`.

    To look thousands up by their ids again for each list takes longer than all that is listed.
    """
    return _places(reads.membership.committee_support(scope, columns=("committee_id",)), scope)


def _places(rows: pd.DataFrame, scope: Scope) -> "pd.Index[int]":
    """The row of each committee, in the order of :func:`_named`; -1 for one without."""
    return pd.Index(pd.Index(rows["committee_id"]).get_indexer(_named(scope)["committee_id"]))


def _in_their_order(rows: pd.DataFrame, places: "pd.Index[int]") -> pd.DataFrame:
    """Rows at some places, missing at -1, without their ids."""
    plain = rows.drop(columns="committee_id").reset_index(drop=True)
    return plain.reindex(places).reset_index(drop=True)


@reads.worded
def _named(scope: Scope) -> pd.DataFrame:
    """The committees of a scope by name, with what is said of each whatever it asked for."""
    frame = reads.membership.committees(scope, columns=_COMMITTEE)
    regions = {region: region_name(region) for region in frame["region_id"].dropna().unique()}
    return frame.assign(
        label=labels(frame["committee_id"], scope),
        where=(frame["place_name"] + ", " + frame["usps"]).fillna(_("Place unknown")),
        region=frame["region_id"].map(regions),
    ).sort_values("label", key=lambda names: names.map(as_sorted), ignore_index=True)


@reads.worded
def _health(scope: Scope) -> pd.DataFrame:
    """How they stand, in the order of :func:`_named`; missing while that can't be told."""
    try:
        measured = standing(scope)
    except Unavailable:
        measured = None
    if measured is None:
        return pd.DataFrame(columns=_HEALTH, index=_named(scope).index)
    changes = ["change_4_weeks", "change_13_weeks"]
    first = measured.first[["committee_id", *changes, "reasons"]]
    frame = measured.measured[["committee_id", "level", "score"]].merge(
        first, on="committee_id", how="left"
    )
    # There are few kinds of reasons, and most committees did not fall.
    weeks = frame["reasons"].map(
        {each: _weeks(each) for each in frame["reasons"].dropna().unique()}
    )
    fell = pd.Series("", index=frame.index, dtype=object)
    for n, name in zip((4, 13), changes, strict=True):
        by = frame.loc[weeks == n, name]
        fell[by.index] = [_fell(change, n) for change in by]
    points = {name: (100 * frame[name]).round() for name in ("score", *changes)}
    told = frame.assign(
        **points,
        level=frame["level"].astype(str),
        is_falling=fell != "",
        fell=fell.tolist(),
    ).drop(columns="reasons")
    return _in_their_order(told, _places(told, scope))


def _weeks(reasons: str) -> float:
    """In how many weeks a committee fell; NaN where it did not."""
    listed = reasons.split(",")
    return next((_FALLING[reason] for reason in listed if reason in _FALLING), float("nan"))


def _fell(change: float, weeks: int) -> str:
    """``−12 points in 4 weeks``."""
    n = formats.change(100 * change)
    return _("{n} points in {weeks} weeks", n=n, weeks=weeks)


def require_committees(choice: Choice) -> None:
    """Stop the page, and say why, where no committee is in view: there is nothing to tell of."""
    with part():
        if accompanied(choice.scope, (), with_health=False).empty:
            section(_("No committee is recorded in these regions"))
            st.stop()


def today() -> pd.Timestamp:
    """The day that the figures speak of.

    :raises Unavailable: if the membership database can't be read.
    """
    return pd.Timestamp(reads.as_of("membership"))


def address(committee_id: str) -> str:
    """Where a committee's page is, from the page beside it."""
    return f"committee?{urlencode({'committee': committee_id})}"


def stands(row: Mapping[Hashable, object]) -> str:
    """``▼ Fragile · 41 of 100``; the status where health is not known."""
    level, score = row.get("level"), row.get("score")
    if not isinstance(level, str):
        return words.level(str(row["status"]), "committee_status")
    if isinstance(score, float) and not pd.isna(score):
        return _("{level} · {n} of 100", level=words.level(level), n=formats.number(score))
    return words.level(level)
