from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError

from lib.measures.health import health_thresholds
from lib.measures.health.settings import HealthThresholds

Spoil = Callable[[dict[str, Any]], Any]


def spoiled(spoil: Spoil) -> dict[str, Any]:
    """The shipped thresholds with one thing wrong."""
    tables = health_thresholds().model_dump(mode="python")
    spoil(tables)
    return tables


def test_the_shipped_thresholds_are_sound() -> None:
    assert HealthThresholds.model_validate(spoiled(lambda _: None)) == health_thresholds()
    assert health_thresholds().minimum_weight == 70


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda t: t["active"]["rhythm"].update(weight=19), "in active must add up to 100"),
        (lambda t: t["forming"].pop("rhythm"), "in forming must add up to 100"),
        (
            lambda t: t["active"]["rhythm"]["parts"]["gatherings"].update(weight=30),
            "parts must add up to 100",
        ),
        # more members would be worse
        (
            lambda t: t["active"]["growth"]["parts"]["growth"].update(zero_at=6),
            "zero_at of growth must be the worse",
        ),
        # fewer days would be worse
        (
            lambda t: t["active"]["rhythm"]["parts"]["days_since_gathering"].update(zero_at=20),
            "zero_at of days_since_gathering must be the worse",
        ),
        # nothing to be linear between
        (lambda t: t["active"]["dues"]["parts"]["dues"].update(zero_at=0.85), "zero_at of dues"),
        (
            lambda t: t["dormant"].update(rhythm=t["dormant"]["coordination"] | {"weight": 50}),
            "dormant.rhythm has a part of another indicator",
        ),
        (
            lambda t: (
                t["active"].update(rhythm=t["active"]["rhythm"] | {"weight": 30})
                or t["active"].pop("turnout")
            ),
            "active must have every indicator",
        ),
        (lambda t: t["actions"].pop("visit"), "actions lacks visit"),
        (lambda t: t["actions"]["visit"].update(effort=0), "greater than 0"),
        (lambda t: t["levels"].update(stronk_from=0.7), "stronk_from"),
    ],
)
def test_thresholds_that_cannot_be_are_refused(spoil: Spoil, message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        HealthThresholds.model_validate(spoiled(spoil))
