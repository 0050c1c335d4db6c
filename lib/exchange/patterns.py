"""Regular expressions of a mapping that can't take for ever, whatever text they meet.

Python's engine tries every way in which a text can be divided. Where what repeats without end may
itself match in several lengths or ways, their number doubles with each character: thirty are hours.
"""

from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

LONGEST_TEXT = 1_000
"""Characters of a text that a part is looked for in: what is left grows with a power of them."""
ENDLESS = 20
"""Repetitions from which on a repeat counts as one without an end."""

_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that repeats what repeats or may be one of several.

    :raises ValueError: saying so.
    """
    if any(_varies(body) for body in _repeated(_parser.parse(pattern))):
        raise ValueError(
            "repeats without end what itself repeats or is one of several, which some text would"
            " take hours of; say what is repeated by one set of characters, such as [a-z ]+"
        )


def _inside(parsed: Any) -> Iterator[tuple[Any, Any]]:
    """All parts of a pattern, and those within them."""
    for operator, argument in parsed:
        yield operator, argument
        for each in argument if isinstance(argument, tuple | list) else ():
            if isinstance(each, _parser.SubPattern):
                yield from _inside(each)
            elif operator is _constants.BRANCH and isinstance(each, list):
                for branch in each:
                    yield from _inside(branch)


def _repeated(parsed: Any) -> Iterator[Any]:
    """What is repeated without an end."""
    for operator, argument in _inside(parsed):
        if operator in _REPEATS and argument[1] >= ENDLESS:
            yield argument[2]


def _varies(body: Any) -> bool:
    return any(
        operator is _constants.BRANCH or (operator in _REPEATS and argument[0] != argument[1])
        for operator, argument in _inside(body)
    )
