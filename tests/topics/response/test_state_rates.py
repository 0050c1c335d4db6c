"""A rate is the fraction beside it, and where the people aren't known there is none."""

import math

import pandas as pd
import pytest

from lib.language import use
from lib.topics.response import shading
from lib.topics.response.state_rates import (
    comparable,
    rates_said,
    shares_said,
    summed,
    with_rates,
)

STATES = pd.DataFrame({"usps": ["GA", "TX", "PR"], "state_fips": ["13", "48", "72"]})
COUNTIES = pd.DataFrame(
    {
        "state_fips": ["13", "13", "48", "48"],
        # Of one county in Texas nobody knows: neither of the state.
        "foreign_born_population": [1_000_000.0, 50_000.0, 700_000.0, math.nan],
    }
)


def test_a_states_people_are_those_of_all_its_counties_or_not_known() -> None:
    people = summed(STATES, COUNTIES)
    assert people["GA"] == 1_050_000
    assert people[["TX", "PR"]].isna().all()


def states(*rows: tuple[str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["usps", "incidents", "unanswered"])
    return with_rates(frame.assign(name=frame["usps"]), pd.Series({"GA": 1_050_000.0}))


def test_a_rate_is_the_fraction_beside_it() -> None:
    rated = states(("GA", 161, 40), ("TX", 1, 0))
    # 161 of 1,050,000 are 15.33 of 100,000.
    assert rated["rate"][0] == pytest.approx(15.3333, abs=1e-4)
    with use("en"):
        assert rates_said(rated) == [
            "161 incidents = 15 per 100,000 foreign-born people",
            "1 incident",
        ]
    with use("es"):
        assert rates_said(rated)[1] == "1 incidente"


def test_a_share_of_few_incidents_is_said_but_not_compared() -> None:
    rated = states(("GA", 10, 4), ("TX", 9, 9), ("PR", 0, 0))
    assert comparable(rated).fillna(-1).tolist() == [0.4, -1, -1]
    with use("en"):
        assert shares_said(rated) == ["40% (4 of 10)", "100% (9 of 9)", "0 incidents"]


def test_the_map_shows_counts_and_says_so_where_no_population_is_known() -> None:
    with use("en"):
        unknown = shading.rates(states(("TX", 3, 0)))
        known = shading.rates(states(("TX", 3, 0), ("GA", 21, 0)))
    assert (unknown.states["value"].tolist(), unknown.name) == ([3], "Incidents")
    assert "not known" in unknown.note
    # 21 of 1,050,000 are 2 of 100,000.
    assert known.states["value"].fillna(-1).tolist() == [-1, 2.0]
    assert (known.name, known.note) == ("Incidents per 100,000 foreign-born people", "")
