"""Exports of the tools that people use, each by the mapping that comes with Tejido."""

from pathlib import Path

import pytest

from lib.exchange.importing import Outcome, import_file
from tests.exchange.conftest import DATA, MAPPINGS, read

EXPORTS = DATA / "exports"


@pytest.fixture
def bring(places, rows, tmp_path: Path):
    """Import an export by the mapping of a name, over a committee, its courses and a member."""
    rows("membership", "committee", {"committee_id": "phoenix", "name": "Phoenix"})
    rows("membership", "course", {"course_id": "know-your-rights"}, {"course_id": "rapid-response"})
    rows(
        "membership",
        "member",
        {"member_id": "ana", "email": "ana@example.org"},
        {"member_id": "beto", "email": "beto@example.org"},
    )

    def bring(table: str, file: str, mapping: str) -> Outcome:
        path = MAPPINGS / f"{mapping}.toml"
        return import_file(table, EXPORTS / file, path, tmp_path / "rejected.csv")

    return bring


def found(database: str, columns: str, table: str, prefix: str) -> list[tuple]:
    """Rows of a source as texts, nothing as an empty one."""
    key, *others = columns.split(", ")
    texts = ", ".join(f"coalesce({column}::text, '')" for column in (key, *others))
    where = f"starts_with({key}, '{prefix}')"
    return read(database, f"SELECT {texts} FROM source.{table} WHERE {where} ORDER BY {key}")


@pytest.mark.slow
def test_action_network_report(bring) -> None:
    outcome = bring("member", "action_network_report.csv", "action_network_report")
    assert (outcome.new, outcome.rejected) == (2, 0)
    columns = "member_id, given_name, committee_id, state_fips, joined_on, postal_code"
    ana, beto = found("membership", columns, "member", "action-network-")
    assert ana[1:] == ("Ana", "phoenix", "04", "2026-01-03", "85001")
    # There is no committee of Atlanta; 02:11 in UTC is the evening before.
    assert beto[1:3] + beto[4:] == ("Beto", "", "2025-11-30", "30301")


def test_action_network_pages(bring) -> None:
    outcome = bring("member", "action_network_people-*.json", "action_network_people")
    assert (outcome.new, outcome.rejected) == (2, 0)
    columns = "member_id, given_name, email, state_fips, joined_on, updated_at"
    assert found("membership", columns, "member", "action_network:")[0] == (
        "action_network:0001", "Ana", "ana@example.org", "04", "2025-12-31",
        "2026-02-01 03:00:00+00",
    )  # fmt: skip


def test_mobilize_signups(bring) -> None:
    outcome = bring("enrollment", "mobilize_signups.csv", "mobilize_signups")
    assert (outcome.new, outcome.left_out, outcome.rejected) == (2, 1, 0)
    columns = "enrollment_id, course_id, member_id, enrolled_on, completed_on, withdrew_on"
    assert [row[1:] for row in found("membership", columns, "enrollment", "mobilize-")] == [
        # Ana wrote her address otherwise when she signed up; members are found all the same.
        ("know-your-rights", "", "2026-03-01", "2026-03-07", ""),
        ("know-your-rights", "beto", "2026-03-01", "", "2026-03-05"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "file"),
    [
        ("kobo", "kobo_groups.csv"),
        ("kobo", "kobo_plain.csv"),
        ("odk", "odk_groups.csv"),
        ("odk", "odk_plain.csv"),
    ],
)
def test_forms_with_and_without_groups(bring, tool: str, file: str) -> None:
    outcome = bring("incident", file, f"{tool}_incidents")
    assert (outcome.new, outcome.left_out, outcome.rejected) == (2, int("groups" in file), 0)
    columns = "incident_id, kind, occurred_at, state_fips, people_affected, verification"
    first, second = (row[1:] for row in found("incidents", columns, "incident", f"{tool}-"))
    checked = "unverified" if file == "kobo_plain.csv" else "verified"
    assert first == ("raid", "2026-05-01 14:30:00+00", "04", "3", checked)
    assert second == ("checkpoint", "2026-05-02 11:30:00+00", "13", "", "unverified")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        # 2:05 p. m. in Phoenix, 2:07 in Atlanta.
        ("google_forms_download.csv",
         [("checkpoint", "2026-06-01 21:05:33+00"), ("raid", "2026-06-01 18:07:01+00")]),
        # The sheet says no zone: the organization's.
        ("google_forms_sheet.csv",
         [("checkpoint", "2026-06-01 19:05:33+00"), ("other", "2026-06-01 19:07:01+00")]),
    ],
)  # fmt: skip
def test_google_forms(bring, file: str, expected) -> None:
    assert bring("incident", file, "google_forms_incidents").rejected == 0
    columns = "incident_id, kind, occurred_at"
    rows = found("incidents", columns, "incident", "google-form-")
    assert sorted(row[1:] for row in rows) == expected


