"""A time zone that a cell says counts, alike on every machine; clocks that change follow a rule."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lib.exchange.dates import in_zone, parser
from lib.exchange.importing import Outcome, import_file
from lib.exchange.zones import zone_of
from tests.exchange.conftest import DATA, Load, numbers, read

CASES = DATA / "cases"
CHICAGO = zone_of("America/Chicago")


def bring(tmp_path: Path, table: str, case: str, file: str, mapping: str) -> Outcome:
    """Import a file of a case."""
    folder = CASES / case
    return import_file(table, folder / file, folder / mapping, tmp_path / "rejected.csv")


def instants(table: str, key: str, column: str) -> dict[str, str]:
    """The instants of a table in UTC, by key."""
    query = f"SELECT {key}, to_char({column} AT TIME ZONE 'UTC', 'MM-DD HH24:MI:SS')"
    return {str(k): str(v) for k, v in read("incidents", f"{query} FROM source.{table}")}


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's clock hangs somewhere else."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("UTC", 0), ("GMT", 0), ("Z", 0), ("+00:00", 0), ("utc", 0),
        # 15 U.S.C. 263 names the zones; daylight time is an hour nearer to UTC (260a).
        ("AST", -4), ("ADT", -3), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5),
        ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7), ("AKST", -9), ("AKDT", -8),
        ("HST", -10), ("ChST", 10),
        ("GMT-6", -6), ("GMT-0400", -4), ("GMT-0400 (EDT)", -4), ("UTC+02:00", 2),
        ("UTC\N{MINUS SIGN}5", -5), ("-0500", -5), ("-05", -5), ("+5:30", 5.5),
        ("GMT-0400 (Eastern Daylight Time)", -4), ("GMT-0500 (hora de verano central)", -5),
        # In June; Arizona keeps standard time, an IANA name and a clock know the season.
        ("America/Phoenix", -7), ("US/Mountain", -6), ("America/Port-au-Prince", -4),
        ("Central Time (US & Canada)", -5), ("ET", -4), ("Etc/GMT+6", -6),
    ],
)  # fmt: skip
def test_a_zone_by_any_of_its_names(text: str, hours: float) -> None:
    june = datetime(2026, 6, 1, tzinfo=zone_of(text))
    assert june.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    "text",
    ["IST", "Mars", "", "EST+1", "EST-5", "Z+1", "+25", "+01:75", "GMT-0400 (CDT)", "localtime",
     "../etc/passwd", "posix/UTC", "Central Standard Time", "12"],
)  # fmt: skip
def test_what_is_no_zone_or_two_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time zone"):
        zone_of(text)


JUNE_1 = datetime(2026, 6, 1, 18, 5, 33, tzinfo=UTC)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y-%m-%d %H:%M:%S %Z", "2026-06-01 18:05:33 UTC"),
        ("%Y-%m-%d %H:%M:%S %Z", "2026-06-01 13:05:33-05:00"),
        ("%Y-%m-%d %H:%M:%S%z", "2026-06-01 13:05:33 CDT"),
        # What the format writes out is what some cell said; each cell says it again.
        ("%Y-%m-%dT%H:%M:%SZ", "2026-06-01T18:05:33Z"),
        ("%Y-%m-%d %H:%M:%S UTC", "2026-06-01 14:05:33 EDT"),
        ("%Y/%m/%d %I:%M:%S %p GMT%z", "2026/06/01 12:05:33 PM GMT-6"),
        ("%a %b %d %Y %H:%M:%S GMT%z (EDT)", "Mon Jun 01 2026 14:05:33 GMT-0400 (EDT)"),
        ("%a %b %d %Y %H:%M:%S GMT%z (%Z)", "Mon Jun 01 2026 13:05:33 GMT-0500 (CDT)"),
        ("%a %b %d %H:%M:%S %Z %Y", "Mon Jun  1 11:05:33 PDT 2026"),
        ("iso", "2026-06-01 18:05:33 UTC"),
        ("iso", "2026-06-01 12:05:33 America/Denver"),
    ],
)
def test_what_a_cell_says_counts(machine: None, form: str, text: str) -> None:
    value = parser([form])(text)
    assert in_zone(value, CHICAGO, datetime.min.time()) == JUNE_1


@pytest.mark.parametrize("text", ["2026-06-01 18:05:33 IST", "2026-06-01 18:05:33 GMT-4 (CDT)"])
def test_a_zone_that_nobody_knows_is_named(machine: None, text: str) -> None:
    with pytest.raises(ValueError, match="is not a date in .*: '.*' (is not|names two) .*zone"):
        parser(["%Y-%m-%d %H:%M:%S %Z"])(text)


def test_a_day_with_a_zone_is_that_day() -> None:
    # Midnight of UTC would be the evening before in Chicago.
    assert str(parser(["%Y-%m-%d %Z"])("2026-06-01 UTC")) == "2026-06-01"


def test_zones_named_in_cells(places: None, tmp_path: Path) -> None:
    outcome = bring(tmp_path, "incident", "zone_named_in_cell", "input.csv", "mapping.toml")
    assert numbers(outcome) == (7, 7, 0, 0, 0)
    at = instants("incident", "incident_id", "occurred_at")
    assert {at[f"zn-{n}"] for n in (1, 2, 5, 6, 7)} == {"06-01 23:30:00"}
    assert at["zn-3"] == "06-02 04:30:00"  # CDT is five hours behind UTC
    assert at["zn-4"] == "06-02 06:30:00"  # MST seven
    for mapping in ("mapping_edt.toml", "mapping_ny.toml"):
        bring(tmp_path, "incident", "zone_named_in_cell", "edt.csv", mapping)
    at = instants("incident", "incident_id", "occurred_at")
    assert at["znedt-1"] == at["znny-1"] == "06-02 03:30:00"  # EDT four


def test_a_file_is_the_same_wherever_the_machine_stands(tmp_path: Path) -> None:
    script = (
        "from lib.exchange.dates import parser\n"
        "print(parser(['%Y-%m-%d %H:%M:%S %Z'])('2026-06-01 23:30:00 EDT').isoformat())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in ("UTC", "America/New_York")
    }
    assert said == {"2026-06-01T23:30:00-04:00\n"}


@pytest.mark.slow
def test_forms_with_a_zone(places: None, tmp_path: Path) -> None:
    outcome = bring(tmp_path, "incident", "google_forms_timestamp", "input.csv", "mapping.toml")
    assert numbers(outcome) == (4, 4, 0, 0, 0)
    assert sorted(instants("incident", "incident_id", "occurred_at").values()) == [
        "06-01 18:07:01", "06-01 20:05:33", "06-01 20:06:10", "06-01 21:08:12"
    ]  # fmt: skip
    outcome = bring(
        tmp_path, "incident", "google_forms_timestamp", "js_date.csv", "mapping_js.toml"
    )
    assert numbers(outcome) == (1, 1, 0, 0, 0)
    assert "06-01 18:05:33" in instants("incident", "incident_id", "occurred_at").values()


def test_the_same_instant_written_two_ways_is_one_day(places: None, tmp_path: Path) -> None:
    bring(tmp_path, "member", "action_network_utc_dates", "input.csv", "mapping.toml")
    query = "SELECT right(member_id, 1), joined_on::text FROM source.member ORDER BY 1"
    # 03:00 UTC is the evening before in Chicago.
    assert read("membership", query) == [
        ("1", "2025-12-31"), ("2", "2025-12-31"), ("3", "2026-01-04")
    ]  # fmt: skip


def test_a_zone_of_each_row(places: None, tmp_path: Path) -> None:
    outcome = bring(tmp_path, "incident", "zone_in_own_column", "input.csv", "mapping.toml")
    assert numbers(outcome) == (3, 3, 0, 0, 0)
    assert instants("incident", "incident_id", "occurred_at") == {
        "pz-1": "06-02 06:30:00", "pz-2": "06-02 03:30:00", "pz-3": "06-02 05:30:00"
    }  # fmt: skip


CALLS = """
table = "hotline_call"
[identity]
template = "{id}"
[columns.received_at]
from = "at"
time_zone = "{zone}"
"""


def test_a_row_of_no_zone_has_the_organizations_and_one_of_a_wrong_zone_is_rejected(
    load: Load,
) -> None:
    content = "id,at,zone\n1,2026-06-01 12:00,\n2,2026-06-01 12:00,Mars\n3,2026-06-01 12:00Z,\n"
    outcome = load("hotline_call", content, CALLS)
    assert numbers(outcome) == (3, 2, 0, 0, 1)
    # Chicago's noon in June is 17:00 UTC; row 3 says its zone itself.
    assert instants("hotline_call", "call_id", "received_at") == {
        "1": "06-01 17:00:00", "3": "06-01 12:00:00"
    }  # fmt: skip
    (note,) = outcome.notes
    assert (note.about, note.rows, note.lines) == ("received_at", 1, (2,))
    assert "organization's" in note.what


def test_clocks_that_change_follow_a_rule_and_are_counted(clean: Path, tmp_path: Path) -> None:
    outcome = bring(tmp_path, "hotline_call", "dst_gap_and_fold", "input.csv", "mapping.toml")
    # 02:30 does not exist: by the clock before, CST, it is 08:30 UTC, which clocks show as 03:30.
    # 01:30 is shown twice: the first is CDT, 06:30 UTC.
    assert instants("hotline_call", "call_id", "received_at") == {
        "dst-gap": "03-08 08:30:00", "dst-fold": "11-01 06:30:00"
    }  # fmt: skip
    assert [(n.about, n.rows, n.lines) for n in outcome.notes] == [
        ("received_at", 1, (2,)), ("received_at", 1, (3,))
    ]  # fmt: skip
    assert "skip" in outcome.notes[0].what
    assert "twice" in outcome.notes[1].what


def test_an_offset_leaves_no_doubt_when_clocks_change(load: Load) -> None:
    content = "id,at,zone\n1,2026-11-01 01:30:00-06:00,\n"
    outcome = load("hotline_call", content, CALLS)
    assert instants("hotline_call", "call_id", "received_at") == {"1": "11-01 07:30:00"}
    assert outcome.notes == ()
