"""Letters that come back: as Postfix, Exim, Exchange and Gmail report them, in words of our own."""

import hashlib
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lib.__main__ import app
from lib.access import accounts, mailing
from lib.access.mailing import mark_of, name_of
from lib.brief.digest import bounces
from lib.brief.digest.post import Later, hand_over
from lib.data.errors import Reason, Unavailable
from tests.access.conftest import query, sql
from tests.templates.copying import using

MARK = "0123456789abcdef0123456789abcdef01234567"
HEAD = """From: Tejido <tejido@example.org>
To: someone@mail.example.org
Message-ID: <{mark}@example.org>
Subject: Your brief
"""


def report(
    fields: str, *, mark: str = MARK, head: str = "text/rfc822-headers", envelope: str = ""
) -> bytes:
    """A mail that reports how a letter ended."""
    return f"""Return-Path: <>
From: Mail Delivery System <postmaster@mail.example.org>
To: tejido@example.org
Subject: Undelivered
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="a/b"

--a/b
Content-Type: text/plain; charset=utf-8

Someone's letter could not be brought.

--a/b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
{envelope}
Final-Recipient: rfc822; someone@mail.example.org
{fields}

--a/b
Content-Type: {head}

{HEAD.format(mark=mark)}
--a/b--
""".encode()


POSTFIX = """Original-Recipient: rfc822;someone@mail.example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <someone@mail.example.org>: nobody here
    has that name"""
EXIM = """Action: failed
Status: 5.0.0
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 No such person at this address"""
EXIM_LOCAL = """Action: failed
Status: 5.0.0
Diagnostic-Code: X-unix; Unrouteable address"""
EXCHANGE = """Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; in no directory"""
ONLINE = """Action: failed
Status: 5.4.1
Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied"""
GMAIL = """Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550-5.1.1 There is no such account, look for a slip.
 550 5.1.1 and for spaces
Last-Attempt-Date: Sat, 28 Nov 2026 01:00:00 -0800 (PST)"""


@pytest.mark.parametrize(
    ("fields", "head"),
    [
        (POSTFIX, "text/rfc822-headers"),
        (EXIM, "message/rfc822"),
        (EXIM_LOCAL, "message/rfc822"),
        (EXCHANGE, "message/rfc822"),
        (ONLINE, "message/rfc822"),
        (GMAIL, "message/rfc822"),
    ],
)
def test_an_address_that_is_refused_for_good_is_gone(fields: str, head: str) -> None:
    said = bounces.reported(report(fields, head=head))
    assert said == bounces.Report(frozenset({MARK}), has_failed=True, is_gone=True)


@pytest.mark.parametrize(
    ("fields", "has_failed"),
    [
        ("Action: delayed\nStatus: 4.4.1\nWill-Retry-Until: Wed, 2 Dec 2026 01:00:00 +0000", False),
        # Postfix's word for a server that was silent for five days: it may speak again.
        ("Action: failed\nStatus: 4.4.1\nDiagnostic-Code: X-Postfix; timed out", False),
        ("Action: delivered\nStatus: 2.0.0", False),
        # An action that contradicts its status is not believed.
        ("Action: delayed\nStatus: 5.1.1", False),
        ("Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 no room left", True),
        ("Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 looks like spam", True),
        # Two codes, and one is of us.
        ("Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.7.1 listed", True),
        # Exim says no code: of an address only where its words are.
        ("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 554 it carries a virus", True),
        ("Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 unknown sender", True),
        ("Action: failed\nStatus: 5.0.0", True),
        ("Action: failed", False),
    ],
)
def test_what_is_late_or_not_of_the_address_turns_nothing_off(
    fields: str, has_failed: bool
) -> None:
    said = bounces.reported(report(fields))
    assert said == bounces.Report(frozenset({MARK}), has_failed=has_failed, is_gone=False)