def test_airtable(bring) -> None:
    assert bring("support_request", "airtable_requests.csv", "airtable_requests").rejected == 0
    columns = "request_id, committee_id, kind, opened_on, first_response_on"
    assert found("membership", columns, "support_request", "airtable-") == [
        ("airtable-recA", "phoenix", "training", "2026-05-01", "2026-05-03"),
        ("airtable-recB", "phoenix", "mentorship", "2026-05-02", ""),
    ]


def test_civicrm(bring) -> None:
    outcome = bring("member", "civicrm_memberships.csv", "civicrm_memberships")
    counted = (outcome.new, outcome.taken_together, outcome.left_out, outcome.rejected)
    assert counted == (2, 2, 1, 0)
    assert found("membership", "member_id, joined_on, lapsed_on", "member", "civicrm-") == [
        ("civicrm-71", "2023-02-01", "2027-01-01"),
        ("civicrm-72", "2022-02-01", ""),  # a lifetime
    ]
    outcome = bring("dues_payment", "civicrm_contributions.csv", "civicrm_contributions")
    assert (outcome.new, outcome.left_out, outcome.rejected) == (1, 2, 0)
    columns = "payment_id, member_id, amount_cents, covers_from, covers_to"
    assert found("membership", columns, "dues_payment", "civicrm-") == [
        ("civicrm-9001", "civicrm-71", "2500", "2026-05-31", "2026-06-29"),
    ]
    outcome = bring("role_term", "civicrm_relationships.csv", "civicrm_relationships")
    assert (outcome.new, outcome.left_out, outcome.rejected) == (2, 1, 0)
    columns = "role_term_id, member_id, committee_id, role, ended_on"
    assert found("membership", columns, "role_term", "civicrm-") == [
        ("civicrm-31", "civicrm-71", "phoenix", "coordinator", ""),
        ("civicrm-33", "civicrm-72", "phoenix", "trainer", "2025-12-31"),
    ]


def test_moodle(bring) -> None:
    outcome = bring("enrollment", "moodle_completion.csv", "moodle_completion")
    assert (outcome.rows_read, outcome.new, outcome.rejected) == (3, 3, 0)
    columns = "enrollment_id, course_id, member_id, completed_on"
    assert [row[1:] for row in found("membership", columns, "enrollment", "moodle-")] == [
        ("know-your-rights", "ana", "2026-03-05"),
        ("know-your-rights", "beto", "2026-03-06"),
        ("rapid-response", "beto", "2026-03-09"),
    ]


def test_nationbuilder(bring) -> None:
    outcome = bring("member", "nationbuilder_people.csv", "nationbuilder_people")
    assert (outcome.new, outcome.rejected, outcome.ended) == (2, 0, 0)
    columns = "member_id, committee_id, state_fips, joined_on, phone"
    assert found("membership", columns, "member", "nationbuilder-") == [
        ("nationbuilder-11", "phoenix", "04", "2026-01-03", "555-0100"),
        ("nationbuilder-12", "", "13", "2025-12-01", "555-0101"),
    ]


def test_ushahidi_of_two_surveys(bring) -> None:
    outcome = bring("incident", "ushahidi_two_surveys.csv", "ushahidi_incidents")
    # "Checkpoint, Traffic stop" is of two kinds: told, and not made "other" in silence.
    assert (outcome.new, outcome.rejected_by_column) == (1, {"kind": 1})
    columns = "incident_id, kind, state_fips, verification, notes"
    assert found("incidents", columns, "incident", "ushahidi-") == [
        ("ushahidi-11", "raid", "04", "verified", "b"),
    ]
