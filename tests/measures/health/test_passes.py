import pandas as pd
import pytest

from lib.measures.health import health, next_action, region_priors
from tests.benchmarks.health_speed import invented_rows


@pytest.mark.slow
def test_a_committee_judged_alone_is_judged_as_among_all() -> None:
    # With the region's priors at hand, to the last digit: what a committee's own page relies on.
    rows = invented_rows(committees=12, weeks=3, seed=7)
    priors = region_priors(rows)
    own = [rows[rows["committee_id"] == name] for name in rows["committee_id"].unique()]
    for measure in (health, next_action):
        alone = pd.concat([measure(each, priors) for each in own], ignore_index=True)
        pd.testing.assert_frame_equal(alone, measure(rows), check_exact=True)


def test_the_invented_rows_have_every_status_and_missing_inputs() -> None:
    measured = health(invented_rows(committees=200, weeks=2, seed=7))
    assert set(measured["status"]) == {"active", "forming", "dormant", "closed"}
    assert (measured["level"] == "not_enough_data").any()
    assert measured["score"].notna().any()
