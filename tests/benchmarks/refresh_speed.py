"""What a refresh costs by what changed, beside one of everything, in the membership database.

    python -m tests.benchmarks.refresh_speed [--members 200000] [--committees 120] [--rounds 3]

Prints JSON: CPU seconds of the refresh's own connections, without parallel workers, the median of
all rounds, and the median ratio to the full one of the same round, which fills nothing that was
empty. The clock of a busy machine would tell of the others.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path
from statistics import median

import psutil  # type: ignore[import-untyped]
from sqlalchemy import Connection, event, text

PART = "abs(hashtext({column})::bigint) % 100 = {nth}"
"""One record in a hundred, and another one each time."""

PAID = "UPDATE source.dues_payment SET amount_cents = amount_cents + 100, updated_at = now()"
PAID_LONGER = "UPDATE source.dues_payment SET covers_to = covers_to + 30, updated_at = now()"
LEARNED = "UPDATE source.enrollment SET completed_on = enrolled_on, updated_at = now()"
MOVED = (
    "UPDATE source.member SET updated_at = now(),"
    " tier_id = (SELECT min(tier_id) FROM source.membership_tier)"
)
ONE_PERCENT = "1 % of members, payments and enrollments"
CHANGES = {
    "nothing": (),
    "dues of 1 % of the members": ((PAID, "member_id", 0),),
    "all records of 1 % of the members": tuple(
        (change, "member_id", 1) for change in (PAID, LEARNED, MOVED)
    ),
    ONE_PERCENT: (
        (PAID, "payment_id", 2),
        (LEARNED, "enrollment_id", 3),
        (MOVED, "member_id", 4),
    ),
    f"{ONE_PERCENT}, payments for other days": (
        (PAID_LONGER, "payment_id", 5),
        (LEARNED, "enrollment_id", 6),
        (MOVED, "member_id", 7),
    ),
}


def change(connection: Connection, name: str, turn: int = 0) -> None:
    """Let records change as :data:`CHANGES` says, in each turn others."""
    for statement, column, nth in CHANGES[name]:
        part = PART.format(column=column, nth=(nth + 10 * turn) % 100)
        connection.execute(text(f"{statement} WHERE {part}"))


def measure(members: int, committees: int, rounds: int) -> dict[str, list[float]]:
    """Fill a database, change it, and refresh; seconds by what changed, one a round."""
    # Imported late: they read where the data are.
    from lib.data import engines
    from lib.data.refresh import refresh
    from tests.benchmarks.organization import fill

    fill(members, committees)
    engine = engines.owner("membership")
    taken: list[float] = []
    begun: dict[int, float] = {}

    def cpu(connection: Connection) -> float:
        backend = connection.connection.dbapi_connection.get_backend_pid()  # type: ignore[union-attr]
        times = psutil.Process(backend).cpu_times()
        return float(times.user + times.system)

    @event.listens_for(engine, "begin")
    def begins(connection: Connection) -> None:
        cursor = connection.connection.cursor()
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        begun[id(connection)] = cpu(connection)

    # One that works beside it leaves nothing, so it rolls back.
    @event.listens_for(engine, "commit")
    @event.listens_for(engine, "rollback")
    def ends(connection: Connection) -> None:
        taken.append(cpu(connection) - begun[id(connection)])

    def spent(*, anew: bool = True) -> float:
        taken.clear()
        refresh("membership", anew=anew)
        return sum(taken)

    spent()
    figures: dict[str, list[float]] = {"everything": [], **{name: [] for name in CHANGES}}
    for turn in range(rounds):
        figures["everything"].append(spent())
        for name in CHANGES:
            with engine.begin() as connection:
                change(connection, name, turn)
            figures[name].append(spent(anew=False))
    return figures


def main() -> None:
    """Measure in a directory of its own, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, default=200_000)
    parser.add_argument("--committees", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["TEJIDO_DATA_DIRECTORY"] = str(Path(directory))
        figures = measure(arguments.members, arguments.committees, arguments.rounds)
    whole = figures["everything"]
    ratios = {
        name: round(median(one / full for one, full in zip(costs, whole, strict=True)), 3)
        for name, costs in figures.items()
    }
    seconds = {name: round(median(costs), 2) for name, costs in figures.items()}
    print(json.dumps({"cpu_seconds": seconds, "ratio": ratios}, indent=2))


if __name__ == "__main__":
    main()
