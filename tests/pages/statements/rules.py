"""What every statement must hold: each rule reads pages as they are shown and names what breaks it.

A rule returns sentences, one a fault; none is what is wanted. They know no room and no figure: a
statement that is written tomorrow is held to the same.
"""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from lib.ui.tables import MOST
from tests.pages.statements.shown import Page, Row, Table, numbers

_NOTHING = re.compile(r"\b(nan|NaN|NaT|None|inf|<NA>)\b")
_DASH_FOR_A_VALUE = re.compile(r"(?:^|[^\d\s–]\s)–(?=\s(?!\d)[^\W\d])|(?<=\s)–[.,)%]")
_PERCENT_THEN_PARTS = re.compile(
    r"(?P<p>\d[\d.,]*)\s?% \((?P<n>[\d,]+) (?:of|de) (?P<all>[\d,]+)\)"
)
_PARTS_THEN_PERCENT = re.compile(r"(?P<n>[\d,]+) (?:of|de) (?P<all>[\d,]+) \((?P<p>[\d.,]+)\s?%\)")
_PER = re.compile(r"(?P<n>[\d,]+) (?:of|de) (?P<all>[\d,]+) = (?P<p>[\d.,]+)")
_MOST = re.compile(
    r"^(most|la mayor parte|la mayoría)\b|[:·,] (most of|la mayor parte|la mayoría)\b", re.I
)
_OF_TIME = re.compile(
    r"\d[\d,.]*\s(?:more\s|complete\s)?(?:weeks?|months?|days?|years?|hours?|min|h|"
    r"semanas?|mes(?:es)?|días?|años?|horas?)\b"
)
_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}(?!\d)(?:, \d{4})?"
    r"|\b\d{1,2} (?:de )?(?:ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic)[a-z]*\.?"
    r"(?: (?:de )?\d{4})?"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)[a-z]*\.? \d{4}"
    r"|\b\d{1,2}:\d{2}\b",
    re.I,
)
_BEFORE = re.compile(
    r"[\d,]+ (?:in the|en las|en los) \d+ (?:weeks )?(?:before|previas|anteriores)"
)
_OF_100 = re.compile(r"\d+ (?:of|de) 100 (?:points|puntos)")


def shows_no_error(page: Page) -> list[str]:
    """No page ends in an error."""
    return [f"{page.name}: {problem}" for problem in page.problems]


def has_no_gap(page: Page) -> list[str]:
    """No sentence has a hole where a value belongs, and none names a computer's nothing."""
    return [
        f"{page.name}: {text!r}"
        for text in _unique(page.sentences)
        if _NOTHING.search(text) or _DASH_FOR_A_VALUE.search(text)
    ]


def shares_are_their_fractions(page: Page) -> list[str]:
    """A rate beside a fraction is that fraction."""
    faults = []
    for text in _unique(page.sentences):
        for pattern, scale in (
            (_PERCENT_THEN_PARTS, 100),
            (_PARTS_THEN_PERCENT, 100),
            (_PER, 100_000),
        ):
            for match in pattern.finditer(text):
                part, whole, rate = (_value(match[name]) for name in ("n", "all", "p"))
                decimals = len(match["p"].partition(".")[2])
                if not whole or abs(scale * part / whole - rate) > 0.5 * 10**-decimals + 1e-9:
                    faults.append(f"{page.name}: {text!r}: {match[0]}")
    return faults


def most_is_more_than_half(page: Page) -> list[str]:
    """Whoever says "most" says it of more than half, and of how many."""
    faults = []
    for text in _unique(page.sentences):
        if not _MOST.search(text):
            continue
        shares = [
            _value(match["n"]) / _value(match["all"])
            for pattern in (_PERCENT_THEN_PARTS, _PARTS_THEN_PERCENT)
            for match in pattern.finditer(text)
            if _value(match["all"])
        ]
        if not shares or max(shares) <= 0.5:
            faults.append(f"{page.name}: {text!r}")
    return faults


def titles_come_from_their_tables(page: Page) -> list[str]:
    """Each number of a title is a cell, a sum, a count or a difference of the table below it."""
    faults = []
    for finding in page.findings:
        if not finding.tables:
            continue
        derived = set().union(*(_derived(table) for table in finding.tables))
        for number in stated(finding.text):
            if not any(abs(number - value) <= 0.5001 * _unit(number) for value in derived):
                faults.append(f"{page.name}: {finding.text!r}: {number:g} is not in its table")
    return faults


def files_are_their_tables(page: Page) -> list[str]:
    """A file of numbers that has the columns of a table of its page has its rows as well.

    A long table ends; its file goes on.
    """
    tables = [table for finding in page.findings for table in finding.tables]
    faults = []
    for name, lines in page.files.items():
        header, *rows = [*csv.reader(lines), []] if name.endswith(".csv") else [[]]
        alike = [len(table.rows) for table in tables if len(table.columns) == len(header)]
        if alike and min(len(rows) - 1, MOST) not in alike:
            faults.append(f"{page.name}: {name} has {len(rows) - 1} rows, the tables {alike}")
    return faults


