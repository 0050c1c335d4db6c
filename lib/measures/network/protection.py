"""Counties with incidents, and whether anyone is near who protects."""

import pandas as pd

from lib.measures.event_rates import fit_gamma_poisson, shrink_rates
from lib.measures.network.reach import counts, near

PROTECTING = ("legal", "faith", "base_building")
"""Sectors that protect together: who defends, who shelters, who brings people out."""


def incidents_near(
    counties: pd.DataFrame, incidents: pd.DataFrame, partners: pd.DataFrame, minutes: float
) -> pd.DataFrame:
    """Return the counties with incidents, those with none of the sectors near in front.

    :param counties: ``county_fips, latitude, longitude, foreign_born_population`` and more.
    :param incidents: ``county_fips, incidents``.
    :param partners: as for :func:`near`.
    :return: with ``incidents``; ``rate`` per foreign-born person and ``mean``, the rate shrunk
        toward that of all these counties, those without an incident too (both missing where nobody
        knows of people there); how many partners of each sector are near, and ``has``, how many
        sectors. A county without a middle is left out.
    """
    of_county = incidents.dropna(subset=["county_fips"]).set_index("county_fips")["incidents"]
    known = counties.dropna(subset=["latitude", "longitude"]).reset_index(drop=True)
    events = known["county_fips"].map(of_county).fillna(0.0)
    people = known["foreign_born_population"].astype(float)
    people = people.where(people > 0)
    shrunk = shrink_rates(events, people, fit_gamma_poisson(events, people))
    rows = known.assign(incidents=events, rate=events / people, mean=shrunk["mean"].to_numpy())
    rows = rows[rows["incidents"] > 0]
    protecting = partners[partners["sector"].isin(PROTECTING)]
    number = counts(rows, near(rows, protecting, minutes), PROTECTING)
    rows = rows.join(number).assign(has=number.gt(0).sum(axis=1))
    return rows.sort_values(["has", "mean"], ascending=[True, False], kind="stable")
