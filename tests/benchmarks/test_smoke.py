"""The benchmark itself: small and short, but all of it."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.benchmarks.committees_speed import size_of
from tests.benchmarks.report import tables
from tests.benchmarks.servers import ROOT
from tests.benchmarks.thoroughness import QUICK
from tests.benchmarks.throughput import EVERY
from tests.benchmarks.verdicts import (
    committee_verdicts,
    measure_verdicts,
    refresh_verdicts,
    verdicts,
)

Figures = dict[str, Any]


@pytest.fixture(scope="module")
def figures() -> Figures:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--quick"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        timeout=900,  # on a machine however busy
    )
    found: Figures = json.loads(done.stdout)
    return found


def test_pages_are_measured(figures: Figures) -> None:
    assert set(figures["pages"]) == set(QUICK.pages)
    for page, (cost,) in ((name, sizes.values()) for name, sizes in figures["pages"].items()):
        reads = page != "metrics"
        # An emptied cache means more statements; even a warm page looks the account up.
        assert (cost["cold"]["statements"] > cost["warm"]["statements"] > 0) is reads
        assert 0 < cost["warm"]["script_ms"] <= cost["warm"]["answered_ms"]
        assert cost["warm"]["bytes"] > 3_000


def test_runs_a_second_are_measured(figures: Figures) -> None:
    # Of the three pages of a quick run, those that leadership opens with an account.
    assert set(figures["throughput"]["pages"]) == {"this_week", "sources", EVERY}
    for measured in figures["throughput"]["pages"].values():
        assert measured["runs_a_second"] > 0
        assert measured["reference_runs_a_second"] > 0


def test_loading_and_memory_are_measured(figures: Figures) -> None:
    (steps,) = figures["data"].values()
    assert steps["fill"]["seconds"] > 0
    assert steps["refresh"]["rollup_rows"] > 0
    assert all(peak > 50 for peak in figures["server_peak_mib"].values())


def test_the_measures_are_timed_in_one_pass_and_in_a_loop(figures: Figures) -> None:
    health, alarms = figures["measures"]["health"], figures["measures"]["alarms"]
    assert (health["committees"], health["looped_committees"]) == (60, 10)
    assert (alarms["series"], alarms["weeks"]) == (5, 156)
    assert health["ratio"] > 1
    assert health["memory_megabytes"] > 50
    assert alarms["seconds"] > 0


def test_the_report_has_every_figure(figures: Figures) -> None:
    found = tables(figures)
    assert found.count("| health of 60 committees × 52 weeks |") == 1
    assert found.count("| alarms of 5 series × 156 weeks |") == 1
    assert found.count("| this_week | 600 |") == 1
    # Steps: one row each, none for making the accounts.
    assert [found.count(f"| 600 | {step} |") for step in ("fill", "refresh", "open")] == [1, 1, 0]


def test_refused_sign_ins_are_timed(figures: Figures) -> None:
    timed = figures["sign_in"]
    # Both hash a password, which is what takes long: without that one would be done in a tenth.
    assert 1 <= timed["ratio"] < 4


def _pages(warm: float, cold: float) -> dict[str, dict[int, dict[str, dict[str, float]]]]:
    at_few = {"warm": {"ratio": 1.0}, "cold": {"ratio": 1.0}}
    slow = {"warm": {"ratio": warm}, "cold": {"ratio": cold}}
    return {"quick": {40: at_few, 1_000: at_few}, "slow": {40: at_few, 1_000: slow}}


def test_the_worst_page_decides() -> None:
    # 1.3 and 0.6 are just enough; the quick page and the fast one hide nothing.
    runs = {"fast": {"ratio": 0.9}, "slow": {"ratio": 0.6}}
    warm, cold, share = verdicts(_pages(1.3, 1.31), runs)
    assert (warm["figure"], warm["page"], warm["held"]) == (1.3, "slow", True)
    assert (cold["figure"], cold["page"], cold["held"]) == (1.31, "slow", False)
    assert (share["figure"], share["page"], share["held"]) == (0.6, "slow", True)
    (*_, missed) = verdicts(_pages(1, 1), {"fast": {"ratio": 0.9}, "slow": {"ratio": 0.59}})
    assert missed["held"] is False


def _many(**ratios: float) -> dict[str, dict[str, dict[int, dict[str, dict[str, float]]]]]:
    """Of each account, a page that does not grow and one that does, warm and cold alike."""
    costs = {"work_ms": 10.0, "sql_ms": 4.0, "bytes": 50_000.0}

    def of(ratio: float) -> dict[str, dict[str, float]]:
        return {state: costs | {"work_ratio": ratio} for state in ("cold", "warm")}

    return {
        account: {"still": {120: of(1), 5_000: of(1)}, "grows": {120: of(1), 5_000: of(ratio)}}
        for account, ratio in ratios.items()
    }


def test_a_region_may_grow_less_with_its_committees_than_the_nation() -> None:
    # 1.5 and 3 are just enough; each is of the page that grows most.
    held = committee_verdicts(_many(southwest=1.5, national=3.0))
    assert [(one["page"], one["figure"], one["held"]) for one in held] == [
        ("grows", 1.5, True),
        ("grows", 1.5, True),
        ("grows", 3.0, True),
        ("grows", 3.0, True),
    ]
    assert "120" in held[0]["target"]
    assert "5,000" in held[0]["target"]
    missed = committee_verdicts(_many(southwest=1.51, national=3.01))
    assert [one["held"] for one in missed] == [False] * 4
    assert committee_verdicts({}) == []


def test_a_refresh_is_held_to_its_share_of_one_of_everything() -> None:
    def seconds(unchanged: float, changed: float) -> dict[int, dict[str, Any]]:
        again, first = {"seconds": 20.0}, {"seconds": 99.0}
        few = {"refresh": first, "refresh_again": again}
        steps = {"refresh_unchanged": unchanged, "refresh_changed": changed}
        return {10: few, 30: few | {name: {"seconds": took} for name, took in steps.items()}}

    # A twentieth and 0.15 of 20 seconds are just enough, at the most members.
    held = refresh_verdicts(seconds(1.0, 3.0))
    assert [(one["figure"], one["held"]) for one in held] == [(0.05, True), (0.15, True)]
    assert [one["held"] for one in refresh_verdicts(seconds(1.1, 3.1))] == [False, False]
    # A quick run refreshes once.
    assert refresh_verdicts({600: {"refresh": {"seconds": 1.0}}}) == []


def test_pages_with_many_committees_have_a_table_of_their_own(figures: Figures) -> None:
    assert "many committees" not in tables(figures)
    found = tables(figures | {"committees": _many(southwest=1.2)})
    # 40 % of the work is SQL's; 50 KB.
    assert "| grows | southwest | 5,000 | 10.0 | 4.0 | 10.0 | 50.0 | 1.2 | 1.2 |" in found


def test_a_size_is_members_and_committees() -> None:
    assert size_of("50000x5000") == (50_000, 5_000)
    with pytest.raises(ValueError, match="not enough values"):
        size_of("50000")


def test_a_measure_that_misses_its_target_is_said_to() -> None:
    health = {"committees": 5_000, "weeks": 52, "ratio": 50.0, "ratio_at_least": 50}
    memory = {"memory_megabytes": 501, "memory_at_most_megabytes": 500}
    alarms = {"series": 60, "weeks": 156, "seconds": 2.01, "seconds_at_most": 2.0}
    found = measure_verdicts({"health": health | memory, "alarms": alarms})
    assert [(one["figure"], one["held"]) for one in found] == [
        (50.0, True),
        (501, False),
        (2.01, False),
    ]


def test_one_size_tells_nothing_of_growth() -> None:
    pages = {"only": {40: {"warm": {"ratio": 1.0}, "cold": {"ratio": 1.0}}}}
    (share,) = verdicts(pages, {"only": {"ratio": 0.7}})
    assert share["held"] is True
