"""One's own mail: where the brief goes, when, and the way to have no more of it."""

import streamlit as st

from lib.access import mailing, session
from lib.access.errors import AccountError
from lib.access.mailing import Mailing
from lib.access.permissions import Permission
from lib.access.viewer import Viewer
from lib.data.configuration import configuration
from lib.data.contract.mailing import RHYTHMS
from lib.language import AUTONYMS, LANGUAGES, _, current, formats
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.ui.sections import section


def draw(viewer: Viewer) -> None:
    """Draw the form for one's mail; nothing where there is no mail server, or nothing to mail."""
    if configuration().mail is None or not viewer.may(Permission.VIEW_REGION_WORK):
        return
    section(_("My brief by mail"))
    detail = configuration().digest.detail
    st.caption(
        _(
            "It comes only if something is new, and tells {detail}. Whoever reads your mail reads"
            " that, too.",
            detail=name_of("mail_detail", detail),
        )
    )
    asked = mailing.find(viewer.username)
    if asked is not None:
        _draw_asked(asked)
    _draw_form(asked)


def _draw_asked(asked: Mailing) -> None:
    if asked.address is None:
        st.warning(_("Your address can't be read any more. Give it again."))
    else:
        said = _(
            "Mail goes to **{address}**: {rhythm}.",
            address=plain(asked.address),
            rhythm=name_of("mail_kind", asked.rhythm),
        )
        st.markdown(said)
    st.button(_("Turn mail off"), key="mail_off", on_click=_turn_off, icon=":material/mail_off:")


def _draw_form(asked: Mailing | None) -> None:
    address = (asked.address if asked else None) or ""
    with st.form("mail", width=420):
        typed = st.text_input(_("Mail address"), value=address, max_chars=254, key="mail_address")
        rhythm = st.radio(
            # Translators: when mail comes
            _("How often"),
            RHYTHMS,
            index=RHYTHMS.index(asked.rhythm) if asked else 0,
            format_func=lambda code: name_of("mail_kind", code),
            key="mail_rhythm",
        )
        weekday = st.selectbox(
            _("Day of the week"),
            range(7),
            index=asked.weekday if asked else 0,
            format_func=formats.weekday_names().__getitem__,
            key="mail_weekday",
        )
        language = st.radio(
            _("Language of the mail"),
            LANGUAGES,
            index=LANGUAGES.index(asked.language if asked else current()),
            format_func=AUTONYMS.__getitem__,
            horizontal=True,
            key="mail_language",
        )
        if st.form_submit_button(_("Mail me my brief")):
            _keep(typed, rhythm, weekday, language)


def _keep(address: str, rhythm: str, weekday: int, language: str) -> None:
    own = session.acting(Permission.KEEP_OWN_ACCOUNT)
    try:
        mailing.keep(own.account.username, address, rhythm, weekday, language)
    except AccountError as problem:
        st.error(_(problem.message, **problem.values))
    except ValueError:
        # A forged message may carry a value that was never offered.
        st.error(_("Choose from what is offered."))
    else:
        st.rerun()


def _turn_off() -> None:
    own = session.acting(Permission.KEEP_OWN_ACCOUNT)
    mailing.turn_off(own.account.username, by="holder")
