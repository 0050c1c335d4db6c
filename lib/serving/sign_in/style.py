"""The style sheet of the sign-in pages."""

import tomllib
from functools import cache

from lib.data.configuration import ROOT
from lib.serving import fonts
from lib.serving.sign_in.visits import TEMPLATES


@cache
def style(*, is_light: bool = False) -> str:
    """The pages' style sheet, in the colours and the font of the app.

    :param is_light: without the font, which is larger than a page of the light edition.
    """
    themes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    font = "" if is_light else f"/{fonts.address(fonts.UPRIGHT)}"
    return TEMPLATES.get_template("style.css").render(
        light=themes["theme"]["light"], dark=themes["theme"]["dark"], font=font
    )
