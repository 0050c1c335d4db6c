import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from lib.measures.early_warning import EarlyWarning, Verdict, early_warning
from lib.measures.early_warning.history import at_risk
from lib.measures.early_warning.judging import _split
from tests.measures.early_warning.organization import organization

SEED = 1


@pytest.fixture(scope="module")
def foretold() -> pd.DataFrame:
    return organization(SEED, signal=True)


@pytest.fixture(scope="module")
def shown(foretold: pd.DataFrame) -> EarlyWarning:
    return early_warning(foretold)


def test_where_silence_is_foretold_the_warning_is_shown(shown: EarlyWarning) -> None:
    assert shown.verdict is Verdict.SHOWN
    assert shown.auc > shown.auc_days + 0.1
    assert 0 < shown.auc_gain_low < shown.auc - shown.auc_days


def test_predictions_are_of_the_newest_months_at_risk(
    shown: EarlyWarning, foretold: pd.DataFrame
) -> None:
    newest = foretold[foretold["as_of"] == foretold["as_of"].max()]
    months = at_risk(newest).dropna(subset=["days", "rhythm", "turnout_trend", "coordinators"])
    assert set(shown.predictions["committee_id"]) == set(months["committee_id"])
    assert shown.predictions["probability"].is_monotonic_decreasing
    assert shown.predictions["probability"].between(0, 1).all()
    # As simulated, who has no coordinator falls silent more often.
    by_id = shown.predictions.set_index("committee_id")["probability"]
    without = months.set_index("committee_id")["coordinators"] == 0
    assert by_id[without].mean() > by_id[~without].mean()


def test_the_probabilities_are_about_right_in_held_out_months(shown: EarlyWarning) -> None:
    calibration = shown.calibration
    assert calibration["committee_months"].sum() == shown.held_out
    assert calibration["silent"].sum() == shown.silent_held_out
    # All together about as many as predicted, and the highest tenth most of all.
    expected = (calibration["predicted"] * calibration["committee_months"]).sum()
    assert expected == pytest.approx(shown.silent_held_out, rel=0.35)
    assert calibration["rate"].idxmax() == 9


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_where_silence_comes_by_chance_nothing_is_shown(seed: int) -> None:
    got = early_warning(organization(seed, signal=False))
    assert got.verdict is Verdict.NO_BETTER
    assert got.predictions.empty
    assert got.auc_gain_low <= 0
    # The figures and the calibration are there all the same, to be reported.
    assert abs(got.auc - got.auc_days) < 0.05
    assert len(got.calibration) == 10


def test_too_short_a_history_says_so_and_shows_nothing(foretold: pd.DataFrame) -> None:
    days = np.sort(foretold["as_of"].unique())
    got = early_warning(foretold[foretold["as_of"].isin(days[:10])])
    assert got.verdict is Verdict.TOO_LITTLE_HISTORY
    assert got.silent_fitted < 40
    assert np.isnan([got.auc, got.auc_days, got.auc_gain_low]).all()
    assert got.predictions.empty
    assert got.calibration.empty


def test_no_history_at_all_is_too_little(foretold: pd.DataFrame) -> None:
    got = early_warning(foretold.iloc[:0])
    assert (got.verdict, got.fitted, got.held_out) == (Verdict.TOO_LITTLE_HISTORY, 0, 0)


def test_months_fitted_on_were_over_before_the_first_held_out_one(foretold: pd.DataFrame) -> None:
    known = at_risk(foretold).dropna(subset=["silent"])
    held_out, earlier = _split(known)
    assert held_out["as_of"].nunique() == 6
    assert held_out["as_of"].max() == known["as_of"].max()
    # 90 days are three of the simulation's months: two months lie between, used by neither.
    assert earlier["as_of"].max() + pd.Timedelta(days=90) == held_out["as_of"].min()


def turned_round(history: pd.DataFrame, months: "pd.Series[bool]") -> pd.DataFrame:
    """The history with the silent of some months made to meet, and the others silent."""
    ahead = history["gatherings_next_90"]
    opposite = (ahead == 0).astype(float).where(ahead.notna())
    return history.assign(gatherings_next_90=ahead.mask(months, opposite))


def test_what_came_of_held_out_months_is_not_learnt_from(
    shown: EarlyWarning, foretold: pd.DataFrame
) -> None:
    held_out, _earlier = _split(at_risk(foretold).dropna(subset=["silent"]))
    got = early_warning(turned_round(foretold, foretold["as_of"] >= held_out["as_of"].min()))
    # Judged by the opposite of what came, the same order is as wrong as it was right …
    assert got.auc == pytest.approx(1 - shown.auc)
    assert got.auc_days == pytest.approx(1 - shown.auc_days)
    assert got.verdict is Verdict.NO_BETTER
    # … and no probability moved.
    assert got.calibration["predicted"].tolist() == shown.calibration["predicted"].tolist()


def test_what_was_not_known_yet_when_the_held_out_months_began_is_not_learnt_from(
    shown: EarlyWarning, foretold: pd.DataFrame
) -> None:
    held_out, earlier = _split(at_risk(foretold).dropna(subset=["silent"]))
    between = foretold["as_of"].between(
        earlier["as_of"].max(), held_out["as_of"].min(), inclusive="neither"
    )
    assert foretold.loc[between, "as_of"].nunique() == 2
    got = early_warning(turned_round(foretold, between))
    assert (got.auc, got.auc_days) == (shown.auc, shown.auc_days)
    assert got.calibration["predicted"].tolist() == shown.calibration["predicted"].tolist()


def test_the_auc_is_of_the_held_out_months_in_the_order_of_a_model_of_the_earlier_ones(
    shown: EarlyWarning, foretold: pd.DataFrame
) -> None:
    signs = ["days", "rhythm", "turnout_trend", "coordinators"]
    held_out, earlier = _split(at_risk(foretold).dropna(subset=[*signs, "silent"]))
    design = sm.add_constant(earlier[signs])
    fitted = sm.GLM(earlier["silent"], design, family=sm.families.Binomial()).fit()
    predicted = fitted.predict(sm.add_constant(held_out[signs]))
    came = held_out["silent"] == 1
    # Every pair of one that fell silent and one that didn't, one by one.
    pairs = predicted[came].to_numpy()[:, None] - predicted[~came].to_numpy()
    assert shown.auc == pytest.approx(((pairs > 0) + 0.5 * (pairs == 0)).mean(), abs=1e-6)


def test_a_month_with_a_sign_unknown_is_counted_and_left_out(foretold: pd.DataFrame) -> None:
    newest = foretold["as_of"] == foretold["as_of"].max()
    names = early_warning(foretold).predictions["committee_id"]
    one = newest & (foretold["committee_id"] == names[0])
    got = early_warning(foretold.assign(turnout=foretold["turnout"].mask(one)))
    assert names[0] not in set(got.predictions["committee_id"])
    assert len(got.predictions) == len(names) - 1
    assert got.left_out == early_warning(foretold).left_out + 1


def test_a_history_without_a_column_is_refused(foretold: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="lacks coordinators"):
        early_warning(foretold.drop(columns="coordinators"))
