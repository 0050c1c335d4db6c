"""Exports of other systems, with rows that are made up here, by the shipped mappings."""

import csv
import io

import pytest

from lib.data.contract import source_table
from lib.exchange.importing import import_file
from tests.exchange.conftest import DATA, MAPPINGS, numbers, read

DSA_HEADER = (DATA / "dsa_member_export_header.csv").read_text().strip()
USHAHIDI_HEADER = (
    "Post ID,Survey,Post Status,Created (UTC),Updated (UTC),Post Date (UTC),Contact ID,Contact,"
    "Data Source ID,Source,Unstructured Description,Kind,State"
)
MOBILIZE_HEADER = (
    "id,created_date,modified_date,person,event,timeslot,sponsor,status,attended,referrer"
)


@pytest.fixture
def bring(places, tmp_path):
    """Import rows that name only the columns that matter."""

    def bring(table: str, mapping: str, header: str, *rows: dict[str, str]):
        content = io.StringIO()
        writer = csv.DictWriter(content, header.split(","), restval="")
        writer.writeheader()
        writer.writerows(rows)
        file = tmp_path / "export.csv"
        file.write_text(content.getvalue(), encoding="utf-8")
        return import_file(table, file, MAPPINGS / f"{mapping}.toml")

    return bring


ANA = {
    "AK_ID": "1", "first_name": "Ana", "last_name": "Peña", "Email": "ana@example.org",
    "best_phone": "210-555-0100", "Mailing_State": "TX", "Mailing_Zip": "78201",
    "Mailing_Address1": "1 Main St", "Join_Date": "2021-03-04", "Xdate": "2026-12-31",
    "membership_status": "member in good standing", "DSA_chapter": "San Antonio",
}  # fmt: skip


def test_a_member_list(bring, rows):
    rows("membership", "committee", {"committee_id": "sa", "name": "San Antonio"})
    outcome = bring(
        "member", "dsa_members", DSA_HEADER,
        ANA,
        # Late with dues: still a member, so nothing has lapsed; dates of another spelling.
        ANA | {"AK_ID": "2", "membership_status": "member", "Xdate": "1/31/2024",
               "Join_Date": "3/4/21", "DSA_chapter": "Nowhere"},
        # Dues covered the 31st, so the 1st is the first day without membership.
        ANA | {"AK_ID": "3", "membership_status": "lapsed", "Xdate": "2024-01-31"},
        # No mailing address: the state of the billing address; abroad by the army's post: none.
        ANA | {"AK_ID": "4", "Mailing_State": "", "Billing_State": "Arizona"},
        ANA | {"AK_ID": "5", "Mailing_State": "AE"},
        ANA | {"AK_ID": "6", "Join_Date": ""},  # when they joined has to be known
        ANA | {"AK_ID": "", "first_name": "=cmd"},
    )  # fmt: skip
    assert numbers(outcome) == (7, 5, 0, 0, 2)
    assert outcome.rejected_by_column == {"joined_on": 1, "member_id": 1}
    query = (
        "SELECT member_id, joined_on::text, lapsed_on::text, state_fips, committee_id"
        " FROM source.member ORDER BY 1"
    )
    assert read("membership", query) == [
        ("dsa-1", "2021-03-04", None, "48", "sa"),
        ("dsa-2", "2021-03-04", None, "48", None),
        ("dsa-3", "2021-03-04", "2024-02-01", "48", "sa"),
        ("dsa-4", "2021-03-04", None, "04", "sa"),
        ("dsa-5", "2021-03-04", None, None, "sa"),
    ]


def test_what_is_personal_goes_to_personal_columns_and_nowhere_else(bring):
    bring("member", "dsa_members", DSA_HEADER, ANA)
    table = source_table("membership", "member")
    personal = [c.name for c in table.c if c.info.get("personal")]
    ((given_name, family, email, phone, code),) = read(
        "membership", f"SELECT {', '.join(personal)} FROM source.member"
    )
    personal_values = {"Ana", "Peña", "ana@example.org", "210-555-0100", "78201"}
    assert {given_name, family, email, phone, code} == personal_values
    others = [c.name for c in table.c if not c.info.get("personal")]
    (open_values,) = read("membership", f"SELECT {', '.join(others)} FROM source.member")
    assert not personal_values & {str(value) for value in open_values}
    assert "1 Main St" not in str(read("membership", "SELECT * FROM source.member"))