def test_a_report_without_the_letters_head_is_known_by_its_envelope() -> None:
    whole = report(POSTFIX, mark="none", envelope=f"Original-Envelope-Id: {MARK}\n")
    said = bounces.reported(whole)
    assert said is not None
    assert said.marks == {MARK}


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"\xff\xfe\x00",
        # An answer of a person, or of one who is away, names the letter that it answers.
        f"In-Reply-To: <{MARK}@example.org>\nSubject: 5.1.1\n\nAction: failed".encode(),
        # A whole mail of ours, forwarded.
        HEAD.format(mark=MARK).encode() + b"\nStatus: 5.1.1",
        b"Content-Type: multipart/report; report-type=delivery-status\n\nnothing",
        b"".join(
            b'Content-Type: multipart/report; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
        ),
    ],
    ids=["empty", "bytes", "answer", "forwarded", "bare", "deep"],
)
@pytest.mark.slow
def test_what_is_no_report_is_none(mail: bytes) -> None:
    said = bounces.reported(mail)
    assert said is None or not said.marks


@pytest.fixture(scope="module")
def anna() -> Iterator[None]:
    """An account, in databases with nothing else."""
    with using("migrated"):
        accounts.add("anna", "long enough 1", "national")
        yield


@pytest.fixture
def sent(anna: None) -> Iterator[str]:
    """The mark of a letter of this week, of an account that asked for it long ago."""
    mailing.keep("anna", "someone@mail.example.org", "weekly", 0, "en")
    sql("UPDATE dashboard.mailing SET asked_at = '2026-01-05'")
    sql(
        "INSERT INTO dashboard.letter (username, kind, due_on, state, told)"
        " VALUES ('anna', 'weekly', '2026-11-23', 'sent', '{a}')"
    )
    yield mark_of(name_of("anna", "weekly", date(2026, 11, 23)))
    for table in ("mailing", "letter"):
        sql(f"DELETE FROM dashboard.{table}")


@pytest.mark.slow
def test_a_letter_that_came_back_turns_its_accounts_mail_off_once(sent: str) -> None:
    assert bounces.take(report(POSTFIX, mark=sent)) == "off"
    assert mailing.find("anna") is None
    # What it told counts as untold, should she ask again.
    assert query("SELECT state, told FROM dashboard.letter") == [("refused", [])]
    events = query("SELECT actor, facts FROM dashboard.audit WHERE event = 'mail_off'")
    assert events == [(None, {"account": "anna", "by": "bounce"})]
    assert bounces.take(report(POSTFIX, mark=sent)) == "known"


def test_an_address_that_was_given_since_is_another(sent: str) -> None:
    sql("UPDATE dashboard.mailing SET asked_at = now() + interval '1 second'")
    assert bounces.take(report(POSTFIX, mark=sent)) == "known"
    assert mailing.find("anna") is not None
    assert query("SELECT state FROM dashboard.letter") == [("sent",)]


@pytest.mark.parametrize("state", ["begun", "nothing"])
def test_what_was_never_handed_over_can_t_come_back(sent: str, state: str) -> None:
    sql(f"UPDATE dashboard.letter SET state = '{state}'")
    assert bounces.take(report(POSTFIX, mark=sent)) == "foreign"
    assert mailing.find("anna") is not None


def test_nobody_makes_up_a_report(sent: str) -> None:
    """Whoever knows account, address, kind and day, and not the key, turns nobody's mail off."""
    known = b"anna|weekly|2026-11-23"
    guesses = [
        hashlib.sha256(known).hexdigest()[:40],
        hashlib.sha1(known).hexdigest(),  # noqa: S324 - a guess
        hashlib.sha256(b"told|" + known).hexdigest()[:40],
        sent[::-1],
        sent[:-1] + ("0" if sent[-1] != "0" else "1"),
        "0" * 40,
    ]
    for guess in guesses:
        assert bounces.take(report(POSTFIX, mark=guess)) == "foreign"
    assert mailing.find("anna") is not None
    assert bounces.take(report("Action: delayed\nStatus: 4.4.1", mark=sent)) == "delayed"
    assert bounces.take(report("Action: failed\nStatus: 5.7.1", mark=sent)) == "kept"
    assert mailing.find("anna") is not None


