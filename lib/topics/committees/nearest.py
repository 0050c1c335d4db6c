"""The committees nearest to one, by the middles of their places."""

from collections.abc import Mapping

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.distance import KM_A_MILE, chord_to_km, unit_vectors
from lib.reads.committee_names import committee_names
from lib.topics.committees.committee_list import address
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Listing, Row

NEAREST = 3
_PLACED = ("committee_id", "status", "place_name", "usps", "latitude", "longitude")


def nearest(committees: pd.DataFrame, committee_id: str, n: int = NEAREST) -> pd.DataFrame:
    """The open committees nearest to one of them, by great circle between their places.

    :param committees: ``committee_id, status, latitude, longitude`` and more, a row each.
    :return: the same with ``km``, the nearest first; none where its own place is not known.
    """
    placed = committees[committees["latitude"].notna() & committees["longitude"].notna()]
    is_own = placed["committee_id"] == committee_id
    others = placed[~is_own & (placed["status"] != "closed")]
    if not is_own.any() or others.empty:
        return others.head(0).assign(km=[])
    chords = unit_vectors(others) - unit_vectors(placed[is_own])
    km = chord_to_km((chords**2).sum(axis=1) ** 0.5)
    return others.assign(km=km).nsmallest(n, "km", keep="first")


def listing(near: pd.DataFrame, names: Mapping[str, str]) -> Listing:
    """The nearest committees as a list.

    :param near: by :func:`nearest`, with ``place_name`` and ``usps``.
    :param names: by id.
    """
    return Listing(
        headers=(_("Nearest committees"), _("In a straight line")),
        rows=tuple(
            Row(
                (
                    Cell(
                        names.get(row["committee_id"], ""), (f"{row['place_name']}, {row['usps']}",)
                    ),
                    Cell(distance(row["km"])),
                ),
                href=address(row["committee_id"]),
            )
            for row in near.to_dict("records")
        ),
        alt=_("The nearest committees, by the distance between the middles of their places."),
        is_comparison=True,
    )


def distance(km: float) -> str:
    """A distance in miles, and in km beside them."""
    miles = km / KM_A_MILE
    if round(miles) == 0:
        return _("In the same place")
    return ngettext(
        "{n} mile ({km} km)",
        "{n} miles ({km} km)",
        round(miles),
        n=formats.number(miles),
        km=formats.number(km),
    )


def _read(choice: Choice, committee_id: str) -> pd.DataFrame:
    return nearest(reads.membership.committees(choice.scope, columns=_PLACED), committee_id)


def _list(near: pd.DataFrame, choice: Choice, _committee_id: str) -> Listing:
    return listing(near, committee_names(choice.scope))


NEAREST_ONES = Figure("nearest_committees", _read, _list)
