"""Priorities in words: components, figures, reasons and what stands in the way of a rank."""

import math
from typing import NamedTuple, Protocol

from lib.language import N_, _, formats
from lib.measures.distance import KM_A_MILE
from lib.measures.priorities.codes import Component, Kind, Unranked
from lib.measures.priorities.definitions import DEFINITIONS, PER
from lib.measures.priorities.wish import Obstacle

_UNRANKED = {
    Unranked.NO_PLACES: N_("There is no place to compare here."),
    Unranked.NO_PEOPLE: N_("Nobody knows how many foreign-born people live there, or nobody does."),
    Unranked.TOO_LITTLE_DATA: N_("Too little is known of it for a rank."),
    Unranked.ALL_EQUAL: N_("No figure tells one place from another, so there is no order."),
    Unranked.ONE_PLACE: N_("There is only one place, so there is nothing to compare it with."),
}
_OBSTACLES = {
    Obstacle.PINNED_NO_CANDIDATE: N_(
        "A place that must be in the answer is not one to choose from. Take it out."
    ),
    Obstacle.PINNED_AND_EXCLUDED: N_(
        "A place is asked for and left out at once. Take it out of one of the two lists."
    ),
    Obstacle.TOO_MANY_PINNED: N_(
        "More places are asked for than there are organizers. Add organizers or ask for fewer."
    ),
    Obstacle.FLOOR_ABOVE_CANDIDATES: N_(
        "A region has fewer places to choose from than the organizers promised to it."
        " Promise fewer."
    ),
    Obstacle.FLOORS_ABOVE_ORGANIZERS: N_(
        "What is promised to regions and places needs more organizers than there are."
        " Add organizers or promise fewer."
    ),
}
_EXPLAINED = {
    Component.INCIDENTS: N_("incidents in a year per 100,000 foreign-born people"),
    Component.PEOPLE_AFFECTED: N_("people affected in a year per 100,000 foreign-born people"),
    Component.CALLS: N_("hotline calls of the state in a year per 100,000 foreign-born people"),
    Component.CASES: N_("open cases of the state per 100,000 foreign-born people"),
    Component.AGREEMENTS: N_("agreements with ICE and policies in force"),
    Component.GROWTH: N_("of two years' incidents were in the last one"),
    Component.UNANSWERED: N_("of a year's incidents went unanswered"),
    Component.COMMITTEES: N_("committees, each counted by its health, per 100,000 foreign-born"),
    Component.MEMBERS: N_("members in good standing per 100,000 foreign-born people"),
    Component.TRAINED: N_("trained coordinators and responders per 100,000 foreign-born people"),
    Component.HUBS: N_("partner hubs per 100,000 foreign-born people"),
    Component.HOURS: N_("hours of accompaniment in 13 weeks per 100,000 foreign-born people"),
    Component.DISTANCE: N_("miles to the nearest committee with ready responders"),
    Component.PRESENCE: N_("whether we are established there"),
    Component.ANTICIPATED_GAP: N_("whether the plan expects needs to outgrow resources there"),
    Component.PRIORITY_REGION: N_("whether the region is one of the plan's first"),
}
_FLAGGED = {
    Component.PRESENCE: N_("We are established there"),
    Component.ANTICIPATED_GAP: N_("The plan expects needs to outgrow resources there"),
    Component.PRIORITY_REGION: N_("The region is one of the plan's first"),
}
_DIGITS_BELOW = 10


class ComponentRow(Protocol):
    """A row of ``lib.measures.priorities.figures.table``, as ``itertuples`` gives it."""

    component: str
    numerator: float
    denominator: float
    value: float
    low: float
    high: float


class ComponentFigure(NamedTuple):
    """A figure of a component at a place; see ``lib.measures.priorities.figures.table``."""

    component: Component
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None

    @property
    def plain(self) -> float | None:
        """Numerator over denominator as they are, not drawn towards all; null where none can be."""
        if formats.is_missing(self.numerator) or not self.denominator:
            return None
        per = 1 if DEFINITIONS[self.component].kind is Kind.SHARE else PER
        return per * self.numerator / self.denominator


