"""Who of the network would be called where, who is the only one, and what ties partners."""

from lib.measures.network.coming import half_years
from lib.measures.network.protection import PROTECTING, incidents_near
from lib.measures.network.reach import by_region, counts, here, near, people_near, sole
from lib.measures.network.ties import tied

__all__ = [
    "PROTECTING",
    "by_region",
    "counts",
    "half_years",
    "here",
    "incidents_near",
    "near",
    "people_near",
    "sole",
    "tied",
]
