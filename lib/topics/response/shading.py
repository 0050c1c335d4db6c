"""What shades the map of incidents: rates, and what a state without one is."""

from dataclasses import dataclass

import pandas as pd

from lib.language import _
from lib.topics.response import state_rates
from lib.ui.tables import Column


@dataclass(frozen=True)
class Shading:
    """What shades the states: ``value`` and ``said`` of each, and what a state without one is."""

    states: pd.DataFrame
    name: str
    unclassed: str
    note: str = ""


def rates(states: pd.DataFrame) -> Shading:
    """Incidents by the people of a state; by themselves where that is known of no state."""
    said = states.assign(said=state_rates.rates_said(states))
    unknown = _("population unknown")
    if states["rate"].isna().all():
        note = _("How many foreign-born people live in a state is not known: the map shows counts.")
        return Shading(said.assign(value=states["incidents"]), _("Incidents"), unknown, note)
    name = _("Incidents per 100,000 foreign-born people")
    return Shading(said.assign(value=states["rate"]), name, unknown)


def shares(states: pd.DataFrame) -> Shading:
    """The share that nobody answered; states with few incidents have no class."""
    return Shading(
        states.assign(said=state_rates.shares_said(states), value=state_rates.comparable(states)),
        _("Nobody answered, share of incidents"),
        _("fewer than {n} incidents", n=state_rates.FEWEST),
    )


def columns() -> dict[str, Column]:
    """The table of the map, counts beside their rates."""
    return {
        "name": Column(_("State"), pinned=True),
        "region": Column(_("Region")),
        "incidents": Column(_("Incidents"), kind="number"),
        "rate": Column(_("Per 100,000 foreign-born people"), kind="decimal"),
        "foreign_born": Column(_("Foreign-born people"), kind="number"),
        # Translators: incidents that were found to be true
        "verified": Column(_("Verified"), kind="number"),
        "unverified": Column(_("Not verified"), kind="number"),
        "unanswered": Column(_("Nobody answered"), kind="number"),
        "share": Column(_("Nobody answered, share of incidents"), kind="percent"),
    }
