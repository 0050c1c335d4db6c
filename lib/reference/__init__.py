"""Facts that Tejido ships: regions, states, places, counties and 287(g) agreements.

Counties of other years are in :mod:`lib.reference.vintages`, their outlines in
:mod:`lib.reference.outlines`.
"""

from lib.reference.catalogue import (
    Agreement,
    County,
    Place,
    Region,
    State,
    agreements_287g,
    areas_of_responsibility,
    counties,
    places,
    regions,
    states,
)

__all__ = [
    "Agreement",
    "County",
    "Place",
    "Region",
    "State",
    "agreements_287g",
    "areas_of_responsibility",
    "counties",
    "places",
    "regions",
    "states",
]
