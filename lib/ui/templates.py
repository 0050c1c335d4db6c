"""Templates: pieces of HTML and SVG that stand in files, and never take a text for markup."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lib.language import _, ngettext


def templates(folder: Path, **names: object) -> Environment:
    """The templates of a folder: what is put into them is escaped, and nothing may lack.

    :param names: what all of them know, beside ``_`` and ``ngettext``.
    """
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update({"_": _, "ngettext": ngettext, **names})
    return environment
