"""Which committee can go to an incident, and how far it is."""

import numpy as np
import pandas as pd

from lib.demo.columns import Floats, Ints
from lib.demo.network import Network
from lib.demo.roles import responders
from lib.measures.distance import chord_to_km, unit_vectors
from lib.reference import places

FEWEST_RESPONDERS = 2
"""So that nobody goes alone."""
POINT = ["latitude", "longitude"]


def nearest_ready(network: Network, place: Ints, day: Ints) -> tuple[Ints, Floats]:
    """The nearest committee with responders on a day, and its distance in km.

    :param place: index of each incident's place, -1 where unknown.
    :param day: since 1970, one for each incident.
    :return: -1 and infinity where the place is unknown or no committee has responders.
    """
    at = unit_vectors(pd.DataFrame([(p.latitude, p.longitude) for p in places()], columns=POINT))
    nearest = np.full(len(place), -1, dtype=np.int64)
    chord = np.full(len(place), np.inf)
    # One committee after the other: the table of all distances would not fit for thousands.
    for committee in np.flatnonzero(responders(network) >= FEWEST_RESPONDERS).tolist():
        to_place = np.linalg.norm(at - at[network.place[committee]], axis=1)
        is_active = (day >= network.formed[committee]) & (day < network.until[committee])
        nearer = is_active & (place >= 0) & (to_place[place] < chord)
        nearest[nearer], chord[nearer] = committee, to_place[place[nearer]]
    return nearest, np.where(nearest >= 0, chord_to_km(chord), np.inf)
