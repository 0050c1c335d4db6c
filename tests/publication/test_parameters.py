"""What the file of parameters may say."""

from pathlib import Path

import pytest

from lib.publication.parameters import PATH, ParameterError, parameters, read


def test_the_parameters_are_those_that_are_promised() -> None:
    rules = parameters()
    assert rules.rounding.threshold == 15
    assert rules.committees.minimum == 3
    assert (rules.committees.top_two_share, rules.committees.p_percent) == (0.9, 10)
    assert (rules.periods.weekly_median, rules.periods.delay_weeks) == (15, 4)
    assert not rules.differential_privacy.is_enabled


def test_every_topic_is_a_metric_of_its_own() -> None:
    codes = [code for code, _ in parameters().codes()]
    assert "training_completed.security" in codes
    assert "members" in codes
    assert "training_completed" not in codes
    # What is public already is not protected.
    assert not any(code.startswith("campaigns") for code in codes)
    assert parameters().metric("campaigns.dismantle_ice.won").name == "campaigns"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("threshold = 15", "threshold = 20", "first band begins at the threshold"),
        ("[100, 50]", "[110, 50]", "multiple of both steps"),
        ("[100, 50]", "[100, 5]", "bands ascend, widen"),
        ("[15, 10]", "[15, 5]", "a step is even"),
        ("minimum = 3", "minimum = 2", "committees.minimum"),
        ("anchor = 2001-01-01", "anchor = 2001-01-02", "a Monday"),
        ("delay_weeks = 4", "delay_weeks = 3", "periods.delay_weeks"),
        ('at_most = "gatherings"', 'at_most = "elephants"', "at_most names a metric"),
        ("finer = 0.9", "finer = 0.5", "finer is more than told"),
        ("joins = true", "joins = true\nweeks = 4", "what joins adds up"),
        ('"security", "facilitation"]', '"security"]', "each topic is in one group"),
        ("groups.rights]", "groups.security]", "the name of a topic"),
        ('at_most = "gatherings"', 'at_most = "hotline_calls"', "neither it nor what bounds it"),
        ("members = 1,", "elephants = 1,", "no metric elephants"),
        ("p_percent = 10", "", "committees.p_percent"),
        ("p_percent = 10", "p_percent = 10\nq_percent = 3", "committees.q_percent"),
        ("p_percent = 10", "p_percent = ", "not valid TOML"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    changed = tmp_path / "parameters.toml"
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParameterError, match=message):
        read(changed)
