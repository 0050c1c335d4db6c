"""Streamlit's files as browsers get them: what is mended in one of them.

Drawing charts is most of what a browser does for a page, and Streamlit's component draws each
twice: it puts its theme on a figure that has it, which makes another figure of the same. And it
draws what has no width, where :mod:`lib.serving.headers`' first script keeps it narrow until it
comes near: it waits for a width other than 0, and says -1 of one that is not known.
"""

import logging
import re
from functools import cache
from pathlib import Path

from lib.serving.components import STREAMLIT, own_files

log = logging.getLogger("tejido")

_THEME = re.compile(
    rb"(function \w+\((\w+),\w+,\w+\)\{"
    rb"let (\w+)=JSON\.parse\(\w+\(JSON\.stringify\(\2\),\w+,\w+\)\);return [^{}]*?,)\3\}"
)
"""The function that puts the theme on a figure: what it is given, what it makes of that."""
_SAME = rb"\1JSON.stringify(\3)===JSON.stringify(\2)?\2:\3}"

_WIDTH = re.compile(rb"(return )(\w+)(\?\w+\(\w+,\{width:\2,\.\.\.\w+\}\):null)")
"""What waits for a width."""
_KNOWN = rb"\1\2>0\3"


def is_mended(path: Path) -> bool:
    """Whether a file is sent otherwise than Streamlit has it."""
    return path in _charts()


@cache
def _charts() -> set[Path]:
    """The file of the component."""
    return {STREAMLIT / file for file in own_files(["PlotlyChart"])}


def content(path: Path) -> bytes:
    """A file as it is sent.

    Of another Streamlit, whose component is not as it was, it is the file: charts are drawn all the
    same, only later.

    :raises OSError: if the file can't be read.
    """
    theirs = path.read_bytes()
    if not is_mended(path):
        return theirs
    ours, themes = _THEME.subn(_SAME, theirs)
    ours, widths = _WIDTH.subn(_KNOWN, ours)
    if (themes, widths) == (1, 1):
        return ours
    log.warning("%s of this Streamlit can't be mended: charts are drawn slower", path.name)
    return theirs
