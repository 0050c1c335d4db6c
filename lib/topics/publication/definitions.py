"""What changed, from one release to the next, in what is counted: a changelog of definitions.

Each release's description holds the definitions that it was made by, signed; here two of them are
held against each other.
"""

import json
from functools import lru_cache
from typing import Any

from lib.language import _, current, formats
from lib.publication import open_data, package
from lib.publication.ladder import Step
from lib.publication.open_data import Release

_DEFINES = ("unit", "kind", "class", "areas", "epsilon", "description", "topics")
"""What of a metric's entry says what its number means; a title may be reworded."""


@lru_cache(64)
def _metrics(number: int) -> dict[str, dict[str, Any]]:
    described = json.loads(open_data.file(number, package.NAME).content)
    return {metric["name"]: metric for metric in described["metrics"]}


def changes(release: Release, releases: tuple[Release, ...]) -> str:
    """What the definitions of a release have that those of the one before lacked, in a sentence.

    :return: empty for the first release, and where nothing changed.
    """
    earlier = max((r.number for r in releases if r.number < release.number), default=None)
    if earlier is None:
        return ""
    before, now = _metrics(earlier), _metrics(release.number)
    sentences = []
    added = [now[name] for name in now if name not in before]
    if added:
        sentences.append(_("New: {names}.", names=_titles(added)))
    gone = [before[name] for name in before if name not in now]
    if gone:
        sentences.append(_("No longer told: {names}.", names=_titles(gone)))
    changed = [now[name] for name in now if name in before and _differs(before[name], now[name])]
    if changed:
        sentences.append(_("Counted in another way: {names}.", names=_titles(changed)))
    both = [name for name in now if name in before]
    coarser = [now[name] for name in both if _step(before[name]) != _step(now[name])]
    if coarser:
        sentences.append(
            _("Told by other topics or periods than before: {names}.", names=_titles(coarser))
        )
    return " ".join(sentences)


def _differs(before: dict[str, Any], now: dict[str, Any]) -> bool:
    return any(before.get(part) != now.get(part) for part in _DEFINES)


def _step(metric: dict[str, Any]) -> str:
    """How coarsely it was told in its newest year; earlier releases told everything finely."""
    years = metric.get("told_as") or [{"step": Step.SINGLE}]
    return str(years[-1]["step"])


def _titles(metrics: list[dict[str, Any]]) -> str:
    key = "title_es" if current() == "es" else "title"
    return formats.listing(str(metric[key]) for metric in metrics)


def forget() -> None:
    """Forget what was kept."""
    _metrics.cache_clear()
