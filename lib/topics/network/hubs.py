"""Hubs: how far from each committee's place, and how many people one or two of them reach."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib import reads
from lib.language import N_, _, formats
from lib.measures import network as measures
from lib.measures import readiness
from lib.measures.distance import KM_A_MILE
from lib.topics.network import recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


def distances(choice: Choice) -> pd.DataFrame | None:
    """The committees' places with the ``nearest`` hub, its ``km``, and how many are ``near``.

    :raises Unavailable: if the membership database can't be read.
    """
    found, hubs = recorded.network(choice), recorded.hubs(choice)
    if found is None or hubs is None:
        return None
    placed = hubs.dropna(subset=["latitude", "longitude"])
    pairs = measures.near(found.places, placed, recorded.drive())
    number = pairs["point"].value_counts().reindex(found.places.index, fill_value=0)
    rows = readiness.reach(found.places, placed).assign(near=number)
    return rows.sort_values(["near", "km"], ascending=[True, False], kind="stable")


def table(rows: pd.DataFrame, _choice: Choice) -> Table | Text:
    """The places, those without a hub within reach and farthest from one first."""
    if rows["nearest"].isna().all():
        return Text(title=_("No hub whose place is known is in these regions"))
    without = int((rows["near"] == 0).sum())
    return Table(
        title=_(
            "{rate} of committees' places have no hub within reach",
            rate=formats.rate(without, len(rows)),
        )
        if without
        else _("Each committee's place has a hub within reach"),
        frame=rows.assign(
            place=[
                recorded.named(*each) for each in zip(rows["place_name"], rows["usps"], strict=True)
            ],
            region=rows["region_id"].map(region_name),
            miles=np.round(rows["km"] / KM_A_MILE),
        ),
        columns={
            "place": Column(_("Place"), pinned=True),
            "near": Column(_("Hubs within reach"), kind="number"),
            "miles": Column(_("Miles in a straight line"), kind="number"),
            "nearest": Column(_("Nearest hub"), wide=True),
            "committees": Column(_("Committees"), kind="number"),
            "region": Column(_("Region")),
        },
        alt=_("Committees' places by how far the nearest hub is."),
    )


HUBS = Figure("hubs", distances, table, empty=recorded.NOBODY)


@dataclass(frozen=True)
class People:
    """Foreign-born people by how many hubs are within reach.

    :ivar regions: by :func:`lib.measures.network.people_near`.
    """

    regions: pd.DataFrame


def people(choice: Choice) -> People | None:
    """By region; ``None`` where no hub's place, or nothing of people, is known.

    :raises Unavailable: if the membership database can't be read.
    """
    hubs = recorded.hubs(choice)
    counties = reads.membership.priority_counties(choice.scope)
    # Whether anyone marks hubs at all can't be told where none is: then it is no finding.
    if hubs is None or hubs.dropna(subset=["latitude", "longitude"]).empty:
        return None
    found = measures.people_near(counties, measures.near(counties, hubs, recorded.drive()))
    return People(found) if found["people"].sum() > 0 else None


def people_table(found: People, _choice: Choice) -> Table:
    """How many people have no hub, one, or two and more."""
    rows = found.regions
    everyone, without = int(rows["people"].sum()), int(rows["none"].sum())
    return Table(
        title=_(
            "{rate} of foreign-born people have no hub within reach",
            rate=formats.rate(without, everyone),
        ),
        frame=rows.assign(region=rows["region_id"].map(region_name)),
        columns={
            "region": Column(_("Region"), pinned=True),
            # Translators: of people: no hub within reach
            "none": Column(_("No hub"), kind="number"),
            # Translators: of people: exactly one hub within reach
            "one": Column(_("One alone"), kind="number"),
            "two": Column(_("Two or more"), kind="number"),
            "people": Column(_("Foreign-born people"), kind="number"),
        },
        alt=_("Foreign-born people by how many hubs are within reach, by region."),
        caption=_("Counties of which people and middle are known."),
    )


PEOPLE = Figure(
    "hub_people",
    people,
    people_table,
    empty=N_("Whom a hub reaches can't be told: no hub's place, or no county's people, is known"),
)