def no_data_is_no_zero(page: Page, of_all: Page) -> list[str]:
    """Where an organization keeps no records of something, nothing is said to be none.

    :param of_all: the same page of an organization that keeps all records: what is none there, too,
        is counted and none.
    """
    faults = [
        f"{page.name}: {label}: {value}"
        for label, value in page.headlines.items()
        if numbers(value)[:1] == [0.0] != numbers(of_all.headlines.get(label, ""))[:1]
    ]
    texts = [finding.text for finding in page.findings if 0.0 in stated(finding.text)]
    texts += [text for text in page.sentences if "**0**" in text]
    also = set(of_all.sentences)
    return faults + [f"{page.name}: {text!r}" for text in _unique(texts) if text not in also]


def languages_agree(english: Page, spanish: Page) -> list[str]:
    """A page has the same findings with the same numbers in both languages."""
    pairs = zip(english.findings, spanish.findings, strict=False)
    faults = [
        f"{english.name}: {first.text!r} is {second.text!r}"
        for first, second in pairs
        if sorted(stated(first.text)) != sorted(stated(second.text))
    ]
    if len(english.findings) != len(spanish.findings):
        faults.append(f"{english.name}: other findings in Spanish")
    return faults


def one_name_has_one_number(pages: Iterable[Page]) -> list[str]:
    """A headline figure has one number on every page of one viewer."""
    by_label: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for page in pages:
        for label, value in page.headlines.items():
            by_label[label][value].append(page.name)
    return [
        f"{label}: " + "; ".join(f"{value} on {', '.join(on)}" for value, on in values.items())
        for label, values in by_label.items()
        if len(values) > 1
    ]


def _unique(texts: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(texts))


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def _unit(number: float) -> float:
    return 1.0 if number == int(number) else 0.1


def stated(text: str) -> list[float]:
    """The numbers of a title that are of its figures: neither dates nor spans of time."""
    # A rate beside its fraction is held to that.
    text = _PERCENT_THEN_PARTS.sub(r" \g<n> \g<all> ", text)
    text = _PARTS_THEN_PERCENT.sub(r" \g<n> \g<all> ", text)
    for pattern in (_DATE, _BEFORE, _OF_TIME, _OF_100):
        text = pattern.sub(" ", text)
    return [abs(number) for number in numbers(text)]


def _derived(table: Table) -> set[float]:
    """Whatever may be read off a table: sizes, cells, sums, shares, differences, counts.

    A table by week may end with one that is not over, which titles leave out.
    """
    result = {0.0}
    for rows in (table.rows, _without_latest(table.rows)):
        result |= _of_rows(rows)
    for column in zip(*table.rows, strict=True):
        if not any(isinstance(value, int | float) for value in column):
            for each in set(column):
                chosen = [row for row in table.rows if each in row]
                result |= {sum(numeric) for numeric in _numeric(chosen)}
    return result


def _without_latest(rows: list[Row]) -> list[Row]:
    latest = max((str(row[0]) for row in rows), default="")
    return [row for row in rows if str(row[0]) != latest]


def _numeric(rows: list[Row]) -> list[list[float]]:
    columns = (
        [v for v in column if isinstance(v, int | float)] for column in zip(*rows, strict=True)
    )
    return [[float(value) for value in column] for column in columns if column]


def _of_rows(rows: list[Row]) -> set[float]:
    result = {float(len(rows))}
    for column in zip(*rows, strict=True):
        texts = [str(value) for value in column if value is not None]
        result |= {float(n) for n in Counter(texts).values()} | {float(len(set(texts)))}
        for text in {value for value in column if isinstance(value, str)}:
            result |= {abs(number) for number in numbers(text)}
    columns = _numeric(rows)
    sums = [sum(values) for values in columns]
    # As many as there are where another column is above zero.
    whole = [column for column in columns if len(column) == len(rows)]
    for sign in whole:
        result |= {sum(v for v, s in zip(of, sign, strict=True) if s > 0) for of in whole}
    for values in columns:
        result |= {abs(value) for value in values} | {abs(values[-1] - values[0])}
        result.add(float(sum(value > 0 for value in values)))
    for row in rows:
        result.add(sum(float(v) for v in row if isinstance(v, int | float)))
        result |= {
            float(a) + float(b)
            for a, b in combinations([v for v in row if isinstance(v, int | float)], 2)
        }
    result |= set(map(abs, sums)) | {abs(a - b) for a in sums for b in sums}
    return result | {100 * a / b for a in sums for b in sums if b}
