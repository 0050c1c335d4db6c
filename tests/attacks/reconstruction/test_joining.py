"""Joined topics and quarters tell nothing that topics and blocks would not; nor does the choice."""

import numpy as np
import pandas as pd
import pytest

from lib.publication.parameters import parameters
from lib.publication.rounding import MASKED
from lib.publication.rungs import history, of_year
from tests.attacks.reconstruction import adversary
from tests.attacks.reconstruction.joining import attack, insiders, invent, publish
from tests.attacks.reconstruction.organizations import Organization

pytestmark = pytest.mark.slow

RULES = parameters()
PERIODS = 17
"""A year by topics and blocks, and the first quarter of the next, coarser one."""


@pytest.fixture(scope="module")
def small() -> Organization:
    """Two of the programmes, in three regions."""
    whole = invent(3, PERIODS, regions=3, committees=6)
    kept = ("resources_used", "incidents_verified.raids", "incidents_verified.roads")
    return Organization({name: whole.metrics[name] for name in kept})


@pytest.fixture(scope="module")
def cells(small: Organization) -> pd.DataFrame:
    return publish(small, small.revised(np.random.default_rng(3)), RULES)[0]


def test_no_number_of_any_rung_is_narrowed(small: Organization, cells: pd.DataFrame) -> None:
    told = {(each.metric.name, each.rung.step) for each in history(cells, RULES)}
    assert {("resources_used", "quarter"), ("incidents_verified", "groups")} <= told
    assert (cells["value"] != MASKED).sum() > 10
    found = attack(cells, small.regions, RULES)
    assert len(found) > len(cells) + 100  # of rungs that were not told
    assert found[["narrowed", "recovered"]].sum().sum() == 0


def test_an_insider_of_joined_numbers_is_left_with_the_class(small: Organization) -> None:
    unrevised, _ = publish(small, small, RULES)
    found = insiders(small, unrevised, RULES)
    assert len(found) > 10
    assert ((found["least"] <= found["raw"]) & (found["raw"] <= found["greatest"])).all()
    assert found[["narrowed", "recovered"]].sum().sum() == 0


def test_the_choice_can_be_made_anew_from_what_was_published(cells: pd.DataFrame) -> None:
    public = cells[["metric", "period_start", "weeks", "area", "value"]]
    for told in history(cells, RULES):
        before = public[public["period_start"] < f"{told.year}-02-01"]
        assert of_year(told.metric, told.year, {}, before, RULES) == told.rung


def test_a_quarter_beside_its_blocks_would_tell_more() -> None:
    """What the gate refuses: blocks of 20 (15–25) in a quarter of 80 (75–85) are 25 each."""
    system = adversary.System(rules=RULES)
    start = pd.Timestamp("2024-01-01")
    starts = [start + pd.Timedelta(weeks=4 * n) for n in range(3)]
    blocks = [system.expression("resources_used", each, "r0", ["r0"]) for each in starts]
    for block in blocks:
        system.say(block, 15, 25)
    system.say(system.expression("resources_used", start, "r0", ["r0"], 12), 75, 85)
    assert system.solve(blocks).tolist() == [[25, 25]] * 3
