"""Letters to a real mail server: each account its own, once, whatever happens on the way."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from lib.__main__ import app
from lib.access import accounts, mailing
from lib.brief.digest import run as digest
from lib.brief.digest.post import NotReached
from lib.data.configuration import ROOT, Digest, Mail, configuration
from tests.access.conftest import query, sql
from tests.brief.digest_servers import Handler, certificate, serving
from tests.brief.test_week import SCOPES

pytestmark = pytest.mark.slow

ACCOUNTS = {"national": None, "southeast": "southeast", "southwest": "southwest"}
TO = {name: f"{name}@mail.example.org" for name in ACCOUNTS}
assert SCOPES.keys() <= ACCOUNTS.keys()
Serve = Callable[..., None]


@pytest.fixture
def asked(organization: None) -> Iterator[None]:
    """Three accounts that asked long ago, each with a promise of its own that ends in two days."""
    _tidy()
    for username, region in ACCOUNTS.items():
        mailing.keep(username, TO[username], "weekly", 0, "en")
        _promise(username, region or "midwest")
    sql("UPDATE dashboard.mailing SET asked_at = '2026-01-05'")
    yield
    _tidy()


def _tidy() -> None:
    for table in ("mailing", "letter", "taken_committee"):
        sql(f"DELETE FROM dashboard.{table}")


def _promise(username: str, region: str) -> None:
    from lib.data import engines

    find = "SELECT min(committee_id) FROM rollup.committee WHERE region_id = :region"
    with engines.owner("membership").connect() as connection:
        committee = connection.scalar(text(find), {"region": region})
    sql(
        "INSERT INTO dashboard.taken_committee"
        " (committee_id, region_id, username, plan, taken_on, until)"
        " VALUES (:committee, :region, :username, 'visit', current_date - 2, current_date + 2)",
        committee=committee,
        region=region,
        username=username,
    )


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Let the configuration name a server with a handler."""
    with ExitStack() as stack:

        def configured(handler: Handler, **options: Any) -> None:
            settings = {"host": "127.0.0.1", "security": "none", **options.pop("mail", {})}
            port = stack.enter_context(serving(handler, **options))
            monkeypatch.setattr(configuration(), "mail", _mail(port=port, **settings))

        yield configured


def _mail(**settings: Any) -> Mail:
    usual = {
        "sender": "tejido@example.org",
        "dashboard": "https://tejido.example.org",
        "timeout_seconds": 20,
        "tries": 1,
    }
    return Mail(**usual | settings)


def _read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def _states() -> dict[str, str]:
    return {
        str(username): str(state)
        for username, state in query("SELECT username, state FROM dashboard.letter")
    }


def test_each_gets_their_own_once_over_tls(asked: None, serve: Serve, tmp_path: Path) -> None:
    handler, pem = Handler(), certificate(tmp_path)
    with_tls = {"host": "localhost", "security": "starttls", "ca_file": pem}
    serve(handler, certificate=pem, mail=with_tls)
    assert digest.run() == {"sent": 3}
    assert digest.run() == {}  # and again
    assert [to for to, _content in handler.taken] == sorted(TO.values())
    assert handler.was_encrypted == [True] * 3
    assert set(_states().values()) == {"sent"}
    event = "SELECT facts FROM dashboard.audit WHERE event = 'mail_sent' ORDER BY entry_id DESC"
    assert query(event)[0][0] == {"account": "southwest", "mail": "weekly", "detail": "none"}


def test_as_delivered_a_letter_tells_no_more_than_that_there_is_something(
    asked: None, serve: Serve
) -> None:
    handler = Handler()
    serve(handler)
    digest.run()
    messages = [_read(content) for _to, content in handler.taken]
    for message in messages:
        assert message["Subject"] == "Your brief"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        off = re.fullmatch(
            r"<https://tejido\.example\.org(/light/mail-off/[\w=-]+)>", message["List-Unsubscribe"]
        )
        assert off is not None
        for kind in ("plain", "html"):
            said = _body(message, kind)
            assert "1 thing needs you. Sign in to see it." in said
            assert off[1] in said
            # Whose it is, of where and of what stands nowhere.
            for word in ("southwest", "Southwest", "southeast", "promise", "visit"):
                assert word not in said.replace(off[1], "")
    assert len({message["Message-ID"] for message in messages}) == 3


