"""Make the shipped fact files anew from the reference data that they are drawn from.

``python -m lib.reference ../shared`` writes every file of ``lib/reference/facts``; the
credits in ``CREDITS.md`` say where the reference data come from.
"""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path

from lib.reference.compiling.agreements import Agencies, agreement_rows, counties_of_cities
from lib.reference.compiling.counties import (
    area_rows,
    centre_of_counties,
    context_rows,
    county_index,
)
from lib.reference.compiling.places import (
    PUERTO_RICO_FOREIGN_BORN,
    PUERTO_RICO_LATINO,
    place_rows,
)
from lib.reference.compiling.regions import region_rows, state_rows
from lib.reference.compiling.sheets import sheet_rows
from lib.reference.compiling.towns import town_rows
from lib.reference.compiling.vintages import change_rows, municipio_rows, name_rows
from lib.reference.outlines import middles_of

Row = Mapping[str, str]


def fact_files(source: Path) -> dict[str, str]:
    """The contents of each fact file, by file name.

    :param source: a directory with the five reference files in ``reference`` and ICE's two sheets
        in ``samples``.
    :raises FileNotFoundError: if a reference file is missing.
    """
    source, sheets = source / "reference", source / "samples"
    context = _read(source / "county_context.csv")
    index = county_index(context)
    populations = _read(source / "cities_population.csv")
    counties_of = _read(source / "cities_county.csv")
    older = _read(source / "287g_agreements_2025-07-03.csv")
    # Where no city of a county is listed, the middle of its land.
    middles = middles_of()
    centres = middles | centre_of_counties(populations, counties_of, index)
    municipios = municipio_rows(middles, PUERTO_RICO_LATINO, PUERTO_RICO_FOREIGN_BORN)
    return {
        "regions.csv": _write(region_rows()),
        "states.csv": _write(state_rows()),
        "places.csv": _write(place_rows(populations, counties_of, index)),
        "counties.csv": _write([*context_rows(context, centres), *municipios]),
        "county_changes.csv": _write(change_rows()),
        "county_names.csv": _write(name_rows()),
        "towns.csv": _write(town_rows(populations, counties_of, index)),
        "agreements_287g.csv": _write(
            agreement_rows(
                older,
                sheet_rows(sheets / "participatingAgencies07182025pm.xlsx"),
                sheet_rows(sheets / "pendingAgencies07182025pm.xlsx"),
                Agencies(older, index, counties_of_cities(counties_of, index)),
            )
        ),
        "areas_of_responsibility.csv": _write(area_rows(_read(source / "county_to_ice_aor.csv"))),
    }


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(rows: Iterable[Row]) -> str:
    rows = list(rows)
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
