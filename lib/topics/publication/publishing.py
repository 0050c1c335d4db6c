"""Publishing: the release beside its raw numbers, and the act that can't be taken back.

Raw numbers are read as the publisher, for the session of someone who may publish, and stay in that
session: nothing here is kept for others.
"""

import time
from dataclasses import dataclass

import streamlit as st

from lib import reads
from lib.access import session
from lib.access.permissions import Permission
from lib.data import lineage
from lib.data.configuration import ConfigurationError
from lib.language import N_, _, current
from lib.publication import open_data, proposing, release
from lib.publication.gate import GateError
from lib.publication.noise import BudgetError
from lib.publication.open_data import Release
from lib.publication.proposing import NothingDue, Proposal
from lib.publication.signing import KeyFileError
from lib.publication.store import Superseded
from lib.topics.publication import proposed_release, released

LASTS_SECONDS = 15 * 60
"""After which what was prepared must be prepared anew."""
_PREPARED = "tejido.proposal"
_DONE = "tejido.published"
_OVERTAKEN = "tejido.overtaken"
# Translators: word that has to be typed to publish
_WORD = N_("publish")
"""What is typed to confirm, in the language of the page."""


def sources() -> reads.Sources:
    """The source tables that a release is made from."""
    membership, incidents = (
        lineage.sources(database, "publication_inputs") for database in ("membership", "incidents")
    )
    return membership | incidents


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release as it would be, in the session of who looks at it."""

    proposal: Proposal
    username: str
    at: float


def draw(username: str) -> None:
    """Draw what is due, the preparation, the release as it would be, the act, and what was told."""
    number = st.session_state.pop(_DONE, None)
    if number is not None:
        st.success(_("Release {n} is published.", n=number), icon=":material/public:")
    if st.session_state.pop(_OVERTAKEN, False):
        st.error(_("Someone published in the meantime. Prepare the next release anew."))
    releases = _releases()
    released.draw_due(releases)
    if st.button(_("Prepare the next release"), icon=":material/fact_check:"):
        _prepare(username)
    prepared = _current(username)
    if prepared is not None:
        proposed_release.draw(prepared.proposal)
        _act(prepared.proposal)
    released.draw_list(releases, current())


def _releases() -> tuple[Release, ...]:
    try:
        return open_data.releases()
    except ConfigurationError:
        st.warning(
            _("Nobody can read what is published here: the public reader is not configured."),
            icon=":material/warning:",
        )
        return ()


def _prepare(username: str) -> None:
    """Make the proposal; it replaces the one before."""
    st.session_state.pop(_PREPARED, None)
    session.acting(Permission.PUBLISH)
    with st.spinner(_("Reading the raw numbers and running the gate…")):
        try:
            proposal = proposing.propose()
        except NothingDue:
            st.info(_("Nothing has become due since the last release."), icon=":material/event:")
            return
        except BudgetError as problem:
            st.error(_("The year's privacy budget is spent.") + f" ({problem})")
            return
        except ConfigurationError:
            st.info(
                _(
                    "From here nothing can be published: the publisher's databases are not"
                    " configured. Whoever administers the dashboard publishes on the command line."
                ),
                icon=":material/terminal:",
            )
            return
    st.session_state[_PREPARED] = Prepared(proposal, username, time.monotonic())


def _current(username: str) -> Prepared | None:
    prepared = st.session_state.get(_PREPARED)
    if not isinstance(prepared, Prepared):
        return None
    is_old = time.monotonic() - prepared.at > LASTS_SECONDS
    if is_old or prepared.username != username:
        del st.session_state[_PREPARED]
        return None
    return prepared


def _act(proposal: Proposal) -> None:
    """The form that publishes: a word to type, so that no stray click does it."""
    if not proposal.examined.refused.empty:
        return
    word = _(_WORD)
    with st.form("publishing", border=True):
        st.markdown(
            _(
                "What is published can't be taken back or changed, by anyone. It is signed,"
                " and the audit says that you published it."
            )
        )
        typed = st.text_input(
            _("Type “{word}” to publish release {n}", word=word, n=proposal.number),
            autocomplete="off",
        )
        is_sent = st.form_submit_button(_("Publish for good"), icon=":material/publish:")
    if not is_sent:
        return
    if typed.strip().lower() != word:
        st.warning(_("Nothing was published: the word is “{word}”.", word=word))
        return
    _publish(proposal)


def _publish(proposal: Proposal) -> None:
    actor = session.acting(Permission.PUBLISH).account.username
    try:
        release.publish(proposal, actor)
    except KeyFileError:
        st.error(
            _(
                "There is no key to sign with on this server. Whoever administers the dashboard"
                " makes one with: {command}",
                command="`python -m lib publish key`",
            )
        )
        return
    except (GateError, Superseded):
        del st.session_state[_PREPARED]
        st.session_state[_OVERTAKEN] = True
        st.rerun()
    del st.session_state[_PREPARED]
    st.session_state[_DONE] = proposal.number
    st.rerun()
