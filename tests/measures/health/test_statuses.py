from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.measures.health import health
from tests.measures.health.rows import AS_OF, rows, unshrunk


def judged(status: str, **changes: Any) -> pd.Series:
    return health(rows({"status": status, **changes}), unshrunk()).iloc[0]


def aged(days: int) -> pd.Timestamp:
    return AS_OF - pd.Timedelta(days=days)


def test_a_forming_committee_is_judged_by_what_it_lacks_to_become_active() -> None:
    # coordination: 1 of 2, .6 * .5, and 1 of 1 with the core course, .4: .7
    # rhythm: 21 days .5, and 2 of 3 gatherings .5 * 2/3: .8333; the mean of both
    got = judged("forming", coordinators=1, coordinators_core=1, gatherings_90=2)
    assert got["progress"] == pytest.approx((0.7 + 5 / 6) / 2)
    assert np.isnan(got["score"])
    # Dues or training are not asked of it.
    assert got[["dues", "training", "growth", "readiness"]].isna().all()
    assert got["weight"] == 100


@pytest.mark.parametrize(
    ("age", "coordinators", "level"),
    [
        # Two coordinators and a full rhythm: 1. One, with the course: .85, just ready. None: .5.
        (30, 2, "ready"),
        (30, 1, "ready"),
        (30, 0, "building"),
        (180, 0, "building"),  # the last day
        (181, 0, "stalled"),
        (181, 1, "ready"),  # late, but there
    ],
)
def test_levels_of_a_forming_committee(age: int, coordinators: int, level: str) -> None:
    got = judged(
        "forming", formed_on=aged(age), coordinators=coordinators, coordinators_core=coordinators
    )
    assert got["level"] == level


def test_a_forming_committee_of_unknown_age_is_not_called_stalled() -> None:
    got = judged("forming", formed_on=None, coordinators=0, coordinators_core=0)
    assert got["level"] == "building"


def test_a_forming_committee_without_its_gatherings_has_not_enough_data() -> None:
    unknown = {"gatherings_90": None, "days_since_last_gathering": None}
    got = judged("forming", counted_gatherings_90=None, **unknown)
    assert (got["weight"], got["level"]) == (50, "not_enough_data")
    assert np.isnan(got["progress"])


@pytest.mark.parametrize(
    ("changes", "progress", "level"),
    [
        # rhythm 50: days .5 of 90..30, gatherings .5 of 2; coordinator 30; visit 20 of 120..30
        ({"gatherings_90": 0, "days_since_last_gathering": 200}, 0.0, "resting"),
        # a visit only: .2
        (
            {
                "gatherings_90": 0,
                "days_since_last_gathering": 200,
                "days_since_last_visit": 10,
            },
            0.2,
            "resting",
        ),
        # one gathering 60 days ago: .5 * (.5 * .5 + .5 * .5) = .25, still resting
        ({"gatherings_90": 1, "days_since_last_gathering": 60}, 0.25, "resting"),
        # the same with a coordinator: .55
        (
            {"gatherings_90": 1, "days_since_last_gathering": 60, "coordinators": 1},
            0.55,
            "reviving",
        ),
    ],
)
def test_a_dormant_committee_is_judged_by_signs_of_life(
    changes: dict[str, Any], progress: float, level: str
) -> None:
    quiet = {
        "counted_gatherings_90": 0,
        "attended_90": 0,
        "coordinators": 0,
        "coordinators_core": 0,
        "days_since_last_visit": 300,
    }
    got = judged("dormant", **(quiet | changes))
    assert got["progress"] == pytest.approx(progress)
    assert got["level"] == level
    assert np.isnan(got["score"])


def test_a_closed_committee_is_not_judged() -> None:
    got = judged("closed")
    assert got["level"] == "closed"
    assert got[["score", "progress", "rhythm", "dues"]].isna().all()


def test_committees_that_are_not_active_do_not_move_the_priors_of_those_that_are() -> None:
    active = [{"covered_by_dues": c, "members": 100} for c in (50, 70, 90)]
    others = [{"status": s, "covered_by_dues": 0} for s in ("forming", "dormant", "closed")]
    alone = health(rows(*active))
    among = health(rows(*active, *others))
    assert among["dues"].head(3).tolist() == alone["dues"].tolist()
