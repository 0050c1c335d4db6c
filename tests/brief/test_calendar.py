"""The call list as a calendar reads it."""

from datetime import UTC, date, datetime

from lib.brief.calendar import calendar
from lib.topics.health.calls import Call

NOW = datetime(2026, 11, 28, 7, 30, tzinfo=UTC)


def call(name: str, crm_url: str = "") -> Call:
    return Call(
        committee_id="az-1",
        name=name,
        cause="Nobody coordinates it",
        facts=("Fragile",),
        deed="Find someone; soon",
        change="",
        ours=("No visit yet",),
        crm_url=crm_url,
        action="visit",
    )


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_an_entry_is_a_whole_day_with_cause_deed_and_links() -> None:
    made = calendar([call("Tucson")], date(2026, 11, 30), NOW, "https://tejido.example.org")
    lines = unfolded(made)
    assert lines[3:] == [
        "BEGIN:VEVENT",
        "UID:az-1-20261130@tejido",
        "DTSTAMP:20261128T073000Z",
        "DTSTART;VALUE=DATE:20261130",
        "DTEND;VALUE=DATE:20261201",
        "SUMMARY:Call Tucson",
        "DESCRIPTION:Nobody coordinates it\\n→ Find someone\\; soon\\nFragile\\nNo visit yet"
        "\\nhttps://tejido.example.org/light/committee/az-1",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_no_line_is_longer_than_75_octets_and_none_is_cut_within_a_letter() -> None:
    long = " ".join(["Ñandú"] * 40)
    made = calendar([call(long)], date(2026, 11, 30), NOW, "https://tejido.example.org")
    assert max(map(len, made.split(b"\r\n"))) <= 75
    assert f"SUMMARY:Call {long}" in unfolded(made)


def test_a_name_can_neither_end_a_line_nor_begin_another_entry() -> None:
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\x1b,;\\\\"
    lines = unfolded(calendar([call(hostile)], date(2026, 11, 30), NOW, "http://localhost"))
    assert [line for line in lines if line.startswith(("BEGIN", "END"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_without_anyone_to_call_it_is_an_empty_calendar() -> None:
    assert b"VEVENT" not in calendar([], date(2026, 11, 30), NOW, "http://localhost")
