"""Mail that an account's holder asked for: where to, how often, and how far each letter came.

The address is sealed: a copy of the database alone names no mailbox.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import RowMapping

from lib.access import audit, sealing
from lib.access.audit import Event
from lib.access.database import change, changing, rows
from lib.access.errors import N_, AccountError
from lib.access.prefix import here
from lib.data.configuration import configuration
from lib.data.contract.mailing import RHYTHMS
from lib.data.reading import statement

OFF = "/light/mail-off/"
"""Below it are the links that turn mail off."""
KEPT_DAYS = 60
"""Letters older than that are forgotten."""
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Mailing:
    """What an account asked for.

    :ivar address: ``None``: it was sealed with another key, and has to be given again.
    :ivar weekday: 0 is Monday.
    """

    username: str
    address: str | None
    rhythm: str
    weekday: int
    language: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of an account.

    :ivar due_on: the Monday of its week, or the day of an alarm.
    :ivar told: keyed hashes of the alarms that it told of.
    """

    kind: str
    due_on: date
    state: str
    begun_at: datetime
    told: frozenset[str]


def everyone() -> list[Mailing]:
    """Who asked for mail, by username.

    :raises Unavailable: if the dashboard database can't be read.
    """
    return [_mailing(row) for row in rows("mailings", everyone=True, username=None)]


def find(username: str) -> Mailing | None:
    """What an account asked for.

    :raises Unavailable: if the dashboard database can't be read.
    """
    found = rows("mailings", everyone=False, username=username)
    return _mailing(found[0]) if found else None


def keep(username: str, address: str, rhythm: str, weekday: int, language: str) -> None:
    """Keep what an account's holder asks for.

    :raises AccountError: if the address is none, or of a domain that gets no mail.
    :raises ValueError: if what was not typed is not what was offered.
    """
    if rhythm not in RHYTHMS or weekday not in range(7) or not re.fullmatch("[a-z]{2}", language):
        raise ValueError("not a choice that was offered")
    sealed = sealing.seal(checked(address), _owner(username))
    with changing() as connection:
        change(
            connection,
            "mailing_keep",
            username=username,
            address=sealed,
            rhythm=rhythm,
            weekday=weekday,
            language=language,
        )
        audit.record(
            Event.MAIL_ASKED, actor=username, facts={"mail": rhythm}, connection=connection
        )


def checked(address: str) -> str:
    """An address as mail is sent to it.

    :raises AccountError: if it is none, or of a domain that gets no mail.
    """
    local, _at, domain = address.strip().rpartition("@")
    plain = f"{local}@{domain.lower()}"
    if len(plain) > 254 or not _ADDRESS.fullmatch(plain):  # noqa: PLR2004 - RFC 5321, 4.5.3.1.3
        raise AccountError(N_("{email} is not an e-mail address."), email=address)
    domains = configuration().digest.domains
    if domains and domain.lower() not in domains:
        raise AccountError(
            N_("Mail goes only to addresses of {domains}."), domains=", ".join(domains)
        )
    return plain


def turn_off(username: str, *, by: str) -> bool:
    """No more mail for an account; whether there was any.

    :param by: ``holder``, ``link`` or ``bounce``; only the holder is known to have done it.
    """
    with changing() as connection:
        was_on = change(connection, "mailing_off", username=username) == 1
        if was_on:
            facts: dict[str, str | int | list[str]] = {"account": username}
            if by != "holder":
                facts["by"] = by
            actor = username if by == "holder" else None
            audit.record(Event.MAIL_OFF, actor=actor, facts=facts, connection=connection)
    return was_on


def off_link(username: str) -> str:
    """The path that turns an account's mail off, for whoever has it; it names nobody."""
    return here(OFF + sealing.seal(username, "mail-off"))


def account_of_link(token: str) -> str | None:
    """The account whose mail a link turns off; none of a link that was not made here."""
    try:
        return sealing.unseal(token, "mail-off")
    except sealing.Unsealable:
        return None


@contextmanager
def held(username: str) -> Iterator[bool]:
    """Keep other runs from an account's letters for the length of a block.

    Whatever ends this run ends its transaction, and the next run has the account.

    :return: whether this run has it; not, if another has.
    """
    with changing() as connection:
        hold = statement("dashboard", "mailing_hold", "writes")
        yield bool(connection.scalar(hold, {"username": username}))


def letters(username: str, today: date) -> list[Letter]:
    """An account's letters of the last weeks, the newest first."""
    after = today - timedelta(days=KEPT_DAYS)
    return [
        Letter(row["kind"], row["due_on"], row["state"], row["begun_at"], frozenset(row["told"]))
        for row in rows("letters", username=username, after=after)
    ]


def begin(username: str, kind: str, due_on: date) -> bool:
    """Begin a letter, or take one up that was begun; whether there is still anything to do."""
    with changing() as connection:
        named = {"username": username, "kind": kind, "due_on": due_on}
        return change(connection, "letter_begin", **named) == 1


def came(
    username: str, kind: str, due_on: date, state: str, told: frozenset[str] = frozenset()
) -> None:
    """Note how far a letter came; that it is handed on is recorded in the audit with it."""
    with changing() as connection:
        named = {"username": username, "kind": kind, "due_on": due_on}
        change(connection, "letter_state", **named, state=state, told=sorted(told))
        if state == "handed":
            facts: dict[str, str | int | list[str]] = {
                "account": username,
                "mail": kind,
                "detail": configuration().digest.detail,
            }
            audit.record(Event.MAIL_SENT, actor=None, facts=facts, connection=connection)


def name_of(username: str, kind: str, due_on: date) -> str:
    """What tells a letter from all others."""
    return f"{username}|{kind}|{due_on}"


def mark_of(name: str) -> str:
    """The mark by which a letter is known when it comes back: nobody else can make it."""
    return mark(name)[:40]


def letter_of(marks: frozenset[str]) -> RowMapping | None:
    """The letter that has one of these marks, as the record of what was handed over has it.

    :return: ``username, kind, due_on, begun_at``; none, if no letter of the last weeks has it.
    :raises Unavailable: if the dashboard database can't be read.
    """
    for row in rows("letters_handed"):
        if mark_of(name_of(row["username"], row["kind"], row["due_on"])) in marks:
            return row
    return None


def came_back(letter: RowMapping) -> bool:
    """Note that a letter was refused for its address; no more mail goes there.

    What it told counts as untold. An address that was asked for after it was sent is another's.

    :return: whether mail was on, and asked for before that letter.
    :raises Unavailable: if the dashboard database can't be written.
    """
    username = letter["username"]
    asked = find(username)
    if asked is None or asked.asked_at > letter["begun_at"]:
        return False
    came(username, letter["kind"], letter["due_on"], "refused")
    return turn_off(username, by="bounce")


def forget(today: date) -> None:
    """Take letters away that nothing rests on any more."""
    with changing() as connection:
        change(connection, "letters_forget", before=today - timedelta(days=KEPT_DAYS))


def mark(what: str) -> str:
    """A keyed hash of something that a letter told of, by which it is known again."""
    return sealing.recognizable(f"told|{what}").hex()


def _owner(username: str) -> str:
    return f"mail:{username}"


def _mailing(row: object) -> Mailing:
    values = {name: row[name] for name in Mailing.__slots__}  # type: ignore[index]
    try:
        values["address"] = sealing.unseal(values["address"], _owner(values["username"]))
    except sealing.Unsealable:
        values["address"] = None
    return Mailing(**values)
