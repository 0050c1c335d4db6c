"""Every page there is, named once: its script, its title, and the permission that opens it.

A page that is not here can't be opened: its script looks itself up. Every other list of pages, that
of the navigation, the tests, the attacks and the benchmarks, is made from this one. Which topics a
page shows is what its script says, and what it reads is noted while it is drawn.
"""

from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from lib.access.permissions import Permission
from lib.access.viewer import Viewer
from lib.data.configuration import ROOT
from lib.language import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dashboard.

    :ivar script: its file under ``pages/``.
    :ivar title: a message to translate.
    :ivar permission: what opens it; ``None`` opens it to everyone.
    :ivar caption: a message that stands below the title.
    :ivar is_listed: whether the navigation lists it.
    :ivar needs: what its link must say for it to show anything, ``committee`` of ``?committee=``.
    """

    script: str
    title: str
    icon: str
    permission: Permission | None
    caption: str = ""
    is_listed: bool = True
    needs: str | None = None

    @property
    def path(self) -> str:
        """The page's address, below the app's."""
        return self.script.rpartition("/")[2].removesuffix(".py")

    def drawn(self, title: str, *, listed: bool) -> st.Page:
        """The page as Streamlit takes it, a copy for each run, which marks its own.

        :param title: in the viewer's language.
        :param listed: whether the navigation lists it for the viewer.
        """
        return copy(_drawn(self.script, title, self.icon, is_listed=listed))

    @property
    def is_of_regions(self) -> bool:
        """Whether it shows the work of regions that the viewer chooses."""
        return self.permission in (Permission.VIEW_REGION_WORK, Permission.VIEW_PRIORITIES)

    @property
    def is_dated(self) -> bool:
        """Whether it shows the organization's work, and so says how new its sources are."""
        return self.is_of_regions or self.permission is Permission.PUBLISH


FOLDER = ROOT / "pages"

HOME = Page("home.py", N_("Tejido"), ":material/home:", None, is_listed=False)
"""What the bare address leads to: the first page that the viewer may open."""

PAGES = (
    HOME,
    Page(
        "admin/watch.py",
        # Translators: an administrator's first page: what to keep an eye on
        N_("Watch"),
        ":material/shield:",
        Permission.VIEW_AUDIT,
        N_("Whether the data are fresh, who may sign in, and what of the last week to look into."),
    ),
    Page(
        "organizer/this_week.py",
        # Translators: page of a region: what is on fire, whom to call
        N_("This week"),
        ":material/local_fire_department:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/committees.py",
        N_("Committees"),
        ":material/groups:",
        Permission.VIEW_REGION_WORK,
        N_("Who needs someone first, and why. A row opens its committee, as does its point below."),
    ),
    Page(
        "organizer/committee.py",
        N_("Committee"),
        ":material/group:",
        Permission.VIEW_REGION_WORK,
        is_listed=False,
        needs="committee",
    ),
    Page(
        "organizer/membership.py",
        N_("Membership"),
        ":material/card_membership:",
        Permission.VIEW_REGION_WORK,
        N_("Whether we keep the people who join, by their dues, over the last twelve months."),
    ),
    Page(
        "organizer/support.py",
        # Translators: page: what committees ask of the regional organizers, and their visits
        N_("Accompaniment"),
        ":material/handshake:",
        Permission.VIEW_REGION_WORK,
        N_("What committees asked of us, how long they wait, and whom nobody reaches."),
    ),
    Page(
        "organizer/training.py",
        N_("Training"),
        ":material/school:",
        Permission.VIEW_REGION_WORK,
        N_("Enrollments of complete weeks, and who completes of those who have had the time."),
    ),
    Page(
        "organizer/tools.py",
        # Translators: page of the library of curricula, guides and other material
        N_("Tools"),
        ":material/handyman:",
        Permission.VIEW_REGION_WORK,
        N_("What exists for whom, who uses it, and what is missing. Uses are those of 12 months."),
    ),
    Page(
        "organizer/response.py",
        N_("Rapid response"),
        ":material/campaign:",
        Permission.VIEW_REGION_WORK,
        N_("False reports are left out. The week that is not over is drawn apart."),
    ),
    Page(
        "organizer/defense.py",
        N_("Deportation defense"),
        ":material/gavel:",
        Permission.VIEW_REGION_WORK,
        N_("Cases before the table of defenders, told so that none can be recognized."),
    ),
    Page(
        "organizer/campaigns.py",
        N_("Campaigns"),
        ":material/flag:",
        Permission.VIEW_REGION_WORK,
        N_("What is being won, where, and what it is up against."),
    ),
    Page(
        "organizer/network.py",
        # Translators: page of the partners: unions, congregations, lawyers and others
        N_("Network"),
        ":material/hub:",
        Permission.VIEW_REGION_WORK,
        N_("Whom we could call where, and where everything hangs on one partner."),
    ),
    Page(
        "organizer/communications.py",
        # Translators: page of messages and whom they reached
        N_("Communications"),
        ":material/podcasts:",
        Permission.VIEW_REGION_WORK,
        N_("Who heard us, in which language, and through whom. Months that are over."),
    ),
    Page(
        "national/priorities.py",
        N_("Priorities"),
        ":material/explore:",
        Permission.VIEW_PRIORITIES,
        N_(
            "Where need and capacity are furthest apart, how sure that is, and where more would"
            " help."
        ),
    ),
    Page(
        "national/publish.py",
        # Translators: page on which national leadership publishes numbers
        N_("Publish"),
        ":material/publish:",
        Permission.PUBLISH,
        N_(
            "The next release beside its raw numbers: what is withheld and why,"
            " before everyone can read it."
        ),
    ),
    Page(
        "public/metrics.py",
        N_("Public metrics"),
        ":material/public:",
        None,
        "",
    ),
    Page(
        "admin/accounts.py",
        N_("Accounts"),
        ":material/manage_accounts:",
        Permission.MANAGE_ACCOUNTS,
        N_("Who may sign in, with which role, for which regions."),
    ),
    Page(
        "account.py",
        N_("My account"),
        ":material/account_circle:",
        Permission.KEEP_OWN_ACCOUNT,
    ),
    Page(
        "admin/sources.py",
        # Translators: page on how fresh the data are
        N_("Sources"),
        ":material/database:",
        Permission.VIEW_SOURCES,
        N_("Each source table: its newest record, and when its figures were last prepared."),
    ),
    Page(
        "admin/audit.py",
        N_("Audit"),
        ":material/fact_check:",
        Permission.VIEW_AUDIT,
        N_("Who signed in, looked at what, exported and changed what. It can only be added to."),
    ),
)


@cache
def _drawn(script: str, title: str, icon: str, *, is_listed: bool) -> st.Page:
    """A page of which each run takes a copy: Streamlit looks at its file to make one."""
    return st.Page(
        script,
        title=title,
        icon=icon,
        url_path=Path(script).stem,
        visibility="visible" if is_listed else "hidden",
        default=script == HOME.script,
    )


def page_of(script: str) -> Page:
    """The page of a script.

    :param script: its path, such as its own ``__file__``.

    :raises LookupError: if no page has it.
    """
    path = Path(script).resolve()
    for page in PAGES:
        if path == FOLDER / page.script:
            return page
    raise LookupError(f"{path.name} is in no list of pages: see lib/pages.py.")


def pages_of(viewer: Viewer | None) -> list[Page]:
    """The pages that a viewer may open; without a viewer, those open to everyone."""
    return [
        page
        for page in PAGES
        if page.permission is None or (viewer is not None and viewer.may(page.permission))
    ]
