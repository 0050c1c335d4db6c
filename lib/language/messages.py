"""The viewer's language and its messages.

English is the language of the source; each other language has a gettext catalogue,
``locale/<language>/LC_MESSAGES/tejido.po``, which is read at start: there is no compile step.
Streamlit is asked only during a script run: the command line and the tests use the same functions.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.state.common import is_keyed_element_id, user_key_from_element_id

LANGUAGES = ("en", "es")
DEFAULT = "en"
AUTONYMS = {"en": "English", "es": "Español"}
KEY = "lang"
"""Name of the query parameter and of the session's value: ``?lang=es`` works as a link."""
DOMAIN = "tejido"
LOCALE = Path(__file__).parent / "locale"

_forced: ContextVar[str | None] = ContextVar("language", default=None)
_of_run: ContextVar[tuple[object, str] | None] = ContextVar("language_of_run", default=None)
"""The run that a language was found for last, by its cursors, which are its own; and it."""


def current() -> str:
    """The language to speak: one of :data:`LANGUAGES`.

    The first that is known of: :func:`use`, the session's choice, what the tab says was chosen in
    it, the link's ``?lang=``, the browser's locale, English.
    """
    forced = _forced.get()
    if forced is not None:
        return forced
    run = get_script_run_ctx(suppress_warning=True)
    if run is None:
        return DEFAULT
    found = _of_run.get()
    if found is None or found[0] is not run.cursors:
        # Looked up once: each message of a page asks for it, and nothing changes it on the way.
        chosen = st.session_state.get(KEY) or _of_tab(run) or st.query_params.get(KEY)
        found = (run.cursors, str(chosen) if chosen in LANGUAGES else browser_language())
        _of_run.set(found)
    return found[1]


def _of_tab(run: ScriptRunContext) -> str | None:
    """The language that a tab shows as chosen, though this session never drew the choice.

    Its process ended, so another has a new session for it, while the tab still holds its widgets.
    """
    names = {name: language for language, name in AUTONYMS.items()}
    for widget in run.session_state.get_widget_states():
        if is_keyed_element_id(widget.id) and user_key_from_element_id(widget.id) == KEY:
            return names.get(widget.string_value)
    return None


def browser_language() -> str:
    """The language that the browser asks for, if Tejido speaks it; else English."""
    spoken = (st.context.locale or DEFAULT).split("-")[0].lower()
    return spoken if spoken in LANGUAGES else DEFAULT


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speak a language for the length of a block, whatever the session says.

    :raises ValueError: if the language is none of :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"No language {language!r}; choose one of {', '.join(LANGUAGES)}.")
    token = _forced.set(language)
    try:
        yield
    finally:
        _forced.reset(token)


def _(message: str, /, **values: object) -> str:
    """A message in the current language, its ``{named}`` fields filled in."""
    text = catalogue(current()).gettext(message)
    return text.format(**values) if values else text


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The form of a message that goes with a number, its ``{named}`` fields filled in.

    ``{n}`` is the number itself unless another way of writing it is given.
    """
    text = catalogue(current()).ngettext(one, many, n)
    return text.format(**{"n": n} | values)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message marked, not translated
    """Mark a message for the catalogue; :func:`_` translates it where it is shown."""
    return message


def po_file(language: str) -> Path:
    """Where a language's catalogue is."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(language: str) -> NullTranslations:
    """A language's messages; English has none, since its messages are the source's own."""
    if language == DEFAULT:
        return NullTranslations()
    compiled = BytesIO()
    with po_file(language).open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, domain=DOMAIN))
    compiled.seek(0)
    return GNUTranslations(compiled)
