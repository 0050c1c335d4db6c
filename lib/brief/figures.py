"""Headline figures as a part of a brief: the same as the page's, each with its small line."""

from collections.abc import Callable
from functools import partial
from typing import Any

from lib import reads
from lib.brief.parts import Part, made_of
from lib.language import current
from lib.ui import headlines
from lib.ui.filters import Choice
from lib.ui.headlines import Headline


def headline_part(
    makers: tuple[Callable[..., Headline], ...], choice: Choice, *options: str
) -> Part:
    """Headline figures, each late by itself; one whose database can't be read is left out.

    :param options: as the functions take them.
    """
    return made_of(partial(_part, makers, choice, options))


def _part(
    makers: tuple[Callable[..., Headline], ...], choice: Choice, options: tuple[str, ...]
) -> Part:
    return Part(headlines=tuple(_shown(make, choice, options) for make in makers))


def _shown(
    make: Callable[..., Headline], choice: Choice, options: tuple[str, ...]
) -> dict[str, Any]:
    made = reads.made(headlines.kept, make, choice, options, current())
    shown: dict[str, Any] = made.value.shown(late=reads.is_late(made.sources))
    return shown
