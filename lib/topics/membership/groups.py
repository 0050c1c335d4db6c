"""Which tier and which region gained and lost members."""

from dataclasses import dataclass

import pandas as pd

from lib.language import _, formats
from lib.measures import thresholds
from lib.measures.membership import flows, told
from lib.measures.small_cells import hidden_by_row, merged
from lib.topics.membership.came_and_went import flow_columns, without
from lib.topics.membership.recorded import (
    NOBODY,
    OTHERS,
    are_returns_recorded,
    between,
    members,
    months,
    of_all,
    tier_names,
)
from lib.ui.choosing import choose_one
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_names
from lib.ui.fragments import fragment
from lib.ui.tables import Column, Table


@dataclass(frozen=True)
class Groups:
    """Who came and went in each group, and the regions of which that can't be told."""

    counts: pd.DataFrame
    left_out: frozenset[str]


def _read(choice: Choice, by: str) -> Groups | None:
    monthly = members(choice)
    if monthly is None:
        return None
    starts, group = months(choice).starts, f"{by}_id"
    of = told(monthly, starts)
    counts = flows(of.monthly, starts, [group])[[group, *of.equation]]
    counts = counts[counts[list(of.equation)].any(axis=1)]
    if counts.empty:
        return None
    least = thresholds.membership().minimum_people
    if by == "tier":
        counts = merged(counts, group, of.equation, least, rest=OTHERS)
    shown = hidden_by_row(counts, of.equation, least).rename(columns={group: "group"})
    shown = shown if are_returns_recorded() else shown.drop(columns="returned", errors="ignore")
    return Groups(shown, of.left_out)


def _table(groups: Groups, choice: Choice, by: str) -> Table:
    counts = groups.counts
    names = tier_names(choice.scope) if by == "tier" else region_names(choice.scope)
    order = {code: place for place, code in enumerate(names)}
    frame = counts.sort_values("group", key=lambda codes: codes.map(order), kind="stable")
    frame = frame.assign(name=frame["group"].map(names))
    return Table(
        title=_title(frame, between(*months(choice).span)),
        frame=frame,
        columns={
            "name": Column(_name_of(by), pinned=True),
            **flow_columns(counts),
        },
        alt=_("Members at the start and at the end, and who joined, returned and lapsed."),
        caption=" ".join([_explained(by, frame), *without(groups.left_out)]),
    )


def _title(frame: pd.DataFrame, period: str) -> str:
    change = (frame["end"] - frame["start"]).abs()
    if change.isna().all():
        return _("{period}: too few members to say who came and went", period=period)
    most = frame.loc[change.idxmax()]
    said = {
        "period": period,
        "group": formats.plain(str(most["name"])),
        "start": formats.number(most["start"]),
        "end": formats.number(most["end"]),
    }
    if len(frame) == 1:
        return _("{period}: {group}, {start} members by dues became {end}", **said)
    if not change.max():
        # What is hidden may have changed.
        return (
            _("{period}: none has more or fewer members by dues at the end", period=period)
            if change.notna().all()
            else _("{period}: none that is shown has more or fewer members by dues", period=period)
        )
    return _("{period}: {group} changed most, from {start} to {end} members by dues", **said)


def _name_of(by: str) -> str:
    # Translators: of the membership: solidarity, standard …
    return _("Tier") if by == "tier" else _("Region")


def _explained(by: str, frame: pd.DataFrame) -> str:
    said = (
        _("A member's tier is that of today: who changed it is counted in the new one throughout.")
        if by == "tier"
        else _("A member's region is that of their committee today, else of their state.")
    )
    if OTHERS in set(frame["group"]):
        least = thresholds.membership().minimum_people
        few = _("Groups of which fewer than {n} people came or went are shown as one.", n=least)
        return f"{said} {few}"
    return said


@fragment
def draw(choice: Choice) -> None:
    """Draw the groups that the viewer chose to compare."""
    ways = {by: _name_of(by) for by in ("tier", "region")}
    by = choose_one("members_by", _("Compared by"), ways)
    GROUPS.draw(choice if by == "region" else of_all(choice), by)


GROUPS = Figure("members_by_group", _read, _table, empty=NOBODY)
