"""Tiny inline sources: a test names the columns that matter to it, the rest is filled in."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import insert

from lib.data import engines
from lib.data.contract import source_table

STATES = {
    "04": ("AZ", "southwest"),
    "13": ("GA", "southeast"),
    "17": ("IL", "midwest"),
    "36": ("NY", "northeast"),
    "48": ("TX", "southwest"),
}
"""States that a test may name without saying more: postal abbreviation and region."""

DEFAULTS: dict[str, dict[str, Any]] = {
    "region": {"name_en": "A region", "name_es": "Una región"},
    "state": {"usps": "ZZ", "name": "A state", "region_id": "southwest"},
    "place": {"name": "Tucson", "state_fips": "04", "latitude": 32.22, "longitude": -110.97},
    "county": {"county_fips": "04019", "name": "A county", "state_fips": "04"},
    "partner": {"name": "A partner", "sector": "labor"},
    "committee": {
        "name": "A committee",
        "kind": "local",
        "place_id": "tucson",
        "status": "active",
        "formed_on": "2024-01-01",
    },
    "membership_tier": {
        "name_en": "A tier",
        "name_es": "Un nivel",
        "monthly_dues_cents": 500,
        "rank": 1,
    },
    "member": {"joined_on": "2024-01-01"},
    "dues_payment": {
        "member_id": "m1",
        "paid_on": "2024-01-01",
        "amount_cents": 500,
        "covers_from": "2024-01-01",
        "covers_to": "2024-01-31",
    },
    "membership_spell": {"member_id": "m1", "began_on": "2024-01-01"},
    "partner_place": {"partner_id": "legal", "place_id": "tucson"},
    "partner_tie": {"partner_id": "legal", "other_partner_id": "faith"},
    "state_law": {
        "state_fips": "04",
        "stance": "protects",
        "effect": "No jail holds anyone for ICE without a judge.",
        "verified_on": "2024-01-01",
    },
    "role_term": {
        "member_id": "m1",
        "committee_id": "c1",
        "role": "coordinator",
        "started_on": "2024-01-01",
    },
    "gathering": {"committee_id": "c1", "kind": "meeting", "held_on": "2024-01-01"},
    "course": {"title_en": "A course", "title_es": "Un curso", "topic": "know_your_rights"},
    "enrollment": {"course_id": "core", "enrolled_on": "2024-01-01"},
    "resource": {"title_en": "A guide", "kind": "guide"},
    "resource_use": {"resource_id": "guide", "committee_id": "c1", "used_on": "2024-01-01"},
    "support_request": {"committee_id": "c1", "kind": "training", "opened_on": "2024-01-01"},
    "support_visit": {"committee_id": "c1", "kind": "training", "visited_on": "2024-01-01"},
    "campaign": {"goal": "dismantle_ice", "stage": "research"},
    "campaign_stage": {"campaign_id": "k1", "stage": "research", "changed_on": "2024-01-01"},
    "jurisdiction_policy": {"state_fips": "04", "policy": "287g"},
    "message": {"channel": "social", "published_on": "2024-01-01"},
    "incident": {
        "kind": "raid",
        "occurred_at": "2024-01-03 18:00+00",
        "verification": "verified",
    },
    "response": {"incident_id": "i1", "dispatched_at": "2024-01-03 19:00+00"},
    "hotline_call": {"received_at": "2024-01-03 18:00+00"},
    "deportation_case": {"opened_on": "2024-01-03"},
    "mobilization": {"called_at": "2024-01-03 18:00+00"},
}
"""What a row of each table says unless the test says otherwise."""

CORE_COURSE = "core"
"""A course of this id is a core course."""


class Rows:
    """Put rows into schema ``source``, each with the parents that its keys name.

    A committee ``c1`` of place ``tucson`` in Arizona, region ``southwest``, comes into being when a
    row first refers to it; so does any other parent, under the key that the row gives it.
    """

    def __init__(self) -> None:
        self._last = 0
        """The last number that a row was given."""
        self._there: dict[tuple[str, str, str], int] = {}
        """Parents that are there (database, table and key) and the numbers that they took: each row
        of a table has the same few."""

    def __call__(self, database: str, table: str, *given: Mapping[str, Any]) -> None:
        """Insert one row for each mapping; without any, one row of defaults."""
        before = dict(self._there)
        try:
            with engines.owner(database).begin() as connection:
                for row in given or ({},):
                    self._insert(connection, source_table(database, table), row)
        except BaseException:
            # What it put in is not there.
            self._there = before
            raise

    def go_on_from(self, other: "Rows") -> None:
        """Give the next row the number that it would have in another's hands."""
        self._last = other._last

    def _insert(self, connection: Connection, table: Table, given: Mapping[str, Any]) -> None:
        row = self._complete(table, given)
        for key in table.foreign_keys:
            value = row.get(key.parent.name)
            if value is not None:
                self._ensure_once(connection, key.column.table, key.column.name, value)
        connection.execute(table.insert().values(row))

    def _complete(self, table: Table, given: Mapping[str, Any]) -> dict[str, Any]:
        (key,) = table.primary_key.columns
        row = {**DEFAULTS[table.name], **given}
        self._last += 1
        row.setdefault(
            key.name, f"{self._last:02d}" if table.name == "state" else f"{table.name}_{self._last}"
        )
        if table.name == "state" and "usps" not in given and row[key.name] in STATES:
            row["usps"], region = STATES[row[key.name]]
            row["region_id"] = given.get("region_id", region)
        if table.name == "course" and row[key.name] == CORE_COURSE:
            row.setdefault("is_core", True)
        return row

    def _ensure_once(self, connection: Connection, table: Table, key: str, value: str) -> None:
        named = (str(connection.engine.url.database), table.name, value)
        if named in self._there:
            # Numbers are those that it would have without that.
            self._last += self._there[named]
            return
        before = self._last
        self._ensure(connection, table, key, value)
        self._there[named] = self._last - before

    def _ensure(self, connection: Connection, table: Table, key: str, value: str) -> None:
        row = self._complete(table, {key: value})
        for parent in table.foreign_keys:
            if row.get(parent.parent.name) is not None:
                self._ensure(
                    connection, parent.column.table, parent.column.name, row[parent.parent.name]
                )
        connection.execute(insert(table).values(row).on_conflict_do_nothing())
