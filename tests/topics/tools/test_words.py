"""Tools in words: titles, addresses, languages, people."""

import pytest

from lib.language import use
from lib.topics.tools import words


def test_a_title_is_the_viewers_unless_nobody_translated_it() -> None:
    assert words.title("The knock", "El toquido") == "The knock"
    with use("es"):
        assert words.title("The knock", "El toquido") == "El toquido"
        for nothing in (None, float("nan"), " "):
            assert words.title("The knock", nothing) == "The knock"


@pytest.mark.parametrize(
    "url",
    [
        None,
        float("nan"),
        "",
        "http://example.org/a",  # anyone on the way could change it
        "javascript:alert(1)",
        "HTTPS://example.org",  # as the contract spells it, or not at all
        "https://",  # no host
        "https://[example.org",  # no address
        " https://example.org",
        "//example.org",
    ],
)
def test_only_an_https_address_opens_a_tool(url: object) -> None:
    assert words.address(url) is None


def test_an_https_address_opens_a_tool() -> None:
    assert words.address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"


def test_languages_are_named_and_sorted_as_people_sort() -> None:
    assert words.languages(("es", "ht", "en")) == "English, Haitian Creole, and Spanish"
    assert words.languages(("other",)) == "another language"
    assert words.languages(()) == "language unknown"
    with use("es"):
        assert words.languages(("es", "en")) == "español e inglés"


@pytest.mark.parametrize(
    ("participants", "by_few", "counted", "uses", "said"),
    [
        (25.0, 0, 2, 2, "25 participants"),
        (25.0, 2, 2, 7, "25 participants · 2 groups of 1–4 · nobody counted 3 times"),
        (float("nan"), 1, 0, 1, "1 group of 1–4"),  # how many they were is not told
        (0.0, 0, 1, 1, "0 participants"),  # somebody counted: nobody came
        (float("nan"), 0, 0, 1, "nobody counted 1 time"),  # which is not 0
        (float("nan"), 0, 0, 0, ""),
    ],
)
def test_small_groups_are_told_without_their_number(
    participants: float, by_few: int, counted: int, uses: int, said: str
) -> None:
    assert words.people(participants, by_few, counted, uses) == said
