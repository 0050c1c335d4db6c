"""A metric's chart for use elsewhere says in itself all that its number needs."""

from lib.language import use
from lib.topics.publication.chart import chart
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
