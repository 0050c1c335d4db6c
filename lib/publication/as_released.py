"""The parameters as a release describes them: by what its numbers were told, whatever holds now.

Its page reads the same for ever: metrics that the parameters no longer have, topics, words and
rules are taken from its own description, and a number's class from the rounding of its own release.
"""

from collections.abc import Mapping
from typing import Any

from lib.publication.definitions import by_name
from lib.publication.metric import Group, Metric, Section
from lib.publication.package import HOW
from lib.publication.parameters import Parameters, Rounding

Described = Mapping[str, Any]
"""A release's ``datapackage.json``."""


def as_released(now: Parameters, described: Described) -> Parameters:
    """The parameters of now with all that a release's own description says.

    What a release from before there was a key in it does not say is as it is now.
    """
    sections = {**(described.get("rules") or {}), "quotes": described.get("quotes") or {}}
    known = {metric.name: metric for metric in now.metrics}
    metrics = (
        _metric(entry, known.get(name), is_whole="quotes" in described)
        for name, entry in by_name(described).items()
    )
    own = {name: _section(getattr(now, name), stored) for name, stored in sections.items()}
    return now.model_copy(update={**own, "metrics": tuple(metrics)})


def roundings(described: Mapping[int, Described]) -> dict[int, Rounding]:
    """By which rounding each release was told, by its number.

    One from before there were rules in them is taken for as the first that has some; where none
    has, nothing is known.
    """
    found: dict[int, Rounding] = {}
    last: Rounding | None = None
    for number in sorted(described, reverse=True):
        stored = (described[number].get("rules") or {}).get("rounding")
        if stored is not None:
            last = Rounding.model_validate(stored)
        if last is not None:
            found[number] = last
    return found


def _section(now: Section, stored: Mapping[str, Any]) -> Section:
    """A section with the stored values of the keys that it still has."""
    own = {key: stored[key] for key in type(now).model_fields if key in stored}
    return type(now).model_validate({**now.model_dump(), **own})


def _metric(entry: Mapping[str, Any], now: Metric | None, *, is_whole: bool) -> Metric:
    """A metric of a description.

    :param now: as the parameters have it, if they do.
    :param is_whole: whether the entry says how it is told and quoted, too.
    """
    own = {
        "unit": entry["unit"],
        "kind": entry["kind"],
        "areas": entry.get("areas", "regions"),
        "epsilon": entry.get("epsilon"),
        "title_en": entry["title"],
        "title_es": entry["title_es"],
        "what_en": entry["description"],
        "what_es": entry["description_es"],
        "topics": {_topic(t["name"]): (t["title"], t["title_es"]) for t in entry["topics"]},
        "groups": {_topic(group["name"]): _group(group) for group in entry.get("groups", ())},
    }
    if now is not None and not is_whole:
        return now.model_copy(update={**own, "class_": entry["class"]})
    joins = "groups" in entry
    how = {key: entry[key] for key in HOW if key in entry}
    named = {"name": entry["name"], "class": entry["class"]}
    return Metric.model_validate({"adds_up": joins, "joins": joins, **named, **own, **how})


def _group(stored: Mapping[str, Any]) -> Group:
    topics = tuple(_topic(code) for code in stored["topics"])
    return Group(title_en=stored["title"], title_es=stored["title_es"], topics=topics)


def _topic(code: str) -> str:
    """The part of a code after its metric's name."""
    return code.partition(".")[2]
