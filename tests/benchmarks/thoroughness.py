"""How much is measured: all of it, or enough to see that the benchmark works."""

from dataclasses import dataclass

from tests.benchmarks.page_times import PAGES


@dataclass(frozen=True, slots=True)
class Thoroughness:
    """How much is measured, and for how long.

    :ivar sizes: numbers of members.
    :ivar one_process: fill and refresh in one process, and use one server for pages and throughput;
        their memory is then not told apart.
    :ivar organizations: members and committees of those whose pages are compared by committees.
    :ivar many_turns: of these pages.
    :ivar health: arguments of :mod:`tests.benchmarks.health_speed`.
    :ivar alarms: arguments of :mod:`tests.benchmarks.alarms_speed`.
    :ivar sign_ins: refused sign-ins of each kind.
    """

    sizes: tuple[int, ...]
    pages: tuple[str, ...]
    one_process: bool
    turns: int
    warm_runs: int
    seconds_a_page: float
    sessions: int
    rounds: int
    seconds_a_round: float
    health: tuple[str, ...]
    sign_ins: int
    alarms: tuple[str, ...] = ()
    organizations: tuple[tuple[int, int], ...] = ()
    many_turns: int = 2


THOROUGH = Thoroughness(
    sizes=(40_000, 1_000_000),
    pages=tuple(PAGES),
    one_process=False,
    turns=9,
    warm_runs=5,
    seconds_a_page=8,
    sessions=10,
    rounds=3,
    seconds_a_round=4,
    # The loop over all 5,000 would take minutes; a tenth of it says as much.
    health=("--looped", "500"),
    sign_ins=200,
    # 20,000 take an hour to fill, refresh and read.
    organizations=((40_000, 120), (50_000, 5_000)),
)
QUICK = Thoroughness(
    sizes=(600,),
    # Two with an account, one without.
    pages=("this_week", "sources", "metrics"),
    one_process=True,
    turns=1,
    warm_runs=1,
    seconds_a_page=0,
    sessions=2,
    rounds=1,
    seconds_a_round=0.2,
    health=("--committees", "60", "--looped", "10"),
    sign_ins=3,
    alarms=("--series", "5", "--passes", "1"),
)
