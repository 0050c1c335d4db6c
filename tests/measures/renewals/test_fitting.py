import numpy as np
import pytest

from lib.measures.renewals import (
    BetaGeometric,
    CannotFit,
    Limit,
    Reason,
    fit,
    fit_cohorts,
    fit_survivors,
)

HIGH_END = (0.869, 0.743, 0.653, 0.593, 0.551, 0.517, 0.491)
REGULAR = (0.631, 0.468, 0.382, 0.326, 0.289, 0.262, 0.241)


@pytest.mark.parametrize(
    ("survivors", "alpha", "beta"), [(HIGH_END, 0.668, 3.806), (REGULAR, 0.704, 1.182)]
)
def test_the_published_parameters(survivors: tuple[float, ...], alpha: float, beta: float) -> None:
    # Fader and Hardie 2007, table 1 and figure 5 (the first seven years).
    model = fit_survivors(survivors)
    assert (model.alpha, model.beta) == pytest.approx((alpha, beta), abs=5e-4)
    assert model.limit is Limit.NONE


def test_cohorts_that_were_followed_for_less_and_less_time() -> None:
    # Fader and Hardie 2010 (Marketing Science 29:85), alpha 3.80 and beta 15.20: of 10,000 renew
    # 15.2/19 = .80, then 16.2/20 = .81, 17.2/21 and 18.2/22, to a whole customer.
    cohort = [10_000, 8_000, 6_480, 5_307, 4_391]
    model = fit_cohorts([cohort[: 5 - younger] for younger in range(5)])
    assert (model.alpha, model.beta) == pytest.approx((3.80, 15.20), abs=0.01)


def test_four_renewals_of_a_thousand() -> None:
    # Fader and Hardie 2014, "A Spreadsheet-Literate Non-Statistician's Guide to the Beta-Geometric
    # Model", table 1: the regular customers, of whom only the first years are known.
    model = fit_survivors([631, 468, 382, 326], 1_000)
    assert (model.alpha, model.beta) == pytest.approx((0.764, 1.296), abs=5e-4)


def test_the_published_projection() -> None:
    # The same, figure 5: after year 12 the high end was at .386 and was told at about .38; regular
    # customers were at .174, told at about .17.
    told = [fit_survivors(series).surviving(12) for series in (HIGH_END, REGULAR)]
    assert told == pytest.approx([0.378, 0.170], abs=2e-3)


def test_counts_of_members_who_were_followed_for_unlike_times() -> None:
    # The example of R's package clovers: who left at their first to twelfth renewal, and who had
    # renewed so often and is there still; it prints 0.631 and 1.178.
    left = np.array([342, 145, 74, 41, 25, 14, 11, 4, 5, 3, 1, 1])
    there = np.array([62, 39, 35, 30, 23, 26, 19, 20, 22, 13, 21, 24])
    came = (left + there)[::-1].cumsum()[::-1]
    model = fit(np.arange(1, 13), came, left)
    assert (model.alpha, model.beta) == pytest.approx((0.631, 1.178), abs=1e-3)


def test_shares_percentages_and_counts_are_one_series() -> None:
    shares = fit_survivors(HIGH_END)
    for series, start in (
        ([1, *HIGH_END], 1.0),
        ([100 * s for s in HIGH_END], 100.0),
        ([1000, *(1000 * s for s in HIGH_END)], 1000.0),
    ):
        model = fit_survivors(series, start)
        assert (model.alpha, model.beta) == pytest.approx((shares.alpha, shares.beta), rel=1e-5)


def test_the_two_shapes_are_one_likelihood() -> None:
    # Two cohorts of 100 and 60; the second is followed for two renewals.
    cohorts = [[100, 80, 70, 65], [60, 50, 44, np.nan]]
    by_renewal = fit([1, 2, 3], [160, 130, 70], [30, 16, 5])
    model = fit_cohorts(cohorts)
    assert (model.alpha, model.beta) == pytest.approx((by_renewal.alpha, by_renewal.beta))
    assert model.covariance[0][0] > 0


