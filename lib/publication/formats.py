"""A release as files: CSV, CSV with HXL tags, JSON. The same release gives the same bytes.

A file has every atom up to its release, by metric, period and area. What is below the threshold or
withheld is ``<15`` in a CSV and ``null`` in JSON, whichever it is.
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from lib.publication.cells import KEY
from lib.publication.parameters import Parameters
from lib.publication.periods import end_of
from lib.publication.rounding import MASKED

COLUMNS = {
    "area": "#region+code",
    "metric": "#indicator+code",
    "period_start": "#date+start",
    "period_end": "#date+end",
    "weeks": "#period+weeks+num",
    "value": "#indicator+value+num",
    "protection": "#indicator+type",
}
"""The columns of a file, each with its HXL tag."""

CITATION = "CITATION.cff"
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "cff": "application/yaml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Who publishes a release, and on which day.

    :ivar changed: which definitions changed with it; empty: none.
    """

    organization: str
    day: date
    changed: str = ""

    def sentence(self, number: int) -> str:
        """How a release is cited, in both languages' words that are the same."""
        return f"{self.organization}, public numbers, release {number}, {self.day.isoformat()}"

    def cff(self, number: int, rules: Parameters) -> bytes:
        """The Citation File Format 1.2.0, whose YAML is written as JSON values."""
        facts = {
            "cff-version": "1.2.0",
            "message": "If you use these numbers, cite them as below.",
            "type": "dataset",
            "title": f"{self.organization}: public numbers",
            "version": str(number),
            "date-released": self.day.isoformat(),
            "license": rules.license.name,
        }
        if self.changed:
            facts["abstract"] = f"What is counted has changed with this release: {self.changed}."
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
        author = json.dumps(self.organization, ensure_ascii=False)
        lines += ["authors:", f"  - name: {author}", ""]
        return "\n".join(lines).encode()


def masked(rules: Parameters) -> str:
    """What a file says instead of a number."""
    return f"<{rules.rounding.threshold}"


def files(atoms: pd.DataFrame, number: int, rules: Parameters, source: Source) -> dict[str, bytes]:
    """The data files of a release, by name.

    :param atoms: every atom up to the release: :data:`lib.publication.cells.KEY`, ``value``,
        ``class``.
    :param source: as what it is to be cited.
    """
    rows = _rows(atoms)
    masked_rows = [
        {**row, "value": masked(rules) if row["value"] is None else row["value"]} for row in rows
    ]
    return {
        "tejido.csv": _csv(masked_rows, with_tags=False),
        "tejido-hxl.csv": _csv(masked_rows, with_tags=True),
        "tejido.json": _json(rows, number, source.sentence(number)),
        CITATION: source.cff(number, rules),
    }


def _rows(atoms: pd.DataFrame) -> list[dict[str, Any]]:
    ordered = atoms.sort_values(KEY)
    return [
        {
            "area": row.area,
            "metric": row.metric,
            "period_start": row.period_start.date().isoformat(),
            "period_end": end_of(row.period_start.date(), int(row.weeks)).isoformat(),
            "weeks": int(row.weeks),
            "value": None if row.value == MASKED else int(row.value),
            "protection": row.protection,
        }
        for row in ordered.rename(columns={"class": "protection"}).itertuples()
    ]


def _csv(rows: list[dict[str, Any]], *, with_tags: bool) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    if with_tags:
        writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()


def _json(rows: list[dict[str, Any]], number: int, citation: str) -> bytes:
    # A row a line, so that two releases can be compared with any tool.
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    said = json.dumps(citation, ensure_ascii=False)
    return f'{{"release":{number},"citation":{said},"atoms":[\n{lines}\n]}}\n'.encode()
