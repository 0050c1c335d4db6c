import pandas as pd

from lib.topics.defense.words import told, told_each, told_sum


def test_a_number_of_cases_is_told_by_its_class() -> None:
    assert told(0, 0) == "0"
    assert told(1, 4) == "1–4"
    assert told(1_000, 1_044) == "1,000–1,044"


def test_a_sum_is_told_from_the_least_to_the_most() -> None:
    frame = pd.DataFrame({"at_least": [1, 5, 0], "at_most": [4, 9, 0]})
    assert told_sum(frame) == "6–13"
    assert told_each(frame).tolist() == ["1–4", "5–9", "0"]
