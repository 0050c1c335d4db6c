"""A metric's chart for use elsewhere says in itself all that its number needs."""

from xml.etree import ElementTree

import pytest

from lib.language import use
from lib.publication.areas import Area
from lib.topics.publication import pictures
from lib.topics.publication.chart import WIDTH, chart
from lib.topics.publication.chart_png import png
from tests.publication.frames import atoms
from tests.topics.publication.editions import edition_of


def written(*values: int | None, metric: str = "members", weeks: int = 4, kind: str = "rounded"):
    edition = edition_of(atoms(metric, values, weeks=weeks, kind=kind))
    (published,) = edition.metrics
    return [each.words for each in chart(edition, published, "A source").texts]


def test_what_is_hatched_is_explained_and_nothing_else() -> None:
    assert "Hatched: <15 or withheld." in written(100, None, 100)
    assert not any(line.startswith("Hatched") for line in written(100, 100, 200))
    # What is told of the whole country alone has no map.
    assert not any(line.startswith("Hatched") for line in written(100, metric="partners.health"))


def test_noise_is_said_in_the_picture() -> None:
    lines = written(109, metric="cases_won", weeks=52, kind="noisy")
    assert "109" in lines
    said = " ".join(lines)
    # ε = ½: 19 times in 20 at most 6.
    assert "Random noise takes the place of rounding: 19 times in 20" in said
    assert "at most 6" in said
    with use("es"):
        assert "19 de cada 20" in " ".join(written(109, metric="cases_won", weeks=52, kind="noisy"))


def test_no_line_is_cut_off_and_a_day_stays_with_its_month() -> None:
    with use("es"):
        lines = written(100, 100, 200, metric="training_completed", weeks=12)
    assert max(len(line) for line in lines) <= 105
    assert any("1\xa0ene\xa0–\xa024\xa0mar\xa02024" in line for line in lines)


@pytest.mark.slow
def test_whatever_a_region_is_called_the_picture_holds_and_nothing_overlaps() -> None:
    long, hostile = "Mid-Atlantic and the Chesapeake Bay", 'A<b>"&\x0b\nB'
    areas = (Area("r0", long, long, ("MD",)), Area("r1", hostile, hostile, ("VA",)))
    edition = edition_of(atoms("members", [100, None, None]), areas=areas)
    (published,) = edition.metrics
    made = chart(edition, published, "A source")
    assert png(made).startswith(b"\x89PNG")
    said = [each.text for each in ElementTree.fromstring(pictures.chart(made)).iter() if each.text]
    assert 'A<b>"& B' in said
    # Letters of Source Sans are about half as wide as they are high.
    rows = [each for each in made.texts if each.anchor in ("start", "end") and each.size == 14]
    for name in (each for each in rows if each.x > WIDTH / 2 and each.anchor == "start"):
        beside = [v for v in rows if v.anchor == "end" and v.y == name.y]
        room = sum(0.52 * 14 * len(each.words) for each in (name, *beside))
        assert name.x + room <= WIDTH - 24, name.words
    lines = [each.words for each in made.texts if each.is_edged]
    assert "Mid-Atlantic and the Chesapeake Bay" in " ".join(lines)
    assert max(map(len, lines)) <= 18


def test_a_picture_of_which_everything_is_withheld_says_so() -> None:
    lines = written(None, None, None)
    assert lines.count("<15 or withheld") == 3
    assert "Hatched: <15 or withheld." in lines
