"""A release's ``datapackage.json`` (Frictionless Data Package 1.0): what the files mean, in both
languages, and the hashes and signature by which a copy is checked.
"""  # noqa: D205

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lib.publication import areas
from lib.publication.formats import COLUMNS, MEDIA, Source, masked
from lib.publication.metric import Metric
from lib.publication.parameters import NATION, Parameters
from lib.publication.rungs import Told

NAME = "datapackage.json"

Fields = dict[str, tuple[str, str, str]]
"""Each column's type and what it is, in English and Spanish."""

_FIELDS: Fields = {
    "area": (
        "string",
        f"A region, or {NATION}: the sum of the regions, protected on its own; see {areas.NAME}",
        f"Una región, o {NATION}: la suma de las regiones, protegida por separado;"
        f" véase {areas.NAME}",
    ),
    "metric": (
        "string",
        "What is counted, with its topic after a point; see metrics",
        "Qué se cuenta, con su tema después de un punto; véase metrics",
    ),
    "period_start": (
        "date",
        "First day of the period, a Monday",
        "Primer día del periodo, un lunes",
    ),
    "period_end": ("date", "Last day of the period", "Último día del periodo"),
    "weeks": ("integer", "Length of the period in weeks", "Duración del periodo en semanas"),
    "value": (
        "integer",
        "The number as published; missing: fewer than 15, or withheld to protect people",
        "El número publicado; si falta: menos de 15, o se reserva para proteger a las personas",
    ),
    "protection": (
        "string",
        "rounded, exact (public facts) or noisy (differentially private)",
        "rounded (redondeado), exact (hechos públicos) o noisy (privacidad diferencial)",
    ),
}

_AREA_FIELDS: Fields = {
    "area": ("string", f"A region, or {NATION}", f"Una región, o {NATION}"),
    "name_en": ("string", "Its name in English", "Su nombre en inglés"),
    "name_es": ("string", "Its name in Spanish", "Su nombre en español"),
    "state_fips": (
        "string",
        "A state or territory that is part of it (FIPS)",
        "Un estado o territorio que la integra (FIPS)",
    ),
    "state": ("string", "The state's postal code", "El código postal del estado"),
    "state_name": ("string", "The state's name", "El nombre del estado"),
    "since": (
        "date",
        "It is part of the area in periods that end on this day or later; missing: in all",
        "Integra el área en los periodos que terminan ese día o después; si falta: en todos",
    ),
    "until": (
        "date",
        "… and in none that end after this day; missing: it still is",
        "… y en ninguno que termine después de ese día; si falta: aún la integra",
    ),
}


def describe(
    files: dict[str, bytes],
    number: int,
    created: datetime,
    organization: str,
    previous_digest: str | None,
    rules: Parameters,
    definitions: dict[str, Any],
) -> dict[str, Any]:
    """The package's description, without a signature.

    :param definitions: as :func:`defined` has them, and ``changes`` since the release before.
    """
    return {
        # Not all of its files are tables: one is JSON, one says how to cite.
        "profile": "data-package",
        "name": "tejido-public-numbers",
        "title": f"{organization}: public numbers",
        "title_es": f"{organization}: cifras públicas",
        "version": str(number),
        "created": created.isoformat(),
        "citation": Source(organization, created.date()).sentence(number),
        "licenses": [rules.license.model_dump()],
        "resources": [_resource(name, content, rules) for name, content in files.items()],
        **definitions,
        "previous": previous_digest,
    }


HOW = (
    "weeks", "at_most", "adds_up", "sum_en", "sum_es", "joined_en", "joined_es", "joins",
    "quote_en", "quote_es",
)  # fmt: skip
"""What an entry says of how a metric is told and quoted, beside what it counts; a key that is left
out has the value that the parameters give it unasked."""

_RULES = {"rounding", "committees", "insider", "periods", "joining", "differential_privacy"}
"""Sections of the parameters by which numbers are protected."""


def defined(rules: Parameters, told_as: Sequence[Told] = ()) -> dict[str, Any]:
    """What is counted, and by which rules it is told and quoted."""
    return {
        "metrics": list(_metrics(rules, told_as)),
        "rules": rules.model_dump(mode="json", include=_RULES),
        "quotes": rules.quotes.model_dump(mode="json"),
    }


def _resource(name: str, content: bytes, rules: Parameters) -> dict[str, Any]:
    stem, _, format_ = name.partition(".")
    resource: dict[str, Any] = {
        # In small letters, which the profile asks for.
        "name": f"{stem}-{format_}".lower(),
        "path": name,
        "format": format_,
        "mediatype": MEDIA[format_].partition(";")[0],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if format_ == "csv":
        resource["profile"] = "tabular-data-resource"
        resource["schema"] = (
            {**_fields(_AREA_FIELDS, areas.COLUMNS), "missingValues": [""]}
            if name in (areas.NAME, areas.TAGGED)
            else {
                **_fields(_FIELDS, COLUMNS),
                "primaryKey": ["area", "metric", "period_start", "weeks"],
                "missingValues": ["", masked(rules)],
            }
        )
        if stem.endswith("hxl"):
            # The tags stand below the names; as a second header row they would be a part of these.
            resource["dialect"] = {"commentRows": [2]}
    return resource


def _fields(fields: Fields, tags: dict[str, str]) -> dict[str, Any]:
    return {
        "fields": [
            {"name": name, "type": kind, "description": en, "description_es": es, "hxl": tags[name]}
            for name, (kind, en, es) in fields.items()
        ]
    }


def _metrics(rules: Parameters, told_as: Sequence[Told]) -> Any:
    for metric in rules.metrics:
        yield {
            **metric.model_dump(include={"name", "unit", "kind", "class_", "areas"}, by_alias=True),
            # Noise of its own, whatever the class of the others is.
            **({} if metric.epsilon is None else {"epsilon": metric.epsilon}),
            "title": metric.title_en,
            "title_es": metric.title_es,
            "description": metric.what_en,
            "description_es": metric.what_es,
            "topics": [
                {"name": f"{metric.name}.{topic}", "title": en, "title_es": es}
                for topic, (en, es) in metric.topics.items()
            ],
            **metric.model_dump(include=set(HOW), exclude_defaults=True),
            **(_joins(metric, told_as) if metric.joins else {}),
        }


def _joins(metric: Metric, told_as: Sequence[Told]) -> dict[str, Any]:
    """What the topics are joined to, and how coarsely each year is told and why."""
    groups = [
        {
            "name": f"{metric.name}.{group}",
            "title": named.title_en,
            "title_es": named.title_es,
            "topics": [f"{metric.name}.{topic}" for topic in named.topics],
        }
        for group, named in metric.groups.items()
    ]
    years = [
        {
            "year": told.year,
            "step": told.rung.step,
            "metrics": list(told.rung.codes),
            "regional_numbers_the_year_before": told.of,
            "told_of_them": told.told,
        }
        for told in told_as
        if told.metric.name == metric.name
    ]
    return {"groups": groups, "told_as": years}


def digest(description: dict[str, Any]) -> str:
    """The SHA-256 of a description without its signature, in a form that has one spelling."""
    unsigned = {key: value for key, value in description.items() if key != "signature"}
    text = json.dumps(unsigned, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def encoded(description: dict[str, Any]) -> bytes:
    """The file's bytes."""
    return (json.dumps(description, indent=2, ensure_ascii=False) + "\n").encode()
