"""A brief as a letter: HTML and text, with no more in it than the organization allows.

The subject is the same for all: it stands on a locked screen. What a mailbox that is read by
others tells is in ``docs/security.md``.
"""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from lib.access.mailing import Mailing, mark_of, off_link
from lib.access.prefix import here
from lib.brief import sentences
from lib.brief.digest.things import Things, counted
from lib.data.configuration import Mail, configuration
from lib.language import _, current, formats, ngettext
from lib.ui.templates import templates

_LETTERS = templates(Path(__file__).parent / "templates", md_inline=sentences.inline)
_POLICY = SMTP.clone(max_line_length=900)
"""A link of List-Unsubscribe is longer than a line, and must not be cut into encoded words."""
_CODING = "quoted-printable"
"""Not every server takes letters beyond ASCII as they are."""


@dataclass(frozen=True)
class Told:
    """What a letter says.

    :ivar lead: the sentence that stands first, as plain text.
    :ivar said: what is new, as Markdown; none where the organization doesn't allow it.
    """

    lead: str
    said: tuple[str, ...]


def told(things: Things, detail: str) -> Told:
    """What is new, as far as it may be told.

    :param detail: ``none``, ``counts`` or ``full``.
    """
    n = len(things.said)
    lead = ngettext(
        "{n} thing needs you. Sign in to see it.",
        "{n} things need you. Sign in to see them.",
        n,
        n=formats.number(n),
    )
    if detail == "none":
        return Told(lead, ())
    if detail == "counts":
        return Told(lead, tuple(formats.plain(counted(each)) for each in things.said))
    return Told(_("New since the last mail, and in need of you:"), things.said)


def letter(mailing: Mailing, kind: str, things: Things, now: datetime, name: str) -> EmailMessage:
    """The letter, in the language of now.

    :param name: what tells it from all others, from which its Message-ID is made: the same letter
        has the same however often it is tried.
    :raises ConfigurationError: if the configuration has no mail server.
    """
    config = configuration()
    mail = config.mail
    assert mail is not None
    assert mailing.address is not None
    off = mail.dashboard + off_link(mailing.username)
    values = {
        "told": told(things, config.digest.detail),
        "organization": config.organization.name,
        "link": f"{mail.dashboard}{here('/light')}?lang={current()}",
        "off": f"{off}?lang={current()}",
        "language": current(),
        "kind": kind,
    }
    made = EmailMessage(policy=_POLICY)
    made["From"] = Address(_plain(config.organization.name), addr_spec=mail.sender)
    made["To"] = mailing.address
    # Translators: subject of a mail; it stands on locked screens
    made["Subject"] = _("Your brief")
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{mark_of(name)}@{_domain(mail)}>"
    made["Auto-Submitted"] = "auto-generated"
    # One click in the mail program itself (RFC 8058).
    made["List-Unsubscribe"] = f"<{off}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    plain = _LETTERS.get_template("letter.txt").render(values, text=sentences.text)
    made.set_content(plain, cte=_CODING)
    html = _LETTERS.get_template("letter.html").render(values)
    made.add_alternative(html, subtype="html", cte=_CODING)
    return made


def _plain(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable())


def _domain(mail: Mail) -> str:
    return mail.sender.rpartition("@")[2]
