from types import ModuleType

import pytest

from lib.access.audit import Event
from lib.access.permissions import ROLES
from lib.data.contract import SOURCES, incidents, membership, rollup
from lib.data.doctor.flags import SENTENCES
from lib.language import use
from lib.language.vocabulary import NAMES, name_of
from lib.ui.palette import STATUS


def codes_of(module: ModuleType) -> dict[str, tuple[str, ...]]:
    """The contract's lists of codes: its constants that are tuples of words."""
    return {
        name: value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, tuple) and all(isinstance(v, str) for v in value)
    }


LISTS = [
    pytest.param(codes, id=f"{module.__name__}.{name}")
    for module in (membership, incidents, rollup)
    for name, codes in codes_of(module).items()
]


def test_the_contract_has_lists_of_codes():
    # Twelve of membership and its rollup, two of incidents: the next test sees them all.
    assert len(LISTS) >= 14


@pytest.mark.parametrize("codes", LISTS)
def test_every_list_of_codes_is_a_family_with_exactly_its_codes(codes):
    assert set(codes) in [set(names) for names in NAMES.values()]


def test_every_source_table_has_a_name():
    tables = {t.name for metadata in SOURCES.values() for t in metadata.sorted_tables}
    assert set(NAMES["source_table"]) == tables


def test_every_rule_of_records_has_a_name():
    # The doctor's words are compared with the rules themselves.
    assert set(NAMES["record_rule"]) == set(SENTENCES)


def test_every_role_has_a_name():
    assert set(NAMES["account_role"]) == set(ROLES)


def test_every_status_has_a_mark():
    assert set(STATUS) == set(NAMES["committee_status"])


def test_names_follow_the_language():
    assert name_of("committee_status", "dormant") == "Dormant"
    with use("es"):
        assert name_of("committee_status", "forming") == "En formación"


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_no_code_is_a_dash(nothing):
    assert name_of("incident_kind", nothing) == "–"


def test_a_code_of_the_organizations_own_is_shown_as_it_is():
    assert name_of("incident_kind", "boat_stop") == "boat_stop"


def test_an_unknown_family_is_a_mistake():
    with pytest.raises(KeyError):
        name_of("incident", "raid")


def test_every_event_of_the_audit_has_a_name():
    assert set(NAMES["audit_event"]) == {event.value for event in Event}
