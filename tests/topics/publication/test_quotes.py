"""Sentences that may be quoted: what they say of a number is what is known of it."""

import re
from datetime import date

import pandas as pd
import pytest

from lib.language import use
from lib.publication.parameters import parameters
from lib.topics.publication import total_words
from lib.topics.publication.cards import card, folds
from lib.topics.publication.definitions import Redefined
from lib.topics.publication.edition import Edition
from lib.topics.publication.numbers import inline
from tests.publication.frames import atoms
from tests.topics.publication.editions import edition_of

RULES = parameters()


def _said(edition: Edition, language: str = "en") -> list[str]:
    with use(language):
        return [each.sentence for each in edition.quotes()]


def test_the_nations_own_number_is_quoted_as_it_was_told() -> None:
    edition = edition_of(atoms("members", [1_000, 1_000, 2_000]))
    assert _said(edition) == ["Tejido had about 2,000 members in good standing on Jan 28, 2024."]
    assert _said(edition, "es") == [
        "Tejido tenía cerca de 2,000 integrantes al día el 28 ene 2024."
    ]


def test_regions_that_are_added_up_are_quoted_with_their_interval() -> None:
    # 1,000 is 975–1,050, and 2,000 is 1,950–2,050.
    edition = edition_of(atoms("members", [1_000, 2_000, None]))
    assert "about 3,000 (2,925 to 3,100) members" in _said(edition)[0]


def test_what_is_withheld_makes_it_at_least() -> None:
    # 4,700 is 4,650–4,750: a step of 100 is cut in fifths, so 4,640.
    edition = edition_of(atoms("members", [4_700, None, None]))
    assert "at least 4,640 members" in _said(edition)[0]


def test_a_year_is_quoted_of_what_adds_up_alone() -> None:
    calls = [
        atoms("hotline_calls", [100, 100, 200], start=day) for day in ("2024-01-01", "2024-01-29")
    ]
    met = [
        atoms("committees_active", [100, 100, 200], start=day)
        for day in ("2024-01-01", "2024-01-29")
    ]
    edition = edition_of(*calls, *met)
    # Each is 95–125 and 175–225, so 190–225 by the regions; two periods.
    assert _said(edition) == [
        "The hotline of Tejido received about 400 (380 to 450) calls from Jan 1 to Feb 25, 2024."
    ]


def test_what_was_counted_in_another_way_is_in_no_sum() -> None:
    days = ("2024-01-01", "2024-01-29", "2024-02-26")
    calls = [atoms("hotline_calls", [100, 100, 200], start=day) for day in days]
    texts = {"en": "Calls that rang", "es": "Llamadas que sonaron"}
    since = {"hotline_calls": Redefined(date(2024, 1, 29), texts)}
    edition = edition_of(*calls, redefined=since)
    # The first period is left out; the two from Jan 29 on are 190–225 each.
    assert _said(edition) == [
        "The hotline of Tejido received about 400 (380 to 450) calls from Jan 29 to Mar 24, 2024."
    ]
    (metric,) = edition.metrics
    shown = card(edition, metric, inline, title="")
    assert "In periods before Jan 29, 2024 this was counted: “Calls that rang”." in shown
    with use("es"):
        shown = card(edition, metric, inline, title="")
    assert "“Llamadas que sonaron”" in shown


def test_what_says_too_little_is_not_quoted() -> None:
    assert _said(edition_of(atoms("members", [20, None, None]))) == []


def test_no_more_are_quoted_than_the_parameters_say_and_in_their_order() -> None:
    names = ["hotline_calls", "gatherings", "attendance", "people_reached", "members"]
    told = [atoms(name, [100, 100, 200]) for name in (*names, "resources_used")]
    found = edition_of(*told).quotes()
    assert [each.code for each in found] == [
        "members", "people_reached", "hotline_calls", "gatherings", "attendance",
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("least", "said"), [(9, 9), (46, 46), (375, 370), (4_719, 4_700), (11_375, 11_300)]
)
def test_a_least_number_is_cut_below_itself(least: int, said: int) -> None:
    edition = edition_of(atoms("members", [1_000, 2_000, None]))
    total = edition.best(RULES.metric("members"))
    assert total is not None
    cut = {f.name: getattr(total, f.name) for f in total.__dataclass_fields__.values()}
    assert total_words.at_least(type(total)(**{**cut, "least": least}), RULES) == said


@pytest.mark.slow
def test_rows_and_metrics_that_were_told_nowhere_are_named_in_one_line() -> None:
    edition = edition_of(
        atoms("attendance", [90, None, None]),
        atoms("incidents_verified.raids", [None, None, None]),
        atoms("incidents_verified.roads", [None, None, 90]),
        atoms("hotline_calls", [None, None, None]),
    )
    with use("en"):
        told, untold = folds(edition, inline)
    assert untold == ["Calls to the hotline"]
    assert [(fold.code, fold.untold) for fold in told] == [
        ("attendance", ""),
        ("incidents_verified.roads", "Raids"),
    ]
    rows = re.findall(r'<th scope="row">([^<]*)</th>', str(told[0].cards[0]).split("<details>")[0])
    assert rows == ["R0"]
    assert "Told nowhere within a year: The whole country, R1." in told[0].cards[0]
    assert "At least 86 in the 1 region that is told." in told[0].cards[0]


def test_all_that_a_year_is_quoted_of_stands_in_the_table() -> None:
    # 20 weeks of 2024 and two of the year before, 100 calls in the one region, so in the nation.
    days = pd.date_range("2023-12-18", periods=22, freq="7D").strftime("%Y-%m-%d")
    edition = edition_of(*(atoms("hotline_calls", [100, 100], start=d, weeks=1) for d in days))
    said = _said(edition)[0]
    # Each is 95–125.
    assert "about 2,000 (1,900 to 2,500) calls from Jan 1 to May 19, 2024" in said
    shown = str(card(edition, edition.metrics[0], inline, title=""))
    assert shown.count('<tr><th scope="row">') == 2 + 20  # the areas, and a week each


def test_a_stock_shows_a_quarter() -> None:
    days = pd.date_range("2024-01-01", periods=20, freq="7D").strftime("%Y-%m-%d")
    edition = edition_of(*(atoms("members", [100, 100], start=d, weeks=1) for d in days))
    shown = str(card(edition, edition.metrics[0], inline, title=""))
    assert shown.count('<tr><th scope="row">') == 2 + 13
