"""Ids that changed in a source, by a file beside the imported one."""

from pathlib import Path

import pytest

from lib.exchange.errors import NotImportable
from tests.exchange.conftest import Load, read

MEMBERS = """
    table = "member"
    identity.template = "crm-{id}"
    columns = { joined_on.constant = 2025-01-01, given_name = "name" }
"""
ALIAS = '\n[alias]\nfile = "merged.csv"\nold = "crm-{Old}"\nnew = "crm-{New}"\n'


def members() -> list[tuple]:
    query = "SELECT member_id, given_name FROM source.member WHERE member_id LIKE 'crm%' ORDER BY 1"
    return read("membership", query)


@pytest.fixture
def merged(tmp_path: Path):
    def merged(*pairs: str) -> None:
        (tmp_path / "merged.csv").write_text("Old,New\n" + "".join(f"{p}\n" for p in pairs))

    return merged


def test_who_was_merged_into_another_is_one_with_all_that_names_them(
    load: Load, rows, merged
) -> None:
    load("member", "id,name\n1,Ana\n2,Anita\n3,Beto\n", MEMBERS)
    rows("membership", "dues_payment", {"payment_id": "p1", "member_id": "crm-1"},
         {"payment_id": "p2", "member_id": "crm-2"})  # fmt: skip
    merged("2,1")
    outcome = load("member", "id,name\n1,Ana\n3,Beto\n", MEMBERS + ALIAS)
    assert (outcome.unchanged, outcome.rejected) == (2, 0)
    assert members() == [("crm-1", "Ana"), ("crm-3", "Beto")]
    query = "SELECT DISTINCT member_id FROM source.dues_payment"
    assert read("membership", query) == [("crm-1",)]


def test_an_id_that_was_renumbered_is_the_same_row(load: Load, rows, merged) -> None:
    load("member", "id,name\n1,Ana\n", MEMBERS)
    rows("membership", "dues_payment", {"payment_id": "p1", "member_id": "crm-1"})
    merged("1,7", "7,9")  # and again later
    outcome = load("member", "id,name\n9,Ana\n", MEMBERS + ALIAS)
    assert (outcome.new, outcome.unchanged) == (0, 1)
    assert members() == [("crm-9", "Ana")]
    assert read("membership", "SELECT member_id FROM source.dues_payment") == [("crm-9",)]


def test_two_that_became_a_third_are_one(load: Load, merged) -> None:
    load("member", "id,name\n1,Ana\n2,Ana\n", MEMBERS)
    merged("1,3", "2,3")
    load("member", "id,name\n3,Ana\n", MEMBERS + ALIAS)
    assert members() == [("crm-3", "Ana")]


def test_an_old_id_in_another_table_is_taken_for_the_new_one(load: Load, merged) -> None:
    load("member", "id,name\n1,Ana\n", MEMBERS)
    merged("2,1")
    payments = """
        table = "dues_payment"
        identity.template = "pay-{id}"
        columns.member_id.template = "crm-{who}"
        columns.paid_on = "day"
        columns.covers_from = "day"
        columns.covers_to = "day"
        columns.amount_cents.constant = 500
    """
    content = "id,who,day\n1,2,2026-01-01\n2,1,2026-01-01\n"
    outcome = load("dues_payment", content, payments + ALIAS + 'of = "member"\n')
    assert (outcome.new, outcome.rejected) == (2, 0)
    assert [(note.about, note.rows) for note in outcome.notes if "changed" in note.what] == [
        ("member_id", 1)
    ]
    query = "SELECT DISTINCT member_id FROM source.dues_payment"
    assert read("membership", query) == [("crm-1",)]


def test_ids_that_lead_back_to_themselves_are_refused(load: Load, merged) -> None:
    merged("1,2", "2,1")
    with pytest.raises(NotImportable, match="the ids of crm-1 lead back to themselves"):
        load("member", "id,name\n1,Ana\n", MEMBERS + ALIAS)
