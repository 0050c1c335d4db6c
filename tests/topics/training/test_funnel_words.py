"""Committees outside the limits are told with how many chance alone would put there."""

import pandas as pd
import pytest

from lib.topics.training.funnel import _listed, _title

SPAN = {"first": "Jan 1", "last": "Mar 31, 2026"}


def points(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Committees by name, side and position."""
    frame = pd.DataFrame(rows, columns=["hover", "side", "enrolled"])
    return frame.assign(
        position=frame["side"].replace({"": "within", "below": "below_95", "above": "above_95"}),
        low_95=0.1,
        high_95=0.9,
    )


ONE_OF_TWENTY = points(("Macon: 10% (1 of 10)", "below", 10), *[("in", "", 10)] * 19)


def test_the_limits_are_named_as_limits_and_chance_is_counted() -> None:
    assert _title(ONE_OF_TWENTY, SPAN) == (
        "Below the 95 % limits of chance: 1 committee; above: 0; enrolled between Jan 1 and"
        " Mar 31, 2026"
    )
    # 5 of 100 lie outside by chance: 1 of 20.
    assert "Of 20 committees, chance alone puts about 1 outside." in _listed(ONE_OF_TWENTY, 0)


@pytest.mark.parametrize(("n", "few"), [(7, "0.4"), (400, "20")])
def test_how_many_are_put_outside_by_chance(n: int, few: str) -> None:
    some = points(("Macon", "above", 10), *[("in", "", 10)] * (n - 1))
    assert f"about {few} outside" in _listed(some, 0)


def test_nothing_is_said_of_chance_where_nobody_is_outside() -> None:
    assert _listed(points(("in", "", 5)), 2) == "5 enrolled in a committee, 2 without one."
