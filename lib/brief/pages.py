"""Briefs as whole pages of plain HTML: one file, no script, nothing to fetch after it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from lib.access.prefix import here
from lib.brief import sentences
from lib.brief.parts import Brief
from lib.data.configuration import ROOT
from lib.language import current, formats
from lib.ui.templates import templates

_FOLDER = Path(__file__).parent / "templates"
_PAGES = templates(
    _FOLDER, here=here, md=sentences.html, md_inline=sentences.inline, number=formats.number
)


@dataclass(frozen=True)
class Link:
    """A link of the frame.

    :ivar is_here: whether it leads to where one is.
    """

    label: str
    href: str
    is_here: bool = False


@dataclass(frozen=True)
class Around:
    """What stands around a brief.

    :ivar organization: its name.
    :ivar pages: the other briefs; ``regions`` the same of other regions, if there are several.
    :ivar languages: code and link of each.
    :ivar full: address of the same in the full app.
    :ivar region: the region that is chosen; empty: all of the viewer's.
    """

    organization: str
    viewer: str
    pages: tuple[Link, ...]
    regions: tuple[Link, ...]
    languages: tuple[tuple[str, Link], ...]
    full: str
    region: str = ""


def page(brief: Brief, around: Around) -> str:
    """A brief with what stands around it."""
    return _PAGES.get_template("page.html").render(
        brief=brief, around=around, style=style(), language=current()
    )


@cache
def style() -> Markup:
    """The style sheet, in the app's colours; it stands in the page."""
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return Markup(  # noqa: S704 - our own file and our own colours
        _PAGES.get_template("style.css").render(
            light=themes["theme"]["light"], dark=themes["theme"]["dark"]
        )
    )
