"""What changed, from one release to the next, in what is counted: a changelog of definitions.

Each release's description holds the definitions that it was made by, signed; here two of them are
held against each other, in the viewer's language.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib.language import N_, _, current, formats
from lib.publication.definitions import Change, by_name, compare, differs
from lib.publication.ladder import Step, families
from lib.publication.open_data import Release, described

_SAID = {
    "new": N_("New: {names}."),
    "gone": N_("No longer told: {names}."),
    "changed": N_("Counted in another way: {names}."),
}
_RULES = {
    "rounding": N_("the rounding and its threshold"),
    "committees": N_("how many committees must stand behind a number"),
    "insider": N_("what someone inside may learn"),
    "periods": N_("the length of periods and when they are told"),
    "joining": N_("when topics and periods are joined"),
    "differential_privacy": N_("the noise"),
}


@dataclass(frozen=True, slots=True)
class Redefined:
    """Since when a metric is counted in another way.

    :ivar since: first day of the first period that is told by what holds now.
    :ivar before: what was counted until then, in the viewer's languages.
    """

    since: date
    before: dict[str, str]


def metrics_of(number: int) -> dict[str, dict[str, Any]]:
    """The metrics of a release's description, by their names."""
    return by_name(described(number))


def redefined(release: Release, atoms: pd.DataFrame) -> dict[str, Redefined]:
    """The metrics that an earlier release counted in another way, by their names.

    Of periods told before and after it, no sum is one of the same thing.

    :param atoms: every atom up to the release, as :func:`lib.publication.store.atoms` has them.
    """
    numbers = sorted({*atoms["release_number"], release.number}, reverse=True)
    names, found = families(atoms["metric"]), {}
    for name, now in metrics_of(release.number).items():
        for later, number in zip(numbers, numbers[1:], strict=False):
            before = metrics_of(number).get(name)
            if before is None or not differs(before, now):
                continue
            own = atoms[(names == name) & (atoms["release_number"] >= later)]
            if len(own):
                texts = {"en": before["description"], "es": before["description_es"]}
                found[name] = Redefined(own["period_start"].min().date(), texts)
            break
    return found


def changes(release: Release) -> str:
    """What the definitions of a release have that those of the one before lacked, in a sentence.

    :return: empty for the first release, and where nothing changed.
    """
    if release.previous_digest is None:
        return ""
    before, now = described(release.number - 1), described(release.number)
    found = compare(before, now)
    told = {**metrics_of(release.number - 1), **metrics_of(release.number)}
    sentences = []
    for kind, form in _SAID.items():
        changed = dict.fromkeys(c["metric"] for c in found if "metric" in c and c["change"] == kind)
        if changed:
            sentences.append(_(form, names=_titles([told[name] for name in changed])))
    sentences += [
        _reworded(c, _title(told[c["metric"]])) for c in found if c.get("part") == "description"
    ]
    rules = [_RULES[c["rule"]] for c in found if "rule" in c]
    if rules:
        names = formats.listing(_(rule) for rule in rules)
        sentences.append(_("Protected by other rules: {names}.", names=names))
    coarser = _coarser(release)
    if coarser:
        sentences.append(
            _("Told by other topics or periods than before: {names}.", names=_titles(coarser))
        )
    return " ".join(sentences)


def _reworded(change: Change, title: str) -> str:
    """A metric's description before and now."""
    of = "_es" if current() == "es" else ""
    return _(
        "{title}: “{before}” before, “{now}” now.",
        title=title,
        before=change[f"before{of}"],
        now=change[f"now{of}"],
    )


def _coarser(release: Release) -> list[dict[str, Any]]:
    before, now = metrics_of(release.number - 1), metrics_of(release.number)
    return [now[name] for name in now if name in before and _step(before[name]) != _step(now[name])]


def _step(metric: dict[str, Any]) -> str:
    """How coarsely it was told in its newest year; earlier releases told everything finely."""
    years = metric.get("told_as") or [{"step": Step.SINGLE}]
    return str(years[-1]["step"])


def _titles(metrics: list[dict[str, Any]]) -> str:
    return formats.listing(_title(metric) for metric in metrics)


def _title(metric: dict[str, Any]) -> str:
    return str(metric["title_es" if current() == "es" else "title"])
