"""The glossary and the Spanish catalogue use the same words."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from lib.data.configuration import ROOT
from lib.language import catalogues

GLOSSARY = ROOT / "docs" / "glossary.md"
COLUMNS = 4


@dataclass(frozen=True)
class Term:
    english: str
    spanish: tuple[str, ...]
    not_used: tuple[str, ...]


def terms(text: str) -> list[Term]:
    """The rows of the glossary's table."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith("| English")
    ]
    assert all(len(row) == COLUMNS for row in rows), [r for r in rows if len(r) != COLUMNS]
    return [Term(english, words(spanish), words(bad)) for english, spanish, _, bad in rows]


def words(cell: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in cell.split(",") if word.strip())


def uses(text: str, phrase: str) -> bool:
    """Whether a text has a phrase in whole words, in capitals or not."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None


def translations() -> Iterator[str]:
    """Each Spanish form, without its fields: ``{roles}`` is not Spanish."""
    for message in catalogues.read("es"):
        if message.id:
            forms = message.string
            for form in (forms,) if isinstance(forms, str) else forms:
                yield re.sub(r"\{\w+\}", "", form)


def faults(glossary: list[Term], texts: list[str]) -> list[str]:
    """What is amiss between a glossary and translations."""
    unknown = [
        f"nowhere in the catalogue: {word}"
        for term in glossary
        for word in term.spanish
        if not any(uses(text, word) for text in texts)
    ]
    wrong = [
        f"{term.english} is {', '.join(term.spanish)}, not {bad}: {text}"
        for term in glossary
        for bad in term.not_used
        for text in texts
        if uses(text, bad)
    ]
    return unknown + wrong


def elsewhere() -> Iterator[str]:
    """Spanish that viewers see and that no catalogue has: public metrics, and the demo's."""
    metrics = (ROOT / "lib" / "publication" / "parameters.toml").read_text(encoding="utf-8")
    yield from re.findall(r'_es = "(.*)"', metrics)
    for file in (ROOT / "lib" / "demo" / "catalogue").glob("*.csv"):
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
            yield from (text for name, text in row.items() if name.endswith("_es"))


@pytest.mark.slow
def test_all_spanish_keeps_to_the_glossary():
    texts = [*translations(), *elsewhere()]
    assert faults(terms(GLOSSARY.read_text(encoding="utf-8")), texts) == []


HOTLINE = """
| English | Español | Qué | No |
|---|---|---|---|
| hotline | línea de emergencia | | línea de apoyo, hot line |
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La línea de emergencia", []),
        (
            "Línea de emergencia o Línea de Apoyo",
            ["hotline is línea de emergencia, not línea de apoyo"],
        ),
        # Whole words alone: this is no use of "línea de apoyo".
        ("línea de emergencia; línea de apoyos", []),
        ("Llamadas", ["nowhere in the catalogue: línea de emergencia"]),
    ],
)
def test_a_word_that_is_not_used_is_found_and_so_is_a_term_that_nobody_uses(text, found):
    assert [fault.partition(": " + text)[0] for fault in faults(terms(HOTLINE), [text])] == found


def test_a_term_has_one_row_and_nothing_that_is_used_is_forbidden():
    glossary = terms(GLOSSARY.read_text(encoding="utf-8"))
    names = [term.english for term in glossary]
    assert len(names) == len(set(names))
    assert [t.english for t in glossary if set(t.spanish) & set(t.not_used)] == []
