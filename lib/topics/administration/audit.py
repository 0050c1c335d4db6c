"""Who looked at what: the audit's rows, whether its chain is whole, and a file of both."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import streamlit as st

from lib.access import audit_chain, audit_reading
from lib.access.audit import Event
from lib.access.audit_chain import Verdict
from lib.access.audit_reading import MOST_EXPORTED, NOBODY, AuditFilter
from lib.exchange.spreadsheets import csv_bytes
from lib.language import _, formats, ngettext
from lib.language.formats import is_missing
from lib.language.vocabulary import name_of
from lib.pages import PAGES
from lib.ui import downloads
from lib.ui.filters import region_name
from lib.ui.sections import section
from lib.ui.tables import Column, table

Fact = str | int | float | list[str] | None
"""A fact of an entry, as JSON has it."""

VERIFIED_SECONDS = 600
"""How long a verification of the whole chain is kept: a year of it takes some seconds."""


def choose() -> AuditFilter:
    """Draw the filters: account, event and day."""
    by_account, by_event, by_day = st.columns(3)
    with by_account:
        actor = st.selectbox(
            # Translators: who did it
            _("Account"),
            [NOBODY, *audit_reading.actors()],
            index=None,
            format_func=_account,
            placeholder=_("Any account"),
            key="audit_account",
        )
    with by_event:
        event = st.selectbox(
            # Translators: what was recorded in the audit
            _("Event"),
            list(Event),
            index=None,
            format_func=partial(name_of, "audit_event"),
            placeholder=_("Any event"),
            key="audit_event",
        )
    with by_day:
        day = st.date_input(_("Day"), value=None, format="YYYY-MM-DD", key="audit_day")
    return AuditFilter(actor, event, day if isinstance(day, date) else None)


def draw_chain() -> None:
    """Say whether the chain is whole, and how far it reaches."""
    verdict, checked_at = _verified()
    if verdict.broken is None:
        rows = ngettext("{n} entry", "{n} entries", verdict.rows)
        st.markdown(
            ":material/verified_user: "
            + _("**The audit is whole:** {rows}, each chained to the one before.", rows=rows)
        )
        when = formats.recent(checked_at)
        checked = _("Checked {when}. Newest link: {head}", when=when, head=verdict.head)
        st.caption(" ".join(filter(None, [checked, _since(verdict)])))
        return
    st.error(
        _(
            "**The audit was tampered with:** entry {number} does not fit the chain."
            " Keep a copy of the database and find out who could write to it.",
            number=verdict.broken,
        ),
        icon=":material/gpp_bad:",
    )


def _since(verdict: Verdict) -> str:
    """What came since the chain was checked: else it would be counted otherwise below."""
    newest = audit_reading.entries(AuditFilter(), 1)
    n = (int(newest["matching"].iloc[0]) if len(newest) else 0) - verdict.rows
    return ngettext("{n} entry came since.", "{n} entries came since.", n) if n > 0 else ""


def draw_entries(wanted: AuditFilter) -> None:
    """Draw the entries that are looked for and offer all of them as a file."""
    frame = audit_reading.entries(wanted)
    matching = int(frame["matching"].iloc[0]) if len(frame) else 0
    section(ngettext("{n} entry", "{n} entries", matching))
    if matching > len(frame):
        st.caption(_("The newest {n} are shown; the file has all.", n=formats.number(len(frame))))
    table(
        frame.assign(
            account=[_account(actor) for actor in frame["actor"]],
            what=[described(facts) for facts in frame["facts"]],
        ),
        {
            # Translators: day and time of an entry
            "happened_at": Column(_("When"), kind="moment"),
            "account": Column(_("Account")),
            "event": Column(_("Event"), family="audit_event"),
            # Translators: what an entry is about; in priorities, whom to send
            "what": Column(_("What"), wide=True),
            # Translators: ordinal number of an entry
            "entry_id": Column(_("Number"), kind="number"),
        },
        key="audit",
        alt=_("Entries of the audit, newest first."),
        empty=_("Nothing was recorded for this choice."),
    )
    downloads.offer(
        _("Download with the chain's hashes as CSV"),
        partial(_file, wanted),
        key="audit_chain",
        file_name="tejido-audit.csv",
        mime="text/csv; charset=utf-8",
        rows=min(matching, MOST_EXPORTED),
    )


def described(facts: str) -> str:
    """An entry's facts in words, those that a reader looks for first."""
    rest: dict[str, Fact] = json.loads(facts)
    words = [spoken(rest.pop(name)) for name, spoken in _SPOKEN.items() if name in rest]
    words += [f"{name}: {_plainly(value)}" for name, value in rest.items()]
    return " · ".join(filter(None, words))


