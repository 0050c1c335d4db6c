"""Where the agreements are, what protects, and our own campaigns on top."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import campaigns as campaign_measure
from lib.measures.policies import MODELS
from lib.topics.campaigns import against, standing
from lib.topics.campaigns.against import COUNTY, WHOLE, Against
from lib.topics.campaigns.policy_plot import policy_map
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.maps import Map
from lib.ui.tables import Column


@dataclass(frozen=True)
class Drawn:
    """What the map is drawn from.

    :ivar campaigns: those that run.
    :ivar laws: of the states in view.
    :ivar states: ``state_fips, usps, name``.
    """

    against: Against
    campaigns: pd.DataFrame
    laws: pd.DataFrame
    states: pd.DataFrame


def _read(choice: Choice) -> Drawn | None:
    found = against.against(choice)
    if found is None:
        return None
    campaigns = reads.membership.campaigns(choice.scope)
    return Drawn(
        found,
        campaign_measure.running(campaigns, reads.as_of("membership")),
        reads.membership.state_laws(choice.scope),
        reads.membership.states(choice.scope),
    )


def shown(drawn: Drawn, choice: Choice) -> Map:
    """Put it on a map."""
    places = drawn.against.places
    counties = places[places["reach"] == COUNTY]
    marked = _marked(counties.assign(said=_said(counties)))
    unplaced = int((counties["latitude"].isna() | counties["longitude"].isna()).sum())
    table = places.assign(
        place=[
            against.place(*each)
            for each in zip(places["name"], places["usps"], places["reach"], strict=True)
        ],
        reaches=[
            against.reach_name(reach) if n else _("No agreement in force")
            for reach, n in zip(places["reach"], places["agreements"], strict=True)
        ],
    ).sort_values(["agreements", "place"], ascending=[False, True])
    return Map(
        title=title(places),
        alt=_("Map of agreements with ICE by county, and of our campaigns that run."),
        plot=policy_map(
            _states(drawn), marked, _campaigns(drawn.campaigns), country=choice.is_country
        ),
        table=table,
        columns=_columns(),
        notes=(_caption(drawn.against, unplaced),),
    )


def _columns() -> dict[str, Column]:
    kinds = {
        kind: Column(name_of("policy_kind", kind), kind="number")
        for kind in (*MODELS, "pending", "protects")
    }
    return {
        "place": Column(_("Place"), pinned=True),
        # Translators: column: how far a policy reaches, over a county or a whole state
        "reaches": Column(_("Reaches over")),
        "agreements": Column(_("Agreements in force"), kind="number"),
        **kinds,
        "newest": Column(_("Last one signed"), kind="date"),
        "foreign_born_population": Column(_("Foreign-born people"), kind="number"),
    }


def title(places: pd.DataFrame) -> str:
    """How many agreements are in force, in how many counties, and of how many whole states.

    :param places: of :class:`Against`.
    """
    there = places[places["agreements"] > 0]
    counties, whole = there[there["reach"] == COUNTY], there[there["reach"] == WHOLE]
    n, m = int(counties["agreements"].sum()), int(whole["agreements"].sum())
    if not n + m:
        return _("No agreement with ICE is recorded as in force")
    said = []
    if n:
        said.append(
            _(
                "{agreements} with ICE in {counties}",
                agreements=ngettext("{n} agreement", "{n} agreements", n, n=formats.number(n)),
                counties=ngettext(
                    "{n} county", "{n} counties", len(counties), n=formats.number(len(counties))
                ),
            )
        )
    if m:
        said.append(
            _(
                "{agreements} of agencies of {states}",
                agreements=ngettext("{n} agreement", "{n} agreements", m, n=formats.number(m)),
                states=ngettext(
                    "{n} whole state", "{n} whole states", len(whole), n=formats.number(len(whole))
                ),
            )
        )
    return "; ".join(said)


def _marked(counties: pd.DataFrame) -> pd.DataFrame:
    """A row a county and mark: of agreements the first, and beside it what protects."""
    kinds = [*MODELS, "agreements", "pending"]
    there = counties[kinds] > 0
    against_us = counties[there.any(axis=1)]
    mark = there.loc[against_us.index].idxmax(axis=1).replace("agreements", "agreement")
    protecting = counties[counties["protects"] > 0].assign(mark="protects")
    return pd.concat([against_us.assign(mark=mark), protecting], ignore_index=True)


def _said(places: pd.DataFrame) -> list[str]:
    return [
        _(
            "{place}: {policies}",
            place=against.place(row["name"], row["usps"], row["reach"]),
            policies=against.counted(row),
        )
        for _index, row in places.iterrows()
    ]


def _states(drawn: Drawn) -> pd.DataFrame:
    places = drawn.against.places
    whole = places[places["reach"] == WHOLE].set_index("state_fips")
    stances = drawn.laws.groupby("state_fips")["stance"].agg(lambda s: tuple(dict.fromkeys(s)))
    states = drawn.states.assign(
        is_whole=drawn.states["state_fips"].map(whole["agreements"]).fillna(0) > 0,
        stances=[stances.get(fips, ()) for fips in drawn.states["state_fips"]],
    )
    said = []
    for row in states.to_dict("records"):
        here = whole.loc[row["state_fips"]] if row["state_fips"] in whole.index else None
        parts = [] if here is None else [_("whole state: {what}", what=against.counted(here))]
        parts += [
            _("State's law: {stance}", stance=formats.within(name_of("law_stance", stance)))
            for stance in row["stances"]
        ]
        said.append(" · ".join([str(row["name"]), *parts]))
    return states.assign(said=said)


def _campaigns(campaigns: pd.DataFrame) -> pd.DataFrame:
    places = ["place_name", "usps", "latitude", "longitude"]
    rows = []
    for (name, usps, latitude, longitude), here in campaigns.groupby(places):
        goals = ", ".join(name_of("campaign_goal", goal) for goal in here["goal"])
        rows.append(
            {
                "usps": usps,
                "latitude": latitude,
                "longitude": longitude,
                "mark": "campaign",
                "said": f"{standing.place(name, usps)}: {goals}",
            }
        )
    return pd.DataFrame(rows, columns=["usps", "latitude", "longitude", "mark", "said"])


def _caption(found: Against, unplaced: int) -> str:
    said = [
        _("No list of agreements says its day.")
        if found.listed_on is None
        else _("As ICE listed them on {day}.", day=formats.day(found.listed_on)),
        _("Of several models in a county the map shows the one that reaches furthest."),
    ]
    if unplaced:
        said.append(
            ngettext(
                "Not on the map: {n} county whose point is not known.",
                "Not on the map: {n} counties whose point is not known.",
                unplaced,
                n=formats.number(unplaced),
            )
        )
    return " ".join(said)


POLICY_MAP = Figure("policy_map", _read, shown, empty=against.NO_POLICIES)
