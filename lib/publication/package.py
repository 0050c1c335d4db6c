"""A release's ``datapackage.json`` (Frictionless Data Package 1.0): what the files mean, in both
languages, and the hashes and signature by which a copy is checked.
"""  # noqa: D205

import hashlib
import json
from datetime import datetime
from typing import Any

from lib.publication.formats import COLUMNS, MEDIA, masked
from lib.publication.parameters import NATION, Parameters

NAME = "datapackage.json"

_FIELDS: dict[str, tuple[str, str, str]] = {
    "area": (
        "string",
        f"A region, or {NATION}: the sum of the regions, protected on its own",
        f"Una región, o {NATION}: la suma de las regiones, protegida por separado",
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


def describe(
    files: dict[str, bytes],
    number: int,
    created: datetime,
    organization: str,
    previous_digest: str | None,
    rules: Parameters,
) -> dict[str, Any]:
    """The package's description, without a signature."""
    return {
        "profile": "tabular-data-package",
        "name": "tejido-public-numbers",
        "title": f"{organization}: public numbers",
        "title_es": f"{organization}: cifras públicas",
        "version": str(number),
        "created": created.isoformat(),
        "licenses": [rules.license.model_dump()],
        "resources": [_resource(name, content, rules) for name, content in files.items()],
        "metrics": list(_metrics(rules)),
        "previous": previous_digest,
    }


def _resource(name: str, content: bytes, rules: Parameters) -> dict[str, Any]:
    stem, _, format_ = name.partition(".")
    resource: dict[str, Any] = {
        "name": f"{stem}-{format_}",
        "path": name,
        "format": format_,
        "mediatype": MEDIA[format_].partition(";")[0],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if format_ == "csv":
        resource["profile"] = "tabular-data-resource"
        resource["schema"] = {
            "fields": [
                {"name": field, "type": kind, "description": en, "description_es": es,
                 "hxl": COLUMNS[field]}
                for field, (kind, en, es) in _FIELDS.items()
            ],
            "primaryKey": ["area", "metric", "period_start", "weeks"],
            "missingValues": ["", masked(rules)],
        }  # fmt: skip
        if stem.endswith("hxl"):
            resource["dialect"] = {"headerRows": [1, 2]}
    return resource


def _metrics(rules: Parameters) -> Any:
    for metric in rules.metrics:
        yield {
            **metric.model_dump(include={"name", "unit", "kind", "class_"}, by_alias=True),
            "title": metric.title_en,
            "title_es": metric.title_es,
            "description": metric.what_en,
            "description_es": metric.what_es,
            "topics": [
                {"name": f"{metric.name}.{topic}", "title": en, "title_es": es}
                for topic, (en, es) in metric.topics.items()
            ],
        }


def digest(description: dict[str, Any]) -> str:
    """The SHA-256 of a description without its signature, in a form that has one spelling."""
    unsigned = {key: value for key, value in description.items() if key != "signature"}
    text = json.dumps(unsigned, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def written(description: dict[str, Any]) -> bytes:
    """The file's bytes."""
    return (json.dumps(description, indent=2, ensure_ascii=False) + "\n").encode()
