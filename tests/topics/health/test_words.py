"""Every code that health speaks in has words in both languages, with the amounts of the rules."""

import pytest

from lib.language import LANGUAGES, use
from lib.language.vocabulary import NAMES
from lib.measures.health import Action, Flag, Indicator, IndicatorLevel, Level, Part, Reason
from lib.topics.health import words as health_words
from lib.topics.health.rows import Need
from lib.ui.palette import MARKS

FAMILIES = {
    "health_level": Level,
    "health_indicator": Indicator,
    "health_part": Part,
    "health_flag": Flag,
    "indicator_level": IndicatorLevel,
}
NEED = Need(reasons="", score=0.412, change_4_weeks=-0.126, change_13_weeks=-0.204)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_code_has_a_name(family: str) -> None:
    assert set(NAMES[family]) == set(map(str, FAMILIES[family]))


@pytest.mark.parametrize("family", ["committee_status", "health_level", "indicator_level"])
def test_every_level_has_a_mark_of_its_own(family: str) -> None:
    marks = MARKS[family]
    assert set(marks) == set(NAMES[family])
    assert len({mark.sign for mark in marks.values()}) == len(marks)
    assert len({mark.symbol for mark in marks.values()}) == len(marks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_and_reason_has_words_of_its_own(language: str) -> None:
    with use(language):
        actions = {health_words.action_name(action) for action in Action}
        reasons = {_reason(reason) for reason in Reason}
    assert len(actions) == len(Action)
    assert len(reasons) == len(Reason)
    assert not any("_" in text or "{" in text for text in actions | reasons)


def _reason(code: str) -> str:
    return health_words.reasons(NEED._replace(reasons=code), among_regions=True)


def test_an_action_says_how_many_people_the_rules_count_on() -> None:
    # [health.actions]: recruit_members amount 3, core_course_for_members 5, find_responders 2.
    assert health_words.action_name("recruit_members") == "Bring in 3 new members"
    assert health_words.action_name("core_course_for_members") == (
        "Take 5 members through a core course"
    )
    with use("es"):
        assert health_words.action_name("find_responders") == (
            "Sumar 2 personas listas para responder"
        )


def test_several_reasons_stand_weightiest_first() -> None:
    need = NEED._replace(reasons="falling_13_weeks,level,region_need")
    assert health_words.reasons(need, among_regions=True) == (
        "Fell 20 points in 13 weeks · Low score: 41 of 100 · Priority region"
    )
    assert health_words.reasons(need, among_regions=False) == (
        "Fell 20 points in 13 weeks · Low score: 41 of 100"
    )


def test_what_an_action_wins_is_said_with_its_hours() -> None:
    assert health_words.action_won(1.04, 1) == "wins 1 point for about 1 hour of work"
    assert health_words.action_won(9.36, 4) == "wins 9.4 points for about 4 hours of work"
