"""A figure: what a page shows as one thing, declared once.

Its read, the plain function that makes a chart, a map, a table or a text of it, and the sentence
that stands where there is nothing. Everything else happens here: what was measured and worded is
kept until a refresh, what the figure rests on is noted while it is made, it is grey and says so
where a source is late, and a database that can't be read costs one sentence and no more of the
page::

    HOTLINE = Figure("hotline", _calls, _chart, empty=N_("No call to the hotline in this period"))
    ...
    HOTLINE.draw(choice)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, TypeVarTuple

import pandas as pd

from lib import again, reads
from lib.again import Shown
from lib.language import _, current
from lib.reads import ahead
from lib.ui import clocks
from lib.ui.filters import Choice
from lib.ui.frame import part
from lib.ui.sections import finding, is_divided

MOST_FIGURES = 4_000
"""Most figures, of all viewers, that are kept."""

T = TypeVar("T")
Options = TypeVarTuple("Options")


@dataclass(frozen=True)
class Figure(Generic[T, *Options]):
    """A figure of a page.

    :ivar key: names it, its parts on the page and its file; unique on a page.
    :ivar read: a choice, and what else the page lets choose → what the figure is made from, with
        no words in it. ``None`` or a frame without rows is nothing.
    :ivar make: that, the choice and what else was chosen → what is shown, in words. ``None`` is
        nothing, too.
    :ivar empty: the message that stands where there is nothing.
    :ivar reads_words: whether what is read has words all the same: then it is kept a language.
    """

    key: str
    read: Callable[[Choice, *Options], T | None]
    make: Callable[[T, Choice, *Options], Shown | None]
    empty: str = ""
    reads_words: bool = False

    def draw(self, choice: Choice, *options: *Options) -> str | None:
        """Draw the figure and its clocks.

        :param options: what else the viewer chose; hashable.
        :return: the committee that was chosen on it, if one was.
        """
        chosen: str | None = None
        with part():
            made = self.made(choice, *options)
            # Over a late source it is not said in full colour, either, that there is nothing.
            with clocks.behind(choice.scope, self.key, made.sources):
                if made.value is not None:
                    chosen = show(made.value, self.key)
                elif self.empty:
                    finding(_(self.empty))
        return chosen

    def made(self, choice: Choice, *options: *Options) -> reads.Made[Shown | None]:
        """What is shown, in the language of now, and what it rests on.

        :raises Unavailable: if a database can't be read.
        """
        ahead.asked(_worded, self, choice, options, current())
        return reads.made(_worded, self, choice, options, current())


def show(made: Shown, key: str) -> str | None:
    """Draw what was worded for all who are shown the same, a figure or another.

    :param made: the same object for as long as it says the same.
    :return: the committee that was chosen on it, if one was.
    """
    return again.show(made, key, is_divided())


kept = reads.kept_while(reads.version, MOST_FIGURES)
"""Keeps for all figures together: few are drawn with many choices, most with few."""


@kept
def _measured(
    figure: Figure[Any, *tuple[Any, ...]],
    choice: Choice,
    options: tuple[Any, ...],
    _language: str,
) -> Any:
    return figure.read(choice, *options)


@kept
def _worded(
    figure: Figure[Any, *tuple[Any, ...]],
    choice: Choice,
    options: tuple[Any, ...],
    language: str,
) -> Shown | None:
    rows = _measured(figure, choice, options, language if figure.reads_words else "")
    if rows is None or (isinstance(rows, pd.DataFrame) and rows.empty):
        return None
    return figure.make(rows, choice, *options)
