"""Every page there is: where its script is, what it is called, and the permission that opens it."""

from dataclasses import dataclass

from lib.access.permissions import Permission
from lib.access.viewer import Viewer
from lib.ui.language import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the dashboard.

    :ivar script: its file under ``pages/``.
    :ivar title: a message to translate.
    :ivar section: the heading it stands under in the navigation, a message to translate.
    :ivar permission: what opens it; ``None`` opens it to everyone.
    :ivar is_listed: whether the navigation lists it.
    """

    script: str
    title: str
    section: str
    icon: str
    permission: Permission | None
    is_listed: bool = True

    @property
    def path(self) -> str:
        """The page's address, below the app's."""
        return self.script.rpartition("/")[2].removesuffix(".py")


_REGION = N_("Your regions")
_PUBLIC = N_("For everyone")
_ADMIN = N_("Behind the scenes")

HOME = Page("home.py", N_("Tejido"), _REGION, ":material/home:", None, is_listed=False)
"""What the bare address leads to: the first page that the viewer may open."""

PAGES = (
    HOME,
    Page(
        "organizer/overview.py",
        N_("Overview"),
        _REGION,
        ":material/home:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/committees.py",
        N_("Committees"),
        _REGION,
        ":material/groups:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/committee.py",
        N_("Committee"),
        _REGION,
        ":material/group:",
        Permission.VIEW_REGION_WORK,
        is_listed=False,
    ),
    Page(
        "organizer/training.py",
        N_("Training"),
        _REGION,
        ":material/school:",
        Permission.VIEW_REGION_WORK,
    ),
    Page(
        "organizer/response.py",
        N_("Rapid response"),
        _REGION,
        ":material/campaign:",
        Permission.VIEW_REGION_WORK,
    ),
    Page("public/metrics.py", N_("Public metrics"), _PUBLIC, ":material/public:", None),
    Page(
        "admin/sources.py",
        N_("Sources"),
        _ADMIN,
        ":material/database:",
        Permission.VIEW_SOURCES,
    ),
)


def pages_of(viewer: Viewer | None) -> list[Page]:
    """The pages that a viewer may open; without a viewer, those open to everyone."""
    return [
        page
        for page in PAGES
        if page.permission is None or (viewer is not None and viewer.may(page.permission))
    ]
