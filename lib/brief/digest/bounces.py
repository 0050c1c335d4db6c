"""Letters that come back: reports of their delivery, by which mail to an address is turned off.

A report (RFC 3464, in a multipart/report of RFC 6522) says how a letter ended, and carries its
head with our Message-ID. That is a keyed hash of a letter in our own record: nobody makes one up,
and who has read one could as well press the link that turns mail off, which stands beside it.
"""

import mailbox
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32
from pathlib import Path

from lib.access import mailing
from lib.brief.digest.post import is_gone

MOST_BYTES = 500_000
"""Of a mail that are looked at: a report with a whole letter of ours has a tenth of it."""
_OURS = re.compile(r"[0-9a-f]{40}")
"""How our marks look, in a Message-ID and in an Original-Envelope-Id."""
_STATUS = re.compile(r"\s*([245])\.\d{1,3}\.\d{1,3}\b")
_UNSAID = re.compile(r"\s*5\.0\.0\b")
"""A status that says no more than "for good": then the other server's own words count."""
_OF_WHOM = re.compile(
    rb"no such|unknown|not exist|not found|no mailbox|invalid|unrouteable", re.IGNORECASE
)
"""Words of a refusal without a code that are of an address; others may be of the letter."""

Outcomes = Counter[str]
"""How many mails came to what: ``off`` (mail to the address is off now), ``known`` (it was before,
or was asked for anew since), ``delayed`` (tried again, or arrived), ``kept`` (refused, but not for
its address), ``foreign`` (no report of a letter of ours)."""


@dataclass(frozen=True)
class Report:
    """What a report says.

    :ivar marks: whatever in it looks like the mark of a letter of ours.
    :ivar has_failed: whether the letter was given up for good.
    :ivar is_gone: whether for its address, which gets no mail.
    """

    marks: frozenset[str]
    has_failed: bool
    is_gone: bool


def read(place: str) -> Outcomes:
    """Read reports, and turn mail off where a letter of ours came back for its address.

    :param place: a file with one mail, a Maildir, of which new mails are read and kept as seen, or
        ``-``: a mail from standard input.
    :raises OSError: if there is nothing at that place.
    :raises Unavailable: if the dashboard database can't be read or written.
    """
    outcomes = Outcomes()
    for mail in _mails(place):
        outcomes[take(mail)] += 1
    return outcomes


def _mails(place: str) -> Iterator[bytes]:
    if place == "-":
        yield sys.stdin.buffer.read(MOST_BYTES)
    elif Path(place, "new").is_dir():
        yield from _new(mailbox.Maildir(place, create=False))
    else:
        with Path(place).open("rb") as file:
            yield file.read(MOST_BYTES)


def _new(box: "mailbox.Maildir") -> Iterator[bytes]:
    for key in sorted(box.keys()):
        mail = box.get_message(key)
        if mail.get_subdir() != "new":
            continue
        with box.get_file(key) as file:
            yield file.read(MOST_BYTES)
        # Only now: what could not be taken is new to the next run, too.
        mail.set_subdir("cur")
        mail.add_flag("S")
        box[key] = mail


def take(mail: bytes) -> str:
    """Take one mail; how it ended, as in :data:`Outcomes`.

    :raises Unavailable: if the dashboard database can't be read or written.
    """
    report = reported(mail)
    if report is None or not report.marks:
        return "foreign"
    letter = mailing.letter_of(report.marks)
    if letter is None:
        return "foreign"
    if not report.has_failed:
        return "delayed"
    if not report.is_gone:
        return "kept"
    return "off" if mailing.came_back(letter) else "known"


def reported(mail: bytes) -> Report | None:
    """What a mail reports; nothing, if it is no report of a delivery."""
    try:
        message = message_from_bytes(mail, policy=compat32)
    except RecursionError:
        # Parts within parts without end are no report of any server's.
        return None
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return None
    whole = message.get_payload()
    parts = [p for p in whole if isinstance(p, Message)] if isinstance(whole, list) else []
    blocks = [each for part in parts for each in _blocks(part)]
    failed = [each for each in blocks if _field(each, "Action").strip().lower() == "failed"]
    final = [each for each in failed if _is_for_good(each)]
    marks = {found for each in blocks for found in _OURS.findall(_envelope(each))}
    marks |= {found for part in parts for found in _OURS.findall(_message_id(part))}
    return Report(frozenset(marks), bool(final), any(_says_gone(each) for each in final))


def _blocks(part: Message) -> list[Message]:
    """The groups of fields of a delivery status: of the mail, then of each recipient."""
    if part.get_content_type() != "message/delivery-status":
        return []
    found = part.get_payload()
    return [each for each in found if isinstance(each, Message)] if isinstance(found, list) else []


def _message_id(part: Message) -> str:
    """The Message-ID of a mail that came back, whole or its head alone."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        whole = part.get_payload(0)
        return _field(whole, "Message-ID") if isinstance(whole, Message) else ""
    if part.get_content_type() == "text/rfc822-headers":
        content = part.get_payload(decode=True)
        head = message_from_bytes(content if isinstance(content, bytes) else b"", policy=compat32)
        return _field(head, "Message-ID")
    return ""


def _field(of: Message, name: str) -> str:
    return str(of.get(name, ""))


def _envelope(block: Message) -> str:
    return _field(block, "Original-Envelope-Id")


def _is_for_good(block: Message) -> bool:
    said = _STATUS.match(_field(block, "Status"))
    return said is not None and said[1] == "5"


def _says_gone(block: Message) -> bool:
    status, words = _field(block, "Status"), _field(block, "Diagnostic-Code").encode()
    said = words if _UNSAID.match(status) else status.encode() + b" " + words
    return is_gone(said, says_who=bool(_OF_WHOM.search(words)))
