"""The wish for organizers and trainings: its form, and what was asked with which weights."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.access.scenarios import MOST_MINUTES, SavedWish
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.collation import as_sorted
from lib.measures.priorities.settings import Weights, settings
from lib.ui import links
from lib.ui.filters import region_name

USUAL = SavedWish(organizers=3, trainings=0, minutes=60)
ASKED = "tejido.asked"
"""Where the session keeps what was last asked for."""
_MINUTES = (30, 45, 60, 90, 120, 180, 240)


@dataclass(frozen=True)
class Asked:
    """A wish, and the weights and regions that it was asked with."""

    wish: SavedWish
    weights: Weights
    scope: Scope


def last_wish() -> SavedWish:
    """The wish that was last asked for in this session; else the usual one."""
    asked: Asked | None = st.session_state.get(ASKED)
    return USUAL if asked is None else asked.wish


def ask(asked: Asked) -> None:
    """Ask for a wish as if its form had been filled in."""
    state, wish = st.session_state, asked.wish
    state[ASKED] = asked
    state["organizers"], state["trainings"] = wish.organizers, wish.trainings
    state["minutes"] = wish.minutes if wish.minutes in _MINUTES else USUAL.minutes
    state["pinned"], state["excluded"] = list(wish.pinned), list(wish.excluded)
    for region in _floored(asked.scope):
        state[f"floor_{region}"] = wish.floors.get(region, 0)


def draw(scope: Scope, rows: pd.DataFrame) -> bool:
    """Draw the form; whether an answer is asked for.

    :param rows: the places to choose from: ``place_id``, ``place``.
    """
    most = settings().cover
    places = zip(rows["place_id"], rows["place"], strict=True)
    names = dict(sorted(places, key=lambda place: as_sorted(place[1])))
    regions = _floored(scope)
    links.take("organizers", range(most.most_organizers + 1), default=USUAL.organizers)
    links.take("trainings", range(most.most_trainings + 1), default=USUAL.trainings)
    links.take("minutes", _MINUTES, default=USUAL.minutes)
    for name in ("pinned", "excluded"):
        links.take_several(name, tuple(names))
    for region in regions:
        links.take(f"floor_{region}", range(most.most_organizers + 1), default=0)
    with st.form("wish"):
        first, second, third = st.columns(3)
        first.number_input(
            _("New organizers"), 0, most.most_organizers, key="organizers", persist_state="session"
        )
        second.number_input(
            _("Trainings"),
            0,
            most.most_trainings,
            key="trainings",
            persist_state="session",
            help=_("A training covers its own place, where there is a committee to be trained."),
        )
        third.selectbox(
            _("Travel time"),
            _MINUTES,
            format_func=formats.minutes,
            key="minutes",
            persist_state="session",
        )
        with st.expander(
            # Translators: what an answer must respect
            _("Conditions"),
            icon=":material/rule:",
            expanded=_has_conditions(regions),
        ):
            _draw_conditions(regions, names, most.most_organizers)
        return st.form_submit_button(_("Find the places"), icon=":material/travel_explore:")


def _has_conditions(regions: list[str]) -> bool:
    state = st.session_state
    return any(state.get(f"floor_{region}") for region in regions) or any(
        state[name] for name in ("pinned", "excluded")
    )


def _draw_conditions(regions: list[str], names: Mapping[str, str], most: int) -> None:
    if regions:
        st.caption(_("At least so many organizers in the plan's priority regions:"))
        for region, column in zip(regions, st.columns(len(regions)), strict=True):
            column.number_input(
                formats.plain(region_name(region)),
                0,
                most,
                key=f"floor_{region}",
                persist_state="session",
            )
    left, right = st.columns(2)
    left.multiselect(
        _("Places that must have one"),
        list(names),
        format_func=lambda place: names.get(place, place),
        key="pinned",
        persist_state="session",
        placeholder=_("None"),
    )
    right.multiselect(
        _("Places to leave out"),
        list(names),
        format_func=lambda place: names.get(place, place),
        key="excluded",
        persist_state="session",
        placeholder=_("None"),
    )


def _floored(scope: Scope) -> list[str]:
    regions = reads.regions()
    first = regions.loc[regions["is_priority"], "region_id"]
    return [region for region in first if region in scope]


def of_form(scope: Scope) -> SavedWish:
    """The form as a wish; what a forged message put outside of what is offered is the usual."""
    state, most = st.session_state, settings().cover
    return SavedWish(
        organizers=_within(state["organizers"], most.most_organizers, USUAL.organizers),
        trainings=_within(state["trainings"], most.most_trainings, USUAL.trainings),
        minutes=_within(state["minutes"], MOST_MINUTES, USUAL.minutes) or USUAL.minutes,
        floors={
            region: least
            for region in _floored(scope)
            if (least := _within(state[f"floor_{region}"], most.most_organizers, 0))
        },
        pinned=tuple(sorted(state["pinned"])),
        excluded=tuple(sorted(state["excluded"])),
    )


def _within(value: object, most: int, usual: int) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value <= most else usual
