"""Places with the columns of ``definitions.COLUMNS``, put together from what each source knows."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.measures import readiness
from lib.measures.policies import PENDING, PROTECTS, holds
from lib.measures.priorities.areas import sum_to_places
from lib.measures.priorities.land import Areas
from lib.measures.priorities.records import Records

NO_NEED = (*PROTECTS, PENDING, "ice_detention_facility")
"""How the codes of policies begin that protect, are only applied for, or are a building."""


def assemble(areas: Areas, records: Records) -> pd.DataFrame:
    """Return one row a place, with ``definitions.COLUMNS`` and who and what is there.

    Beside these: ``name`` (of the city, or of the state whose rest it is), ``is_rest``, ``usps``,
    ``state_fips``, ``latitude`` and ``longitude`` of the middle of its people, ``population``,
    ``latino``, ``spanish_households`` and ``limited_english_households`` (shares, 0 to 1),
    ``committees`` (not closed), ``ready_committees``, ``has_committee`` and ``reached_today``
    (whether a ready committee is within the drive of ``[readiness]``).

    What is recorded somewhere is zero where it isn't; what is recorded nowhere is null.
    """
    place_of, places = areas.place_of, areas.places.set_index("place_id")
    assembled = places.assign(
        **_incidents(records, place_of, places.index),
        **_of_states(records, areas, places["state_fips"]),
        agreements=_agreements(records, place_of, places),
        hubs=_hubs(records, place_of, places.index),
        **_committees(records, place_of, places.index),
    )
    return _distances(assembled.reset_index(), records.committees)


def unplaced(areas: Areas, records: Records) -> int:
    """Return how many incidents of the year are in no county that is known, and so in no place."""
    if records.incidents is None:
        return 0
    lost = ~records.incidents["county_fips"].isin(areas.counties["county_fips"])
    return int(records.incidents.loc[lost, "incidents"].sum())


def _by_place(
    frame: pd.DataFrame, place_of: pd.Series, ids: pd.Index, columns: Sequence[str]
) -> pd.DataFrame:
    """Return sums of a frame by county, by place; zero where no county has a row."""
    summed = sum_to_places(frame[["county_fips", *columns]], "county_fips", place_of)
    return summed.set_index("place_id").reindex(ids, fill_value=0.0)


def _incidents(records: Records, place_of: pd.Series, ids: pd.Index) -> dict[str, pd.Series]:
    columns = ("incidents", "people_affected", "unanswered")
    if records.incidents is None or records.two_years is None:
        nothing = pd.Series(np.nan, ids)
        return dict.fromkeys((*columns, "answerable", "incidents_two_years"), nothing)
    year = _by_place(records.incidents, place_of, ids, columns)
    both = _by_place(records.two_years, place_of, ids, ["incidents"])
    if len(records.incidents) and records.incidents["unanswered"].isna().all():
        # Who answered is recorded nowhere: a place without incidents has no share either.
        year["unanswered"] = np.nan
    return {
        **{name: year[name] for name in columns},
        "answerable": year["incidents"],
        "incidents_two_years": both["incidents"],
    }


def _of_states(records: Records, areas: Areas, state: pd.Series) -> dict[str, pd.Series]:
    """Return what is known by state alone, and how many foreign-born people the state has."""
    counties = areas.counties
    people = counties.groupby("state_fips")["foreign_born_population"].sum(min_count=1)
    columns = {}
    for name, frame in (("calls", records.calls), ("cases", records.cases)):
        if frame is None:
            columns[name] = pd.Series(np.nan, state.index)
        else:
            of_state = frame[frame["state_fips"].notna()].set_index("state_fips")[name]
            columns[name] = state.map(of_state).fillna(0.0)
        columns[f"{name}_foreign_born"] = state.map(people)
    return columns


def _agreements(records: Records, place_of: pd.Series, places: pd.DataFrame) -> pd.Series:
    if records.policies is None:
        return pd.Series(np.nan, places.index)
    policies = records.policies
    in_force = holds(policies["in_force_from"], policies["in_force_until"], records.day)
    counted = policies[in_force & ~policies["policy"].str.startswith(NO_NEED)]
    whole = counted["county_fips"].isna()
    by_state = counted[whole].groupby("state_fips").size()
    by_place = counted.loc[~whole, "county_fips"].map(place_of).value_counts()
    own = by_place.reindex(places.index, fill_value=0)
    return own + places["state_fips"].map(by_state).fillna(0.0)


def _hubs(records: Records, place_of: pd.Series, ids: pd.Index) -> pd.Series:
    if records.hubs is None:
        return pd.Series(np.nan, ids)
    hubs = records.hubs
    # Gone on the day that it left.
    here = hubs[holds(hubs["joined_on"], hubs["left_on"] - pd.Timedelta(days=1), records.day)]
    return here["county_fips"].map(place_of).value_counts().reindex(ids, fill_value=0).astype(float)


def _committees(records: Records, place_of: pd.Series, ids: pd.Index) -> dict[str, pd.Series]:
    if records.committees is None:
        known = ("healthy_committees", "good_standing", "trained", "hours", "committees")
        nothing = pd.Series(np.nan, ids)
        return {
            **dict.fromkeys((*known, "ready_committees"), nothing),
            "has_committee": pd.Series(False, ids),
        }
    standing = records.committees[records.committees["status"] != "closed"]
    active = standing[standing["status"] == "active"]
    ready = readiness.ready_committees(standing)
    hours = pd.Series(np.nan, ids)
    if records.support is not None:
        county = records.committees.set_index("committee_id")["county_fips"]
        support = records.support.assign(county_fips=records.support["committee_id"].map(county))
        hours = _by_place(support, place_of, ids, ["hours"])["hours"]
    number = _number(standing, place_of, ids)
    return {
        "healthy_committees": _known(active, "score", place_of, ids),
        "good_standing": _known(standing, "good_standing", place_of, ids),
        "trained": _known(standing, "trained", place_of, ids),
        "hours": hours,
        "committees": number,
        "ready_committees": _number(ready, place_of, ids),
        "has_committee": number > 0,
    }


def _number(committees: pd.DataFrame, place_of: pd.Series, ids: pd.Index) -> pd.Series:
    return committees["county_fips"].map(place_of).value_counts().reindex(ids, fill_value=0)


def _known(committees: pd.DataFrame, column: str, place_of: pd.Series, ids: pd.Index) -> pd.Series:
    if len(committees) and committees[column].isna().all():
        return pd.Series(np.nan, ids)
    return _by_place(committees, place_of, ids, [column])[column]


def _distances(places: pd.DataFrame, committees: pd.DataFrame | None) -> pd.DataFrame:
    if committees is None:
        return places.assign(km_to_ready=np.nan, reached_today=False)
    ready = readiness.ready_committees(committees)
    reached = readiness.reach(places[["latitude", "longitude"]], ready)
    km = reached["km"] if len(ready) else reached["is_far"].map({True: np.inf}).astype(float)
    if len(committees) and committees["responders"].isna().all():
        km = pd.Series(np.nan, places.index)
    return places.assign(km_to_ready=km, reached_today=~reached["is_far"].fillna(True).astype(bool))
