"""What a page says and the tables below it, read from what is shown and from nothing behind it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.testing.v1 import AppTest

from tests.comparison import recording

HEADINGS = ("title", "header", "subheader", "heading")
NUMBER = re.compile(r"(?<![\w.,])[+−-]?\d[\d,]*(?:\.\d+)?(?![\w]*\d)")
"""A number as both languages write it here: commas between thousands, a point before decimals."""

Row = list[Any]


@dataclass(frozen=True)
class Table:
    """A table as its cells: ``rows`` of as many values as ``columns``."""

    columns: list[str]
    rows: list[Row]


@dataclass
class Finding:
    """A heading with the tables that stand below it, before the next heading."""

    text: str
    tables: list[Table] = field(default_factory=list)


@dataclass
class Page:
    """A page as it is shown.

    :ivar name: page, account and language.
    :ivar sentences: all that it says, headings too.
    :ivar findings: its headings with their tables.
    :ivar headlines: label → value of its headline figures.
    :ivar files: name → lines of the files that it offers.
    :ivar problems: errors that it shows.
    """

    name: str
    language: str
    sentences: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    headlines: dict[str, str] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(page: AppTest, name: str, language: str, *, with_files: bool = True) -> Page:
    """Read a page that was drawn, what stands folded on it too if it was unfolded."""
    result = Page(name, language)
    result.problems += [str(each.value) for each in (*page.exception, *page.error)]
    for element in recording.shown(page, {"link_button"} if with_files else frozenset()):
        _take(element, result)
    return result


def numbers(text: str) -> list[float]:
    """The numbers that a sentence names, in order."""
    plain = re.sub(r"[*_`]", "", text)
    return [float(each.replace(",", "").replace("−", "-")) for each in NUMBER.findall(plain)]


def _take(element: dict[str, Any], page: Page) -> None:
    kind = element["element"]
    if kind in HEADINGS:
        page.findings.append(Finding(element.get("body", "")))
    for text in _sentences(element):
        page.sentences.append(text)
    if kind in ("arrow_data_frame", "dataframe", "table") and page.findings:
        page.findings[-1].tables.append(Table(element["columns"], element["rows"]))
    if kind == "metric":
        page.headlines[element.get("label", "")] = element.get("body", "")
    if "lines" in element:
        page.files[element["file_name"]] = element["lines"]


def _sentences(element: dict[str, Any]) -> Iterator[str]:
    for name in ("body", "label", "help", "alt", "delta"):
        value = element.get(name)
        # Styles are no sentences.
        if isinstance(value, str) and value and not value.lstrip().startswith("<style"):
            yield value
