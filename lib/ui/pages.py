"""Every page there is: where its script is, what it is called, and the permission that opens it."""

from dataclasses import dataclass

from lib.access.permissions import Permission
from lib.access.viewer import Viewer
from lib.language import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dashboard.

    :ivar script: its file under ``pages/``.
    :ivar title: a message to translate.
    :ivar permission: what opens it; ``None`` opens it to everyone.
    :ivar is_listed: whether the navigation lists it.
    """

    script: str
    title: str
    icon: str
    permission: Permission | None
    is_listed: bool = True

    @property
    def path(self) -> str:
        """The page's address, below the app's."""
        return self.script.rpartition("/")[2].removesuffix(".py")


HOME = Page("home.py", N_("Tejido"), ":material/home:", None, is_listed=False)
"""What the bare address leads to: the first page that the viewer may open."""

PAGES = (
    HOME,
    Page(
        "organizer/overview.py",
        # Translators: page of a region: what is on fire, whom to call
        N_("Overview"),
        ":material/home:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/committees.py",
        N_("Committees"),
        ":material/groups:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/committee.py",
        N_("Committee"),
        ":material/group:",
        Permission.VIEW_REGION_WORK,
        is_listed=False,
    ),
    Page(
        "organizer/training.py",
        N_("Training"),
        ":material/school:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/response.py",
        N_("Rapid response"),
        ":material/campaign:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "national/priorities.py",
        N_("Priorities"),
        ":material/explore:",
        Permission.VIEW_PRIORITIES,
    ),
    Page(
        "national/publish.py",
        # Translators: page on which national leadership publishes numbers
        N_("Publish"),
        ":material/publish:",
        Permission.PUBLISH,
    ),
    Page("public/metrics.py", N_("Public metrics"), ":material/public:", None),
    Page(
        "admin/accounts.py",
        N_("Accounts"),
        ":material/manage_accounts:",
        Permission.MANAGE_ACCOUNTS,
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
    ),
    Page(
        "admin/audit.py",
        N_("Audit"),
        ":material/fact_check:",
        Permission.VIEW_AUDIT,
    ),
)


def pages_of(viewer: Viewer | None) -> list[Page]:
    """The pages that a viewer may open; without a viewer, those open to everyone."""
    return [
        page
        for page in PAGES
        if page.permission is None or (viewer is not None and viewer.may(page.permission))
    ]
