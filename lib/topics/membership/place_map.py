"""The map of members beside who could join, and the table that adds up to all of them."""

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.language.shares import place_with_most
from lib.measures import thresholds
from lib.measures.months import Months
from lib.topics.membership import place_table, places
from lib.topics.membership.places import Places
from lib.topics.membership.recorded import NOBODY, between, months
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.fragments import fragment
from lib.ui.maps import Map, us_map

NO_MEMBERS = N_("There is no data on members")


@fragment
def draw(choice: Choice) -> None:
    """Draw the choice of what the map shows, and the map."""
    view = choose_one(
        "mapped",
        _("On this map"),
        # Translators: people who are members; people who became members
        {"members": _("Members by dues"), "joined": _("Joined")},
    )
    PLACES.draw(choice, view)


def _read(choice: Choice, view: str) -> Places | None:  # noqa: ARG001 - both views are read at once
    where = places.by_place(choice)
    return where if where is not None and where.rows[list(places.COUNTS)].sum().sum() else None


def drawn(where: Places, choice: Choice, view: str) -> Map:
    """Put members, or who joined, on a map.

    :param view: ``members`` or ``joined``.
    """
    count = "joined" if view == "joined" else "members"
    by_state = places.told(where.counted, places.STATE)
    lines = by_state if choice.is_country else places.told(where.counted, places.COUNTY)
    return Map(
        title=title(by_state, where, count, months(choice)),
        alt=_("Map of members by state."),
        plot=us_map(
            shaded(by_state, where, count),
            value_name=_("Members per 100,000 Latinx people")
            if count == "members"
            else _("Joined in 12 months, per 100,000 Latinx people"),
            unclassed=_("too few to be told, or population unknown"),
            country=choice.is_country,
        ),
        table=place_table.table(lines, where, count),
        columns=place_table.columns(choice),
        notes=(place_table.note(where, lines),),
    )


def title(by_state: pd.DataFrame, where: Places, count: str, told_of: Months) -> str:
    """How many there are, and which state has the most.

    :param by_state: of ``places.told``, by state.
    """
    n = int(by_state[count].sum())
    if not n:
        return _("Too few in each place to be told")
    names = where.states.set_index("state_fips")["name"].map(formats.plain)
    of_state = by_state[~by_state["is_rest"]].set_index("state_fips")[count].dropna()
    counts = {names[fips]: each for fips, each in of_state.items() if fips in names.index}
    if count == "members":
        counted = _(
            "{month}: {counted}", month=formats.month(told_of.last_day), counted=_counted(n, count)
        )
    else:
        counted = _(
            "{period}: {counted}", period=between(*told_of.span), counted=_counted(n, count)
        )
    most = place_with_most(counts, n)
    return _("{sentence}. {finding}", sentence=counted, finding=most) if most else counted


def _counted(n: int, count: str) -> str:
    if count == "members":
        return ngettext("{n} member by dues", "{n} members by dues", n, n=formats.number(n))
    return ngettext("{n} person joined", "{n} people joined", n, n=formats.number(n))


def shaded(by_state: pd.DataFrame, where: Places, count: str) -> pd.DataFrame:
    """The states with what shades them, per 100,000 who could join, and what is said of each.

    A state without a row has nobody; one that is not among those told may not be told.
    """
    states = where.states
    # Other states are a row in each region.
    known = by_state[~by_state["is_rest"] & by_state["state_fips"].isin(states["state_fips"])]
    by_fips = known.set_index("state_fips")[count]
    counts = states["state_fips"].map(by_fips).astype(float)
    counts = counts.mask(~states["state_fips"].isin(where.rows["state_fips"]), 0.0)
    rates = places.HEADS * counts / states["people"].where(states["people"] > 0)
    said = [_said(n, rate, count) for n, rate in zip(counts, rates, strict=True)]
    return states.assign(value=rates, said=said)


def _said(n: float, rate: float, count: str) -> str:
    if pd.isna(n):
        return _("fewer than {n}, or told with others", n=thresholds.membership().minimum_people)
    counted = _counted(int(n), count)
    if pd.isna(rate):
        return counted
    return _(
        "{counted} = {rate} per 100,000 Latinx people",
        counted=counted,
        rate=formats.two_figures(rate),
    )


PLACES = Figure("members_map", _read, drawn, empty=NOBODY)