@pytest.mark.slow
def test_people_of_action_network(bring):
    header = (
        "identifiers,created_date,modified_date,given_name,family_name,email_address,phone_number,"
        "postal_code,region"
    )
    person = {"created_date": "2024-01-02T03:00:00Z", "modified_date": "2024-05-06T07:08:09Z"}
    outcome = bring(
        "member", "action_network_members", header,
        person | {"identifiers": "action_network:a1", "region": "AZ", "given_name": "Ana"},
        person | {"identifiers": "action_network:a2", "region": "Sonora"},
    )  # fmt: skip
    assert numbers(outcome) == (2, 2, 0, 0, 0)
    query = (
        "SELECT member_id, joined_on::text, updated_at::text, state_fips FROM source.member"
        " ORDER BY 1"
    )
    assert read("membership", query) == [
        # Three in the morning in UTC was the evening before in Chicago.
        ("action_network:a1", "2024-01-01", "2024-05-06 07:08:09+00", "04"),
        ("action_network:a2", "2024-01-01", "2024-05-06 07:08:09+00", None),
    ]


def test_attendances_of_mobilize(bring, rows):
    rows("membership", "course", {"course_id": "know-your-rights"})
    times = {"created_date": "1704164400", "modified_date": "1706842800"}
    # 1704164400 is 2 January 2024, 03:00 UTC; 1706842800 is 2 February, 03:00: the evenings before.
    outcome = bring(
        "enrollment", "mobilize_enrollments", MOBILIZE_HEADER,
        times | {"id": "1", "event": "1001", "status": "CONFIRMED", "attended": "true"},
        times | {"id": "2", "event": "1001", "status": "CANCELLED", "attended": "false"},
        times | {"id": "3", "event": "1001", "status": "REGISTERED"},
        times | {"id": "4", "event": "7", "attended": "true"},  # a canvass, no training
    )  # fmt: skip
    assert numbers(outcome) == (4, 3, 0, 0, 1)
    query = (
        "SELECT enrollment_id, enrolled_on::text, completed_on::text, withdrew_on::text"
        " FROM source.enrollment ORDER BY 1"
    )
    assert read("membership", query) == [
        ("mobilize-1", "2024-01-01", "2024-02-01", None),
        ("mobilize-2", "2024-01-01", None, "2024-02-01"),
        ("mobilize-3", "2024-01-01", None, None),
    ]


def test_posts_of_ushahidi(bring):
    post = {
        "Post Status": "published", "Created (UTC)": "2024-01-02 03:04:05",
        "Updated (UTC)": "2024-01-03 00:00:00", "Post Date (UTC)": "2024-01-02 01:00:00",
        "Contact": "+1 210 555 0100", "Source": "sms", "Unstructured Description": "seen",
    }  # fmt: skip
    outcome = bring(
        "incident", "ushahidi_incidents", USHAHIDI_HEADER,
        post | {"Post ID": "1", "Kind": "Checkpoint", "State": "TX"},
        post | {"Post ID": "2", "Post Status": "draft", "Post Date (UTC)": ""},
        post | {"Post ID": "3", "Post Status": "archived", "Kind": "Rumour", "State": "?"},
        post | {"Post ID": "4", "Post Status": "spam"},  # a status that it does not document
    )  # fmt: skip
    assert numbers(outcome) == (4, 3, 0, 0, 1)
    query = (
        "SELECT incident_id, kind, verification, region_id, occurred_at::text, reporter"
        " FROM source.incident ORDER BY 1"
    )
    contact = "+1 210 555 0100"
    assert read("incidents", query) == [
        ("ushahidi-1", "checkpoint", "verified", "southwest", "2024-01-02 01:00:00+00", contact),
        ("ushahidi-2", "other", "unverified", None, "2024-01-02 03:04:05+00", contact),
        ("ushahidi-3", "other", "false_report", None, "2024-01-02 01:00:00+00", contact),
    ]
