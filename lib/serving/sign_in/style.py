"""The style of the sign-in pages: a sheet, or in the page on the way to the light edition."""

import tomllib
from functools import cache
from pathlib import Path

from markupsafe import Markup

from lib.access.prefix import here
from lib.data.configuration import ROOT
from lib.serving import fonts
from lib.serving.headers import by_hash
from lib.ui.templates import templates

TEMPLATES = templates(Path(__file__).parent / "templates", here=here)


@cache
def style() -> str:
    """The pages' style sheet, in the colours and the font of the app."""
    return _rendered(f"/{fonts.address(fonts.UPRIGHT)}")


@cache
def light_style() -> Markup:
    """The style that stands in a page: without the font, which is larger than a light page.

    A sheet would be fetched before anything is read: 300 ms and more on a slow connection.
    """
    return Markup(_rendered(""))  # noqa: S704 - our own file and our own colours


@cache
def light_source() -> str:
    """What a policy allows :func:`light_style` by: its hash."""
    return by_hash(light_style())


def _rendered(font: str) -> str:
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return TEMPLATES.get_template("style.css").render(
        light=themes["theme"]["light"], dark=themes["theme"]["dark"], font=font
    )
