"""Rows of counties of any year, under the codes whose people are counted."""

import pandas as pd

from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.reads.reading import glance, note_read
from lib.reference.vintages import counted_as, of_changes

_COUNTIES = ("membership", "priority_counties")
_POINT = ("latitude", "longitude")


def counted(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """The rows with the code of each county that :func:`lib.reads.membership.priority_counties`
    has: what happened in 46113 is told of 46102.

    Where the land of a county went to several, the row's point tells which one it is; without a
    point the code stays as it is, and is that of no county that is known. So it is while the
    membership database can't be read.

    :param frame: ``county_fips`` (null: not known), and ``latitude, longitude`` if the rows are of
        a place.
    """
    changed = set(frame["county_fips"].dropna()) & of_changes()
    try:
        kept = frozenset(glance(*_COUNTIES, scope)["county_fips"]) if changed else frozenset()
    except Unavailable:
        return frame
    moved = {code: counted_as(code, kept) for code in changed if kept and code not in kept}
    if not moved:
        return frame
    note_read(*_COUNTIES, ["county_fips"])
    codes = frame["county_fips"].map(lambda code: moved.get(code) or code, na_action="ignore")
    return frame.assign(
        county_fips=_by_point(codes, frame, {c for c in moved if not moved[c]}, kept)
    )


def _by_point(
    codes: "pd.Series[str]", frame: pd.DataFrame, several: set[str], kept: frozenset[str]
) -> "pd.Series[str]":
    """The codes, those of several counties by the points of their rows, null where these do not
    tell: a city's county that is not counted would be made up of its cities.
    """
    open_ = codes.isin(several)
    if not set(_POINT) <= set(frame.columns) or not open_.any():
        return codes
    from lib.reference.outlines import counties_at  # noqa: PLC0415 - hardly ever needed

    points = frame.loc[open_, list(_POINT)]
    found = [
        next((code for code in counties_at(*point) if code in kept), None)
        if not point.isna().any()
        else None
        for _index, point in points.iterrows()
    ]
    return codes.mask(open_, pd.Series(found, index=points.index, dtype=object))


def by_county(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """A row a county of :func:`counted` rows, the numbers of two codes of one added up.

    :param frame: ``county_fips`` and numbers; null where no row of the county says.
    """
    rows = counted(frame, scope)
    if rows is frame or not rows["county_fips"].duplicated().any():
        return rows
    return rows.groupby("county_fips", dropna=False, as_index=False).sum(min_count=1)