def test_a_maildir_is_read_once_and_keeps_its_mail(sent: str, tmp_path: Path) -> None:
    for folder in ("new", "cur", "tmp"):
        (tmp_path / "box" / folder).mkdir(parents=True)
    box = tmp_path / "box"
    (box / "new" / "1.a.host").write_bytes(report(POSTFIX, mark=sent))
    (box / "new" / "2.b.host").write_bytes(b"Subject: hello\n\nhello")
    said = CliRunner().invoke(app, ["digest", "--bounces", str(box)])
    assert (said.exit_code, said.output) == (
        0,
        "Mails: 1 refused for their address, whose mail is off now,"
        " 1 that are no report of a letter of ours.\n",
    )
    assert sorted(each.name for each in (box / "cur").iterdir()) == ["1.a.host:2,S", "2.b.host:2,S"]
    assert not list((box / "new").iterdir())
    said = CliRunner().invoke(app, ["digest", "--bounces", str(box)])
    assert said.output == "Mails: none is new.\n"


def test_a_mail_comes_from_a_file_or_from_standard_input(sent: str, tmp_path: Path) -> None:
    file = tmp_path / "back.eml"
    file.write_bytes(report("Action: delayed\nStatus: 4.4.1", mark=sent))
    said = CliRunner().invoke(app, ["digest", "--bounces", str(file)])
    assert said.output == "Mails: 1 not given up.\n"
    said = CliRunner().invoke(
        app, ["digest", "--bounces", "-"], input=report(POSTFIX, mark=sent).decode()
    )
    assert said.output == "Mails: 1 refused for their address, whose mail is off now.\n"
    said = CliRunner().invoke(app, ["digest", "--bounces", str(tmp_path / "none")])
    assert said.exit_code == 2


def test_a_mail_server_keeps_what_can_t_be_taken_now(
    sent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_marks: Any) -> None:
        raise Unavailable("dashboard", Reason.DOWN)

    monkeypatch.setattr(mailing, "letter_of", away)
    said = CliRunner().invoke(
        app, ["digest", "--bounces", "-"], input=report(POSTFIX, mark=sent).decode()
    )
    assert said.exit_code == 75  # EX_TEMPFAIL of sysexits.h
    box = tmp_path / "box"
    for folder in ("new", "cur", "tmp"):
        (box / folder).mkdir(parents=True)
    (box / "new" / "1.a.host").write_bytes(report(POSTFIX, mark=sent))
    CliRunner().invoke(app, ["digest", "--bounces", str(box)])
    # It is new to the next run, too.
    assert [each.name for each in (box / "new").iterdir()] == ["1.a.host"]


class Reports:
    """A mail server as smtplib shows one, that takes nothing now."""

    def __init__(self, *extensions: str) -> None:
        self.extensions = extensions
        self.asked: list[str] = []

    def has_extn(self, name: str) -> bool:
        return name in self.extensions

    def mail(self, _sender: str, options: list[str]) -> tuple[int, bytes]:
        self.asked = options
        return 451, b"later"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("extensions", "asked"), [(("dsn",), [f"ENVID={MARK}", "RET=HDRS"]), ((), [])]
)
def test_a_server_that_reports_is_told_the_mark_and_to_bring_the_head_alone(
    extensions: tuple[str, ...], asked: list[str]
) -> None:
    letter, server = EmailMessage(), Reports(*extensions)
    letter["Message-ID"] = f"<{MARK}@example.org>"
    with pytest.raises(Later):
        hand_over(server, letter, "tejido@example.org", lambda: None)  # type: ignore[arg-type]
    assert server.asked == asked
