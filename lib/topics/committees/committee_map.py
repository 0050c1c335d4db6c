"""Where the committees are and how they stand, over states shaded by what happens there."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Level
from lib.topics.health import words
from lib.topics.health.standing import standing
from lib.topics.response import incident_map
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.maps import Map, us_map
from lib.ui.tables import Column

_COLUMNS = ("committee_id", "name", "usps", "latitude", "longitude", "status", "members")


@dataclass(frozen=True)
class Placed:
    """What the map is drawn from.

    :ivar committees: where they are, and the ``mark`` of each: a code of the family.
    :ivar family: of health; of status while health can't be read or was never saved.
    :ivar states: with their ``committees``, and the ``value`` that shades them.
    """

    committees: pd.DataFrame
    family: str
    states: pd.DataFrame


def _over_members(choice: Choice) -> Placed:
    committees, family = _marked(choice)
    members = committees.groupby("usps")["members"].sum()
    return Placed(committees, family, _states(choice, committees, members))


def _over_incidents(choice: Choice) -> Placed:
    committees, family = _marked(choice)
    try:
        incidents = incident_map.by_state(choice).set_index("usps")["value"]
    except Unavailable:
        # The map is of committees: they are drawn over states without a value.
        incidents = pd.Series(dtype="float64")
    return Placed(committees, family, _states(choice, committees, incidents))


def _states(choice: Choice, committees: pd.DataFrame, value: "pd.Series[float]") -> pd.DataFrame:
    states = reads.membership.states(choice.scope)
    return states.assign(
        value=states["usps"].map(value),
        committees=states["usps"].map(committees["usps"].value_counts()).fillna(0),
    )


def _marked(choice: Choice) -> tuple[pd.DataFrame, str]:
    """The committees with their ``mark``, a code of the family: of health, else of status."""
    committees = reads.membership.committees(choice.scope, columns=_COLUMNS)
    try:
        health = standing(choice.scope)
    except Unavailable:
        health = None
    if health is None:
        return committees.assign(mark=committees["status"]), "committee_status"
    levels = health.measured.set_index("committee_id")["level"].astype(str)
    marks = committees["committee_id"].map(levels).fillna(str(Level.NOT_ENOUGH_DATA))
    return committees.assign(mark=marks), "health_level"


def _map(value_name: Callable[[], str]) -> Callable[[Placed, Choice], Map]:
    def make(placed: Placed, choice: Choice) -> Map:
        committees, family = placed.committees, placed.family
        value = value_name()
        return Map(
            title=title(committees),
            alt=_alt(committees, family),
            plot=us_map(
                placed.states,
                committees.assign(hover=_hover(committees, family), status=committees["mark"]),
                value_name=value,
                country=choice.is_country,
                family=family,
            ),
            table=placed.states,
            columns={
                # Translators: of the United States; of an account, open or closed
                "name": Column(_("State"), pinned=True),
                "committees": Column(_("Committees"), kind="number"),
                "value": Column(value, kind="number"),
            },
        )

    return make


def title(committees: pd.DataFrame) -> str:
    """How many committees are open, in how many states, and how many of them are fragile.

    :param committees: ``status``, ``usps`` and ``mark``, a row each.
    """
    open_ones = committees[committees["status"] != "closed"]
    states = open_ones["usps"].nunique()
    n = len(open_ones)
    where = _(
        "{committees} in {states}",
        committees=ngettext("{n} committee", "{n} committees", n, n=formats.number(n)),
        states=ngettext("{n} state", "{n} states", states, n=formats.number(states)),
    )
    fragile = int((open_ones["mark"] == Level.FRAGILE).sum())
    if not fragile:
        return where
    of_them = ngettext("{n} is fragile", "{n} are fragile", fragile, n=formats.number(fragile))
    return _("{committees}: {fragile}", committees=where, fragile=of_them)


def _alt(committees: pd.DataFrame, family: str) -> str:
    counts = committees["mark"].value_counts()
    counted = formats.listing(
        f"{name_of(family, str(mark)).lower()} {formats.number(int(n))}"
        for mark, n in counts.items()
    )
    if family == "health_level":
        return _("Map of the committees by health: {counts}.", counts=counted)
    return _("Map of the committees by status: {counts}.", counts=counted)


def _hover(committees: pd.DataFrame, family: str) -> list[str]:
    points = committees[["name", "mark", "members"]].itertuples(index=False, name=None)
    return [
        f"{name} · {words.level(str(mark), family)} · "
        + ngettext("{n} member", "{n} members", members, n=formats.number(members))
        for name, mark, members in points
    ]


OVER_MEMBERS = Figure("committees_map", _over_members, _map(lambda: _("Members of committees")))
OVER_INCIDENTS = Figure("week_map", _over_incidents, _map(lambda: _("Incidents this period")))
