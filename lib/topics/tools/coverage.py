"""What exists for whom: by what a tool answers to, for which sector, and in which languages."""

from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.tools import OTHER
from lib.topics.tools import recorded, words
from lib.topics.tools.recorded import Cells
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.grid import Grid
from lib.ui.listing import Cell, Listing, Row
from lib.ui.tables import Column

MOST_GAPS = 3
"""Gaps that the caption names."""


def grid(cells: Cells, _choice: Choice) -> Grid:
    """Put what there is for whom in words: a row a sector, a column a form of repression."""
    types = list(dict.fromkeys(cells.cells["repression_type"]))
    sectors = list(dict.fromkeys(cells.cells["audience_sector"]))
    by_cell = cells.cells.set_index(["audience_sector", "repression_type"])
    rows = tuple(
        Row(
            (
                Cell(name_of("audience_sector", sector)),
                *(_cell(*by_cell.loc[(sector, code), ["tools", "languages"]]) for code in types),
            )
        )
        for sector in sectors
    )
    return Grid(
        title=_title(cells),
        listing=Listing(
            headers=(_("For whom"), *(name_of("repression_type", code) for code in types)),
            rows=rows,
            alt=_("Tools by sector and by the form of repression that they answer to."),
        ),
        table=cells.cells.assign(
            languages=[
                words.languages(codes) if codes else "" for codes in cells.cells["languages"]
            ]
        ),
        columns={
            "repression_type": Column(_("Form of repression"), family="repression_type"),
            "audience_sector": Column(_("For whom"), family="audience_sector"),
            # Translators: curricula, guides and other material, counted
            "tools": Column(_("Tools"), kind="number"),
            # Translators: of a tool: in which it can be had
            "languages": Column(_("Languages")),
        },
        caption=_caption(cells),
    )


def _cell(tools: int, languages: tuple[str, ...]) -> Cell:
    if not tools:
        # Translators: in a grid of tools: there is none for whom the row and the column name
        return Cell(_("✕ Gap"))
    return Cell(words.tools(int(tools)), (words.languages(languages),))


def _title(cells: Cells) -> str:
    whole = int((~(cells.cells[["repression_type", "audience_sector"]] == OTHER).any(axis=1)).sum())
    if cells.gaps.empty:
        return _("Every sector has a tool against each form of repression")
    return _(
        "{rate} of combinations of a sector and a form of repression have no tool",
        rate=formats.rate(len(cells.gaps), whole),
    )


def _caption(cells: Cells) -> str:
    sentences = []
    if not cells.gaps.empty and cells.gaps["partners"].max() > 0:
        first = cells.gaps[cells.gaps["partners"] > 0].drop_duplicates("audience_sector")
        named = [
            ngettext(
                "{sector} ({n} partner)",
                "{sector} ({n} partners)",
                int(n),
                sector=name_of("audience_sector", sector),
                n=formats.number(n),
            )
            for sector, n in first.head(MOST_GAPS)[["audience_sector", "partners"]].itertuples(
                index=False
            )
        ]
        sentences.append(
            _(
                "Of the sectors with gaps, the network has the most partners in {sectors}.",
                sectors=formats.listing(named),
            )
        )
    if cells.untold:
        sentences.append(
            ngettext(
                "{n} more tool doesn't say what it answers to or for whom: a gap may be its place.",
                "{n} more tools don't say what they answer to, or for whom: gaps may be theirs.",
                cells.untold,
                n=formats.number(cells.untold),
            )
        )
    sentences.append(_("A tool counts once, whatever the number of its editions."))
    return " ".join(sentences)


COVERAGE = Figure(
    "coverage",
    recorded.cells,
    grid,
    empty=N_("No tool says what it answers to and for whom it is: gaps can't be told"),
)
