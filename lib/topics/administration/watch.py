"""An administrator's three questions, each in a sentence or two and the way to more."""

from collections import Counter

import streamlit as st

from lib import reads
from lib.access import accounts, audit_reading
from lib.access.accounts import Account
from lib.access.audit import Event
from lib.data.errors import Unavailable
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of, names_of
from lib.topics.administration.sources import databases
from lib.ui.clocks import DATABASES, LATE_SIGN
from lib.ui.sections import section

DAYS = 7
"""How far back what was refused or failed is counted."""
_ODD = (
    Event.SIGN_IN_FAILED,
    Event.PAGE_REFUSED,
    Event.RESET_LINK_MADE,
    Event.SECOND_FACTOR_CHANGED,
    Event.SESSION_REVOKED,
    Event.ACCOUNT_ADDED,
    Event.ACCOUNT_CHANGED,
    Event.ACCOUNT_REMOVED,
    Event.VIEWED_AS,
)
"""Events of which an administrator wants to know why, what fails or is refused in front."""


def draw_freshness() -> None:
    """Say of each database when it was loaded and what of it is late."""
    section(_("Are the data fresh?"))
    st.markdown("\n".join(f"- {fresh(database)}" for database in databases()))
    st.page_link("admin/sources.py", label=_("Sources"), icon=":material/arrow_forward:")


def fresh(database: str) -> str:
    """When a database was loaded, and which of its tables are late."""
    name = _(DATABASES[database])
    try:
        frame = reads.freshness(database)
    except Unavailable:
        return f"{LATE_SIGN} " + _("**{database}** can't be read right now", database=name)
    late = frame.loc[frame["is_stale"], "source_table"]
    loaded = formats.recent(frame["refreshed_at"].max())
    if late.empty:
        return _("**{database}**: nothing is late; loaded {when}", database=name, when=loaded)
    return f"{LATE_SIGN} " + _(
        "**{database}** is late: {tables}; loaded {when}",
        database=name,
        tables=names_of("source_table", late),
        when=loaded,
    )


def draw_accounts() -> None:
    """Say how many may sign in, as what, and whose account asks for something."""
    section(_("Who may sign in?"))
    st.markdown("\n".join(f"- {line}" for line in who(accounts.all_accounts())))
    st.page_link("admin/accounts.py", label=_("Accounts"), icon=":material/arrow_forward:")


def who(everyone: list[Account]) -> list[str]:
    """The open accounts by role, those without a second factor, and the closed ones."""
    opened = [account for account in everyone if account.is_open]
    roles = Counter(name_of("account_role", account.role) for account in opened)
    by_role = ", ".join(f"{role} {formats.number(n)}" for role, n in roles.most_common())
    n = len(opened)
    lines = [
        ngettext(
            "**{n}** open account: {roles}",
            "**{n}** open accounts: {roles}",
            n,
            n=formats.number(n),
            roles=by_role,
        )
        if n
        else _("No account is open")
    ]
    single = sum(not account.has_second_factor for account in opened)
    if single:
        lines.append(
            ngettext(
                "**{n}** of them without a second factor",
                "**{n}** of them without a second factor",
                single,
                n=formats.number(single),
            )
        )
    demo = sum(account.is_demo for account in opened)
    if demo:
        lines.append(
            ngettext(
                "**{n}** account of the demo, whose password everyone knows",
                "**{n}** accounts of the demo, whose password everyone knows",
                demo,
                n=formats.number(demo),
            )
        )
    unused = sum(account.is_unused and not account.is_disabled for account in everyone)
    if unused:
        lines.append(
            ngettext(
                "**{n}** closed, because nobody used it for long",
                "**{n}** closed, because nobody used them for long",
                unused,
                n=formats.number(unused),
            )
        )
    return lines


def draw_alarms() -> None:
    """Say what of the last days failed, was refused or changed who may see what."""
    section(_("Is anything odd in the last {days} days?", days=DAYS))
    st.markdown("\n".join(f"- {line}" for line in odd(audit_reading.counts(DAYS))))
    st.page_link("admin/audit.py", label=_("Audit"), icon=":material/arrow_forward:")


def odd(counts: dict[str, int]) -> list[str]:
    """What was recorded in the last days of which one wants to know why.

    :param counts: by :func:`lib.access.audit_reading.counts`.
    """
    lines = [
        f"{name_of('audit_event', event)}: **{formats.number(counts[event])}**"
        for event in _ODD
        if counts.get(event)
    ]
    return lines or [_("Nothing failed, was refused or was changed")]
