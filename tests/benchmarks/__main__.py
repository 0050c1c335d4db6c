"""Measure pages, their throughput, refresh, memory and measures; prints one JSON document.

    python -m tests.benchmarks [--members 40000,1000000] [--sizes 40000x120,50000x5000] [--quick]

Works on embedded databases of its own, in a temporary directory of about 2 KiB a member and 150 KiB
a committee.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import committees_speed, page_times, throughput
from tests.benchmarks.organization import printed_steps
from tests.benchmarks.page_times import RUNS, Place
from tests.benchmarks.servers import ROOT, Server, environment, serving
from tests.benchmarks.thoroughness import QUICK, THOROUGH, Thoroughness
from tests.benchmarks.verdicts import (
    committee_verdicts,
    measure_verdicts,
    refresh_verdicts,
    sign_in_verdict,
    verdicts,
)

CONFIGURED = tuple(ROOT / ".streamlit" / name for name in ("secrets.toml", "owner.toml"))


def measure(thoroughness: Thoroughness) -> dict[str, Any]:
    """Measure everything at each number of members; throughput at the fewest."""
    sizes = thoroughness.sizes
    measures = _measures(thoroughness)
    with tempfile.TemporaryDirectory(prefix="tj") as temporary:
        directories = {members: Path(temporary) / str(members) for members in sizes}
        data = {
            members: _fill(members, directory, thoroughness)
            for members, directory in directories.items()
        }
        committees = {members: data[members].pop("committee") for members in sizes}
        few = min(sizes)
        _say("refused sign-ins")
        tries = ("--tries", str(thoroughness.sign_ins))
        sign_in = _printed("sign_in_timing", *tries, directory=directories[few])
        memory: dict[str, int] = {}
        with _instrumented(directories) as servers:
            pages = _pages(servers, directories, committees, thoroughness)
            memory |= {f"pages, {n:,} members": s.peak_mib() for n, s in servers.items()}
            if thoroughness.one_process:
                runs = _throughput(servers[few], committees[few], thoroughness, memory)
        if not thoroughness.one_process:
            with serving("lib", "serve", directory=directories[few]) as server:
                runs = _throughput(server, committees[few], thoroughness, memory)
        many = _committees(Path(temporary), thoroughness)
    return {
        "machine": _machine(),
        "data": data,
        "pages": pages,
        "committees": many,
        "throughput": {"members": few, "sessions": thoroughness.sessions, "pages": runs},
        "server_peak_mib": memory,
        "measures": measures,
        "sign_in": sign_in,
        "verdicts": [
            *verdicts(pages, runs),
            *committee_verdicts(many),
            *refresh_verdicts(data),
            *measure_verdicts(measures),
            sign_in_verdict(sign_in),
        ],
    }


def _committees(directory: Path, thoroughness: Thoroughness) -> dict[str, Any]:
    """Pages by account and number of committees; none unless several sizes are asked for."""
    if not thoroughness.organizations:
        return {}
    _say("pages with many committees")
    return committees_speed.every(directory, thoroughness.organizations, thoroughness.many_turns)


def _measures(thoroughness: Thoroughness) -> dict[str, Any]:
    """Health and alarms, each in a process of its own: their memory is theirs alone."""
    _say("health, alarms")
    modules = {
        "health": ("health_speed", *thoroughness.health),
        "alarms": ("alarms_speed", *thoroughness.alarms),
    }
    return {name: _printed(*arguments) for name, arguments in modules.items()}


def _printed(module: str, *arguments: str, directory: Path | None = None) -> dict[str, Any]:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    # Status 1 says that a limit is missed, which the verdicts say as well.
    variables = environment(directory) if directory else None
    done = subprocess.run(
        command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    if not done.stdout:
        sys.exit(f"{module} failed:\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def _fill(members: int, directory: Path, thoroughness: Thoroughness) -> dict[str, Any]:
    """Fill and refresh the databases of a directory: all new, all again, nothing new, 1 % new."""
    _say(f"{members:,} members: fill, refresh")
    if thoroughness.one_process:
        figures = printed_steps(members, directory, "fill", "refresh", "open")
    else:
        figures = printed_steps(members, directory, "fill") | printed_steps(
            members, directory, "refresh"
        )
        figures["refresh_again"] = printed_steps(members, directory, "refresh")["refresh"]
        for step in ("refresh_unchanged", "refresh_changed", "open"):
            figures |= printed_steps(members, directory, step)
    committee = figures.pop("open")["committee"]
    return figures | {"committee": committee}


@contextmanager
def _instrumented(directories: dict[int, Path]) -> Iterator[dict[int, Server]]:
    with ExitStack() as stack:
        yield {
            members: stack.enter_context(
                serving(
                    *("tests.benchmarks.instrumented", "--runs", str(directory / RUNS)),
                    directory=directory,
                )
            )
            for members, directory in directories.items()
        }


def _pages(
    servers: dict[int, Server],
    directories: dict[int, Path],
    committees: dict[int, str],
    thoroughness: Thoroughness,
) -> dict[str, Any]:
    _say("pages, cold and warm")
    places = {
        members: Place(server.port, directories[members] / RUNS, committees[members])
        for members, server in servers.items()
    }
    return asyncio.run(
        page_times.measure(
            places,
            thoroughness.pages,
            turns=thoroughness.turns,
            warm_runs=thoroughness.warm_runs,
            seconds=thoroughness.seconds_a_page,
        )
    )


def _throughput(
    server: Server, committee: str, thoroughness: Thoroughness, memory: dict[str, int]
) -> dict[str, Any]:
    """Runs a second on a server beside the reference page's; adds the peaks of both to memory."""
    _say(f"{thoroughness.sessions} sessions, beside the reference page")
    with (
        tempfile.TemporaryDirectory() as nothing,
        serving("tests.benchmarks.reference_page", directory=Path(nothing)) as reference,
    ):
        figures = asyncio.run(
            throughput.measure(
                (server, reference),
                committee,
                thoroughness.pages,
                sessions=thoroughness.sessions,
                rounds=thoroughness.rounds,
                seconds=thoroughness.seconds_a_round,
            )
        )
        memory[f"{thoroughness.sessions} sessions"] = server.peak_mib()
        memory["reference page"] = reference.peak_mib()
    return figures


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": os.cpu_count(),
        "memory_gib": round(memory / 2**30),
        "python": platform.python_version(),
        "load_at_end": [round(load, 1) for load in os.getloadavg()],
        "ended": datetime.now(UTC).isoformat(timespec="minutes"),
    }


def _say(what: str) -> None:
    print(f"{datetime.now(UTC):%H:%M:%S} {what}", file=sys.stderr, flush=True)


def _sizes(value: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in value.split(",")}))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure Tejido; prints JSON.")
    parser.add_argument("--members", type=_sizes, help="numbers, with commas between")
    parser.add_argument(
        "--sizes",
        type=lambda told: tuple(map(committees_speed.size_of, told.split(","))),
        help="members x committees of the organizations with many; at least two",
    )
    parser.add_argument("--quick", action="store_true", help="small and short: a smoke test")
    arguments = parser.parse_args()
    configured = [str(file.relative_to(ROOT)) for file in CONFIGURED if file.exists()]
    if configured:
        sys.exit(f"benchmarks: move {' and '.join(configured)} away; they name other databases")
    thoroughness = QUICK if arguments.quick else THOROUGH
    if arguments.members:
        thoroughness = replace(thoroughness, sizes=arguments.members)
    if arguments.sizes:
        thoroughness = replace(thoroughness, organizations=arguments.sizes)
    figures = measure(thoroughness)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
