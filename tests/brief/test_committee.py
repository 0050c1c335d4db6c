"""A committee's sheet says what its page says, and a region's what that region's page says."""

import pytest

from lib.brief.committee import committee
from lib.brief.week import week
from lib.language import use
from lib.topics.committees import committee as committees
from lib.ui.filters import DEFAULT_WEEKS, Choice
from tests.brief.conftest import NATION, SOUTHWEST
from tests.brief.test_week import parts, viewer
from tests.pages.conftest import Visit, findings, headlines, words

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("username", "scope", "language"), [("southwest", SOUTHWEST, "es"), ("national", NATION, "en")]
)
def test_every_sentence_and_headline_is_one_of_its_page(
    visit: Visit, username: str, scope: object, language: str
) -> None:
    first = next(
        call.href.rpartition("/")[2]
        for part in parts(week("southwest", Choice(SOUTHWEST, DEFAULT_WEEKS)))
        for call in part.cards
    )
    page = visit("organizer/committee.py", username, language, committee=first)
    said = "\n".join([words(page), *(each.label for each in page.expander)])
    with use(language):
        opened = committees.find(scope, first)  # type: ignore[arg-type]
        assert opened is not None
        found = parts(committee(viewer(username), opened))
        by_hand = {"Nobody has taken it.", "Nadie lo tiene a su cargo."}
    shown = [each["sentence"] for part in found for each in part.headlines]
    assert shown == [sentence for sentence, _late in headlines(page)][: len(shown)]
    assert len(shown) >= 4
    compared = 0
    for part in found:
        assert part.problem in said
        for line in (part.title, *part.body.splitlines(), *part.note.splitlines()):
            sentence = line.removeprefix("- ").removeprefix("→ ")
            if sentence and sentence not in by_hand:
                assert sentence in said, sentence
                compared += 1
    assert compared > 8


def test_a_region_of_the_nation_says_what_its_own_page_says(visit: Visit) -> None:
    page = visit("organizer/this_week.py", "national", "en", region="southwest")
    narrowed = Choice(NATION.within(["southwest"]), DEFAULT_WEEKS)
    found = parts(week("national", narrowed))
    assert narrowed.scope == SOUTHWEST
    shown = [each["sentence"] for part in found for each in part.headlines]
    assert shown == [sentence for sentence, _late in headlines(page)][:5]
    titles = week("national", narrowed).sections[1].title
    assert titles in findings(page)
