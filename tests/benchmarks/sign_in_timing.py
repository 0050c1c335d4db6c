"""How long a refused sign-in takes, for a name that has an account and for one that has none.

    python -m tests.benchmarks.sign_in_timing [--tries 200]

Prints JSON. Whoever could tell the two apart by the clock could find out who has an account.
"""

import argparse
import json
import random
import sys
import time
from statistics import median
from typing import Any

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.access import demo_accounts
from lib.data import engines
from lib.data.migrate import migrate_all
from lib.serving.sign_in import ROUTES

TARGET = 1.2
"""The most that the medians may differ by, as a ratio."""
NAMES = {"wrong_password": "partner", "unknown_name": "nobody"}


def measure(tries: int) -> dict[str, Any]:
    """Refuse each of the two so many times, in an order drawn by chance.

    :returns: medians in milliseconds and the ratio of the larger to the smaller.
    """
    taken: dict[str, list[float]] = {kind: [] for kind in NAMES}
    order = [kind for kind in NAMES for _ in range(tries)]
    random.Random(2017).shuffle(order)  # noqa: S311 - an order, no secret
    browser = TestClient(Starlette(routes=ROUTES), "http://localhost", client=("127.0.0.1", 1))
    with browser:
        for kind in list(NAMES) * 3:
            _refuse(browser, NAMES[kind])
        for kind in order:
            taken[kind].append(_refuse(browser, NAMES[kind]))
    medians = {kind: median(seconds) * 1000 for kind, seconds in taken.items()}
    ratio = max(medians.values()) / min(medians.values())
    return {
        "tries": tries,
        **{f"{kind}_ms": round(value, 1) for kind, value in medians.items()},
        "ratio": round(ratio, 3),
        "target": TARGET,
        "held": ratio <= TARGET,
    }


def _refuse(browser: TestClient, name: str) -> float:
    """Seconds that one try takes; what earlier ones left behind is wiped away first."""
    with engines.owner("dashboard").begin() as connection:
        connection.execute(text("DELETE FROM dashboard.attempt"))
    form = {"username": name, "password": "not the password of anyone"}
    begun = time.perf_counter()
    answer = browser.post("/sign-in", data=form, headers={"Sec-Fetch-Site": "same-origin"})
    taken = time.perf_counter() - begun
    if answer.status_code != 401:
        sys.exit(f"a wrong sign-in was answered with status {answer.status_code}")
    return taken


def main() -> None:
    """Measure on the embedded databases of this environment, and print."""
    parser = argparse.ArgumentParser(description="Time refused sign-ins; prints JSON.")
    parser.add_argument("--tries", type=int, default=200)
    arguments = parser.parse_args()
    migrate_all()
    demo_accounts.create()
    print(json.dumps(measure(arguments.tries), indent=2))


if __name__ == "__main__":
    main()