def test_shares_by_hand() -> None:
    # Of alpha 1, beta 3: 3/4 renew first, then 4/5, then 5/6: 1/2 are there after three renewals.
    model = BetaGeometric(1, 3)
    assert model.renewing([1, 2, 3]).tolist() == pytest.approx([3 / 4, 4 / 5, 5 / 6])
    assert model.surviving([0, 1, 2, 3]).tolist() == pytest.approx([1, 3 / 4, 3 / 5, 1 / 2])
    # Of those who come to their second renewal, 1 - 4/5 · 5/6 = 1/3 lapse at one of the next two.
    assert model.lapsing([1, 2, 2], [1, 1, 2]).tolist() == pytest.approx([1 / 4, 1 / 5, 1 / 3])


def test_what_it_was_made_with_it_finds_again() -> None:
    # A million members of alpha .8, beta 9, whom chance left out.
    there = 1e6 * BetaGeometric(0.8, 9).surviving(np.arange(25))
    model = fit_cohorts([there.tolist()])
    assert (model.alpha, model.beta) == pytest.approx((0.8, 9), rel=1e-4)


@pytest.mark.parametrize(
    ("survivors", "limit", "renewing"),
    [
        ((0.5, 0.25, 0.125), Limit.ALIKE, [0.5, 0.5]),  # half renew, each time
        ((0.9, 0.63, 0.315), Limit.ALIKE, None),  # ever fewer renew, which no mixture can do
        ((0.6, 0.6, 0.6), Limit.APART, [0.6, 1]),  # who renews once renews for ever
        ((0.5, 0.2, 0), Limit.ALIKE, None),  # the last one leaves
    ],
)
def test_series_at_the_edge_have_the_limit(
    survivors: tuple[float, ...], limit: Limit, renewing: list[float] | None
) -> None:
    model = fit_survivors(survivors)
    assert model.limit is limit
    assert np.isfinite([model.alpha, model.beta]).all()
    if renewing:
        assert model.renewing([1, 2]).tolist() == pytest.approx(renewing, abs=1e-5)


@pytest.mark.parametrize(
    ("survivors", "reason"),
    [
        ((), Reason.NOBODY),
        ((1,), Reason.NOBODY),
        ((1, 1, 1), Reason.NOBODY_LAPSED),
        ((0,), Reason.ALL_LAPSED),
        ((0, 0), Reason.ALL_LAPSED),
        ((0.9,), Reason.ONE_RENEWAL),
    ],
)
def test_what_no_model_can_be_made_of_says_why(
    survivors: tuple[float, ...], reason: Reason
) -> None:
    with pytest.raises(CannotFit) as refused:
        fit_survivors(survivors)
    assert refused.value.reason is reason


def test_nobody_came_due() -> None:
    for cohorts in ([], [[]], [[0, 0, 0]], [[10]], [[np.nan]]):
        with pytest.raises(CannotFit) as refused:
            fit_cohorts(cohorts)
        assert refused.value.reason is Reason.NOBODY


@pytest.mark.parametrize(
    ("renewal", "due", "lapsed", "message"),
    [
        ([1, 2], [10, np.nan], [1, 1], "missing"),
        ([1, 2], [10, -1], [1, 0], "negative"),
        ([1, 2], [10, 5], [1, 6], "More lapsed"),
        ([0, 1], [10, 5], [1, 1], "numbered"),
        ([1, 1.5], [10, 5], [1, 1], "numbered"),
    ],
)
def test_impossible_renewals_are_refused(
    renewal: list[float], due: list[float], lapsed: list[float], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        fit(renewal, due, lapsed)


@pytest.mark.parametrize(
    ("survivors", "start", "message"),
    [
        ((0.9, 0.95), 1, "grow"),
        ((869, 743), 1, "start"),  # counts, and nobody said of how many
        ((0.9, np.nan, 0.8), 1, "missing"),
        ((0.9, 0.8), np.nan, "start"),
        ((0.9, -0.1), 1, "negative"),
    ],
)
def test_impossible_series_are_refused(
    survivors: tuple[float, ...], start: float, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        fit_survivors(survivors, start)
