"""States with open cases and no legal partner within reach: of the whole nation alone."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats, ngettext
from lib.measures.defense import defense, within_reach
from lib.topics.defense.words import has_cases, told
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text

LEGAL = "legal"


@dataclass(frozen=True)
class States:
    """States with five open cases or more.

    :ivar rows: ``name, region_id, cases`` (in full fives) and ``reached``, the share of its
        foreign-born people within a drive of a legal partner; null: not known.
    """

    rows: pd.DataFrame


def read(choice: Choice) -> States | None:
    """The states, those with least legal help in reach in front.

    :return: ``None`` where a viewer doesn't see the whole nation, or there is no record of cases
        or of partners.
    :raises Unavailable: if a database can't be read.
    """
    if UNKNOWN_REGION not in choice.scope or not has_cases():
        return None
    if reads.unrecorded("membership", "partner"):
        return None
    today = pd.Timestamp(reads.as_of("incidents"))
    cases = reads.incidents.priority_cases(choice.scope)
    cases = cases[(cases["as_of"] == today) & (cases["cases"] > 0)].dropna(subset="state_fips")
    known = reads.membership.states(choice.scope)[["state_fips", "name", "region_id"]]
    partners = reads.membership.partners(choice.scope)
    here = partners["left_on"].isna() | (partners["left_on"] > today)
    counties = reads.membership.priority_counties(choice.scope)
    legal = partners[here & (partners["sector"] == LEGAL)]
    reached = within_reach(counties, legal, defense().reach_minutes)
    rows = cases.merge(known, on="state_fips").assign(
        reached=lambda frame: frame["state_fips"].map(reached)
    )
    return States(rows.sort_values(["reached", "cases", "name"], ascending=[True, False, True]))


def table(found: States, _choice: Choice) -> Table | Text:
    """States in which fewer than half of the people have a legal partner within reach."""
    numbers = defense()
    caption = _(
        "States with five open cases or more, told in steps of five, in which fewer than {share} of"
        " the foreign-born people live within {n} minutes' drive of an active legal partner."
        " Shown where all regions are in view.",
        share=formats.percent(numbers.reach_share),
        n=formats.number(numbers.reach_minutes),
    )
    far = found.rows[found.rows["reached"] < numbers.reach_share].reset_index(drop=True)
    if far.empty:
        return (
            Text(
                title=_(
                    "Every state with five open cases or more has a legal partner within reach"
                ),
                caption=caption,
            )
            if found.rows["reached"].notna().any()
            else Text(title=_("How far legal partners are can't be told"), caption=caption)
        )
    frame = far.assign(
        region=far["region_id"].map(region_name),
        told=[told(n, n + 4) for n in far["cases"]],
    )
    return Table(
        title=ngettext(
            "{n} state with five open cases or more has no legal partner within reach of most of"
            " its people",
            "{n} states with five open cases or more have no legal partner within reach of most of"
            " their people",
            len(frame),
            n=formats.number(len(frame)),
        ),
        frame=frame,
        columns={
            "name": Column(_("State"), pinned=True),
            "region": Column(_("Region")),
            "told": Column(_("Open cases")),
            "reached": Column(_("Foreign-born people within reach"), kind="percent"),
        },
        alt=_("States with open cases by how many people have a legal partner within reach."),
        caption=caption,
    )


STATES = Figure("cases_far", read, table)
