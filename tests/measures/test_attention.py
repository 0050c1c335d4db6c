"""Which committees are listed, for which reason, and in which order."""

from typing import Any

import pandas as pd
import pytest

from lib.measures.attention import Need, attention

AS_OF = pd.Timestamp("2026-06-24")
# A committee that needs no one: met yesterday, coordinated, trained, as well attended as before.
WELL: dict[str, Any] = {
    "name": "Well",
    "region_id": "southwest",
    "status": "active",
    "formed_on": pd.Timestamp("2024-01-01"),
    "last_gathering_on": pd.Timestamp("2026-06-23"),
    "coordinators": 2,
    "coordinators_core": 2,
    "turnout": 20.0,
    "turnout_before": 20.0,
    "counted": 6.0,
    "counted_before": 6.0,
    "expiring_60": 0.0,
    "core_certified": 10.0,
}


def _listed(*committees: dict[str, Any]) -> list[tuple[str, str, float]]:
    frame = pd.DataFrame([WELL | {"committee_id": str(i)} | c for i, c in enumerate(committees)])
    found = attention(frame, AS_OF)
    return list(zip(found["committee_id"], found["need"], found["amount"], strict=True))


def test_a_committee_that_is_well_is_not_listed() -> None:
    assert _listed({}) == []


@pytest.mark.parametrize(
    ("change", "need", "amount"),
    [
        # 46 days without a gathering; 45 would not do.
        ({"last_gathering_on": pd.Timestamp("2026-05-09")}, Need.SILENT, 46),
        # Never met: silent since it was formed, 100 days ago.
        (
            {"last_gathering_on": pd.NaT, "formed_on": pd.Timestamp("2026-03-16")},
            Need.SILENT,
            100,
        ),
        ({"coordinators": 0, "coordinators_core": 0}, Need.NO_COORDINATOR, 0),
        # 11 of 20 people are 0.55 of them, below 0.6.
        ({"turnout": 11.0}, Need.FADING, 0.55),
        ({"coordinators_core": 0}, Need.UNTRAINED, 2),
        ({"expiring_60": 3.0}, Need.EXPIRING, 3),
    ],
)
def test_each_reason_lists_a_committee(change: dict[str, Any], need: Need, amount: float) -> None:
    assert _listed(change) == [("0", need, pytest.approx(amount))]


@pytest.mark.parametrize(
    "change",
    [
        {"last_gathering_on": pd.Timestamp("2026-05-10")},  # 45 days exactly
        {"turnout": 12.0},  # 0.6 exactly
        {"turnout": 1.0, "counted": 2.0},  # two counted gatherings tell nothing
        {"turnout": 1.0, "counted_before": 2.0},
        {"turnout": float("nan"), "counted": 0.0},  # nobody counted: no data, not a fall
        {"turnout_before": float("nan"), "counted_before": 0.0},
        {"expiring_60": 2.0},  # fewer than three
        {"expiring_60": 3.0, "core_certified": 21.0},  # one in seven is below 15 %
        {"status": "dormant", "coordinators": 0},
        {"status": "forming", "coordinators": 0},
        {"status": "closed", "coordinators": 0},
    ],
)
def test_what_is_below_its_threshold_or_not_active_is_not_listed(change: dict[str, Any]) -> None:
    assert _listed(change) == []


def test_the_most_pressing_reason_counts_and_orders() -> None:
    silent = {"last_gathering_on": pd.Timestamp("2026-04-25"), "coordinators": 0}  # 60 days
    longer = {"last_gathering_on": pd.Timestamp("2026-04-15")}  # 70 days
    fading, emptier = {"turnout": 10.0}, {"turnout": 5.0}  # 0.5, 0.25
    assert _listed(fading, silent, {"expiring_60": 5.0}, longer, emptier) == [
        ("3", Need.SILENT, 70),
        ("1", Need.SILENT, 60),
        ("4", Need.FADING, 0.25),
        ("0", Need.FADING, 0.5),
        ("2", Need.EXPIRING, 5),
    ]


def test_no_committee_at_all_is_an_empty_list() -> None:
    frame = pd.DataFrame([WELL | {"committee_id": "0"}]).iloc[:0]
    assert attention(frame, AS_OF).empty
