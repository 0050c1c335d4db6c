"""Where incidents happened, and where nobody answered: a map, and a table that adds up to all."""

from dataclasses import dataclass, field

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats, ngettext
from lib.language.shares import place_with_most
from lib.topics.response import known, shading, state_rates
from lib.ui import maps
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.fragments import fragment

_COUNTS = ("verified", "unverified", "unanswered")


@fragment
def draw(choice: Choice) -> None:
    """Draw the choice of what the map shows, and the map."""
    view = choose_one(
        "place",
        _("On this map"),
        {"incidents": _("Incidents"), "unanswered": _("Nobody answered")},
    )
    INCIDENT_MAP.draw(choice, view)


@dataclass(frozen=True)
class Places:
    """Incidents of the complete weeks; columns ``incidents, verified, unverified, unanswered``.

    :ivar states: a row a state of the scope (``usps, name, region_id``): none is zero.
    :ivar elsewhere: incidents without a known state, a row a region (``region_id``).
    :ivar people: the foreign-born people of states, by ``usps``; empty where nobody knows.
    """

    states: pd.DataFrame
    elsewhere: pd.DataFrame
    people: "pd.Series[float]" = field(default_factory=lambda: pd.Series(dtype="float64"))

    def total(self, column: str) -> int:
        """The sum of a column over all places, unknown ones too."""
        return int(self.states[column].sum() + self.elsewhere[column].sum())

    def most(self, column: str) -> str:
        """Which state had the most of a column, of all; empty where none had any."""
        names = map(formats.plain, self.states["name"])
        counts = dict(zip(names, self.states[column], strict=True))
        return place_with_most(counts, self.total(column))


def by_place(choice: Choice) -> Places | None:
    """Incidents by state and without one; ``None`` where there is no data.

    :raises Unavailable: if the incident database can't be read.
    """
    places = _by_place(choice)
    return places if known.are_incidents(choice.scope) else None


def by_state(choice: Choice) -> pd.DataFrame:
    """Incidents by state: ``usps, incidents, rate, said``; no rows where there is no data.

    :raises Unavailable: if the incident database can't be read.
    """
    places = by_place(choice)
    if places is None:
        return pd.DataFrame({"usps": [], "incidents": [], "rate": [], "said": []})
    states = state_rates.with_rates(places.states, places.people)
    said = state_rates.rates_said(states)
    return states[["usps", "incidents", "rate"]].assign(said=said)


@reads.measured
def _by_place(choice: Choice) -> Places:
    states = reads.incidents.states(choice.scope).drop(columns="state_fips")
    rows = reads.incidents.by_state(choice.scope, *choice.period("incidents").complete_span)
    rows = known.answers(rows)
    # Summed by state: a report's region need not be the one that its state is in today.
    counts = rows.groupby("usps", as_index=False)[list(_COUNTS)].sum(min_count=1)
    counted = states.merge(counts, on="usps", how="left")
    counted = known.answers(counted.fillna(dict.fromkeys(_COUNTS, 0)))
    elsewhere = rows[~rows["usps"].isin(states["usps"])]
    elsewhere = elsewhere.groupby("region_id", as_index=False)[list(_COUNTS)].sum(min_count=1)
    people = state_rates.people_of(choice.scope)
    return Places(_with_sum(counted), _with_sum(elsewhere), people)


def _with_sum(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(incidents=frame["verified"] + frame["unverified"])


def _places(choice: Choice, view: str) -> Places | None:
    places = by_place(choice)
    return None if view == "unanswered" and known.answers_lack(choice.scope) else places


def drawn(places: Places, choice: Choice, view: str) -> maps.Map:
    """Put the incidents on a map.

    :param view: ``incidents``, or ``unanswered`` for those that nobody answered.
    """
    column = "unanswered" if view == "unanswered" else "incidents"
    states = state_rates.with_rates(places.states, places.people)
    shaded = shading.shares(states) if column == "unanswered" else shading.rates(states)
    return maps.Map(
        title=_title(places, column, choice.weeks),
        alt=_("Map of incidents by state."),
        plot=maps.us_map(
            shaded.states,
            value_name=shaded.name,
            as_percent=column == "unanswered",
            unclassed=shaded.unclassed,
            country=choice.is_country,
        ),
        table=_table(Places(states, places.elsewhere), column),
        columns=shading.columns(),
        notes=(_unplaced(places, column), shaded.note),
    )


def _title(places: Places, column: str, weeks: int) -> str:
    total, most = places.total(column), places.most(column)
    if column == "unanswered":
        sentence = ngettext(
            "Nobody answered {n} incident in {weeks} weeks",
            "Nobody answered {n} incidents in {weeks} weeks",
            total,
            n=formats.number(total),
            weeks=weeks,
        )
        return _("{sentence}. {finding}", sentence=sentence, finding=most) if most else sentence
    if most:
        return _("{finding} in {weeks} weeks", finding=most, weeks=weeks)
    if total:
        return _("No incident with a known state in {weeks} weeks", weeks=weeks)
    return _("No incident in {weeks} weeks", weeks=weeks)


def _table(places: Places, column: str) -> pd.DataFrame:
    """All places, those without a state last, so that every column adds up to all incidents."""
    states = places.states.sort_values(column, ascending=False, kind="stable")
    # Translators: instead of a state's name: incidents of which nobody knows in which it was
    elsewhere = places.elsewhere.assign(name=_("State unknown"))
    everything = pd.concat([states, elsewhere], ignore_index=True)
    return everything.assign(region=everything["region_id"].map(region_name))


def _unplaced(places: Places, column: str) -> str:
    nowhere = places.elsewhere["region_id"] == UNKNOWN_REGION
    without_state, without_place = (
        int(places.elsewhere.loc[rows, column].sum()) for rows in (~nowhere, nowhere)
    )
    counted = []
    if without_state:
        counted.append(
            ngettext(
                "{n} incident without a known state",
                "{n} incidents without a known state",
                without_state,
                n=formats.number(without_state),
            )
        )
    if without_place:
        counted.append(
            ngettext(
                "{n} incident whose place is unknown",
                "{n} incidents whose place is unknown",
                without_place,
                n=formats.number(without_place),
            )
        )
    return _("Not on the map: {what}.", what=formats.listing(counted)) if counted else ""


INCIDENT_MAP = Figure("incident_map", _places, drawn, empty=known.NO_INCIDENTS)
