"""Where the committees are and how they stand, over states shaded by what happens there."""

from typing import Any, Literal

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.health import Level
from lib.reads import membership
from lib.topics.health import sources as health_sources
from lib.topics.health import standing as health
from lib.topics.health import words as health_words
from lib.topics.response import incident_map
from lib.ui import clocks, maps
from lib.ui.filters import Choice
from lib.ui.tables import Column

Shade = Literal["incidents", "members"]


def draw(choice: Choice, *, key: str, shade: Shade = "incidents") -> str | None:
    """Draw the map and return the committee whose point was chosen, if one was.

    :raises Unavailable: if the membership database can't be read.
    """
    sources = {**health_sources.ALL}
    if shade == "incidents":
        sources["incidents"] = ("incident", *sources["incidents"])
    with clocks.behind(choice.scope, key, **sources):
        return maps.draw(**_map(choice, shade), key=key)


@reads.prepared
def _map(choice: Choice, shade: Shade) -> dict[str, Any]:
    committees, family = _marked(choice)
    names = {"incidents": _("Incidents this period"), "members": _("Members of committees")}
    states = reads.read("membership", "states", choice.scope)
    by_state = _incidents(choice) if shade == "incidents" else _members(committees)
    states = states.assign(
        value=states["usps"].map(by_state),
        committees=states["usps"].map(committees["usps"].value_counts()).fillna(0),
    )
    return {
        "figure": maps.us_map(
            states,
            committees.assign(hover=_hover(committees, family), status=committees["mark"]),
            value_name=names[shade],
            country=choice.is_country,
            family=family,
        ),
        "title": title(committees),
        "alt": _alt(committees, family),
        "table": states,
        "columns": {
            # Translators: of the United States; of an account, open or closed
            "name": Column(_("State"), pinned=True),
            "committees": Column(_("Committees"), kind="number"),
            "value": Column(names[shade], kind="number"),
        },
    }


def _marked(choice: Choice) -> tuple[pd.DataFrame, str]:
    """The committees with their ``mark``, a code of the family: of health, else of status."""
    committees = membership.committees(choice.scope)
    try:
        found = health.standing(choice.scope)
    except Unavailable:
        found = None
    if found is None:
        return committees.assign(mark=committees["status"]), "committee_status"
    levels = found.measured.set_index("committee_id")["level"].astype(str)
    marks = committees["committee_id"].map(levels).fillna(str(Level.NOT_ENOUGH_DATA))
    return committees.assign(mark=marks), "health_level"


def title(committees: pd.DataFrame) -> str:
    """How many committees are open, in how many states, and how many of them are fragile.

    :param committees: ``status``, ``usps`` and ``mark``, a row each.
    """
    open_ones = committees[committees["status"] != "closed"]
    states = open_ones["usps"].nunique()
    n = len(open_ones)
    said = _(
        "{committees} in {states}",
        committees=ngettext("{n} committee", "{n} committees", n, n=formats.number(n)),
        states=ngettext("{n} state", "{n} states", states, n=formats.number(states)),
    )
    fragile = int((open_ones["mark"] == Level.FRAGILE).sum())
    if not fragile:
        return said
    of_them = ngettext("{n} is fragile", "{n} are fragile", fragile, n=formats.number(fragile))
    return _("{committees}: {fragile}", committees=said, fragile=of_them)


def _alt(committees: pd.DataFrame, family: str) -> str:
    counts = committees["mark"].value_counts()
    said = [
        f"{name_of(family, str(mark)).lower()} {formats.number(int(n))}"
        for mark, n in counts.items()
    ]
    counted = formats.listing(said)
    if family == "health_level":
        return _("Map of the committees by health: {counts}.", counts=counted)
    return _("Map of the committees by status: {counts}.", counts=counted)


def _incidents(choice: Choice) -> "pd.Series[float]":
    """Incidents by state; no value anywhere while the incident database can't be read."""
    try:
        return incident_map.by_state(choice).set_index("usps")["value"]
    except Unavailable:
        return pd.Series(dtype="float64")


def _members(committees: pd.DataFrame) -> "pd.Series[float]":
    return committees.groupby("usps")["members"].sum()


def _hover(committees: pd.DataFrame, family: str) -> list[str]:
    return [
        f"{row.name} · {health_words.level(str(row.mark), family)} · "
        + ngettext("{n} member", "{n} members", row.members, n=formats.number(row.members))
        for row in committees.itertuples()
    ]
