"""The parts of the administrators' page of accounts: all of them, a new one, one."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from lib import reads
from lib.access import accounts, second_factor
from lib.access.accounts import Account
from lib.access.permissions import ROLES
from lib.access.viewer import Viewer
from lib.language import _, formats
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.topics.administration import account_actions
from lib.ui import filters
from lib.ui.sections import section
from lib.ui.tables import Column, table


def choose() -> Account | None:
    """Draw all accounts, and return the one whose row is chosen."""
    account_actions.report()
    everyone = {account.username: account for account in accounts.all_accounts()}
    frame = pd.DataFrame([_row(account) for account in everyone.values()])
    st.caption(_("Choose a row to change an account; choose none to add one."))
    chosen = table(
        frame,
        {
            "username": Column(_("Username"), pinned=True),
            # Translators: how the dashboard greets the account
            "display_name": Column(_("Name")),
            # Translators: of an account: organizer, national leadership, partner, administrator
            "role": Column(_("Role")),
            "regions": Column(_("Regions")),
            "state": Column(_("State")),
            "second_factor": Column(_("Second factor")),
            "last_used_at": Column(_("Last used"), kind="moment"),
        },
        key="accounts",
        alt=_("Accounts with role, regions and state."),
        choose="username",
    )
    return everyone.get(chosen or "")


def _row(account: Account) -> dict[str, object]:
    return {
        "username": account.username,
        "display_name": account.display_name,
        "role": _role_name(account.role),
        "regions": formats.listing(filters.region_name(region) for region in account.regions),
        "state": _state(account),
        "second_factor": _second_factor_state(account),
        "last_used_at": account.last_used_at,
    }


def _role_name(role: str) -> str:
    return name_of("account_role", role) if role in ROLES else role


def _state(account: Account) -> str:
    if account.is_disabled:
        return _("Closed")
    if account.is_unused:
        return _("Closed: not used")
    # Translators: state of an account that may sign in
    return _("Open")


def _second_factor_state(account: Account) -> str:
    if account.has_second_factor:
        # Translators: second factor that is set up
        return _("Ready")
    if second_factor.is_needed(account, local=False):
        return _("To be set up")
    # Translators: second factor, region or place: not a single one
    return _("None")


def draw_new() -> None:
    """Draw the form for a new account; a link lets its holder set the password."""
    with st.form("new_account", clear_on_submit=False, width=520):
        section(_("Add an account"))
        username = st.text_input(_("Username"), autocomplete="off")
        name = st.text_input(_("Name"), autocomplete="off")
        email = st.text_input(_("E-mail at the identity provider, if there is one"))
        role, regions = _choose_role("new", "organizer", ())
        is_sent = st.form_submit_button(_("Add it and make a link"))
    if is_sent:
        account_actions.send(
            lambda actor: account_actions.add(actor, username, name, email, role, regions)
        )


def _choose_role(key: str, role: str, regions: Sequence[str]) -> tuple[str, Sequence[str]]:
    names = {r: filters.region_name(r) for r in reads.regions()["region_id"]}
    chosen = st.selectbox(
        _("Role"),
        list(ROLES),
        index=list(ROLES).index(role) if role in ROLES else None,
        format_func=_role_name,
        key=f"{key}_role",
    )
    where = st.pills(
        _("Regions, for an organizer"),
        list(names),
        default=[region for region in regions if region in names],
        format_func=names.__getitem__,
        selection_mode="multi",
        key=f"{key}_regions",
    )
    return str(chosen), where


def draw_one(account: Account, viewer: Viewer) -> None:
    """Draw what can be done with an account."""
    username = account.username
    section(plain(account.display_name))
    if username == viewer.username:
        st.info(_("This is your own account; another administrator has to change it."))
        return
    with st.form(f"change_{username}", width=520):
        name = st.text_input(_("Name"), account.display_name, key=f"{username}_name")
        email = st.text_input(
            _("E-mail at the identity provider, if there is one"),
            account.email or "",
            key=f"{username}_email",
        )
        role, regions = _choose_role(username, account.role, account.regions)
        is_sent = st.form_submit_button(_("Save; a change of role ends its sessions"))
    if is_sent:
        account_actions.send(
            lambda actor: account_actions.save(actor, account, name, email, role, regions)
        )
    account_actions.draw(account)
    account_actions.draw_sessions(username)
