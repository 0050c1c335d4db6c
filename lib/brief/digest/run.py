"""A run of the timer: each letter that is due, made, recorded and handed over, each once.

A letter is begun in the database before it is made, and noted as handed over before any of it is
sent. A run that is killed leaves it at one of the two: what was begun is made again by the next
run; what was handed over is not, and what it told is told again in the next letter.
"""

import logging
import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lib import reads
from lib.access import mailing
from lib.access.mailing import Mailing
from lib.brief.digest.due import Due, due
from lib.brief.digest.letter import letter
from lib.brief.digest.post import Later, Refused, Unsure, connected, hand_over
from lib.data.configuration import ConfigurationError, Mail, configuration
from lib.data.errors import Unavailable
from lib.language import DEFAULT, LANGUAGES, formats, use

log = logging.getLogger("tejido")

Outcomes = Counter[str]
"""How many letters came to which end: ``sent``, ``nothing``, ``refused``, ``later``, ``unsure``,
``unread`` (a database could not be read)."""


def server() -> Mail:
    """The mail server.

    :raises ConfigurationError: if there is none.
    """
    mail = configuration().mail
    if mail is None:
        raise ConfigurationError(
            "configuration: mail: is missing (see .streamlit/secrets.toml.example)"
        )
    return mail


def run(now: datetime | None = None) -> Outcomes:
    """Send every letter that is due.

    :raises NotReached: if the mail server can't be reached; the rest waits for the next run.
    :raises ConfigurationError: if there is none.
    """
    mail, outcomes, at = server(), Outcomes(), now or datetime.now(UTC)
    mailing.forget(at.astimezone(configuration().organization.zone).date())
    for asked in mailing.everyone():
        # What another run has, it sends.
        with mailing.held(asked.username) as is_ours:
            # Asked again: what it has may have changed until it was ours.
            still = mailing.find(asked.username) if is_ours else None
            if still is not None:
                _of_account(still, mail, at, outcomes)
    return outcomes


def _of_account(asked: Mailing, mail: Mail, now: datetime, outcomes: Outcomes) -> None:
    for each in due(asked, now):
        try:
            outcomes[_send(each, mail, now)] += 1
        except Unavailable as problem:
            log.warning("a letter waits for the next run: %s", problem)
            outcomes["unread"] += 1


@contextmanager
def _as_read_by(asked: Mailing) -> Iterator[None]:
    """In its reader's language, by the organization's clock, of one version of the data."""
    zone = configuration().organization.zone
    with reads.one_run(), use(spoken(asked)), formats.in_zone(zone):
        yield


def _send(each: Due, mail: Mail, now: datetime) -> str:
    """Make a letter and hand it over; how it ended."""
    asked, named = each.mailing, (each.mailing.username, each.kind, each.due_on)
    with _as_read_by(asked):
        things = each.things()
        if not things.said:
            return _nothing(each, is_late=things.is_late)
        if not mailing.begin(*named):
            return "done"
        made = letter(asked, each.kind, things, now, each.name)
    try:
        with connected(mail) as post:
            hand_over(post, made, mail.sender, lambda: mailing.came(*named, "handed"))
            with suppress(OSError, smtplib.SMTPException):
                post.quit()
    except Later:
        # Also where the server had all of it, and said that it did not take it.
        mailing.came(*named, "begun")
        return "later"
    except Unsure:
        return "unsure"
    except Refused as refused:
        mailing.came(*named, "refused")
        if refused.is_address:
            return "off" if _turn_off(asked) else "refused"
        return "refused"
    mailing.came(*named, "sent", things.marks)
    return "sent"


def _nothing(each: Due, *, is_late: bool) -> str:
    """Nothing is new: no letter; where a source is late that can't be said, and is tried again."""
    if each.kind == "weekly" and not is_late:
        named = (each.mailing.username, each.kind, each.due_on)
        if mailing.begin(*named):
            mailing.came(*named, "nothing")
    return "late" if is_late else "nothing"


def write(directory: Path, now: datetime | None = None) -> Outcomes:
    """Write the letters that are due as files, and send and record nothing.

    :raises ConfigurationError: if there is no mail server, which letters name.
    """
    server()
    outcomes, at = Outcomes(), now or datetime.now(UTC)
    directory.mkdir(parents=True, exist_ok=True)
    for asked in mailing.everyone():
        told = frozenset[str]()
        for each in due(asked, at):
            with _as_read_by(asked):
                # As in a run, where the first letter is noted before the second is made.
                things = replace(each, known=each.known | told).things()
                told |= things.marks
                if not things.said:
                    outcomes["late" if things.is_late else "nothing"] += 1
                    continue
                made = letter(asked, each.kind, things, at, each.name)
            file = directory / f"{asked.username}-{each.kind}.eml"
            # It has a link that turns somebody's mail off.
            file.touch(mode=0o600)
            file.write_bytes(bytes(made))
            outcomes["written"] += 1
    return outcomes


def spoken(asked: Mailing) -> str:
    """The language of an account's mail."""
    return asked.language if asked.language in LANGUAGES else DEFAULT


def _turn_off(asked: Mailing) -> bool:
    return mailing.turn_off(asked.username, by="bounce")
