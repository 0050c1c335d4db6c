"""The figures as a page of documentation.

    make -s bench > bench.json
    python -m tests.benchmarks.report < bench.json

Puts the tables between the marks in ``docs/benchmarks.md``; what stands around them is kept.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from tests.benchmarks.servers import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


def tables(figures: dict[str, Any]) -> str:
    """The figures of :mod:`tests.benchmarks` as Markdown."""
    machine = figures["machine"]
    parts = [
        f"Measured {machine['ended'][:10]} on {machine['cores']} cores,"
        f" {machine['memory_gib']} GiB, Python {machine['python']}; load average at the end"
        f" {', '.join(map(str, machine['load_at_end']))}.",
        "## Targets",
        _table(("target", "figure", "of", "held"), _verdicts(figures)),
        "## Pages",
        _table(
            ("page", "members", "cold ms", "warm ms", "SQL cold", "SQL ms cold", "SQL warm")
            + ("KB sent", "cold ratio", "warm ratio"),
            _pages(figures),
        ),
        *_many(figures.get("committees", {})),
        "## Page runs a second",
        _table(
            ("page", "Tejido", "reference", "ratio", "ratio in each round")
            + ("CPU ms a run", "reference's", "CPU ratio"),
            _runs(figures),
        ),
        "## Loading, refreshing and memory",
        _table(
            ("members", "step", "seconds", "source rows", "process, MiB", "PostgreSQL, MiB"),
            _data(figures),
        ),
        _table(("server", "peak, MiB"), figures["server_peak_mib"].items()),
        "## Measures",
        _table(("measure", "in one pass, s", "in a loop, s", "ratio"), _measures(figures)),
    ]
    return "\n\n".join(parts)


def _verdicts(figures: dict[str, Any]) -> Iterator[Sequence[object]]:
    for one in figures["verdicts"]:
        yield one["target"], one["figure"], one["page"], "yes" if one["held"] else "**no**"


def _pages(figures: dict[str, Any]) -> Iterator[Sequence[object]]:
    for page, sizes in figures["pages"].items():
        for members, cost in sizes.items():
            cold, warm = cost["cold"], cost["warm"]
            yield (
                *(page, f"{int(members):,}", cold["script_ms"], warm["script_ms"]),
                *(cold["statements"], cold["sql_ms"], warm["statements"]),
                *(round(warm["bytes"] / 1000, 1), cold["ratio"], warm["ratio"]),
            )


def _many(committees: dict[str, Any]) -> Iterator[str]:
    """The pages with many committees; nothing where these were not measured."""
    if not committees:
        return
    rows = [
        (
            *(page, account, f"{int(n):,}", cost["cold"]["work_ms"], cost["cold"]["sql_ms"]),
            *(cost["warm"]["work_ms"], round(cost["warm"]["bytes"] / 1000, 1)),
            *(cost["cold"]["work_ratio"], cost["warm"]["work_ratio"]),
        )
        for account, pages in committees.items()
        for page, sizes in pages.items()
        for n, cost in sizes.items()
    ]
    yield "## Pages with many committees"
    yield _table(
        ("page", "viewer", "committees", "cold work ms", "of it SQL", "warm work ms")
        + ("KB sent", "cold ratio", "warm ratio"),
        rows,
    )


def _runs(figures: dict[str, Any]) -> Iterator[Sequence[object]]:
    for page, runs in figures["throughput"]["pages"].items():
        rounds = ", ".join(map(str, runs["ratios"]))
        yield (
            *(page, runs["runs_a_second"], runs["reference_runs_a_second"], runs["ratio"], rounds),
            *(runs["cpu_ms"], runs["reference_cpu_ms"], runs["cpu_ratio"]),
        )


def _data(figures: dict[str, Any]) -> Iterator[Sequence[object]]:
    for members, steps in figures["data"].items():
        for step, cost in steps.items():
            rows = f"{cost['source_rows']:,}" if "source_rows" in cost else ""
            name = step.replace("_", " ")
            peaks = cost["peak_mib"], cost["postgresql_peak_mib"]
            yield f"{int(members):,}", name, cost["seconds"], rows, *peaks


def _measures(figures: dict[str, Any]) -> Iterator[Sequence[object]]:
    health, alarms = figures["measures"]["health"], figures["measures"]["alarms"]
    of_health = f"health of {health['committees']:,} committees × {health['weeks']} weeks"
    of_alarms = f"alarms of {alarms['series']} series × {alarms['weeks']} weeks"
    yield of_health, health["vectorized_seconds"], health["loop_seconds"], health["ratio"]
    yield of_alarms, alarms["seconds"], alarms["loop_seconds"], alarms["ratio"]


def _table(header: Sequence[str], rows: Any) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def main() -> None:
    """Read the figures from standard input and put them on the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    found = tables(json.load(sys.stdin))
    PAGE.write_text(f"{before}{BEGIN}\n\n{found}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
