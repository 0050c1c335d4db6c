"""What a viewer reads before a script has run: whose page, which, and that it is on its way.

It is in the page that is sent first, in the viewer's language, and needs no script: once the page's
heading is drawn a style takes it away. The words for a lost connection stand there, too: when they
are needed nothing can be fetched.
"""

from functools import cache
from pathlib import Path

from jinja2 import Template
from streamlit import config

from lib.access.prefix import here
from lib.data.configuration import configuration
from lib.language import LANGUAGES, N_, _, use
from lib.pages import HOME, PAGES
from lib.serving.headers import OPEN_DATA
from lib.ui.templates import templates

FOLDER = Path(__file__).parent
AWAY = (
    N_("No connection. What you see is from {time} ({age}) and comes up to date by itself."),
    N_("No connection. The page comes by itself once there is one."),
)
"""Said with figures on the screen and without; the browser puts the time in."""
SLOW = (
    N_("The connection is slow: open the light edition"),
    # Translators: button: does away with what is offered
    N_("Not now"),
)
"""Offered where the connection is slow, and the button that does away with it."""
_COLOURS = {
    "ground": "backgroundColor",
    "panel": "secondaryBackgroundColor",
    "ink": "textColor",
    "link": "linkColor",
    "quiet": "grayTextColor",
}


@cache
def shell(path: str, language: str, *, is_signed_in: bool) -> str:
    """The page's first words.

    :param path: of the request, from its ``/`` on; one of those that there are.
    """
    page = next((each for each in PAGES if f"/{each.path}" == path.rstrip("/")), HOME)
    name = configuration().organization.name
    with use(language):
        return _template().render(
            kind="work" if page.is_of_regions else "" if page.permission else "public",
            name=name,
            title=name if page is HOME else _(page.title),
            caption=page.caption and _(page.caption),
            light=here("/light") if is_signed_in else "",
            published=here(OPEN_DATA),
            away={code: _said(AWAY, code) for code in LANGUAGES},
            slow={code: _said(SLOW, code) for code in LANGUAGES} if is_signed_in else {},
        )


def _said(messages: tuple[str, ...], language: str) -> tuple[str, ...]:
    with use(language):
        return tuple(_(words) for words in messages)


@cache
def style() -> str:
    """The shell's style, in the colours of the theme, light and dark."""
    light, dark = (_colours(kind) for kind in ("light", "dark"))
    schemes = f":root {{ {light}}}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark}}} }}\n"
    return schemes + (FOLDER / "shell.css").read_text(encoding="utf-8")


def _colours(kind: str) -> str:
    named = {name: config.get_option(f"theme.{kind}.{key}") for name, key in _COLOURS.items()}
    return "".join(f"--{name}: {colour}; " for name, colour in named.items())


@cache
def _template() -> Template:
    return templates(FOLDER).get_template("shell.html")
