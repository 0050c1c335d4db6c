"""The sign-in form; streamlit-authenticator checks the password."""

import secrets
from typing import Any

import streamlit as st
from streamlit_authenticator.controllers import AuthenticationController

from lib.access import accounts, session
from lib.ui.language import _


def draw() -> None:
    """Draw the form; a right password opens the session and runs the page again.

    :raises Unavailable: if the accounts can't be read.
    """
    with st.form("sign_in", width=420):
        st.subheader(_("Sign in"), anchor=False)
        username = st.text_input(_("Username"), autocomplete="username")
        password = st.text_input(_("Password"), type="password", autocomplete="current-password")
        if not st.form_submit_button(_("Sign in")):
            return
    if accounts.is_too_long(password) or not _controller().login(username, password):
        st.error(_("That username and password do not go together. Try again."))
        return
    session.open_session(str(st.session_state["username"]))
    st.rerun()


def _controller() -> AuthenticationController:
    """The library's check alone: its form comes with a cookie that no server can revoke."""
    return AuthenticationController(
        _credentials(), auto_hash=False, secret_key=secrets.token_hex(32)
    )


def _credentials() -> dict[str, Any]:
    return {
        "usernames": {
            account.username: {
                "name": account.display_name,
                "password": account.password_hash,
                "email": "",
                "roles": [account.role],
            }
            for account in accounts.all_accounts()
            if not account.is_disabled
        }
    }
