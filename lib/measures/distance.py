"""Great circles between points on the globe, and how far one gets along them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from lib.measures.rates import FloatArray

EARTH_RADIUS_KM = 6371.0088
"""Mean radius R1 of the WGS 84 ellipsoid (Moritz 2000, Geodetic Reference System 1980)."""

KM_A_MILE = 1.609344
"""Kilometres of an international mile, which is 1,609.344 m by definition."""

_METER = 1e-3
"""Kilometres of a metre."""


def unit_vectors(points: pd.DataFrame) -> FloatArray:
    """Return ``latitude`` and ``longitude`` (degrees) as points (n, 3) on the unit sphere.

    :raises ValueError: if a point is missing or not on the globe.
    """
    degrees = points[["latitude", "longitude"]].to_numpy(dtype=np.float64)
    if np.isnan(degrees).any() or (np.abs(degrees) > (90, 180)).any():
        raise ValueError("A point is missing or not on the globe; leave such places out first.")
    latitude, longitude = np.radians(degrees).T
    result: FloatArray = np.column_stack(
        [
            np.cos(latitude) * np.cos(longitude),
            np.cos(latitude) * np.sin(longitude),
            np.sin(latitude),
        ]
    )
    return result


def chord_to_km(chord: ArrayLike) -> FloatArray:
    """Return the great circle (km) between points whose straight distance is ``chord``."""
    half = np.minimum(np.asarray(chord, dtype=np.float64) / 2, 1)
    result: FloatArray = 2 * EARTH_RADIUS_KM * np.arcsin(half)
    return result


def km_to_chord(km: float) -> float:
    """Return the straight distance on the unit sphere of points ``km`` apart."""
    return float(2 * np.sin(min(km / EARTH_RADIUS_KM, np.pi) / 2))


def chord_within(km: float) -> float:
    """Return the straight distance up to which a point counts as within a great circle of ``km``.

    A metre more: what lies at the limit is within it, whatever the rounding.
    """
    return km_to_chord(km + _METER)


def mean_point(points: pd.DataFrame, by: pd.Series, weight: pd.Series) -> pd.DataFrame:
    """Return the middle (``latitude``, ``longitude``) of the points of each ``by``, by weight.

    The mean of the unit vectors, so that the date line is no border. A null weight is none; where
    nothing of a ``by`` has weight, its points count alike. ``by`` and ``weight`` are in the order
    of ``points``. Indexed by ``by``.

    :raises ValueError: as ``unit_vectors``.
    """
    given = weight.fillna(0).to_numpy(dtype=np.float64)
    names = by.to_numpy()
    alike = pd.Series(given).groupby(names).transform("sum").to_numpy() == 0
    weighed = unit_vectors(points) * np.where(alike, 1.0, given)[:, None]
    x, y, z = pd.DataFrame(weighed).groupby(names).sum().rename_axis(by.name).items()
    middle = {
        "latitude": np.degrees(np.arctan2(z[1], np.hypot(x[1], y[1]))),
        "longitude": np.degrees(np.arctan2(y[1], x[1])),
    }
    return pd.DataFrame(middle)
