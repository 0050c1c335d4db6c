"""What the definitions of one release have that those of the release before lacked.

A release's description holds the definitions that it was made by (``metrics``) and the rules of its
protection (``rules``), signed; here two of them are held against each other.
"""

from collections.abc import Iterator, Mapping
from typing import Any

DEFINES = ("unit", "kind", "class", "areas", "epsilon", "description", "topics")
"""What of a metric's entry says what its number means; a title may be reworded."""

Change = dict[str, Any]
"""``metric`` or ``rule``, its name; ``change``: ``new``, ``gone`` or ``changed``; of what changed
``part``, ``before`` and ``now``, of a description ``before_es`` and ``now_es``, too."""


def compare(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Change]:
    """What changed between two descriptions.

    :param before: empty: there was none.
    """
    if not before:
        return []
    earlier, later = by_name(before), by_name(now)
    return [
        *({"metric": name, "change": "new"} for name in later if name not in earlier),
        *({"metric": name, "change": "gone"} for name in earlier if name not in later),
        *(
            change
            for name in later
            if name in earlier
            for change in _of_metric(name, earlier[name], later[name])
        ),
        *_of_rules(before.get("rules"), now.get("rules")),
    ]


def differs(before: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether a metric's number means something else by another entry."""
    return any(before.get(part) != now.get(part) for part in DEFINES)


def by_name(described: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The metrics of a release's description, by their names."""
    return {metric["name"]: metric for metric in described["metrics"]}


def _of_metric(name: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    for part in DEFINES:
        if before.get(part) == now.get(part):
            continue
        change: Change = {"metric": name, "change": "changed", "part": part}
        change |= {"before": before.get(part), "now": now.get(part)}
        if part == "description":
            change |= {"before_es": before.get("description_es"), "now_es": now["description_es"]}
        yield change


def _of_rules(before: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> Iterator[Change]:
    # Releases from before there were rules in them say nothing of theirs.
    if before is None or now is None:
        return
    for name in now:
        if before.get(name) != now[name]:
            values = {"before": before.get(name), "now": now[name]}
            yield {"rule": name, "change": "changed", **values}


def named(changes: list[Change]) -> str:
    """The changes in a line, by the names that the files have: ``attendance (description)``."""
    found: dict[str, list[str]] = {}
    for change in changes:
        name = change.get("metric") or f"[{change['rule']}]"
        found.setdefault(name, []).append(change.get("part") or change["change"])
    return ", ".join(f"{name} ({', '.join(parts)})" for name, parts in found.items())
