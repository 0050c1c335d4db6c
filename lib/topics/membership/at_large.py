"""Members without a committee, and the committees of their state that they could be pointed to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import pandas as pd
import streamlit as st

from lib.language import N_, _, formats, ngettext
from lib.reads.committee_names import committee_names
from lib.topics.membership import places
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.listing import Cell, Listing, Row
from lib.ui.sections import finding

MOST_STATES = 5
"""States that are seen at once; the others are folded away."""
MOST_NAMED = 3
"""Committees of a state that are named; of more it says how many."""


@dataclass(frozen=True)
class AtLarge:
    """Members without a committee, by state.

    :ivar states: a row a state of which they may be told, most members first: ``state_fips, name,
        region_id, members, active`` (committees).
    :ivar committees: the active ones, largest first: ``committee_id, state_fips``.
    :ivar unknown: members of whom nobody knows the state; 0 if too few to be told.
    """

    states: pd.DataFrame
    committees: pd.DataFrame
    unknown: int


def _read(choice: Choice) -> AtLarge | None:
    where = places.by_place(choice)
    if where is None or where.rows["committee_id"].notna().all():
        return None
    return at_large(where)


def at_large(where: places.Places) -> AtLarge:
    """Who has no committee, and which there are in their state."""
    told = places.told_at_large(where.counted)
    active = where.rows[where.rows["status"] == "active"]
    states = told.dropna(subset="state_fips").merge(
        where.states[["state_fips", "name"]], on="state_fips"
    )
    counts = active["state_fips"].value_counts()
    states["active"] = states["state_fips"].map(counts).fillna(0).astype(int)
    return AtLarge(
        states=states.sort_values("members", ascending=False, kind="stable", ignore_index=True),
        committees=active.sort_values("members", ascending=False, kind="stable")[
            ["committee_id", "state_fips"]
        ],
        unknown=int(told.loc[told["state_fips"].isna(), "members"].sum()),
    )


@dataclass(frozen=True)
class Pointed:
    """The finding, the states, those that are folded away, and what the records don't say."""

    title: str
    listing: Listing | None
    folded: Listing | None
    note: str

    def show(self, key: str) -> None:
        """Draw them."""
        finding(self.title)
        if self.listing is not None:
            self.listing.show(key)
        if self.folded is not None:
            n = len(self.folded.rows)
            label = ngettext("{n} more state", "{n} more states", n, n=formats.number(n))
            with st.expander(label, key=f"{key}-more"):
                self.folded.show(f"{key}-folded")
        st.caption(self.note)


def in_words(without: AtLarge, choice: Choice) -> Pointed:
    """The states in which somebody could be pointed to a committee, most members first."""
    near = without.states[without.states["active"] > 0]
    first, others = near.head(MOST_STATES), near.iloc[MOST_STATES:]
    return Pointed(
        title=title(near),
        listing=_listing(first, without.committees, choice) if len(first) else None,
        folded=_listing(others, without.committees, choice) if len(others) else None,
        note=note(without),
    )


def title(near: pd.DataFrame) -> str:
    """How many members have no committee where there is one.

    :param near: of the states with an active committee.
    """
    n, states = int(near["members"].sum()), len(near)
    if not n:
        return _("In no state with an active committee are members without one known")
    return _(
        "{members} without a committee in {states}",
        members=ngettext("{n} member", "{n} members", n, n=formats.number(n)),
        states=ngettext(
            "{n} state that has active ones",
            "{n} states that have active ones",
            states,
            n=formats.number(states),
        ),
    )


class State(Protocol):
    """A row of ``AtLarge.states``."""

    state_fips: str
    name: str
    region_id: str
    members: float


def _listing(near: pd.DataFrame, committees: pd.DataFrame, choice: Choice) -> Listing:
    names = committee_names(choice.scope)
    by_state = {
        str(state): [names.get(each, each) for each in group]
        for state, group in committees.groupby("state_fips")["committee_id"]
    }
    return Listing(
        headers=(_("State"), _("Members without a committee"), _("Point them to")),
        rows=tuple(
            Row(
                (
                    Cell(row.name, (region_name(row.region_id),) if choice.is_country else ()),
                    Cell(formats.number(row.members)),
                    _committees(by_state.get(row.state_fips, ())),
                )
            )
            for row in cast("Iterable[State]", near.itertuples(index=False))
        ),
        alt=_("Table of states: members without a committee, and the committees that are there."),
    )


def _committees(names: Sequence[str]) -> Cell:
    n = len(names)
    counted = ngettext("{n} active committee", "{n} active committees", n, n=formats.number(n))
    more = n - MOST_NAMED
    rest = [ngettext("{n} more", "{n} more", more, n=formats.number(more))] if more > 0 else []
    return Cell(counted, (formats.listing([*names[:MOST_NAMED], *rest]),))


def note(without: AtLarge) -> str:
    """What a state doesn't tell, and who is not listed."""
    far = without.states[without.states["active"] == 0]
    sentences = [
        _(
            "The records tell their state and nothing nearer: whether a committee is within a drive"
            " can't be told. Ask for their town when you call."
        )
    ]
    if len(far):
        n = int(far["members"].sum())
        sentences.append(
            _(
                "{members} are in states without an active committee: {states}.",
                members=ngettext("{n} more member", "{n} more members", n, n=formats.number(n)),
                states=formats.listing(
                    f"{name} ({formats.number(members)})"
                    for name, members in zip(far["name"], far["members"], strict=True)
                ),
            )
        )
    if without.unknown:
        sentences.append(
            ngettext(
                "Of {n} more nobody knows the state.",
                "Of {n} more nobody knows the state.",
                without.unknown,
                n=formats.number(without.unknown),
            )
        )
    sentences.append(_("States with fewer than five of them are not listed."))
    return " ".join(sentences)


AT_LARGE = Figure(
    "members_at_large", _read, in_words, empty=N_("No member without a committee is recorded")
)
