"""What a page shows of the atoms: the newest periods of one length, in an order of names."""

import pandas as pd

from lib.publication.parameters import parameters
from lib.publication.series import exact, newest_exact, published_metrics
from tests.publication.frames import atoms

RULES = parameters()


def test_a_metric_has_the_nation_first_and_then_the_regions_by_their_ids() -> None:
    frame = pd.concat(
        [
            atoms("members", [20, None, 100], start="2024-01-01"),
            atoms("members", [30, 40, None], start="2024-01-29"),
        ]
    )
    (metric,) = published_metrics(frame.sample(frac=1, random_state=1), RULES)
    assert [series.area for series in metric.series] == ["nation", "r0", "r1"]
    assert [point.value for point in metric.series[0].points] == [100, None]
    assert [point.value for point in metric.series[2].points] == [None, 40]
    assert metric.newest.end.isoformat() == "2024-02-25"  # four weeks from 29 January


def test_periods_of_another_length_are_no_points_of_the_line() -> None:
    frame = pd.concat(
        [
            atoms("members", [20, 50], weeks=4, start="2023-12-04"),
            atoms("members", [30, 60], weeks=1, start="2024-01-01"),
        ]
    )
    (metric,) = published_metrics(frame, RULES)
    assert metric.weeks == 1
    assert [point.value for point in metric.series[1].points] == [30]


def test_a_year_of_four_weeks_is_shown() -> None:
    starts = pd.date_range("2022-01-03", periods=14, freq="28D")
    frame = pd.concat(
        [atoms("members", [20 + 10 * n, 90], start=str(day)) for n, day in enumerate(starts)]
    )
    (metric,) = published_metrics(frame, RULES)
    # The first of fourteen is left out.
    assert [point.value for point in metric.series[1].points] == [20 + 10 * n for n in range(1, 14)]


def test_the_order_of_metrics_is_the_parameters_and_exact_ones_are_apart() -> None:
    frame = pd.concat(
        [
            atoms("hotline_calls", [20, 50]),
            atoms("training_completed.security", [900, 900]),
            atoms("campaigns.dismantle_ice.won", [1, 2], kind="exact"),
        ]
    )
    assert [(m.code, m.topic) for m in published_metrics(frame, RULES)] == [
        ("training_completed.security", "security"),
        ("hotline_calls", ""),
    ]
    period = newest_exact(frame, ["campaigns"])
    assert exact(frame, "campaigns", period) == {("dismantle_ice", "won"): 2}
    assert exact(frame, "campaigns_ended", period) == {}
