"""Counties with incidents, and who of those that protect together is within reach."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import network as measures
from lib.measures.priorities.records import YEAR_WEEKS, weeks_to
from lib.topics.network import recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text

HEADS = 100_000


@dataclass(frozen=True)
class Protection:
    """Counties with incidents of 52 complete weeks.

    :ivar counties: by :func:`lib.measures.network.incidents_near`, with ``usps``.
    :ivar unplaced: incidents of which no county, or of whose county no middle, is known.
    """

    counties: pd.DataFrame
    unplaced: int


def protection(choice: Choice) -> Protection | None:
    """``None`` where nobody records partners, incidents or counties.

    :raises Unavailable: if a database can't be read.
    """
    located = recorded.locations(choice)
    weeks = weeks_to(reads.as_of("incidents"), YEAR_WEEKS)
    incidents = reads.incidents.county_incidents(choice.scope, **weeks)
    counties = reads.membership.priority_counties(choice.scope)
    # Where nobody ever recorded an incident, none is no finding.
    begun = reads.incidents.records_begin(choice.scope)
    if located is None or begun is None or counties.empty:
        return None
    found = measures.incidents_near(counties, incidents, located, recorded.drive())
    states = reads.membership.states(choice.scope)[["state_fips", "usps"]]
    total = int(incidents["incidents"].sum())
    return Protection(
        found.merge(states, on="state_fips", how="left"),
        total - int(found["incidents"].sum()),
    )


def unprotected(found: Protection) -> pd.DataFrame:
    """The counties near which nobody of the three sectors is, the highest rates first."""
    return found.counties[found.counties["has"] == 0]


def table(found: Protection, _choice: Choice) -> Table | Text:
    """The counties, those with nobody who protects first."""
    rows = found.counties
    if rows.empty:
        return Text(
            title=_("No incident in a known county in 52 weeks"), caption=_unplaced(found) or None
        )
    frame = rows.assign(
        place=[recorded.named(*each) for each in zip(rows["name"], rows["usps"], strict=True)],
        crude=rows["rate"] * HEADS,
        shrunk=rows["mean"] * HEADS,
        near=[_who(row) for row in rows[list(measures.PROTECTING)].to_numpy()],
    )
    return Table(
        title=_title(rows),
        frame=frame,
        columns={
            "place": Column(_("County"), pinned=True),
            "near": Column(_("Within reach")),
            "incidents": Column(_("Incidents"), kind="number"),
            "foreign_born_population": Column(_("Foreign-born people"), kind="number"),
            "crude": Column(_("Per 100,000"), kind="decimal"),
            "shrunk": Column(_("Allowing for chance"), kind="decimal"),
        },
        alt=_("Counties with incidents by which protecting sectors are within reach."),
        caption=" ".join(filter(None, (_caption(), _unplaced(found)))),
    )


def _title(rows: pd.DataFrame) -> str:
    nobody, lacking = (
        int((rows["has"] == 0).sum()),
        int((rows["has"] < len(measures.PROTECTING)).sum()),
    )
    if nobody:
        return _(
            "{rate} of counties with incidents have neither a legal nor a faith nor a base-building"
            " partner within reach",
            rate=formats.rate(nobody, len(rows)),
        )
    if lacking:
        return _(
            "{rate} of counties with incidents lack a legal, a faith or a base-building partner"
            " within reach; none lacks all three",
            rate=formats.rate(lacking, len(rows)),
        )
    return _("Legal, faith and base-building partners are within reach wherever incidents were")


def _who(partners: "NDArray[np.int64]") -> str:
    """The sectors of which there is a partner."""
    there = [
        name_of("sector", code) for code, n in zip(measures.PROTECTING, partners, strict=True) if n
    ]
    # Translators: none of the sectors that protect is within reach
    return formats.listing(there) if there else _("Nobody")


def _caption() -> str:
    return _(
        "Incidents of the last 52 complete weeks per 100,000 foreign-born people; rates of"
        " small counties are drawn toward that of all counties, so that chance alone puts none"
        " in front."
    )


def _unplaced(found: Protection) -> str:
    if not found.unplaced:
        return ""
    return ngettext(
        "{n} incident is in no county that is known.",
        "{n} incidents are in no county that is known.",
        found.unplaced,
        n=formats.number(found.unplaced),
    )


PROTECTION = Figure(
    "protection",
    protection,
    table,
    empty=N_("There is no data on partners, or on incidents by county"),
)
