"""How far a copy is behind, in words; a real replica is in ``tests/stack``."""

from datetime import date

import pytest

from lib.data import reading
from lib.data.refresh import refresh
from lib.data.scope import CATALOGUES
from lib.language import use
from lib.reads.lag import worded
from tests.data.rows import Rows


def test_a_copy_that_is_behind_says_so_from_the_limit_on():
    # Ten minutes, unless configured.
    assert worded(9.9) == ""
    assert worded(10) == ". Read from a copy that is 10 min behind"
    with use("es"):
        assert worded(180) == ". Leído de una copia con 3 h de atraso"


def test_before_the_first_refresh_nothing_is_said():
    assert worded(float("nan")) == ""


@pytest.mark.slow
def test_a_primary_is_behind_nothing(rows: Rows) -> None:
    for database in ("membership", "incidents"):
        refresh(database, date(2026, 3, 25))
        assert reading.read(database, "lag", CATALOGUES)["seconds"].tolist() == [0.0]
