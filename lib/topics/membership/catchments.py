"""Who could join each committee: the people within a drive of it, and what part are members."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.measures import catchments, driving, readiness
from lib.reads.committee_names import labels
from lib.topics.membership import places
from lib.ui.columns import Column
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_names
from lib.ui.tables import Table

_RATES = ("rate", "mean", "low", "high")
OPEN = ("active", "forming")
"""Whom somebody can join; a dormant committee has nobody who would greet them."""


@dataclass(frozen=True)
class Catchments:
    """The committees that people can join, and who could.

    :ivar committees: by ``lib.measures.catchments.with_rates``; their counts may not be shown.
    :ivar told: the members of each, by its id, where they may be told.
    :ivar covered: people who have any of them within a drive; ``people`` all.
    :ivar people_as_of: the day that people were counted on; ``None``: not known.
    """

    committees: pd.DataFrame
    told: "pd.Series[float]"
    covered: float
    people: float
    people_as_of: date | None


def _read(choice: Choice) -> Catchments | None:
    where = places.by_place(choice)
    if where is None:
        return None
    open_ones = where.rows[where.rows["status"].isin(OPEN)].reset_index(drop=True)
    known = where.counties.dropna(subset=["latitude", "longitude", "people"])
    if open_ones.empty or not known["people"].sum():
        return None
    reached, covered = catchments.reached(known, open_ones, "people")
    # Of a committee that no member names nobody knows whether it has any.
    reached["members"] = reached["members"].where(reached["members"] > 0)
    counted_on = known["population_as_of"].min()
    return Catchments(
        committees=catchments.with_rates(reached),
        told=places.told_committees(where.counted, "members"),
        covered=covered,
        people=float(known["people"].sum()),
        people_as_of=None if pd.isna(counted_on) else counted_on.date(),
    )


def table(reached: Catchments, choice: Choice) -> Table:
    """Put the committees in a table, where most people could join first: no order of merit."""
    committees = reached.committees
    told = committees["committee_id"].map(reached.told)
    # An adjusted rate and its interval would give a hidden count away.
    rates = {name: places.HEADS * committees[name].where(told.notna()) for name in _RATES}
    frame = committees.assign(
        name=labels(committees["committee_id"], choice.scope),
        place=committees["place_name"] + ", " + committees["usps"],
        region=committees["region_id"].map(region_names(choice.scope)),
        told=told,
        standing=committees["standing"].where(told.notna(), "unknown").map(_standings()),
        **rates,
    ).sort_values("own", ascending=False, kind="stable", ignore_index=True)
    beyond = {"name": _("No committee within the drive"), "own": reached.people - reached.covered}
    frame = pd.concat([frame, pd.DataFrame([beyond])], ignore_index=True)
    return Table(
        title=title(reached),
        frame=frame,
        columns=_columns(choice),
        alt=_("Table of committees: who could join, and what part of them are members."),
        caption=caption(reached),
    )


def title(reached: Catchments) -> str:
    """What part of those who could join have no committee within a drive."""
    return _(
        "{rate} Latinx people live more than {drive} by car from any committee that they could"
        " join",
        rate=formats.rate(round(reached.people - reached.covered), round(reached.people)),
        drive=formats.minutes(readiness.settings().drive_minutes),
    )


def _standings() -> dict[str, str]:
    return {
        # Translators: of a committee: fewer members than usual for the people around it
        "fewer": _("fewer than usual"),
        "more": _("more than usual"),
        "alike": _("as usual"),
        "unknown": _("can't be told"),
    }


def _columns(choice: Choice) -> dict[str, Column]:
    return {
        "name": Column(_("Committee"), pinned=True),
        "place": Column(_("Place")),
        **({"region": Column(_("Region"))} if choice.is_country else {}),
        "own": Column(
            _("Could join"),
            kind="number",
            help=_("Latinx people within the drive, divided among the committees in their reach."),
        ),
        "told": Column(_("Members by dues"), kind="number"),
        "rate": Column(_("Members per 100,000"), kind="decimal"),
        "standing": Column(_("For the people around it")),
        "mean": Column(_("allowing for chance"), kind="decimal"),
        # Translators: lower end of an interval
        "low": Column(_("from"), kind="decimal"),
        # Translators: upper end of an interval
        "high": Column(_("to"), kind="decimal"),
        "within": Column(_("Within the drive"), kind="number"),
    }


def caption(reached: Catchments) -> str:
    """How it is counted, what is usual, and what is not known."""
    rule, road = readiness.settings(), driving.settings()
    usual = catchments.usual_rate(reached.committees)
    sentences = [
        _(
            "Usual here: {rate} members per 100,000; a committee differs from that where all of its"
            " interval does.",
            rate=formats.two_figures(places.HEADS * usual),
        )
        if usual == usual
        else "",
        _(
            "{drive} by car are taken as {km} km in a straight line ({speed} km/h on roads {detour}"
            " times as long), to the middle of each county's people. Members need not live there.",
            drive=formats.minutes(rule.drive_minutes),
            km=formats.number(rule.reach_km),
            speed=formats.number(road.speed_kmh),
            detour=formats.number(road.detour, 1),
        ),
    ]
    if reached.people_as_of is not None:
        sentences.append(_("Population of {day}.", day=formats.day(reached.people_as_of)))
    alone = int((reached.committees["own"] == 0).sum())
    if alone:
        sentences.append(
            ngettext(
                "{n} committee has no county's middle in reach.",
                "{n} committees have no county's middle in reach.",
                alone,
                n=formats.number(alone),
            )
        )
    sentences.append(
        _("Committees beyond these regions are not counted, even where one is nearer.")
    )
    return " ".join(filter(None, sentences))


CATCHMENTS = Figure(
    "catchments",
    _read,
    table,
    empty=N_("Who could join a committee can't be told: its members or the people are not known"),
)
