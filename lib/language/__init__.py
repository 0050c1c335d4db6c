"""The viewer's language: messages, formats of numbers and dates, and names of codes."""

from lib.language.messages import (
    AUTONYMS,
    DEFAULT,
    DOMAIN,
    KEY,
    LANGUAGES,
    N_,
    _,
    current,
    ngettext,
    po_file,
    use,
)

__all__ = [
    "AUTONYMS",
    "DEFAULT",
    "DOMAIN",
    "KEY",
    "LANGUAGES",
    "N_",
    "_",
    "current",
    "ngettext",
    "po_file",
    "use",
]
