"""The parts of the administrators' page of accounts.

Each thing that a button does asks for the permission again, at that moment.
"""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from lib import reads
from lib.access import accounts, one_time_links, second_factor, session, sessions
from lib.access.accounts import Account
from lib.access.errors import AccountError
from lib.access.permissions import ROLES, Permission
from lib.access.viewer import Viewer
from lib.language import _, formats
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.topics.administration.own_account import said
from lib.ui import filters
from lib.ui.tables import Column, table

_DONE = "accounts.done"
_FAILED = "accounts.failed"
_LINK = "accounts.link"


def choose() -> Account | None:
    """Draw all accounts, and return the one whose row is chosen."""
    _report()
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
        st.subheader(_("Add an account"), anchor=False)
        username = st.text_input(_("Username"), autocomplete="off")
        name = st.text_input(_("Name"), autocomplete="off")
        email = st.text_input(_("E-mail at the identity provider, if there is one"))
        role, regions = _choose_role("new", "organizer", ())
        asked = st.form_submit_button(_("Add it and make a link"))
    if asked:
        _do(lambda actor: _add(actor, username, name, email, role, regions))


def _add(
    actor: str, username: str, name: str, email: str, role: str, regions: Sequence[str]
) -> str:
    accounts.add(username.strip(), None, role, regions, name, email=email, actor=actor)
    return _make_link(actor, username.strip())


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
    st.subheader(plain(account.display_name), anchor=False)
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
        asked = st.form_submit_button(_("Save; a change of role ends its sessions"))
    if asked:
        _do(lambda actor: _save(actor, account, name, email, role, regions))
    _draw_actions(account)
    _draw_sessions(username)


def _save(
    actor: str, account: Account, name: str, email: str, role: str, regions: Sequence[str]
) -> str:
    if (role, set(regions)) != (account.role, set(account.regions)):
        accounts.set_role(account.username, role, regions, actor=actor)
    if (name, email) != (account.display_name, account.email or ""):
        accounts.set_details(account.username, name, email, actor=actor)
    # Translators: done: the changes of an account were saved
    return _("Saved.")


def _draw_actions(account: Account) -> None:
    username = account.username
    with st.container(horizontal=True):
        _button(_("Make a link to set a password"), "link", username, _make_link)
        if account.is_open:
            _button(_("Close the account"), "disable", username, _disable)
        else:
            _button(_("Open the account again"), "enable", username, _enable)
        if account.has_second_factor:
            _button(_("Take away its second factor"), "reset", username, _reset)
        if account.needs_second_factor:
            _button(_("Need no second factor beyond its role"), "free", username, _free)
        else:
            _button(_("Need a second factor"), "need", username, _need)
    sure = st.checkbox(_("I want to delete this account"), key=f"{username}_sure")
    if sure:
        _button(_("Delete the account"), "remove", username, _remove)


def _draw_sessions(username: str) -> None:
    listed = sessions.sessions_of(username)
    if not listed:
        return
    title = _("Where it is signed in")
    st.markdown(f"**{title}**")
    st.markdown("\n".join(f"- {said(each)}" for each in listed))
    _button(_("End its sessions"), "end", username, _end)


Action = Callable[[str, str], str]


def _button(label: str, key: str, username: str, action: Action) -> None:
    st.button(
        label,
        key=f"{username}_{key}",
        on_click=lambda: _done(lambda actor: action(actor, username)),
    )


def _make_link(actor: str, username: str) -> str:
    st.session_state[_LINK] = one_time_links.make(username, actor=actor)
    return _("Hand this link to {username} by a way that you trust.", username=username)


def _disable(actor: str, username: str) -> str:
    accounts.disable(username, actor=actor)
    # Translators: done: the account was closed
    return _("Closed.")


def _enable(actor: str, username: str) -> str:
    accounts.enable(username, actor=actor)
    return _("Open again.")


def _remove(actor: str, username: str) -> str:
    accounts.remove(username, actor=actor)
    # Translators: done: the account was deleted
    return _("Deleted.")


def _reset(actor: str, username: str) -> str:
    second_factor.reset(username, actor=actor)
    return _("Its second factor is taken away.")


def _need(actor: str, username: str) -> str:
    second_factor.need(username, True, actor=actor)
    return _("It needs a second factor from now on.")


def _free(actor: str, username: str) -> str:
    second_factor.need(username, False, actor=actor)
    return _("It needs no second factor beyond what its role does.")


def _end(actor: str, username: str) -> str:
    sessions.revoke_all(username, actor=actor)
    return _("Its sessions are ended.")


def _done(act: Callable[[str], str]) -> None:
    """Do something as the administrator whose session this is, and keep how it went to be said."""
    actor = session.acting(Permission.MANAGE_ACCOUNTS).account.username
    try:
        st.session_state[_DONE] = act(actor)
    except AccountError as problem:
        st.session_state[_FAILED] = _(problem.message, **problem.values)


def _do(act: Callable[[str], str]) -> None:
    """The same from a form, and the page again, so that it shows what has changed."""
    _done(act)
    st.rerun()


def _report() -> None:
    """Say once how the last thing went; a link is shown this once."""
    failed, done = st.session_state.pop(_FAILED, None), st.session_state.pop(_DONE, None)
    link = st.session_state.pop(_LINK, None)
    if failed:
        st.error(failed)
    elif done:
        st.success(done)
    if link:
        st.code(f"{_origin()}{link}", language=None, wrap_lines=True)


def _origin() -> str:
    """The app's own address, as this browser knows it."""
    url = st.context.url or ""
    return "/".join(url.split("/")[:3])
