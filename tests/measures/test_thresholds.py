from pathlib import Path

import pytest

from lib.measures import thresholds
from lib.measures.thresholds import BayesThresholds, RateThresholds, ThresholdError, read_section


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "thresholds.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_holds_every_section() -> None:
    assert thresholds.rates().confidence == 0.95
    assert thresholds.completion().horizons_days == (30, 60, 90)
    assert thresholds.completion().minimum_at_risk == 15
    assert thresholds.alarms().bayes == BayesThresholds(weeks=6, alpha=0.01)
    assert thresholds.alarms().farrington.years == 3
    assert thresholds.nowcast().maximum_delay_weeks >= 1


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[rates]\nconfidence = 1.0\n", "rates.confidence"),  # the interval would be infinite
        ("[rates]\nconfidence = 0.9\nconfidense = 0.9\n", "rates.confidense"),  # a misspelling
        ("[rates]\n", "rates.confidence"),  # left out
        ("[rate]\nconfidence = 0.9\n", r"\[rates\]"),  # the whole table left out
        ("[rates\n", "not valid TOML"),
    ],
)
def test_a_bad_file_is_refused_naming_the_key(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(ThresholdError, match=named):
        read_section("rates", RateThresholds, written(tmp_path, text))


def test_other_tables_do_not_disturb_a_section(tmp_path: Path) -> None:
    path = written(tmp_path, "[other]\nx = 1\n[rates]\nconfidence = 0.8\n")
    assert read_section("rates", RateThresholds, path).confidence == 0.8


def test_a_section_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        thresholds.rates().confidence = 0.5
