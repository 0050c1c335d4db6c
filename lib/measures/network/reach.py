"""Which partners are within a drive of where, and of which sector there is one alone."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from lib.measures.distance import chord_to_km, chord_within, unit_vectors
from lib.measures.driving import reach_km

POINT = ["latitude", "longitude"]


def here(partners: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the partners that have joined and not left on a day; one of no day has joined.

    :param partners: ``joined_on, left_on`` (the first day without) and more, a row each.
    """
    moment = pd.Timestamp(day)
    joined = partners["joined_on"].isna() | (partners["joined_on"] <= moment)
    return partners[joined & ~(partners["left_on"] <= moment)]


def near(points: pd.DataFrame, partners: pd.DataFrame, minutes: float) -> pd.DataFrame:
    """Return which partner is within a drive of which point, once however many places it has.

    :param points: ``latitude, longitude``, by an index without repeats.
    :param partners: ``partner_id, sector, latitude, longitude``, a row a place of a partner.
    :param minutes: of the drive.
    :return: ``point`` (of the index), ``partner_id, sector, km`` (great circle to its nearest
        place), in the order of points and partners. What has no place is near nothing.
    """
    located, placed = points.dropna(subset=POINT), partners.dropna(subset=POINT)
    if located.empty or placed.empty:
        columns = {"point": points.index[:0], "km": np.zeros(0)}
        return partners[["partner_id", "sector"]].iloc[:0].assign(**columns)
    limit = chord_within(reach_km(minutes))
    found = cKDTree(unit_vectors(located)).sparse_distance_matrix(
        cKDTree(unit_vectors(placed)), limit, output_type="ndarray"
    )
    rows = placed[["partner_id", "sector"]].iloc[found["j"]].reset_index(drop=True)
    rows = rows.assign(point=located.index[found["i"]], at=found["i"], km=chord_to_km(found["v"]))
    rows = rows.sort_values(["at", "km", "partner_id"], kind="stable")
    return rows.drop_duplicates(["point", "partner_id"]).drop(columns="at").reset_index(drop=True)


def counts(points: pd.DataFrame, pairs: pd.DataFrame, sectors: Sequence[str]) -> pd.DataFrame:
    """Return how many partners of each sector are near each point: a row a point, in their order.

    :param points: as for :func:`near`.
    :param pairs: by :func:`near`; other sectors than those asked for are left out.
    """
    counted = pd.crosstab(pairs["point"], pairs["sector"])
    return counted.reindex(index=points.index, columns=list(sectors), fill_value=0)


def by_region(points: pd.DataFrame, counted: pd.DataFrame) -> pd.DataFrame:
    """Return, by sector and region, how many ``points`` there are and how many are ``reached``.

    Beside these ``sole`` (reached by exactly one partner) and ``gaps`` (by none).

    :param points: ``region_id``, by the index of ``counted``.
    :param counted: by :func:`counts`.
    """
    cells = counted.rename_axis("point").reset_index().melt("point", var_name="sector")
    cells["region_id"] = cells["point"].map(points["region_id"])
    cells = cells.assign(
        points=1,
        reached=cells["value"].gt(0).astype(int),
        sole=cells["value"].eq(1).astype(int),
        gaps=cells["value"].eq(0).astype(int),
    )
    columns = ["points", "reached", "sole", "gaps"]
    return cells.groupby(["sector", "region_id"], sort=False)[columns].sum().reset_index()


def sole(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs whose partner is the only one of its sector near the point.

    :param pairs: by :func:`near`.
    """
    return pairs[~pairs.duplicated(["point", "sector"], keep=False)]


def people_near(counties: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return, by region, foreign-born people by how many partners are near them.

    A county counts with its middle, where its people live; one of which that or its people are not
    known is left out.

    :param counties: ``region_id, latitude, longitude, foreign_born_population``, by the index that
        the pairs name.
    :param pairs: by :func:`near`.
    :return: ``region_id, people``, and of these those near ``none``, ``one`` and ``two`` or more.
    """
    known = counties.dropna(subset=[*POINT, "foreign_born_population"])
    number = pairs["point"].value_counts().reindex(known.index, fill_value=0)
    people = known["foreign_born_population"]
    parts = {
        "people": people,
        "none": people.where(number == 0, 0),
        "one": people.where(number == 1, 0),
        "two": people.where(number > 1, 0),
    }
    return pd.DataFrame(parts).groupby(known["region_id"], sort=True).sum().reset_index()