def _rows(count: Fact) -> str:
    return ngettext("{n} row", "{n} rows", int(str(count)))


def _release(number: Fact) -> str:
    return _("release {n}", n=formats.number(int(str(number))))


def _published(count: Fact) -> str:
    n = int(str(count))
    # Translators: numbers that a release publishes
    return ngettext("{n} published number", "{n} published numbers", n, n=formats.number(n))


def _page(path: Fact) -> str:
    if path == "light":
        return _("Light edition")
    return next((_(page.title) for page in PAGES if page.path == path), str(path))


def _regions(codes: Fact) -> str:
    return formats.listing(map(region_name, codes if isinstance(codes, list) else [str(codes)]))


def _role(role: Fact) -> str:
    return name_of("account_role", str(role))


def _as_role(role: Fact) -> str:
    return _("seen as {role}", role=_role(role))


def _plan(plan: Fact) -> str:
    return name_of("taken_plan", str(plan)).lower()


def _until(day: Fact) -> str:
    # Translators: the last day for which a committee is taken
    return _("until {day}", day=formats.day(date.fromisoformat(str(day))))


def _step(step: Fact) -> str:
    return name_of("audit_step", str(step))


def _change(changed: Fact) -> str:
    return name_of("audit_change", str(changed))


def _by(way: Fact) -> str:
    # Translators: how a password was set, or mail turned off
    ways = {
        "link": _("by a link"),
        # Translators: mail to an address came back: the mail server takes none for it
        "bounce": _("it came back"),
    }
    return ways.get(str(way), str(way))


def _mail(kind: Fact) -> str:
    return name_of("mail_kind", str(kind))


def _detail(detail: Fact) -> str:
    return name_of("mail_detail", str(detail))


def _sessions(count: Fact) -> str:
    return ngettext("{n} session", "{n} sessions", int(str(count)))


def _scenario(number: Fact) -> str:
    return _("scenario {n}", n=formats.number(int(str(number))))


def _through(number: Fact) -> str:
    # Translators: how far entries were taken away, and the number of the last one
    return _("up to entry {n}", n=formats.number(int(str(number))))


def _late(seconds: Fact) -> str:
    n = int(str(seconds))
    # Translators: a page's view was recorded so long after it happened
    return ngettext("recorded {n} second late", "recorded {n} seconds late", n)


def _unspoken(_fact: Fact) -> str:
    """Of what only a machine reads; the file has it."""
    return ""


_SPOKEN: dict[str, Callable[[Fact], str]] = {
    "account": str,
    "page": _page,
    "committee": str,
    "regions": _regions,
    "file": str,
    "rows": _rows,
    "role": _role,
    "viewed_as": _as_role,
    "release": _release,
    "atoms": _published,
    "plan": _plan,
    "until": _until,
    "step": _step,
    "changed": _change,
    "by": _by,
    "mail": _mail,
    "detail": _detail,
    "sessions": _sessions,
    "scenario": _scenario,
    "through": _through,
    "late_seconds": _late,
    # The page that asks for it is named.
    "permission": _unspoken,
    "hash": _unspoken,
}
"""How a fact is put into words, by its name and in this order; others are shown as they are."""


def _plainly(value: Fact) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _account(actor: str | None) -> str:
    return _("Nobody signed in") if is_missing(actor) or actor == NOBODY else actor


def _file(wanted: AuditFilter) -> bytes:
    """Codes and JSON as the hashes cover them, so that a file can be checked by itself."""
    frame = audit_reading.entries(wanted, MOST_EXPORTED).drop(columns="matching")
    frame["happened_at"] = frame["happened_at"].dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return csv_bytes(frame)


@st.cache_data(ttl=VERIFIED_SECONDS, show_spinner=False)
def _verified() -> tuple[Verdict, datetime]:
    return audit_chain.verify(), datetime.now(UTC)
