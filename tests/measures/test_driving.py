"""How far a drive goes, wherever one is spoken of."""

import pytest

from lib.measures import driving, readiness
from lib.measures.priorities import cover


def test_an_hour_goes_fifty_kilometers() -> None:
    # 70 km/h for an hour over 1.4
    assert driving.reach_km(60) == pytest.approx(50)
    assert driving.reach_km(90) == pytest.approx(75)


def test_readiness_and_covering_go_by_the_same_drive() -> None:
    rule = readiness.settings()
    assert rule.reach_km == driving.reach_km(rule.drive_minutes)
    assert cover.reach_km is driving.reach_km
