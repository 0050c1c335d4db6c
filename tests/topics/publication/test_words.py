"""What is said of how numbers are told is true of every table that stands below it."""

import pytest

from lib.language import use
from lib.publication.parameters import Parameters, parameters
from lib.topics.publication import words
from lib.topics.publication.numbers import campaigns
from tests.topics.publication.test_numbers import atoms


def _noisy() -> Parameters:
    privacy = parameters().differential_privacy.model_copy(update={"is_enabled": True})
    return parameters().model_copy(update={"differential_privacy": privacy})


@pytest.mark.parametrize(("language", "threshold"), [("en", "Below 15"), ("es", "menor de 15")])
def test_the_threshold_is_said_of_all_numbers_but_the_exact_ones(
    language: str, threshold: str
) -> None:
    with use(language):
        exact, _noisy, rounded, *_rest = words.protection(parameters())
        start = {
            "en": "Public campaigns and Outcomes of public campaigns: counted exactly",
            "es": "Campañas públicas y Resultados de campañas públicas: conteo",
        }
        assert start[language] in exact
        assert {"en": "Every other number", "es": "Toda otra cifra"}[language] in rounded
    assert threshold in rounded
    assert "15" not in exact


def test_a_table_with_small_numbers_says_that_it_is_exact_and_of_when() -> None:
    html = str(campaigns(atoms(dismantle_ice__won=2, defund_police__demand=4), parameters()))
    assert "Counted exactly, and 0 is none" in html
    # Four weeks from Monday January 1.
    assert "Jan 1 – Jan 28, 2024" in html
    assert html.index("Counted exactly") < html.index("<table")


def test_what_has_noise_is_not_called_rounded() -> None:
    _exact, noisy, rounded, *_rest = words.protection(_noisy())
    assert noisy.startswith(
        "Members in good standing, People who completed a training, and Deportation cases won:"
    )
    assert rounded.startswith("Every other number is rounded")
    assert "noise" in words.how_told(_noisy())
    # Cases have noise of their own, whatever is switched on.
    assert words.protection(parameters())[1].startswith("Deportation cases won: random noise")
    without = [m for m in parameters().metrics if m.epsilon is None]
    assert "noise" not in words.how_told(parameters().model_copy(update={"metrics": without}))


def test_what_is_told_of_the_country_alone_is_named() -> None:
    said = "Partner organizations and Deportation cases won: told of the whole country alone."
    assert said in words.protection(parameters())


def test_the_numbers_told_as_examples_are_those_of_the_rounding() -> None:
    # 126 lies between 100 and 1,000, told to the nearest 50; 1,234 to the nearest 100.
    rounded = words.protection(parameters())[2]
    assert "126 becomes 150, and 1,234 becomes 1,200" in rounded
