"""What campaigns are up against: agreements with ICE, by county, and what protects there."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib import reads
from lib.language import N_, _
from lib.language.formats import is_missing, number, within
from lib.language.vocabulary import name_of
from lib.measures import policies as measure
from lib.measures import readiness
from lib.ui.filters import Choice

NO_POLICIES = N_("No agreement with ICE and no policy of a county is recorded in these regions")
COUNTY, WHOLE = "county", "state"


@dataclass(frozen=True)
class Against:
    """What is in force on the day of the figures.

    :ivar places: by ``measure.by_place``, with ``name`` (of the county, or the state), ``usps``,
        ``reach`` (``county`` or ``state``), ``latitude``, ``longitude`` and
        ``foreign_born_population`` (of counties, where known).
    :ivar listed_on: the day of the newest list of agreements; ``None``: there is none.
    """

    places: pd.DataFrame
    listed_on: date | None


@reads.measured
def policies(choice: Choice) -> pd.DataFrame:
    """Every policy in view that was recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    return reads.membership.policies(choice.scope)


def lists(choice: Choice) -> list[date]:
    """The days of the lists of agreements, ascending; those in view alone.

    :raises Unavailable: if the membership database can't be read.
    """
    return measure.lists(policies(choice))


def against(choice: Choice) -> Against | None:
    """What is in force; ``None`` where nothing was ever recorded.

    :raises Unavailable: if the membership database can't be read.
    """
    recorded = policies(choice)
    if recorded.empty:
        return None
    known = measure.lists(recorded)
    in_force = measure.in_force(recorded, reads.as_of("membership"))
    places = measure.by_place(in_force)
    return Against(with_places(places, choice), known[-1] if known else None)


def with_places(rows: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Rows of counties and whole states with what they are called and where they are.

    :param rows: ``state_fips, county_fips`` (null: the whole state).
    :raises Unavailable: if the membership database can't be read.
    """
    counties = reads.membership.priority_counties(choice.scope)
    columns = ["county_fips", "name", "latitude", "longitude", "foreign_born_population"]
    states = reads.membership.states(choice.scope)[["state_fips", "usps", "name"]]
    joined = rows.merge(counties[columns], on="county_fips", how="left").merge(
        states, on="state_fips", how="left", suffixes=("", "_of_state")
    )
    whole = joined["county_fips"].isna()
    # A county that the shipped ones lack is called by its code.
    named = joined["name"].fillna(joined["county_fips"])
    return joined.assign(
        name=named.where(~whole, joined["name_of_state"]),
        reach=whole.map({True: WHOLE, False: COUNTY}),
    ).drop(columns="name_of_state")


def reached(choice: Choice) -> pd.DataFrame | None:
    """Counties with an agreement in force where foreign-born people live, or may live.

    With the nearest of the open committees in view: ``nearest, km, is_far``.

    :return: ``None`` where no agreement, or no committee of anyone, is recorded.
    :raises Unavailable: if the membership database can't be read.
    """
    found = against(choice)
    if found is None or reads.unrecorded("membership", "committee"):
        return None
    people = found.places["foreign_born_population"]
    counties = found.places[
        (found.places["reach"] == COUNTY)
        & (found.places["agreements"] > 0)
        & (people.isna() | (people > 0))
    ]
    columns = ("committee_id", "name", "status", "latitude", "longitude")
    committees = reads.membership.committees(choice.scope, columns=columns)
    located = committees["latitude"].notna() & committees["longitude"].notna()
    there = committees[located & (committees["status"] != "closed")]
    return readiness.reach(counties, there) if len(counties) else None


def place(name: object, usps: object, reach: object) -> str:
    """A county with its state, or a whole state: ``Pima County, AZ``."""
    if reach == WHOLE or is_missing(usps):
        return str(name)
    return f"{name}, {usps}"


def counted(row: "pd.Series[object]") -> str:
    """What is in force in a place, kind by kind: ``task force 3, jail enforcement 1``."""
    kinds = (*measure.MODELS, "pending", "protects")
    counts = ((kind, int(str(row[kind]))) for kind in kinds)
    return ", ".join(f"{within(name_of('policy_kind', k))} {number(n)}" for k, n in counts if n)


def reach_name(reach: str) -> str:
    """How far a policy reaches, in words."""
    # Translators: how far a policy reaches
    return {COUNTY: _("County"), WHOLE: _("Whole state")}[reach]
