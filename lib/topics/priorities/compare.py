"""Two scenarios beside each other: what they ask, what they rank first and where they go."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from lib.access.scenarios import Scenario
from lib.language import _, current, formats, ngettext, use
from lib.language.vocabulary import NAMES, name_of
from lib.measures.priorities.wish import Infeasible
from lib.topics.priorities import cover, place_ranks, words
from lib.topics.priorities import weights as priority_weights
from lib.topics.priorities.wish_form import Asked
from lib.ui import downloads
from lib.ui.columns import Column
from lib.ui.filters import region_name
from lib.ui.tables import table

FIRST = 10


@dataclass(frozen=True)
class Comparison:
    """What tells two scenarios, a and b, apart, in words.

    :ivar sentence: how many first places they share, and how many are within reach with each.
    :ivar differences: by ``differences``.
    :ivar places: those that one of them ranks among the first or sends someone to: ``place_id,
        place, rank_a, rank_b, what_a, what_b`` (who is sent).
    """

    sentence: str
    differences: pd.DataFrame
    places: pd.DataFrame


@dataclass(frozen=True)
class _Side:
    """The places of one scenario with ``what`` (who is sent), and how many are within reach."""

    places: pd.DataFrame
    covered: str


def draw(existing: list[Scenario], asked: list[Asked]) -> None:
    """Draw the choice of two scenarios and, once both are chosen, what tells them apart.

    :param asked: what each asks for, in the same order.
    """
    st.subheader(_("Compare two"), anchor=False)
    names = {scenario.number: scenario.name for scenario in existing}
    by_number = dict(zip(names, asked, strict=True))
    sides = [
        column.selectbox(
            label,
            list(names),
            index=None,
            format_func=lambda n: names.get(n, str(n)),
            key=f"scenario_{side}",
            placeholder=_("Choose a scenario"),
        )
        # Translators: first of two scenarios; the next is "The other"
        for side, label, column in zip("ab", (_("One"), _("The other")), st.columns(2), strict=True)
    ]
    one, other = sides
    if one not in by_number or other not in by_number or one == other:
        return
    with st.spinner(_("Comparing…"), show_time=True):
        comparison = compare(by_number[one], by_number[other])
    labels = (names[one], names[other])
    st.markdown(comparison.sentence)
    table(
        comparison.differences,
        {"what": Column(_("What differs"), wide=True)}
        | {side: Column(label) for side, label in zip("ab", labels, strict=True)},
        key="scenario_differences",
        alt=_("What the two scenarios ask differently."),
        empty=_("Both ask for the same."),
    )
    table(
        comparison.places,
        place_columns(*labels),
        key="scenario_places",
        alt=_("The places of both."),
    )


def offer(asked: Asked, *, key: str) -> None:
    """Draw a link to the places of a scenario as CSV; they are found when it is followed."""
    downloads.offer(
        _("Places of this scenario as CSV"),
        partial(_csv, asked, current()),
        key=f"{key}_csv",
        file_name="tejido-scenario.csv",
        mime="text/csv; charset=utf-8",
        rows=len(place_ranks.listed(asked.scope, asked.weights)),
    )


def _csv(asked: Asked, language: str) -> bytes:
    with use(language):
        columns = {
            "place": Column(_("Place")),
            "region": Column(_("Region")),
            "rank": Column(_("Rank")),
            "need": Column(_("Need")),
            "capacity": Column(_("Capacity")),
            "gap": Column(_("Gap")),
            "score": Column(_("Score")),
            "what": Column(_("Sent there")),
        }
        return downloads.csv(_side(asked).places, columns, language)


def place_columns(one: str, other: str) -> dict[str, Column]:
    """The columns of the places of both scenarios."""
    return {
        "place": Column(_("Place"), pinned=True),
        "rank_a": Column(_("Rank: {name}", name=one), kind="number"),
        "rank_b": Column(_("Rank: {name}", name=other), kind="number"),
        "what_a": Column(_("Sends: {name}", name=one)),
        "what_b": Column(_("Sends: {name}", name=other)),
    }


def compare(one: Asked, other: Asked) -> Comparison:
    """Compare what two scenarios ask for, what they rank first and where they go."""
    a, b = _side(one), _side(other)
    shown = ["place_id", "place", "rank", "what"]
    places = a.places[shown].merge(
        b.places[shown], on="place_id", how="outer", suffixes=("_a", "_b")
    )
    places["place"] = places["place_a"].fillna(places["place_b"])
    first_a, first_b = places["rank_a"] <= FIRST, places["rank_b"] <= FIRST
    sent = (places["what_a"].fillna("") != "") | (places["what_b"].fillna("") != "")
    shared = ngettext(
        "{n} place is among the first {top} of both.",
        "{n} places are among the first {top} of both.",
        int((first_a & first_b).sum()),
        top=FIRST,
    )
    covered = _("Within reach: {one}, and {other}.", one=a.covered, other=b.covered)
    chosen = places[first_a | first_b | sent].sort_values(["rank_a", "rank_b"])
    return Comparison(f"{shared} {covered}", differences(one, other), chosen.reset_index(drop=True))


def _side(asked: Asked) -> _Side:
    listed = place_ranks.listed(asked.scope, asked.weights)
    try:
        answer = cover.answer(asked.scope, asked.weights, asked.wish)
    except Infeasible as problem:
        return _Side(listed.assign(what=""), words.obstacle(problem.obstacle))
    sent: dict[str, list[str]] = {}
    for what, places in (
        (_("organizer"), answer.best.organizers),
        (_("training"), answer.best.trainings),
    ):
        for place in places:
            sent.setdefault(place, []).append(what)
    who = listed["place_id"].map(lambda place: ", ".join(sent.get(place, [])))
    covered = formats.rate(round(answer.within_reach(answer.best)), round(answer.whole))
    return _Side(listed.assign(what=who), covered)


def differences(one: Asked, other: Asked) -> pd.DataFrame:
    """What two scenarios ask differently: ``what, a, b``, in words."""
    a, b = _asked(one), _asked(other)
    rows = [(what, a.get(what, ""), b.get(what, "")) for what in {**a, **b}]
    return pd.DataFrame([row for row in rows if row[1] != row[2]], columns=["what", "a", "b"])


def _asked(asked: Asked) -> dict[str, str]:
    wish, listed = asked.wish, place_ranks.listed(asked.scope, asked.weights)
    names = dict(zip(listed["place_id"], listed["place"], strict=True))
    items = {
        _("New organizers"): formats.number(wish.organizers),
        _("Trainings"): formats.number(wish.trainings),
        _("Travel time"): formats.minutes(wish.minutes),
        _("Regions"): formats.listing(region_name(region) for region in asked.scope.regions),
        _("Places that must have one"): formats.listing(names.get(p, p) for p in wish.pinned),
        _("Places to leave out"): formats.listing(names.get(p, p) for p in wish.excluded),
    }
    for region, least in wish.floors.items():
        items[_("At least in {region}", region=region_name(region))] = formats.number(least)
    for name, weight in priority_weights.by_name(asked.weights).items():
        family = "priority_group" if name in NAMES["priority_group"] else "priority_component"
        items[_("Weight: {name}", name=name_of(family, name))] = str(weight)
    return items