@pytest.mark.parametrize("detail", ["counts", "full"])
def test_with_more_detail_numbers_come_first_and_names_only_if_all_is_allowed(
    asked: None, serve: Serve, monkeypatch: pytest.MonkeyPatch, detail: str
) -> None:
    monkeypatch.setattr(configuration(), "digest", Digest(detail=detail))  # type: ignore[arg-type]
    from lib.reads.committee_names import committee_names

    names = {name: committee_names(scope) for name, scope in SCOPES.items()}
    (taken,) = query(
        "SELECT committee_id FROM dashboard.taken_committee WHERE username = 'southwest'"
    )
    own = names["southwest"][str(taken[0])]
    handler = Handler()
    serve(handler)
    digest.run()
    said = _body(_read(dict(handler.taken)[TO["southwest"]]), "plain")
    assert "- 1 promise of yours ends within 7 days" in said
    assert (own in said) == (detail == "full")
    others = set(names["national"].values()) - set(names["southwest"].values())
    assert not [name for name in others if name in said]


def test_an_address_that_is_refused_gets_no_more_and_the_others_get_theirs(
    asked: None, serve: Serve
) -> None:
    handler = Handler(rcpt={TO["southeast"]: "550 5.1.1 no such mailbox"})
    serve(handler)
    assert digest.run() == {"sent": 2, "off": 1}
    assert mailing.find("southeast") is None
    facts = query("SELECT facts FROM dashboard.audit WHERE event = 'mail_off' ORDER BY 1 DESC")
    assert {"account": "southeast", "by": "bounce"} in [row[0] for row in facts]
    assert digest.run() == {}


def test_what_a_server_thinks_of_the_content_turns_nobodys_mail_off(
    asked: None, serve: Serve
) -> None:
    handler = Handler(data=["554 5.7.1 looks like spam"])
    serve(handler)
    assert digest.run() == {"refused": 1, "sent": 2}
    assert mailing.find("national") is not None
    assert digest.run() == {}


def test_a_server_that_refuses_our_own_address_costs_nobody_their_letter(
    asked: None, serve: Serve
) -> None:
    handler = Handler(mail=["550 5.1.8 who are you"])
    serve(handler)
    with pytest.raises(NotReached, match=r"^the mail server refuses mail\.sender \(550\)$"):
        digest.run()
    assert _states() == {"national": "begun"}
    assert digest.run() == {"sent": 3}


@pytest.mark.parametrize("when", ["at the address", "after the letter"])
def test_what_is_put_off_goes_out_in_a_later_run(asked: None, serve: Serve, when: str) -> None:
    handler = Handler()
    if when == "at the address":
        handler.rcpt[TO["national"]] = "451 4.7.1 come again"
    else:
        handler.data.append("452 4.2.2 come again")
    serve(handler)
    assert digest.run() == {"later": 1, "sent": 2}
    assert _states()["national"] == "begun"
    handler.rcpt.clear()
    assert digest.run() == {"sent": 1}
    assert sorted(to for to, _content in handler.taken) == sorted(TO.values())


def test_a_letter_that_may_have_arrived_is_not_sent_again(asked: None, serve: Serve) -> None:
    handler = Handler(data=[None])
    serve(handler)
    assert digest.run() == {"unsure": 1, "sent": 2}
    assert _states()["national"] == "handed"
    assert digest.run() == {}
    assert mailing.find("national") is not None


