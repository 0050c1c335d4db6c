"""The table under the map of members: all who are told of, those of small places together."""

from collections.abc import Hashable

import pandas as pd

from lib.language import _, formats
from lib.measures import thresholds
from lib.topics.membership import places
from lib.topics.membership.places import Places
from lib.ui.columns import Column
from lib.ui.filters import Choice, region_name


def table(lines: pd.DataFrame, where: Places, count: str) -> pd.DataFrame:
    """The lines of ``places.told`` in words, with their rates; what is told together comes last.

    :return: with ``place, state, region, people, rate``.
    """
    states = where.states.set_index("state_fips")
    lines = lines[(lines[list(places.COUNTS)] > 0).any(axis="columns")]
    lines = lines.assign(
        state=lines["state_fips"].map(states["name"]),
        region=lines["region_id"].map(region_name),
    )
    is_fine = "county" in lines
    counties = where.counties.set_index("county_fips")
    people = lines["county"].map(counties["people"]) if is_fine else None
    lines["people"] = lines["state_fips"].map(states["people"]) if people is None else people
    lines.loc[lines["is_rest"], "people"] = float("nan")
    lines["place"] = [_place(line, counties["name"]) for line in lines.to_dict("records")]
    lines["rate"] = places.HEADS * lines["members"] / lines["people"].where(lines["people"] > 0)
    return lines.sort_values(["is_rest", count], ascending=[True, False], kind="stable")


def _place(line: dict[Hashable, object], counties: "pd.Series[str]") -> str:
    """A county, a state, who has no committee, or the rest of a state or a region."""
    state, county = line["state"], line.get("county", places.AT_LARGE)
    if line["is_rest"]:
        wider = line["region"] if pd.isna(state) else state
        return _("Other places: {place}", place=wider)
    if line["state_fips"] == places.OTHER_STATES:
        return _("Without a committee, other states")
    if "county" not in line or pd.isna(state):
        return _("State unknown") if pd.isna(state) else str(state)
    if county == places.AT_LARGE:
        return _("Without a committee")
    return _("County unknown") if pd.isna(county) else str(counties.get(county, county))


def columns(choice: Choice) -> dict[str, Column]:
    """The columns of :func:`table`."""
    wider = {"region": Column(_("Region"))} if choice.is_country else {"state": Column(_("State"))}
    return {
        "place": Column(_("State") if choice.is_country else _("County"), pinned=True),
        **wider,
        "members": Column(_("Members by dues"), kind="number"),
        "rate": Column(_("Per 100,000 Latinx people"), kind="decimal"),
        "joined": Column(_("Joined"), kind="number"),
        "people": Column(_("Latinx people"), kind="number"),
    }


def note(where: Places, lines: pd.DataFrame) -> str:
    """Where members are counted, what is told together, and of whom nothing is told."""
    sentences = [
        _(
            "Members are counted in the county of their committee's place, those without one in"
            " their own state."
        )
    ]
    if lines[list(places.COUNTS)].isna().any(axis=None) or lines["is_rest"].any():
        sentences.append(
            _(
                "Fewer than {n} people are told only together with other places, in a row of its"
                " own; a dash in a row is among them.",
                n=thresholds.membership().minimum_people,
            )
        )
    small = sorted({*places.small_regions(where.counted), *where.left_out})
    if small:
        sentences.append(
            _(
                "Left out, because so few are members there: {regions}.",
                regions=formats.listing(map(region_name, small)),
            )
        )
    if where.states["people"].isna().any():
        unknown = where.states.loc[where.states["people"].isna(), "name"]
        sentences.append(
            _("Nobody counted the Latinx people of {states}.", states=formats.listing(unknown))
        )
    return " ".join(sentences)
