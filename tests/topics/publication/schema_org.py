"""What schema.org knows: the properties of the types that a release is described with.

``schema_org.json`` is copied from schema.org's own vocabulary (release 12.0, CC BY-SA 3.0)::

    python -m tests.topics.publication.schema_org DIRECTORY

with the two files ``schemaorg-current-https-{types,properties}.csv`` of a release in the directory,
as https://schema.org/docs/developers.html offers them.
"""

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

COPY = Path(__file__).with_name("schema_org.json")
USED = ("Dataset", "DataDownload", "Organization")


def invalid(described: dict[str, Any], vocabulary: dict[str, Any] | None = None) -> list[str]:
    """What of a thing's description schema.org does not know, or has other values for.

    :return: a sentence for each; none where all is valid.
    """
    known = vocabulary or json.loads(COPY.read_text(encoding="utf-8"))
    type_ = described.get("@type")
    if type_ not in known["types"]:
        return [f"there is no type {type_}"]
    found = []
    for name, value in described.items():
        if name.startswith("@"):
            continue
        on, ranges = known["properties"].get(name, ((), ()))
        if not set(on) & set(known["types"][type_]):
            found.append(f"{type_} has no property {name}")
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                found += invalid(each, known)
            if not any(_fits(each, expected, known) for expected in ranges):
                found.append(f"{name} is no {' or '.join(ranges)}: {each!r}")
    return found


def _fits(value: Any, expected: str, known: dict[str, Any]) -> bool:
    """Whether a value is of one of a property's types."""
    if isinstance(value, dict):
        return expected in known["types"].get(value.get("@type"), ())
    if isinstance(value, bool):
        return expected == "Boolean"
    if isinstance(value, int | float):
        return expected == "Number"
    if expected == "URL":
        return not re.search(r'[\s<>"{}|\\^`]', value) and bool(urlsplit(value).path)
    if expected == "Date":
        return re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])", value) is not None
    return expected == "Text"


def copy(directory: Path) -> dict[str, Any]:
    """Each type that is used with all that it is a kind of, and the properties of those."""
    csv.field_size_limit(sys.maxsize)
    types = _rows(directory / "schemaorg-current-https-types.csv")
    above = {name: _names(row["subTypeOf"]) for name, row in types.items()}
    kinds = {name: _lineage(name, above) for name in USED}
    wanted = {kind for each in kinds.values() for kind in each}
    properties = {
        name: (_names(row["domainIncludes"]), _names(row["rangeIncludes"]))
        for name, row in _rows(directory / "schemaorg-current-https-properties.csv").items()
        # What is superseded by another is not to be written any more.
        if not row["supersededBy"] and wanted & set(_names(row["domainIncludes"]))
    }
    return {"types": kinds, "properties": properties}


def _lineage(name: str, above: dict[str, list[str]]) -> list[str]:
    return [name, *(kind for parent in above[name] for kind in _lineage(parent, above))]


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["label"]: row for row in csv.DictReader(file)}


def _names(listed: str) -> list[str]:
    return [each.rpartition("/")[2] for each in listed.split(", ") if each]


if __name__ == "__main__":
    copied = copy(Path(sys.argv[1]))
    # A term a line, so that two releases can be compared.
    parts = [
        f"{json.dumps(part)}: {{\n"
        + ",\n".join(f"  {json.dumps(term)}: {json.dumps(what)}" for term, what in terms.items())
        + "\n }"
        for part, terms in copied.items()
    ]
    COPY.write_text("{\n " + ",\n ".join(parts) + "\n}\n", encoding="utf-8")
