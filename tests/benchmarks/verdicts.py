"""The targets, and whether the figures hold them."""

from typing import Any

MOST_GROWTH = 1.3
"""Of a page's time from the fewest members to the most."""
LEAST_SHARE = 0.6
"""Of the reference page's runs a second."""


def verdicts(pages: dict[str, Any], throughput: dict[str, Any]) -> list[dict[str, Any]]:
    """Each target with the figure of the page that comes closest to missing it.

    :param pages: of :func:`tests.benchmarks.page_times.measure`.
    :param throughput: of :func:`tests.benchmarks.throughput.measure`.
    """
    found = [_growth(pages, state) for state in ("warm", "cold") if _sizes(pages) > 1]
    return [*found, _share(throughput)]


MOST_WITH_COMMITTEES = {"southwest": ("a regional viewer", 1.5), "national": ("the nation", 3.0)}
"""Of a page's work from the fewest committees to the most, by whose page it is."""


def committee_verdicts(many: dict[str, Any]) -> list[dict[str, Any]]:
    """Whether pages hold with many committees, of each viewer the page that grows most.

    :param many: of :func:`tests.benchmarks.committees_speed.every`; empty: nothing was measured.
    """
    found = []
    for account, pages in many.items():
        who, most = MOST_WITH_COMMITTEES[account]
        few, largest = (of(next(iter(pages.values()))) for of in (min, max))
        for state in ("warm", "cold"):
            ratios = {page: sizes[largest][state]["work_ratio"] for page, sizes in pages.items()}
            page = max(ratios, key=ratios.__getitem__)
            found.append(
                {
                    "target": f"{state} pages of {who} with {largest:,} committees work at most"
                    f" {most} times as long as with {few:,}",
                    "page": page,
                    "figure": ratios[page],
                    "held": ratios[page] <= most,
                }
            )
    return found


def measure_verdicts(measures: dict[str, Any]) -> list[dict[str, Any]]:
    """The targets of the measures, with their figures.

    :param measures: ``health`` of :mod:`tests.benchmarks.health_speed` and ``alarms`` of
        :mod:`tests.benchmarks.alarms_speed`.
    """
    health, alarms = measures["health"], measures["alarms"]
    return [
        {
            "target": f"health of {health['committees']:,} committees × {health['weeks']} weeks in"
            f" one pass is at least {health['ratio_at_least']} times as fast as a loop",
            "page": "health",
            "figure": health["ratio"],
            "held": health["ratio"] >= health["ratio_at_least"],
        },
        {
            "target": f"that pass takes at most {health['memory_at_most_megabytes']} MiB",
            "page": "health",
            "figure": health["memory_megabytes"],
            "held": health["memory_megabytes"] <= health["memory_at_most_megabytes"],
        },
        {
            "target": f"alarms of {alarms['series']} series × {alarms['weeks']} weeks within"
            f" {alarms['seconds_at_most']} s",
            "page": "alarms",
            "figure": alarms["seconds"],
            "held": alarms["seconds"] <= alarms["seconds_at_most"],
        },
    ]


MOST_OF_A_REFRESH = {
    "refresh_unchanged": ("where nothing changed", 0.05),
    "refresh_changed": ("where 1 % of members, payments and enrollments changed", 0.15),
}
"""Of the seconds of a refresh of everything, by the step and what it is of."""


def refresh_verdicts(data: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """Whether a refresh follows what changed, beside one of everything that fills nothing anew.

    :param data: members → step → its figures; without these steps nothing was measured.
    """
    most = max(data)
    return [
        {
            "target": f"a refresh {what} takes at most {share} of one of everything, at {most:,}"
            " members",
            "page": "refresh",
            "figure": (ratio := round(data[most][step]["seconds"] / whole["seconds"], 3)),
            "held": ratio <= share,
        }
        for step, (what, share) in MOST_OF_A_REFRESH.items()
        if (whole := data[most].get("refresh_again"))
    ]


def sign_in_verdict(sign_in: dict[str, Any]) -> dict[str, Any]:
    """Whether the clock tells a name with an account from one without.

    :param sign_in: of :func:`tests.benchmarks.sign_in_timing.measure`.
    """
    return {
        "target": f"a refused sign-in takes as long for a name without an account, within a ratio"
        f" of {sign_in['target']} of the medians over {sign_in['tries']} tries",
        "page": "sign-in",
        "figure": sign_in["ratio"],
        "held": sign_in["held"],
    }


def _sizes(pages: dict[str, Any]) -> int:
    return len(next(iter(pages.values())))


def _growth(pages: dict[str, Any], state: str) -> dict[str, Any]:
    ratios = {page: sizes[max(sizes)][state]["ratio"] for page, sizes in pages.items()}
    page = max(ratios, key=ratios.__getitem__)
    few, many = min(pages[page]), max(pages[page])
    return {
        "target": f"{state} pages at {many:,} members take at most {MOST_GROWTH} times as long"
        f" as at {few:,}",
        "page": page,
        "figure": ratios[page],
        "held": ratios[page] <= MOST_GROWTH,
    }


def _share(throughput: dict[str, Any]) -> dict[str, Any]:
    page = min(throughput, key=lambda way: float(throughput[way]["ratio"]))
    ratio = throughput[page]["ratio"]
    return {
        "target": f"page runs a second are at least {LEAST_SHARE} times the reference page's",
        "page": page,
        "figure": ratio,
        "held": ratio >= LEAST_SHARE,
    }
