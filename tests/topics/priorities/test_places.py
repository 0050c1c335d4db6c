"""Where each component is counted: one of the tables that its column rests on."""

import pytest

from lib.data import lineage
from lib.measures.priorities.codes import Component
from lib.topics.priorities.places import COUNTED_IN

# The read and the column that a component's numerator is added up from.
READS = {
    Component.INCIDENTS: ("incidents", "priority_incidents", "incidents"),
    Component.PEOPLE_AFFECTED: ("incidents", "priority_incidents", "people_affected"),
    Component.CALLS: ("incidents", "priority_calls", "calls"),
    Component.CASES: ("incidents", "priority_cases", "cases"),
    Component.AGREEMENTS: ("membership", "priority_policies", "policy"),
    Component.GROWTH: ("incidents", "priority_incidents", "incidents"),
    Component.UNANSWERED: ("incidents", "priority_incidents", "unanswered"),
    Component.COMMITTEES: ("membership", "priority_committees", "committee_id"),
    Component.MEMBERS: ("dashboard", "health_snapshots", "covered_by_dues"),
    Component.TRAINED: ("membership", "priority_committees", "trained"),
    Component.HUBS: ("membership", "priority_hubs", "partner_id"),
    Component.HOURS: ("membership", "priority_support", "hours"),
    Component.DISTANCE: ("dashboard", "health_snapshots", "responders"),
    Component.PRESENCE: ("membership", "priority_cities", "has_presence"),
    Component.ANTICIPATED_GAP: ("membership", "priority_cities", "has_anticipated_gap"),
    Component.PRIORITY_REGION: ("membership", "regions", "is_priority"),
}


@pytest.mark.parametrize("component", Component)
def test_a_component_is_counted_in_a_table_that_its_column_rests_on(component: Component) -> None:
    database, name, column = READS[component]
    assert COUNTED_IN[component] in lineage.sources(database, name, [column])
    # A part of what the whole read rests on, which is what is noted of it.
    assert COUNTED_IN[component] in lineage.sources(database, name)
