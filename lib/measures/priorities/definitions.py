"""What each component is measured from, and the columns that places must have."""

from dataclasses import dataclass

from lib.measures.priorities.codes import Component, Group, Kind

PER = 100_000


@dataclass(frozen=True)
class Definition:
    """A component: ``numerator`` over ``denominator``, columns of the places.

    ``clump`` is the column of the events that brought the numerator about, several at a time.
    ``less_is_more``: a smaller figure means more of the group.
    """

    group: Group
    kind: Kind
    numerator: str
    denominator: str | None = None
    clump: str | None = None
    less_is_more: bool = False


_PEOPLE = "foreign_born"

DEFINITIONS: dict[Component, Definition] = {
    Component.INCIDENTS: Definition(Group.NEED, Kind.EVENTS, "incidents", _PEOPLE),
    Component.PEOPLE_AFFECTED: Definition(
        Group.NEED, Kind.EVENTS, "people_affected", _PEOPLE, clump="incidents"
    ),
    Component.CALLS: Definition(Group.NEED, Kind.EVENTS, "calls", "calls_foreign_born"),
    Component.CASES: Definition(Group.NEED, Kind.EVENTS, "cases", "cases_foreign_born"),
    Component.AGREEMENTS: Definition(Group.NEED, Kind.FACT, "agreements"),
    Component.GROWTH: Definition(Group.NEED, Kind.SHARE, "incidents", "incidents_two_years"),
    Component.UNANSWERED: Definition(Group.NEED, Kind.SHARE, "unanswered", "answerable"),
    Component.COMMITTEES: Definition(Group.CAPACITY, Kind.STOCK, "healthy_committees", _PEOPLE),
    Component.MEMBERS: Definition(Group.CAPACITY, Kind.STOCK, "good_standing", _PEOPLE),
    Component.TRAINED: Definition(Group.CAPACITY, Kind.STOCK, "trained", _PEOPLE),
    Component.HUBS: Definition(Group.CAPACITY, Kind.STOCK, "hubs", _PEOPLE),
    Component.HOURS: Definition(Group.CAPACITY, Kind.STOCK, "hours", _PEOPLE),
    Component.DISTANCE: Definition(Group.CAPACITY, Kind.FACT, "km_to_ready", less_is_more=True),
    Component.PRESENCE: Definition(Group.STANDING, Kind.FLAG, "has_presence"),
    Component.ANTICIPATED_GAP: Definition(Group.STANDING, Kind.FLAG, "has_anticipated_gap"),
    Component.PRIORITY_REGION: Definition(Group.STANDING, Kind.FLAG, "is_priority"),
}

COLUMNS = {
    "place_id": "unique",
    "region_id": "region of the place's state",
    "foreign_born": "foreign-born people; null where unknown",
    "incidents": "of the last year, false reports left out",
    "incidents_two_years": "these and those of the year before",
    "people_affected": "of the last year's incidents, those that say",
    "answerable": "incidents of the last year",
    "unanswered": "of these, without a response",
    "calls": "to the hotline, last year, of the place's state: calls know no finer place",
    "calls_foreign_born": "foreign-born people of that state",
    "cases": "deportation cases open, of the place's state, in full fives",
    "cases_foreign_born": "foreign-born people of that state",
    "agreements": "agreements and policies in force in the place or its whole state",
    "healthy_committees": "sum of the health scores (0 to 1) of its committees",
    "good_standing": "members in good standing of its committees",
    "trained": "coordinators and responders with a valid core certificate",
    "hubs": "partner hubs",
    "hours": "of accompaniment, last 13 weeks",
    "km_to_ready": "great circle to the nearest committee with ready responders; infinite: there is"
    " none; null: nobody knows where the place is",
    "has_presence": "0 or 1",
    "has_anticipated_gap": "0 or 1",
    "is_priority": "0 or 1: the region is one of the plan's first",
}
"""The columns of the places and what they are; null is no data and never zero."""
