"""What is on stands above the ranks, in the words of the first screen; nothing where nothing is."""

from datetime import date

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.language import use
from lib.measures.alarms.recent import RecentAlarms
from lib.topics.priorities import surges
from lib.topics.response import alarms, surge_words
from lib.topics.this_week import on_fire
from lib.ui.filters import Choice
from tests.topics.this_week.test_on_fire import COLUMNS, WEEK, surge

SCOPE = Scope(("southeast",))


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surge_words, "region_name", lambda _region: "Southeast")
    # A Wednesday: the last complete week is that of Monday, November 16.
    monkeypatch.setattr(surges.reads, "as_of", lambda _database: date(2026, 11, 25))


def _found(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, object]) -> RecentAlarms:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    found = RecentAlarms(frame, date(2026, 10, 26), 12, 0, 0.1)
    monkeypatch.setattr(alarms, "of_last_weeks", lambda _scope, _weeks: found)
    return found


def test_what_is_on_is_said_as_on_the_first_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = _found(monkeypatch, surge("still_high"))
    read = surges.read(SCOPE)
    assert read is not None
    assert read.last_week == WEEK
    body = surges.in_words(read, Choice(SCOPE, 13)).body
    assert body is not None
    lead, _, line = body.splitlines()
    assert lead.startswith("1 surge is on in the week of Nov 16, 2026")
    first = on_fire.in_words(on_fire.Burning(found, WEEK, False), Choice(SCOPE, 13)).body
    assert first is not None
    assert first.splitlines()[-1] == line


def test_what_is_over_is_not_on(monkeypatch: pytest.MonkeyPatch) -> None:
    _found(monkeypatch, surge("over"))
    assert surges.read(SCOPE) is None
    _found(monkeypatch, surge("over"), surge("new"))
    read = surges.read(SCOPE)
    assert read is not None
    assert len(read.rows) == 1


def test_without_any_series_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    _found(monkeypatch)
    assert surges.read(SCOPE) is None


@pytest.mark.parametrize(("language", "said"), [("en", "2 surges are on"), ("es", "2 oleadas")])
def test_the_number_said_is_that_of_all_and_the_rest_are_counted(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    kinds = ("raid", "home_arrest")
    _found(monkeypatch, *(surge("new", kind=kind) for kind in kinds))
    monkeypatch.setattr(surges, "_MOST", 1)
    read = surges.read(SCOPE)
    assert read is not None
    with use(language):
        assert said in surges.lead(read)
        lines = surges.sentences(read)
    assert len(lines) == 2
    assert lines[1].startswith("1 ")
