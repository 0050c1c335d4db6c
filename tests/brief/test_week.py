"""The brief says what the pages say: the same sentences, the same figures, nothing of its own."""

import pytest
from markupsafe import Markup

from lib.access.permissions import ROLES
from lib.access.viewer import Viewer
from lib.brief.parts import Brief, Part
from lib.brief.response import response
from lib.brief.week import week
from lib.language import use
from lib.ui.filters import DEFAULT_WEEKS, Choice
from tests.brief.conftest import NATION, SOUTHWEST
from tests.pages.conftest import Visit, findings, headlines, words

pytestmark = pytest.mark.slow

SCOPES = {"southwest": SOUTHWEST, "national": NATION}


def viewer(username: str) -> Viewer:
    role = "organizer" if username == "southwest" else "national"
    return Viewer(username, username, ROLES[role].permissions, SCOPES[username])


def parts(brief: Brief) -> list[Part]:
    return [part for section in brief.sections for part in section.parts]


@pytest.mark.parametrize(("username", "language"), [("southwest", "en"), ("national", "es")])
def test_every_sentence_and_headline_is_one_of_the_pages(
    visit: Visit, username: str, language: str
) -> None:
    scripts = ("this_week", "support", "training", "response")
    pages = [visit(f"organizer/{script}.py", username, language) for script in scripts]
    links = [str(link.proto.label) for page in pages for link in page.get("page_link")]
    said = "\n".join([*(words(page) for page in pages), *links])
    choice = Choice(SCOPES[username], DEFAULT_WEEKS)
    with use(language):
        of_week, of_response = week(username, choice), response(choice)
        found = [*parts(of_week), *parts(of_response)]
    for part in found:
        assert part.problem in said
        for sentence in (part.title, *part.body.splitlines(), *part.note.splitlines()):
            assert sentence in said, sentence
        for card in part.cards:
            for sentence in (card.call.cause, card.call.deed, *card.call.facts, card.call.change):
                assert sentence in said, sentence
    needs = of_week.sections[1]
    assert needs.title in findings(pages[0])
    cards, left = len(needs.parts[0].cards), needs.parts[0].left
    assert needs.title.startswith(f"{cards + max(left, 0)} ")
    shown = [each["sentence"] for part in parts(of_week) for each in part.headlines]
    assert shown == [sentence for sentence, _late in headlines(pages[0])][:5]
    assert sum(bool(part.picture) for part in found) == 1


def test_lists_have_the_pages_first_rows(organization: None) -> None:
    from lib import reads
    from lib.topics.support.waiting import WAITING
    from lib.topics.training.certificates import EXPIRING
    from lib.ui.tables import Table

    choice = Choice(SOUTHWEST, DEFAULT_WEEKS)
    found = parts(week("southwest", choice))
    rows = WAITING.read(choice, reads.dashboard.taken(SOUTHWEST))
    assert rows is not None
    waiting = next(part for part in found if part.entries and part.title.endswith("days"))
    names = [entry.name for entry in waiting.entries]
    assert names == rows["label"].head(5).tolist()
    assert waiting.left == len(rows) - 5
    table = EXPIRING.made(choice).value
    assert isinstance(table, Table)
    grid = next(part.roles for part in found if part.title == table.title)
    assert grid is not None
    counts = table.frame[["expiring_30", "expiring_60", "certified"]].head(5).astype(int)
    assert [row[1:] for row in grid.rows] == [
        tuple(map(str, row)) for row in counts.itertuples(index=False, name=None)
    ]
    assert grid.left == len(table.frame) - len(grid.rows)


def test_a_source_that_is_late_is_said_so(organization: None) -> None:
    # The records end in June: all of it is late.
    found = parts(week("southwest", Choice(SOUTHWEST, DEFAULT_WEEKS)))
    assert any(part.late for part in found)
    assert all(each["late"] for part in found for each in part.headlines)


def test_a_picture_has_its_states_and_a_sign_for_each_level(organization: None) -> None:
    found = parts(week("southwest", Choice(SOUTHWEST, DEFAULT_WEEKS)))
    (picture,) = (part.picture for part in found if part.picture)
    assert isinstance(picture, Markup)
    assert picture.count('class="state"') == 7  # AZ, CO, NM, NV, OK, TX, UT
    assert picture.count('role="img"') == 1
