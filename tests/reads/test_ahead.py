"""What pages showed lately is made again after a refresh: for the same scopes, and not for ever."""

from collections.abc import Iterator
from threading import Event

import pytest

from lib.data.errors import Reason, Unavailable
from lib.data.scope import Scope
from lib.language import current, use
from lib.reads import ahead, keeping

SOUTHWEST, SOUTHEAST = Scope(("southwest",)), Scope(("southeast",))


@pytest.fixture(autouse=True)
def nothing_asked() -> Iterator[None]:
    ahead.forget()
    yield
    ahead.forget()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Scope, str]]:
    """What a figure was made for, each time that it was: scope and language."""
    monkeypatch.setattr(keeping, "_version_of_now", lambda: VERSION[0])
    VERSION[0] = "before"
    keeping._version.set(None)
    return []


VERSION = ["before"]
"""Of the data."""


def kept(made: list[tuple[Scope, str]]):
    @keeping.kept_while(keeping.version)
    def figure(scope: Scope, language: str) -> str:
        made.append((scope, current()))
        return f"{scope.setting} in {language}"

    return figure


def test_it_is_made_for_those_scopes_and_languages_that_asked_and_no_other(
    made: list[tuple[Scope, str]],
) -> None:
    figure = kept(made)
    for scope, language in ((SOUTHWEST, "en"), (SOUTHEAST, "es")):
        with use(language):
            ahead.asked(figure, scope, language)
            figure(scope, language)
    made.clear()
    VERSION[0] = "after"
    ahead.make_again(Event())
    # Who asked last comes first.
    assert made == [(SOUTHEAST, "es"), (SOUTHWEST, "en")]
    # And who comes back finds it made, and gets what is of their scope.
    with keeping.one_run():
        assert figure(SOUTHWEST, "en") == "southwest in en"
    assert len(made) == 2


def test_what_nobody_asked_for_lately_is_forgotten(
    made: list[tuple[Scope, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead.asked(kept(made), SOUTHWEST, "en")
    monkeypatch.setattr(ahead, "LATELY_SECONDS", -1)
    ahead.make_again(Event())
    assert made == []
    assert not ahead._asked


def test_what_is_come_back_to_weekly_is_made_again_for_longer(
    made: list[tuple[Scope, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = kept(made)
    ahead.asked(figure, SOUTHWEST, "en", for_seconds=60)
    ahead.asked(figure, SOUTHEAST, "en")
    monkeypatch.setattr(ahead, "LATELY_SECONDS", -1)
    ahead.make_again(Event())
    assert made == [(SOUTHWEST, "en")]


def test_so_many_are_noted_and_the_oldest_goes(
    made: list[tuple[Scope, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MOST", 2)
    figure = kept(made)
    for language in ("en", "es", "en", "xx"):
        ahead.asked(figure, SOUTHWEST, language)
    # English was asked for twice, so Spanish is the oldest.
    assert [arguments[1] for _, arguments, _ in ahead._asked] == ["en", "xx"]


def test_a_database_that_is_down_is_not_asked_for_each(made: list[tuple[Scope, str]]) -> None:
    def figure(scope: Scope, language: str) -> None:
        made.append((scope, language))
        raise Unavailable("membership", Reason.DOWN)

    for language in ("en", "es"):
        ahead.asked(figure, SOUTHWEST, language)
    ahead.make_again(Event())
    assert made == [(SOUTHWEST, "es")]
    assert len(ahead._asked) == 2


def test_what_fails_keeps_nothing_else_back(made: list[tuple[Scope, str]]) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    ahead.asked(kept(made), SOUTHWEST, "en")
    ahead.asked(broken)
    ahead.make_again(Event())
    assert made == [(SOUTHWEST, "en")]
    assert len(ahead._asked) == 1


class Looks:
    """An event that is set after so many looks; before each, something may happen."""

    def __init__(self, *happens: str) -> None:
        self.happens = list(happens)

    def wait(self, _seconds: float) -> bool:
        if not self.happens:
            return True
        VERSION[0] = self.happens.pop(0)
        return False


def test_it_is_made_again_when_the_data_are_others(
    made: list[tuple[Scope, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []
    monkeypatch.setattr(ahead, "make_again", lambda _stop: again.append(VERSION[0]))
    ahead.asked(kept(made), SOUTHWEST, "en")
    ahead.watch(Looks("a", "a", "b", "b", "c"))  # type: ignore[arg-type]
    assert again == ["b", "c"]
    keeping._version.set(None)


def test_no_database_is_asked_while_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def version() -> str:
        raise AssertionError

    monkeypatch.setattr(keeping, "version", version)
    ahead.watch(Looks("a", "b"))  # type: ignore[arg-type]
