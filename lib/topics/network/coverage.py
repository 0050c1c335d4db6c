"""Sector by place: for how many of the committees' places somebody of a sector is within reach."""

import pandas as pd

from lib.data.contract.membership import SECTORS
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import network as measures
from lib.topics.network import recorded
from lib.topics.network.recorded import Network
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name, region_names
from lib.ui.grid import Grid
from lib.ui.listing import Cell, Listing, Row
from lib.ui.tables import Column, Table


def cells(found: Network) -> pd.DataFrame:
    """Sector × region, as :func:`lib.measures.network.by_region`."""
    return measures.by_region(found.places, found.counted)


def grid(found: Network, choice: Choice) -> Grid:
    """Put it in words: a row a sector, a column a region."""
    counted = cells(found)
    regions = [r for r in region_names(choice.scope) if r in set(counted["region_id"])]
    by_cell = counted.set_index(["sector", "region_id"])
    return Grid(
        title=title(counted),
        listing=Listing(
            # Translators: of partners: labor, faith, legal and so on
            headers=(_("Sector"), *(region_name(region) for region in regions)),
            rows=tuple(
                Row(
                    (
                        Cell(name_of("sector", sector)),
                        *(_cell(by_cell.loc[(sector, region)]) for region in regions),
                    )
                )
                for sector in SECTORS
            ),
            alt=_("Committees' places with a partner within reach, by sector and region."),
        ),
        table=counted.assign(region=counted["region_id"].map(region_name)),
        columns={
            "sector": Column(_("Sector"), family="sector"),
            "region": Column(_("Region")),
            "points": Column(_("Committees' places"), kind="number"),
            "reached": Column(_("With a partner within reach"), kind="number"),
            "sole": Column(_("With exactly one"), kind="number"),
            "gaps": Column(_("With none"), kind="number"),
        },
        caption=_caption(found),
    )


def _cell(row: "pd.Series[int]") -> Cell:
    if not row["reached"]:
        # Translators: in a grid of sectors and regions: no partner is near any committee's place
        return Cell(_("✕ Nobody"))
    said = _(
        "{n} of {all} places", n=formats.number(row["reached"]), all=formats.number(row["points"])
    )
    if not row["sole"]:
        return Cell(said)
    alone = int(row["sole"])
    return Cell(
        said,
        (
            ngettext(
                "at {n} a single partner",
                "at {n} a single partner",
                alone,
                n=formats.number(alone),
            ),
        ),
    )


def title(counted: pd.DataFrame) -> str:
    """How many combinations of a place and a sector have nobody.

    :param counted: by :func:`cells`.
    """
    gaps, whole = int(counted["gaps"].sum()), int(counted["points"].sum())
    if not gaps:
        return _("A partner of every sector is within reach of each committee's place")
    return _(
        "{rate} of combinations of a committee's place and a sector have nobody within reach",
        rate=formats.rate(gaps, whole),
    )


def _caption(found: Network) -> str:
    said = [
        _(
            "Places of committees that are not closed, each once, by whether a partner that has"
            " joined and not left is within reach."
        ),
    ]
    if found.unplaced:
        said.append(
            ngettext(
                "{n} committee's place is unknown: it is in no number.",
                "{n} committees' places are unknown: they are in no number.",
                found.unplaced,
                n=formats.number(found.unplaced),
            )
        )
    if found.nowhere:
        said.append(
            ngettext(
                "{n} partner's place is unknown: it counts as near nobody.",
                "{n} partners' places are unknown: they count as near nobody.",
                found.nowhere,
                n=formats.number(found.nowhere),
            )
        )
    return " ".join(said)


COVERAGE = Figure("sectors", recorded.network, grid, empty=recorded.NOBODY)


def places(found: Network) -> pd.DataFrame:
    """The places with ``lacking`` and ``sole`` (tuples of sectors), those that lack most first."""
    counted = found.counted
    rows = found.places.assign(
        lacking=_where(counted.eq(0)),
        sole=_where(counted.eq(1)),
        missing=counted.eq(0).sum(axis=1),
        alone=counted.eq(1).sum(axis=1),
    )
    order = ["missing", "committees", "alone"]
    return rows.sort_values(order, ascending=False, kind="stable")


def _where(is_so: pd.DataFrame) -> list[tuple[str, ...]]:
    """The sectors of which something is so, of each place."""
    sectors = is_so.columns
    return [tuple(sectors[row]) for row in is_so.to_numpy(dtype=bool)]


def table(found: Network, _choice: Choice) -> Table:
    """The committees' places with the sectors that nobody stands for."""
    rows = places(found)
    frame = rows.assign(
        place=[
            recorded.named(*each) for each in zip(rows["place_name"], rows["usps"], strict=True)
        ],
        region=rows["region_id"].map(region_name),
        lacks=rows["lacking"].map(_sectors),
        one=rows["sole"].map(_sectors),
    )
    return Table(
        title=_places_title(rows),
        frame=frame,
        columns={
            "place": Column(_("Place"), pinned=True),
            "region": Column(_("Region")),
            "committees": Column(_("Committees"), kind="number"),
            "missing": Column(_("Sectors without anybody"), kind="number"),
            # Translators: sectors of which no partner is within reach
            "lacks": Column(_("Which"), wide=True),
            "alone": Column(_("Sectors with one partner alone"), kind="number"),
            "one": Column(_("Which of them"), wide=True),
        },
        alt=_("Committees' places by the sectors of which no partner is within reach."),
    )


def _places_title(rows: pd.DataFrame) -> str:
    alone, short = int((rows["missing"] == len(SECTORS)).sum()), int((rows["missing"] > 0).sum())
    if alone:
        return _(
            "At {rate} of committees' places nobody of any sector is within reach",
            rate=formats.rate(alone, len(rows)),
        )
    if short:
        return _(
            "At {rate} of committees' places some sector has nobody within reach",
            rate=formats.rate(short, len(rows)),
        )
    return _("At each committee's place somebody of every sector is within reach")


def _sectors(codes: tuple[str, ...]) -> str:
    if len(codes) == len(SECTORS):
        # Translators: every sector of partners
        return _("All of them")
    return formats.listing(name_of("sector", code) for code in codes)


PLACES = Figure("places_lacking", recorded.network, table, empty=recorded.NOBODY)
