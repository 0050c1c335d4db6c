"""Two committees side by side: their headlines, what their points are made of, their people."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.access import page_views
from lib.access.viewer import Viewer
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.language.vocabulary import name_of
from lib.measures.health import Indicator
from lib.reads.committee_names import committee_names
from lib.topics.committees.committee import Committee, find
from lib.topics.committees.nearest import nearest
from lib.topics.committees.recorded import known
from lib.topics.health import words
from lib.topics.health.standing import standing_of
from lib.ui import links
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.listing import Cell, Listing, Row

OFFERED = 300
"""Most committees that are offered to choose from: the nearest ones."""
_PLACED = ("committee_id", "status", "latitude", "longitude")
_NUMBERS = (
    "committee_id",
    "members",
    "good_standing",
    "coordinators_core",
    "gatherings",
    "turnout",
    "last_gathering_on",
    "formed_on",
)
_SUPPORT = ("committee_id", "coordinators", "responders", "requests_open", "last_visit_on")


def draw(viewer: Viewer, committee: Committee) -> None:
    """Draw the choice of another committee of the viewer's, and both beside each other."""
    with part():
        other = _choose(viewer, committee)
        if other is None:
            return
        page_views.record_compared(viewer, other.committee_id)
        COMPARED.draw(
            Choice(viewer.scope, 13),
            committee.committee_id,
            committee.region_id,
            other.committee_id,
            other.region_id,
        )


def _choose(viewer: Viewer, committee: Committee) -> Committee | None:
    names = committee_names(viewer.scope)
    offered = ("", *_offered(viewer, committee))
    if st.session_state.get("with", "") not in offered:
        del st.session_state["with"]
    links.take("with", offered, default="")
    chosen = st.selectbox(
        _("Compare with"),
        offered,
        format_func=lambda each: names.get(each) or _("Choose a committee"),
        key="with",
        width=360,
    )
    # A forged message may carry a value that was never offered.
    chosen = chosen if chosen in offered else ""
    links.keep("with", chosen, default="")
    return find(viewer.scope, chosen) if chosen else None


def _offered(viewer: Viewer, committee: Committee) -> list[str]:
    """The open committees of a viewer but this one, by name; of very many those nearest to it."""
    everyone = reads.membership.committees(viewer.scope, columns=_PLACED)
    others = everyone[
        (everyone["committee_id"] != committee.committee_id) & (everyone["status"] != "closed")
    ]
    if len(others) > OFFERED:
        others = nearest(everyone, committee.committee_id, OFFERED)
    names = committee_names(viewer.scope)
    return sorted(others["committee_id"], key=lambda each: as_sorted(names[each]))


@dataclass(frozen=True)
class Pair:
    """Two committees.

    :ivar ids: of the one and the other.
    :ivar numbers: of ``committees`` and ``committee_support``, by id.
    :ivar health: by ``health``, by id; who was not measured has no row.
    """

    ids: tuple[str, str]
    numbers: pd.DataFrame
    health: pd.DataFrame


def _read(
    choice: Choice, committee_id: str, region_id: str, other_id: str, other_region: str
) -> Pair:
    both = {committee_id: region_id, other_id: other_region}
    numbers = known(reads.membership.committees(choice.scope, columns=_NUMBERS)).merge(
        reads.membership.committee_support(choice.scope, columns=_SUPPORT),
        on="committee_id",
        how="left",
    )
    # A committee's figures lean on those of its whole region, as on its own page.
    measured = [
        one.measured
        for each, region in both.items()
        if (one := standing_of(choice.scope.within({region}), each)) is not None
    ]
    health = pd.concat(measured) if measured else pd.DataFrame(columns=["committee_id", "level"])
    return Pair(
        ids=(committee_id, other_id),
        numbers=numbers[numbers["committee_id"].isin(both)].set_index("committee_id"),
        health=health.set_index("committee_id"),
    )


def compared(pair: Pair, choice: Choice, *_ids: str) -> Listing:
    """Two committees as a table: a row a figure, a column a committee."""
    names = committee_names(choice.scope)
    return Listing(
        headers=(_("What is compared"), *(names[each] for each in pair.ids)),
        rows=(*_standings(pair), *_indicators(pair), *_counts(pair)),
        alt=_("Two committees beside each other."),
        is_comparison=True,
    )


def _row(label: str, cells: list[str]) -> Row:
    return Row(tuple(map(Cell, (label, *cells))))


def _value(frame: pd.DataFrame, committee_id: str, column: str) -> float:
    if committee_id not in frame.index or column not in frame:
        return float("nan")
    return float(frame.loc[committee_id, column])


def _standings(pair: Pair) -> list[Row]:
    cells = []
    for each in pair.ids:
        if each not in pair.health.index:
            cells.append(formats.NO_DATA)
            continue
        level = words.level(str(pair.health.loc[each, "level"]))
        score, progress = (_value(pair.health, each, name) for name in ("score", "progress"))
        points = progress if pd.isna(score) else score
        cells.append(
            level
            if pd.isna(points)
            else _("{level} · {n} of 100", level=level, n=formats.number(100 * points))
        )
    return [_row(_("How it stands"), cells)]


def _indicators(pair: Pair) -> list[Row]:
    """The indicators of which one of the two has any points, each of 100."""
    rows = []
    for indicator in map(str, Indicator):
        values = [100 * _value(pair.health, each, indicator) for each in pair.ids]
        if not all(map(pd.isna, values)):
            cells = [
                formats.NO_DATA
                if pd.isna(value)
                else _("{n} of 100 points", n=formats.number(value))
                for value in values
            ]
            rows.append(_row(name_of("health_indicator", indicator), cells))
    return rows


def _counts(pair: Pair) -> list[Row]:
    numbers = pair.numbers

    def count(column: str, digits: int = 0) -> list[str]:
        return [formats.number(_value(numbers, each, column), digits) for each in pair.ids]

    def days(column: str) -> list[str]:
        return [formats.day(numbers.loc[each, column]) for each in pair.ids]

    return [
        _row(_("Members"), count("members")),
        _row(_("In good standing"), count("good_standing")),
        _row(_("Coordinators"), count("coordinators")),
        _row(_("… with core training"), count("coordinators_core")),
        _row(_("Responders now"), count("responders")),
        _row(_("Gatherings, 13 weeks"), count("gatherings")),
        _row(_("People a gathering"), count("turnout", 1)),
        _row(_("Last gathering"), days("last_gathering_on")),
        _row(_("Open requests"), count("requests_open")),
        _row(_("Last visit"), days("last_visit_on")),
        # Translators: the day on which a committee was formed
        _row(_("Formed"), days("formed_on")),
    ]


COMPARED = Figure("compared", _read, compared)
