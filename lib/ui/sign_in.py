"""The sign-in form, by streamlit-authenticator, against the accounts of the dashboard database."""

import secrets
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth

from lib.access import accounts, session
from lib.ui.language import _


def draw() -> None:
    """Draw the form; a right password opens the session and runs the page again.

    :raises Unavailable: if the accounts can't be read.
    """
    authenticate = stauth.Authenticate(
        _credentials(),
        cookie_name="tejido-unused",
        # The library's own cookie is off: not HttpOnly, and it survives a change of password.
        cookie_key=secrets.token_hex(32),
        cookie_expiry_days=0,
        auto_hash=False,
        login_sleep_time=0,
    )
    authenticate.login(
        fields={
            "Form name": _("Sign in"),
            "Username": _("Username"),
            "Password": _("Password"),
            "Login": _("Sign in"),
        },
        key="sign_in",
    )
    status = st.session_state.get("authentication_status")
    if status:
        session.open_session(str(st.session_state["username"]))
        st.rerun()
    if status is False:
        st.error(_("That username and password do not go together. Try again."))


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
