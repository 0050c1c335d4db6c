"""The call list as a calendar: an entry a committee, each with its cause, its deed and its links.

Never a phone number: Tejido knows none. Source of the format: RFC 5545.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from lib.brief.parts import committee_address
from lib.brief.sentences import text
from lib.language import _
from lib.topics.health.calls import Call

_MOST_OCTETS = 75
"""Of a line, without its end (RFC 5545, 3.1)."""


def calendar(calls: Iterable[Call], on: date, now: datetime, base: str) -> bytes:
    """A file with a whole-day entry for each committee to call.

    :param on: the day of the calls.
    :param now: when it is made.
    :param base: scheme and host of the dashboard, before its paths.
    """
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tejido//calls//EN"]
    for call in calls:
        lines += _entry(call, on, stamp, base)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _entry(call: Call, on: date, stamp: str, base: str) -> list[str]:
    name = text(call.name)
    told = [text(call.cause), f"→ {text(call.deed)}", *map(text, (*call.facts, *call.ours))]
    # Translators: an entry of a calendar: to call this committee
    summary = _("Call {committee}", committee=name)
    links = [base + committee_address(call.committee_id), *filter(None, [call.crm_url])]
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(call.committee_id)}-{on:%Y%m%d}@tejido",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(chr(10).join(filter(None, [*told, *links])))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(value: str) -> str:
    """A text as a value (RFC 5545, 3.3.11); what ends a line or steers a device is none of it."""
    marked = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    marked = marked.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(sign if sign.isprintable() else " " for sign in marked)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none cut within a character."""
    piece, room = "", _MOST_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            yield piece
            # The blank that says that it goes on takes one.
            piece, room = " ", _MOST_OCTETS - 1
        piece, room = piece + sign, room - size
    yield piece
