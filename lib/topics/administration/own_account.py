"""The parts of the page of one's own account."""

import streamlit as st

from lib.access import previews, second_factor, session, sessions
from lib.access.permissions import Permission
from lib.access.viewer import Viewer
from lib.data.scope import UNKNOWN_REGION
from lib.language import _, formats, ngettext
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.topics.administration import sign_in_links as leading
from lib.ui.filters import region_names
from lib.ui.sections import section


def draw(viewer: Viewer) -> None:
    """Draw who the viewer is here; in a preview, whose view is seen."""
    role = viewer.view_as or session.current().account.role
    lines = [
        _("Username: **{name}**", name=plain(viewer.username)),
        _("Role: **{role}**", role=name_of("account_role", role)),
    ]
    regions = [name for key, name in region_names(viewer.scope).items() if key != UNKNOWN_REGION]
    if regions:
        lines.append(_("Regions: **{regions}**", regions=plain(formats.listing(regions))))
    st.markdown("  \n".join(lines))


def draw_proofs() -> None:
    """Draw the ways to a new password and a second factor."""
    account = session.current().account
    section(_("Password and second factor"))
    if account.has_password:
        leading.link(_("Change your password"), "/password")
    if account.has_second_factor:
        left = second_factor.recovery_codes_left(account.username)
        st.markdown(
            ngettext(
                "Your second factor is set up. You have {n} recovery code left.",
                "Your second factor is set up. You have {n} recovery codes left.",
                left,
            )
        )
        leading.link(_("New recovery codes"), "/sign-in/second-factor", next="/account")
    else:
        st.markdown(_("You have no second factor: whoever learns your password can sign in."))
        leading.link(_("Set up a second factor"), "/sign-in/second-factor", next="/account")


def draw_sessions() -> None:
    """Draw the account's sessions, each with a button that ends it."""
    own = session.current()
    section(_("Where you are signed in"))
    here = _("this one")
    for listed in sessions.sessions_of(own.account.username):
        this = listed.number == own.number
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(described(listed) + (f" · **{here}**" if this else ""))
            if not this:
                st.button(
                    _("End it"), key=f"end_{listed.number}", on_click=_end, args=(listed.number,)
                )
    st.button(_("End all others"), on_click=_end_others)


def described(listed: sessions.ListedSession) -> str:
    """A session in words."""
    return _(
        "{device}, since {began}, last seen {seen}",
        device=plain(listed.device),
        began=formats.recent(listed.created_at),
        seen=formats.recent(listed.last_seen_at),
    )


def _end(number: int) -> None:
    account = session.acting(Permission.KEEP_OWN_ACCOUNT).account
    sessions.revoke(account.username, number, actor=account.username)


def _end_others() -> None:
    own = session.acting(Permission.KEEP_OWN_ACCOUNT)
    sessions.revoke_all(own.account.username, actor=own.account.username, but=own.number)


def draw_views(viewer: Viewer) -> None:
    """Draw the choice of another role's view to look at."""
    section(_("See what others see"))
    st.caption(_("It shows nothing that you can't see yourself, and it is recorded."))
    names = {key: n for key, n in region_names(viewer.scope).items() if key != UNKNOWN_REGION}
    with st.form("view_as", width=420):
        role = st.radio(
            _("Whose view"),
            previews.PREVIEWED,
            format_func=lambda code: name_of("account_role", code),
            horizontal=True,
            key="view_as_role",
        )
        regions = st.pills(
            _("Regions, for an organizer"),
            list(names),
            format_func=names.__getitem__,
            selection_mode="multi",
            default=list(names)[:1],
            key="view_as_regions",
        )
        is_sent = st.form_submit_button(_("Show it"))
    if is_sent and role == "organizer" and not regions:
        st.error(_("Choose at least one region."))
    elif is_sent:
        previews.begin(str(role), tuple(regions))
        st.rerun()


def banner(viewer: Viewer) -> None:
    """Say that another's view is shown, on every page, with the way back."""
    if viewer.view_as is None:
        return
    role = name_of("account_role", viewer.view_as)
    regions = formats.listing(region_names(viewer.scope).values())
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(
            _("You see what this role sees: {role} · {regions}", role=role, regions=plain(regions))
            if regions
            else _("You see what this role sees: {role}", role=role),
            icon=":material/visibility:",
        )
        st.button(_("Back to my own view"), on_click=previews.end, key="view_as_end")
