"""A committee is judged alone as it is among all of its region."""

import pandas as pd
import pytest

from lib.data.scope import Scope
from lib.topics.health.standing import standing, standing_of

WEST = Scope(("west",))


@pytest.mark.slow
def test_a_committee_stands_alone_as_among_its_region(organization: object) -> None:
    everyone = standing(WEST)
    assert everyone is not None
    for committee_id in everyone.measured["committee_id"]:
        alone = standing_of(WEST, committee_id)
        assert alone is not None
        for name in ("rows", "measured", "first", "bad"):
            there = getattr(everyone, name)
            # The priors are added up in another order: the last digits may differ.
            pd.testing.assert_frame_equal(
                getattr(alone, name),
                there[there["committee_id"] == committee_id].reset_index(drop=True),
                check_dtype=False,
                rtol=1e-9,
            )


def test_a_committee_of_another_region_does_not_stand_in_it(organization: object) -> None:
    east = standing(Scope(("southeast",)))
    assert east is not None
    assert standing_of(WEST, east.measured["committee_id"].iloc[0]) is None
