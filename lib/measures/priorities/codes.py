"""The names of what priorities are made of."""

from enum import StrEnum


class Group(StrEnum):
    """The three things that make a place a priority."""

    NEED = "need"
    CAPACITY = "capacity"
    """What is lacking of it counts."""
    STANDING = "standing"


class Component(StrEnum):
    """The figures of a group."""

    INCIDENTS = "incidents"
    PEOPLE_AFFECTED = "people_affected"
    CALLS = "calls"
    CASES = "cases"
    AGREEMENTS = "agreements"
    GROWTH = "growth"
    UNANSWERED = "unanswered"
    COMMITTEES = "committees"
    MEMBERS = "members"
    TRAINED = "trained"
    HUBS = "hubs"
    HOURS = "hours"
    DISTANCE = "distance"
    PRESENCE = "presence"
    ANTICIPATED_GAP = "anticipated_gap"
    PRIORITY_REGION = "priority_region"


class Kind(StrEnum):
    """What a component's figure is, and so how sure it can be."""

    EVENTS = "events"
    """Events per 100,000 people: shrunk, with an interval."""
    SHARE = "share"
    """Of events, a share: shrunk, with an interval."""
    STOCK = "stock"
    """Per 100,000 people, counted and so known."""
    FACT = "fact"
    """A number by itself, known."""
    FLAG = "flag"
    """Yes or no."""


class Unranked(StrEnum):
    """Why a place, or all of them, can't be ranked."""

    NO_PLACES = "no_places"
    NO_PEOPLE = "no_people"
    """Nobody, or nobody knows how many, foreign-born people live there."""
    TOO_LITTLE_DATA = "too_little_data"
    ALL_EQUAL = "all_equal"
    """No figure tells one place from another."""
    ONE_PLACE = "one_place"
    """There is nothing to compare it with."""
