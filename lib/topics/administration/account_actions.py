"""What the buttons and forms of the accounts' page do.

Each of them asks for the permission again, at that moment.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from lib.access import accounts, one_time_links, second_factor, session, sessions
from lib.access.accounts import Account
from lib.access.errors import AccountError
from lib.access.permissions import Permission
from lib.language import _
from lib.topics.administration.own_account import described

_DONE = "accounts.done"
_FAILED = "accounts.failed"
_LINK = "accounts.link"

Action = Callable[[str, str], str]
"""Who acts, and on whose account → what was done, in words."""


def draw(account: Account) -> None:
    """Draw a button for each thing that can be done with an account as it is."""
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


def draw_sessions(username: str) -> None:
    """Draw where an account is signed in, and the button that ends it."""
    listed = sessions.sessions_of(username)
    if not listed:
        return
    title = _("Where it is signed in")
    st.markdown(f"**{title}**")
    st.markdown("\n".join(f"- {described(each)}" for each in listed))
    _button(_("End its sessions"), "end", username, _end)


def _button(label: str, key: str, username: str, action: Action) -> None:
    st.button(
        label,
        key=f"{username}_{key}",
        on_click=lambda: _done(lambda actor: action(actor, username)),
    )


def add(actor: str, username: str, name: str, email: str, role: str, regions: Sequence[str]) -> str:
    """Add an account and make its first link.

    :return: what was done, in words.
    """
    accounts.add(username.strip(), None, role, regions, name, email=email, actor=actor)
    return _make_link(actor, username.strip())


def save(
    actor: str, account: Account, name: str, email: str, role: str, regions: Sequence[str]
) -> str:
    """Save what a form changes of an account.

    :return: what was done, in words.
    """
    if (role, set(regions)) != (account.role, set(account.regions)):
        accounts.set_role(account.username, role, regions, actor=actor)
    if (name, email) != (account.display_name, account.email or ""):
        accounts.set_details(account.username, name, email, actor=actor)
    # Translators: done: the changes of an account were saved
    return _("Saved.")


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
    """Do something as the administrator whose session this is; the page says next how it went."""
    actor = session.acting(Permission.MANAGE_ACCOUNTS).account.username
    try:
        st.session_state[_DONE] = act(actor)
    except AccountError as problem:
        st.session_state[_FAILED] = _(problem.message, **problem.values)


def send(act: Callable[[str], str]) -> None:
    """Do something as a form asks, and draw the page again, so that it shows what has changed."""
    _done(act)
    st.rerun()


def report() -> None:
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