def test_a_server_that_hangs_or_is_not_there_ends_the_run_in_one_sentence(
    asked: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as silent:
        # It takes connections, as the system does for it, and never says a word.
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        port = silent.getsockname()[1]
        hangs = _mail(host="127.0.0.1", port=port, security="none", timeout_seconds=1)
        monkeypatch.setattr(configuration(), "mail", hangs)
        with pytest.raises(NotReached, match=r"^the mail server can't be reached"):
            digest.run()
    with pytest.raises(NotReached):  # now nobody listens there
        digest.run()
    assert _states() == {"national": "begun"}


def test_nothing_goes_in_the_clear_where_tls_is_asked_for(
    asked: None, serve: Serve, tmp_path: Path
) -> None:
    without, self_made = Handler(), Handler()
    serve(without, mail={"security": "starttls"})
    with pytest.raises(NotReached):
        digest.run()
    # A certificate that nobody vouches for is as good as none.
    serve(self_made, certificate=certificate(tmp_path), mail={"security": "starttls"})
    with pytest.raises(NotReached):
        digest.run()
    assert without.taken == self_made.taken == []


def test_another_run_has_the_account_to_itself(asked: None, serve: Serve) -> None:
    handler = Handler()
    serve(handler)
    with mailing.held("southeast") as is_ours:
        assert is_ours
        assert digest.run() == {"sent": 2}
        # Meanwhile its holder can have no more of it.
        assert mailing.turn_off("southeast", by="holder")
    assert digest.run() == {}


def test_a_run_that_is_killed_sends_nothing_twice_and_forgets_nobody(
    asked: None, tmp_path: Path
) -> None:
    """The second letter is begun, and the server says nothing after its name was given."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        # A client that ends before it comes is a failure, and no test without an end.
        listening.settimeout(120)
        port = listening.getsockname()[1]
        settings = {
            "TEJIDO_MAIL__HOST": "127.0.0.1",
            "TEJIDO_MAIL__PORT": str(port),
            "TEJIDO_MAIL__SECURITY": "none",
            "TEJIDO_MAIL__SENDER": "tejido@example.org",
            "TEJIDO_MAIL__DASHBOARD": "https://tejido.example.org",
            "TEJIDO_MAIL__TIMEOUT_SECONDS": "300",
        }
        killed = subprocess.Popen(
            [sys.executable, "-m", "lib", "digest"], cwd=ROOT, env=os.environ | settings
        )
        try:
            first, silent = _one_letter(listening), _one_letter(listening, until="RCPT")
            assert first == TO["national"]
            assert silent == TO["southeast"]
        finally:
            killed.send_signal(signal.SIGKILL)
            killed.wait()
        assert _states() == {"national": "sent", "southeast": "begun"}
    handler = Handler()
    with serving(handler) as port:
        again = settings | {"TEJIDO_MAIL__PORT": str(port)}
        ended = subprocess.run(
            [sys.executable, "-m", "lib", "digest"],
            cwd=ROOT,
            env=os.environ | again,
            capture_output=True,
            text=True,
            check=True,
        )
    assert ended.stdout == "Letters: 2 sent.\n"
    assert [to for to, _content in handler.taken] == [TO["southeast"], TO["southwest"]]


def _one_letter(listening: socket.socket, until: str = "") -> str:
    """Speak with one client as a mail server does, and give the address that it names.

    :param until: a command after which nothing is said any more.
    """
    connection, _address = listening.accept()
    with connection.makefile("rwb", buffering=0) as stream:
        stream.write(b"220 here\r\n")
        address = ""
        while line := stream.readline().decode():
            line = line.upper() if line.upper().startswith(("DATA", "QUIT")) else line
            if line.upper().startswith("RCPT"):
                address = line.partition("<")[2].partition(">")[0]
            if until and line.upper().startswith(until):
                # Held open for as long as the test lasts.
                _HELD.append(connection)
                return address
            if line.startswith("DATA"):
                stream.write(b"354 go on\r\n")
                while stream.readline() != b".\r\n":
                    pass
            stream.write(b"221 bye\r\n" if line.startswith("QUIT") else b"250 OK\r\n")
            if line.startswith("QUIT"):
                break
    connection.close()
    return address


_HELD: list[socket.socket] = []


def test_who_may_see_no_regions_work_any_more_gets_none(asked: None, serve: Serve) -> None:
    handler = Handler()
    serve(handler)
    accounts.disable("southeast")
    sql(
        "UPDATE dashboard.account SET role = 'partner', regions = '{}' WHERE username = 'southwest'"
    )
    try:
        assert digest.run() == {"sent": 1}
        assert [to for to, _content in handler.taken] == [TO["national"]]
    finally:
        accounts.enable("southeast")
        sql(
            "UPDATE dashboard.account SET role = 'organizer', regions = '{southwest}'"
            " WHERE username = 'southwest'"
        )


def test_a_dry_run_writes_letters_and_records_nothing(
    asked: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(configuration(), "mail", _mail(host="mail.example.org"))
    result = CliRunner().invoke(app, ["digest", "--dry-run", str(tmp_path / "out")])
    assert (result.exit_code, result.stdout) == (0, "Letters: 3 written.\n")
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"{name}-weekly.eml" for name in sorted(ACCOUNTS)]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert _read(files[0].read_bytes())["To"] == TO["national"]
    assert _states() == {}


def test_without_a_mail_server_the_command_says_so(asked: None) -> None:
    result = CliRunner().invoke(app, ["digest"])
    assert result.exit_code == 1
    assert "mail: is missing" in str(result.exception)


def test_alarms_are_told_once_and_a_quiet_day_brings_nothing(
    asked: None, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The organization's records end on 24 June 2026; its alarms are those of the weeks before."""
    from lib.topics.this_week import last_look

    monkeypatch.setattr(last_look, "WEEK", last_look.WEEK * 20)  # alarms of months count as new
    sql("DELETE FROM dashboard.taken_committee")
    sql("DELETE FROM dashboard.mailing WHERE username <> 'national'")
    sql("UPDATE dashboard.mailing SET rhythm = 'fire'")
    handler = Handler()
    serve(handler)
    june = datetime(2026, 6, 24, 18, tzinfo=UTC)
    first = digest.run(june)
    told = query("SELECT cardinality(told) FROM dashboard.letter")
    if first == {"sent": 1}:
        assert told[0][0] > 0  # type: ignore[operator]
        sql("UPDATE dashboard.letter SET begun_at = '2026-06-24'")
        # On the next day the same alarms are no news.
        assert digest.run(june.replace(day=25)) == {"late": 1}
        assert len(handler.taken) == 1
    else:
        assert first == {"late": 1}
