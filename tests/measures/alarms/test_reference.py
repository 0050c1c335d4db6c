"""The alarms that R's surveillance raises in the Salmonella Newport series, exactly."""

import pytest

from lib.measures.alarms import Method, alarms
from tests.measures.alarms.series import as_in_r, salmonella

REFERENCE = {
    Method.EARS_C1: ["2011-08-01", "2011-10-31", "2011-11-07", "2012-06-11", "2012-06-25"],
    Method.EARS_C2: [
        *("2011-08-01", "2011-10-31", "2011-11-07", "2011-11-14", "2011-11-21"),
        *("2012-06-11", "2012-06-25"),
    ],
    Method.BAYES: [
        *("2011-08-01", "2011-08-29", "2011-10-31", "2011-11-07", "2011-11-14", "2012-06-25"),
    ],
    Method.FARRINGTON: [
        *("2011-08-01", "2011-08-29", "2011-11-07", "2011-11-14", "2011-11-21", "2011-12-19"),
        *("2012-01-23", "2012-02-13", "2012-06-25", "2012-09-24"),
    ],
}


def test_the_series_is_that_of_the_reference() -> None:
    data = salmonella()
    training = data["farrington"].isna()
    assert (training.sum(), data.loc[training, "cases"].sum()) == (365, 923)
    assert ((~training).sum(), data.loc[~training, "cases"].sum()) == (105, 349)


@pytest.mark.parametrize("method", REFERENCE)
def test_the_reference_alarms_and_no_others(method: Method) -> None:
    data = salmonella()
    judged = alarms(data["cases"], method, as_in_r())["alarm"].loc["2011":]
    assert judged.index[judged].strftime("%Y-%m-%d").tolist() == REFERENCE[method]
    assert judged.tolist() == data.loc["2011":, str(method)].eq(1).tolist()


def test_the_first_bounds_of_c1_in_rs_own_test() -> None:
    found = alarms(salmonella()["cases"], Method.EARS_C1, as_in_r(ears={"alpha": 0.05}))
    first = found.loc["2011":, "bound"].head(4).tolist()
    assert first == pytest.approx([3.278854, 3.278854, 3.436517, 3.855617], abs=5e-7)


def test_farrington_expects_what_the_same_season_of_three_years_had() -> None:
    found = alarms(salmonella()["cases"], Method.FARRINGTON, as_in_r()).loc["2011-08-01"]
    assert found["baseline_weeks"] == 21
    # 2008-08-01 was a Friday: the Monday nearest is 2008-08-04, three weeks before it 2008-07-14.
    assert str(found["baseline_from"].date()) == "2008-07-14"
    # 2010-08-01 was a Sunday: the Monday nearest is 2010-08-02, three weeks after it 2010-08-23.
    assert str(found["baseline_to"].date()) == "2010-08-23"
