"""Where the committees are and how they stand, over states shaded by what happens there."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.language import N_, _
from lib.measures.health import Level
from lib.reads.committee_names import committee_names
from lib.topics.committees import map_words
from lib.topics.committees.committee_table import in_order
from lib.topics.committees.recorded import known
from lib.topics.response import incident_map
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.maps import MOST_POINTS, Map, us_map
from lib.ui.tables import Column

_COLUMNS = ("committee_id", "usps", "latitude", "longitude", "status", "members", "place_name")


@dataclass(frozen=True)
class Placed:
    """What the map is drawn from.

    :ivar committees: the open ones, where they are, and the ``mark`` of each: a code of the family;
        those in front that are drawn where not all can be.
    :ivar family: of health; of status while health can't be read or was never saved.
    :ivar states: with their ``committees``, and the ``value`` that shades them. Where committees
        have no place, or one in no state of the scope, the last row is theirs, without a name.
    :ivar is_rate: whether the ``value`` is a rate, of the ``incidents`` beside it.
    """

    committees: pd.DataFrame
    family: str
    states: pd.DataFrame
    is_rate: bool = False


def _over_members(choice: Choice) -> Placed | None:
    committees, family = _marked(choice)
    if committees.empty:
        return None
    # A state of which no count is known has none, and not zero.
    members = committees.groupby("usps")["members"].sum(min_count=1)
    return Placed(committees, family, _states(choice, committees, members))


def _over_incidents(choice: Choice) -> Placed | None:
    committees, family = _marked(choice)
    if committees.empty:
        return None
    try:
        incidents = incident_map.by_state(choice).set_index("usps")
        if reads.unrecorded("incidents", "incident"):
            incidents = incidents.iloc[:0]
    except Unavailable:
        # The map is of committees: they are drawn over states without a value.
        incidents = pd.DataFrame({"incidents": [], "rate": [], "said": []})
    is_rate = bool(incidents["rate"].notna().any())
    value = incidents["rate" if is_rate else "incidents"]
    states = _states(choice, committees, value)
    for column in ("incidents", "said"):
        states[column] = states["usps"].map(incidents[column])
    return Placed(committees, family, states, is_rate)


def _states(choice: Choice, committees: pd.DataFrame, value: "pd.Series[float]") -> pd.DataFrame:
    return counted(reads.membership.states(choice.scope), committees, value)


def counted(
    states: pd.DataFrame, committees: pd.DataFrame, value: "pd.Series[float]"
) -> pd.DataFrame:
    """The states with their committees; the counts add up to all of them.

    :param states: ``usps, name`` and more.
    :param committees: ``usps`` of each; null: nobody knows.
    :param value: by ``usps``.
    """
    rows = states.assign(
        value=states["usps"].map(value),
        committees=states["usps"].map(committees["usps"].value_counts()).fillna(0),
    )
    elsewhere = len(committees) - rows["committees"].sum()
    if not elsewhere:
        return rows
    return pd.concat([rows, pd.DataFrame({"committees": [elsewhere]})], ignore_index=True)


def _marked(choice: Choice) -> tuple[pd.DataFrame, str]:
    """The open committees with their ``mark``, a code of the family: of health, else of status."""
    committees = known(reads.membership.committees(choice.scope, columns=_COLUMNS))
    committees = committees[committees["status"] != "closed"]
    listed = in_order(choice.scope)
    if listed is None:
        if len(committees) > MOST_POINTS:
            committees = committees.sort_values("members", ascending=False, kind="stable")
        return committees.assign(mark=committees["status"]), "committee_status"
    listed = listed.set_index("committee_id")
    marks = committees["committee_id"].map(listed["level"]).fillna(str(Level.NOT_ENOUGH_DATA))
    committees = committees.assign(mark=marks)
    if len(committees) > MOST_POINTS:
        # Those in the order of who needs someone first; who was not measured comes last.
        place = committees["committee_id"].map(listed["place"])
        committees = committees.loc[place.sort_values(kind="stable").index]
    return committees, "health_level"


def _map(value_name: Callable[[], str]) -> Callable[[Placed, Choice], Map]:
    def make(placed: Placed, choice: Choice) -> Map:
        family = placed.family
        value = _("Incidents per 100,000 foreign-born people") if placed.is_rate else value_name()
        counts = {"incidents": Column(value_name(), kind="number")} if placed.is_rate else {}
        names = committee_names(choice.scope)
        committees = placed.committees.head(MOST_POINTS)
        committees = committees.assign(name=committees["committee_id"].map(names))
        states = placed.states
        return Map(
            title=map_words.title(placed.committees),
            alt=map_words.alt(placed.committees, family),
            plot=us_map(
                states[states["usps"].notna()],
                committees.assign(
                    hover=map_words.hover(committees, family), status=committees["mark"]
                ),
                value_name=value,
                unclassed=_("population unknown") if placed.is_rate else None,
                country=choice.is_country,
                family=family,
            ),
            table=states.assign(name=states["name"].fillna(_("Place unknown"))),
            columns={
                # Translators: of the United States; of an account, open or closed
                "name": Column(_("State"), pinned=True),
                "committees": Column(_("Committees"), kind="number"),
                **counts,
                "value": Column(value, kind="decimal" if placed.is_rate else "number"),
            },
            notes=(map_words.note(len(placed.committees), family),),
        )

    return make


OVER_MEMBERS = Figure("committees_map", _over_members, _map(lambda: _("Members of committees")))
OVER_INCIDENTS = Figure(
    "week_map",
    _over_incidents,
    _map(lambda: _("Incidents this period")),
    empty=N_("No committee is recorded in these regions"),
    reads_words=True,
)