def unranked(code: str) -> str:
    """Why a place, or all of them, has no rank."""
    return _(_UNRANKED[Unranked(code)])


def obstacle(why: Obstacle) -> str:
    """Why no answer meets every condition, and what to do."""
    return _(_OBSTACLES[why])


def explained(component: Component) -> str:
    """What a component counts."""
    return _(_EXPLAINED[component])


def figure_of(row: ComponentRow) -> ComponentFigure:
    """The figure of a row."""
    return ComponentFigure(
        Component(row.component), row.numerator, row.denominator, row.value, row.low, row.high
    )


def value(figure: ComponentFigure) -> str:
    """The figure as it is read; a dash where there is no data."""
    return _written(figure.component, figure.value)


def interval(figure: ComponentFigure) -> str:
    """The figure's interval; a dash where there is no doubt."""
    if DEFINITIONS[figure.component].kind not in (Kind.EVENTS, Kind.SHARE):
        return formats.NO_DATA
    if formats.is_missing(figure.low):
        return formats.NO_DATA
    low, high = (_written(figure.component, end) for end in (figure.low, figure.high))
    return _("{low} to {high}", low=low, high=high)


def of_what(figure: ComponentFigure) -> str:
    """``42 of 310,000``: numerator and denominator; the number alone where it stands by itself."""
    if formats.is_missing(figure.numerator):
        return _("no data")
    if DEFINITIONS[figure.component].denominator is None:
        return value(figure)
    return _(
        "{part} of {whole}",
        part=formats.number(figure.numerator, 1),
        whole=formats.number(figure.denominator),
    )


def counted(figure: ComponentFigure) -> str:
    """``6 of 11,910 = 50``: numerator, denominator and what they make, per 100,000 where it is so.

    The number alone where it stands by itself.
    """
    definition = DEFINITIONS[figure.component]
    if definition.denominator is None or formats.is_missing(figure.numerator):
        return of_what(figure)
    plain = figure.plain
    if plain is None:
        return of_what(figure)
    return _("{made} = {rate}", made=of_what(figure), rate=_written(figure.component, plain))


def sentence(figure: ComponentFigure, above: float) -> str:
    """What lifts a place: the figure, what it is made of and how many points it adds."""
    parts = {
        "what": explained(figure.component),
        "value": value(figure),
        "points": formats.number(above, 1),
    }
    definition = DEFINITIONS[figure.component]
    if definition.kind is Kind.FLAG:
        flagged = _(_FLAGGED[figure.component])
        return _(
            "**{flagged}**; {points} points more than at the typical place (the median).",
            **parts,
            flagged=flagged,
        )
    if figure.value is not None and math.isinf(figure.value):
        return _(
            "**No committee anywhere** has ready responders; {points} points more than at the"
            " typical place (the median).",
            **parts,
        )
    if definition.denominator is None:
        return _(
            "**{value}** {what}; {points} points more than at the typical place (the median).",
            **parts,
        )
    parts["made"] = counted(figure)
    if definition.kind in (Kind.EVENTS, Kind.SHARE):
        return _(
            "**{made}** {what}; {value} allowing for chance (95 % interval {interval}); {points}"
            " points more than at the typical place (the median).",
            **parts,
            interval=interval(figure),
        )
    return _(
        "**{made}** {what}; {points} points more than at the typical place (the median).", **parts
    )


def _written(component: Component, number: float | None) -> str:
    if formats.is_missing(number):
        return formats.NO_DATA
    kind = DEFINITIONS[component].kind
    if kind is Kind.FLAG:
        return _("yes") if number else _("no")
    if kind is Kind.SHARE:
        return formats.percent(number)
    if math.isinf(number):
        # Translators: not a single one of what is counted
        return _("none")
    if component is Component.DISTANCE:
        return formats.number(number / KM_A_MILE)
    return formats.number(number, 1 if abs(number) < _DIGITS_BELOW else 0)
