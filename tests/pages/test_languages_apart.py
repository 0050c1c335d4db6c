"""What a figure reads is kept once for all languages, unless it says that it reads words."""

from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd
import pytest

from lib.language import use
from lib.pages import PAGES
from lib.ui import figures
from tests.pages.conftest import Visit, forget_reads

pytestmark = pytest.mark.slow

Asked = tuple[figures.Figure[Any], Any, tuple[Any, ...], Any]
"""A figure, what was chosen, and what it read of it for a page in English."""


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        return bool(one.equals(other))
    if is_dataclass(one) and not isinstance(one, type):
        names = [field.name for field in fields(one)]
        return all(_same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(_same, one, other))
    return repr(one) == repr(other)


def test_no_figure_keeps_words_of_one_language_for_the_other(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Asked] = {}

    def note(figure: Any, choice: Any, options: Any, _language: str) -> Any:
        english = figure.read(choice, *options)
        asked.setdefault(figure.key, (figure, choice, options, english))
        return english

    monkeypatch.setattr(figures, "_measured", note)
    forget_reads()
    for page in PAGES:
        if page.is_of_regions:
            query = {page.needs: "az-tucson"} if page.needs else {}
            visit(page.script, "national", "en", **query)
    forget_reads()
    assert len(asked) > 20
    wordy = set()
    for key, (figure, choice, options, english) in asked.items():
        with use("es"):
            spanish = figure.read(choice, *options)
        if not _same(english, spanish) and not figure.reads_words:
            wordy.add(key)
    assert wordy == set()
