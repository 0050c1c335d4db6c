"""Incidents of a state by the people who live with the risk, and the share that went unanswered."""

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats, ngettext

HEADS = 100_000
FEWEST = 10
"""Incidents from which on the share of them that nobody answered is compared with others'."""


def people_of(scope: Scope) -> "pd.Series[float]":
    """The foreign-born people of each state by ``usps``; none where that is not known of a county.

    Empty while the membership database, which knows the counties, can't be read.
    """
    try:
        counties = reads.membership.priority_counties(scope)
        states = reads.membership.states(scope)
    except Unavailable:
        return pd.Series(dtype="float64")
    return summed(states, counties)


def summed(states: pd.DataFrame, counties: pd.DataFrame) -> "pd.Series[float]":
    """The people of states by ``usps``: the sum of all counties, or nothing.

    :param states: ``state_fips, usps``.
    :param counties: ``state_fips, foreign_born_population``.
    """
    people = counties["foreign_born_population"].astype(float)
    by_state = people.groupby(counties["state_fips"]).agg(lambda each: each.sum(skipna=False))
    known = states.set_index("usps")["state_fips"].map(by_state).astype(float)
    return known.where(known > 0)


def with_rates(states: pd.DataFrame, people: "pd.Series[float]") -> pd.DataFrame:
    """The states with ``foreign_born``, ``rate`` (incidents per 100,000 of them) and ``share``.

    :param states: ``usps, incidents, unanswered``.
    :param people: by ``usps``; a state that is not there has no rate.
    """
    foreign_born = states["usps"].map(people).astype(float)
    incidents = states["incidents"].astype(float)
    return states.assign(
        foreign_born=foreign_born,
        rate=HEADS * incidents / foreign_born,
        share=states["unanswered"].astype(float) / incidents.where(incidents > 0),
    )


def comparable(states: pd.DataFrame) -> "pd.Series[float]":
    """The share that nobody answered, of states with at least ten incidents; the others' is null.

    :param states: by :func:`with_rates`.
    """
    return states["share"].where(states["incidents"] >= FEWEST)


def rates_said(states: pd.DataFrame) -> list[str]:
    """``161 incidents = 3.2 per 100,000 foreign-born people``, a state; without people the count.

    :param states: by :func:`with_rates`.
    """
    return [
        counted
        if pd.isna(rate)
        else _(
            "{incidents} = {rate} per 100,000 foreign-born people",
            incidents=counted,
            rate=formats.two_figures(rate),
        )
        for counted, rate in zip(_counted(states["incidents"]), states["rate"], strict=True)
    ]


def shares_said(states: pd.DataFrame) -> list[str]:
    """``25% (40 of 161)``, a state.

    :param states: by :func:`with_rates`.
    """
    return [
        formats.rate(int(unanswered), int(incidents)) if incidents else counted
        for unanswered, incidents, counted in zip(
            states["unanswered"],
            states["incidents"],
            _counted(states["incidents"]),
            strict=True,
        )
    ]


def _counted(incidents: "pd.Series[float]") -> list[str]:
    return [
        ngettext("{n} incident", "{n} incidents", int(n), n=formats.number(n)) for n in incidents
    ]
