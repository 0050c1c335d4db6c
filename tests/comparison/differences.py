"""What tells two recordings apart, each difference once with the cases in which it is seen."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from typing import Any

Recording = dict[str, Any]
TOLERANCE = 1e-9
"""Relative: what a sum loses by being added up in another order."""


class Weight(IntEnum):
    """How much a difference matters, most first."""

    CASE = 0
    ERROR = 1
    HEADLINE = 2
    TABLE = 3
    CHART = 4
    SENTENCE = 5
    LABEL = 6
    LOOK = 7


_WEIGHTS = {
    "exception": Weight.ERROR,
    "error": Weight.ERROR,
    "warning": Weight.ERROR,
    "title": Weight.HEADLINE,
    "header": Weight.HEADLINE,
    "subheader": Weight.HEADLINE,
    "metric": Weight.HEADLINE,
    "dataframe": Weight.TABLE,
    "table": Weight.TABLE,
    "plotly_chart": Weight.CHART,
    "html": Weight.SENTENCE,
    "markdown": Weight.SENTENCE,
    "caption": Weight.SENTENCE,
    "info": Weight.SENTENCE,
    "success": Weight.SENTENCE,
    "code": Weight.SENTENCE,
}
_FIELDS = {
    "late": Weight.ERROR,
    "rows": Weight.TABLE,
    "columns": Weight.TABLE,
    "lines": Weight.TABLE,
    "file_rows": Weight.TABLE,
    "alt": Weight.LABEL,
    "label": Weight.LABEL,
    "help": Weight.LABEL,
    "options": Weight.LABEL,
    "columns_as": Weight.LOOK,
    "config": Weight.LOOK,
    "layout": Weight.LOOK,
    "wrap": Weight.LOOK,
}
"""Where a field weighs other than its element."""


@dataclass(frozen=True, order=True)
class Difference:
    """What is not the same.

    :ivar where: the element and the way into it.
    """

    weight: Weight
    where: str
    before: str
    after: str


@dataclass
class Differences:
    """All that tells two recordings apart: page → difference → the cases that show it."""

    by_page: dict[str, dict[Difference, list[str]]] = field(default_factory=dict)

    def add(self, case: str, difference: Difference) -> None:
        """Note a difference of a case, whose name begins with its page's."""
        page = case.partition(" / ")[0]
        self.by_page.setdefault(page, {}).setdefault(difference, []).append(case)


def compared(before: Recording, after: Recording) -> Differences:
    """What tells two recordings apart."""
    differences = Differences()
    for case in before["cases"] | after["cases"]:
        if case not in after["cases"]:
            differences.add(case, Difference(Weight.CASE, "the page", "opened", "not opened"))
        elif case not in before["cases"]:
            differences.add(case, Difference(Weight.CASE, "the page", "not opened", "opened"))
        else:
            for difference in _of_case(case, before, after):
                differences.add(case, difference)
    return differences


def _of_case(case: str, before: Recording, after: Recording) -> Iterator[Difference]:
    old, new = before["cases"][case], after["cases"][case]
    if old.get("link") != new.get("link"):
        yield Difference(Weight.LABEL, "the link", _said(old.get("link")), _said(new.get("link")))
    gone: list[str] = []
    come: list[str] = []
    matcher = SequenceMatcher(None, old["shown"], new["shown"], autojunk=False)
    for kind, i, j, k, n in matcher.get_opcodes():
        if kind != "equal":
            pairs = _paired(
                [before["elements"][d] for d in old["shown"][i:j]],
                [after["elements"][d] for d in new["shown"][k:n]],
            )
            for one, other in pairs:
                if one is not None and other is not None:
                    yield from _of_elements(one, other)
                elif one is not None:
                    gone.append(one)
                elif other is not None:
                    come.append(other)
    yield from _moved(gone, come)


def _paired(old: list[Any], new: list[Any]) -> Iterator[tuple[Any | None, Any | None]]:
    """Elements that stand for each other: the next of the same kind and, if there is one, name."""
    left = list(new)
    for one in old:
        alike = [other for other in left if other["element"] == one["element"]]
        named = [other for other in alike if _name(other) == _name(one)]
        other = next(iter(named or alike), None)
        if other is not None:
            left.remove(other)
        yield one, other
    for other in left:
        yield None, other


def _moved(gone: list[Any], come: list[Any]) -> Iterator[Difference]:
    """Elements that are no longer there or new; those that are both have only moved."""
    left = list(come)
    for one in gone:
        if one in left:
            left.remove(one)
            yield Difference(Weight.LOOK, _name(one), "there", "moved")
        else:
            yield Difference(_weight(one, ()), _name(one), _said(one), "nothing")
    for other in left:
        yield Difference(_weight(other, ()), _name(other), "nothing", _said(other))


def _of_elements(one: Any, other: Any) -> Iterator[Difference]:
    for path, old, new in unequal(one, other, ()):
        where = _name(one) + "".join(f"[{step}]" for step in path)
        yield Difference(_weight(one, path), where, _said(old), _said(new))


def unequal(one: Any, other: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, Any, Any]]:
    """The way to each leaf that is not the same, and its two values.

    Lists of different lengths are one difference; numbers may differ by :data:`TOLERANCE`.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one | other:
            yield from unequal(one.get(key), other.get(key), (*path, key))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for position, (old, new) in enumerate(zip(one, other, strict=True)):
            yield from unequal(old, new, (*path, position))
    elif not _same(one, other):
        yield path, one, other


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-12)
    return bool(one == other)


def _weight(element: Any, path: tuple[Any, ...]) -> Weight:
    known = [_FIELDS[step] for step in path if step in _FIELDS]
    if known:
        return known[0]
    return _WEIGHTS.get(element["element"], Weight.LABEL)


def _name(element: Any) -> str:
    """What an element is, and which: by its alternative text, its label or its file."""
    words = element.get("alt") or element.get("label") or element.get("file_name") or ""
    return f"{element['element']} “{words[:70]}”" if words else str(element["element"])


def _said(value: Any) -> str:
    if isinstance(value, dict) and "element" in value:
        value = value.get("body") or value.get("label") or value.get("alt") or value
    text = str(value)
    return text if len(text) <= 300 else f"{text[:300]}… ({len(text)} characters)"
