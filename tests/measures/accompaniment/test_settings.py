"""Thresholds of accompaniment."""

from pathlib import Path

import pytest

from lib.measures.accompaniment import accompaniment
from lib.measures.accompaniment.settings import AccompanimentThresholds
from lib.measures.thresholds import PATH, ThresholdError, read_section


def test_the_shipped_file_holds_the_groups_of_the_plan() -> None:
    assert accompaniment().age_days == (2, 7, 30)
    assert accompaniment().minimum_followed == 10


@pytest.mark.parametrize(
    ("given", "instead"),
    [
        ("age_days = [2, 7, 30]", "age_days = [7, 2, 30]"),  # groups that end before they begin
        ("age_days = [2, 7, 30]", "age_days = []"),
        ("visited_days = [45, 90, 180]", "visited_days = [45, 45]"),
        ("follows_days = 14", "follows_days = 91"),  # the rollup looks back for 90
        ("minimum_followed = 10", "minimum_followed = 0"),
    ],
)
def test_impossible_ones_are_refused(tmp_path: Path, given: str, instead: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert given in text
    file = tmp_path / "thresholds.toml"
    file.write_text(text.replace(given, instead), encoding="utf-8")
    with pytest.raises(ThresholdError, match="accompaniment"):
        read_section("accompaniment", AccompanimentThresholds, file)
