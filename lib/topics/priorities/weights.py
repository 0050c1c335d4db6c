"""What counts how much: weights that a viewer may change, carried in the link by their codes."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import streamlit as st

from lib.language import _
from lib.language.vocabulary import name_of
from lib.measures.priorities.codes import Component, Group
from lib.measures.priorities.definitions import DEFINITIONS
from lib.measures.priorities.settings import MOST_WEIGHT, Weights, chosen_weights
from lib.ui import links

_OFFERED = range(MOST_WEIGHT + 1)


def _key(name: str) -> str:
    return f"w_{name}"


@cache
def usual() -> Mapping[str, int]:
    """The weights of ``thresholds.toml`` by the name of their group or component."""
    return MappingProxyType(by_name(chosen_weights()))


def by_name(weights: Weights) -> dict[str, int]:
    """Weights by the name of their group or component."""
    return {str(name): weight for name, weight in (*weights.groups, *weights.components)}


def take() -> Weights:
    """The weights of the session, at first those of the link; the usual ones where none can count.

    The first thing that a part which depends on them does, so that all of a run go by the same.
    """
    for name, weight in usual().items():
        links.take(_key(name), _OFFERED, default=weight)
    try:
        return chosen_weights(_taken())
    except ValueError:
        return chosen_weights()


def _taken() -> dict[str, int]:
    """What the session has of each; a forged message may carry a value that was never offered."""
    return {n: _offered(st.session_state[_key(n)], weight) for n, weight in usual().items()}


def _offered(weight: object, usual: int) -> int:
    return weight if isinstance(weight, int) and weight in _OFFERED else usual


def use(weights: Mapping[str, int]) -> None:
    """Give the session these weights, the usual ones where they say nothing."""
    for name, weight in usual().items():
        st.session_state[_key(name)] = _offered(weights.get(name, weight), weight)


def draw() -> None:
    """Draw the weights, folded away, and keep them in the link."""
    taken, in_link = _taken(), set(st.query_params)
    with st.expander(
        _("What counts how much"), key="weights", icon=":material/tune:", on_change="rerun"
    ) as unfolded:
        if unfolded.open:
            _draw_inputs()
    if taken != usual():
        st.button(
            _("Back to the usual weights"),
            key="weights_usual",
            icon=":material/undo:",
            type="tertiary",
            on_click=use,
            args=({},),
        )
    for name, weight in usual().items():
        # Nearly all are the usual ones and in no link: asking the link for each takes milliseconds.
        if taken[name] != weight or _key(name) in in_link:
            links.keep(_key(name), taken[name], default=weight)


def _draw_inputs() -> None:
    st.caption(
        _(
            "Groups are weighed against each other, and components inside their group. What weighs"
            " 0 does not count. The link to this page carries your weights."
        )
    )
    if not any(st.session_state[_key(str(group))] for group in Group):
        st.warning(_("Something must count: the usual weights stand until a group has a weight."))
    for group, column in zip(Group, st.columns(len(Group), gap="large"), strict=True):
        with column:
            _draw_group(group)


def _draw_group(group: Group) -> None:
    st.slider(
        f"**{name_of('priority_group', group)}**",
        0,
        MOST_WEIGHT,
        key=_key(str(group)),
        persist_state="session",
    )
    for component in _of(group):
        st.number_input(
            name_of("priority_component", component),
            0,
            MOST_WEIGHT,
            step=5,
            key=_key(str(component)),
            persist_state="session",
        )


def _of(group: Group) -> list[Component]:
    return [name for name, definition in DEFINITIONS.items() if definition.group is group]
