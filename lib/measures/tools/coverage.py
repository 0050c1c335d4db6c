"""What the library has for whom: tools by what they answer to, for which sector, in what language.

What nobody wrote down is in no cell: it is counted apart, for a gap may be its place.
"""

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

OTHER = "other"
"""What stands for every code that the contract does not list."""

_CELL = ["repression_type", "audience_sector"]


def known_code(codes: "pd.Series[Any]", listed: Collection[str]) -> "pd.Series[Any]":
    """The codes, :data:`OTHER` for those that are not listed; null stays null."""
    return codes.astype(object).where(codes.isna() | codes.isin(listed), OTHER)


def told_apart(tools: pd.DataFrame) -> pd.DataFrame:
    """The tools of which somebody wrote down what they answer to and for whom they are."""
    return tools[tools[_CELL].notna().all(axis=1)]


def coverage(tools: pd.DataFrame, types: Sequence[str], sectors: Sequence[str]) -> pd.DataFrame:
    """Return every combination of a type of repression and a sector, a row each.

    :param tools: by :func:`lib.measures.tools.library.library`, its codes by :func:`known_code`.
    :return: ``repression_type, audience_sector, tools, languages`` (a sorted tuple), in the order
        that was given, those of :data:`OTHER` only where there is a tool of it.
    """
    inside = told_apart(tools)
    types, sectors = _with_other(types, inside[_CELL[0]]), _with_other(sectors, inside[_CELL[1]])
    cells = pd.MultiIndex.from_product([types, sectors], names=_CELL)
    by_cell = inside.groupby(_CELL)
    counts = by_cell.size().reindex(cells, fill_value=0).rename("tools").reset_index()
    languages = by_cell["languages"].agg(lambda each: tuple(sorted(set().union(*each))))
    named = languages.to_dict()
    keys = zip(counts[_CELL[0]], counts[_CELL[1]], strict=True)
    return counts.assign(languages=[named.get(key, ()) for key in keys])


def gaps(cells: pd.DataFrame, partners: "pd.Series[float]") -> pd.DataFrame:
    """Return the combinations without a tool, that first which would reach the most partners.

    Nobody would use a tool for a sector that is not there; of two gaps of a sector comes first the
    one of the type for which the library has the fewest tools. :data:`OTHER` is no gap: nobody
    knows what would fill it.

    :param cells: by :func:`coverage`.
    :param partners: sector → partners; one without an entry has none.
    :return: ``repression_type, audience_sector, partners, tools_of_type``.
    """
    of_type = cells.groupby("repression_type")["tools"].sum()
    empty = cells[(cells["tools"] == 0) & ~(cells[_CELL] == OTHER).any(axis=1)][_CELL]
    empty = empty.assign(
        partners=empty["audience_sector"].map(partners).fillna(0).astype(int),
        tools_of_type=empty["repression_type"].map(of_type).astype(int),
    )
    return empty.sort_values(
        ["partners", "audience_sector", "tools_of_type"],
        ascending=[False, True, True],
        kind="stable",
        ignore_index=True,
    )


def by_language(
    tools: pd.DataFrame, topics: Sequence[str], languages: Sequence[str]
) -> pd.DataFrame:
    """Return every topic with its tools in each language, a row a topic.

    :param languages: that are counted even where nothing is in them; others follow by their code.
    :return: ``topic, tools, unsaid`` (tools of which nobody wrote down any language), and a column
        a language. A tool in two languages counts in both columns and once in ``tools``.
    """
    of_topics = tools[tools["topic"].notna()]
    topics = _with_other(topics, of_topics["topic"])
    spoken = of_topics[["topic", "languages"]].explode("languages")
    also = sorted(set(spoken["languages"].dropna()) - set(languages))
    counts = spoken.pivot_table(
        index="topic", columns="languages", aggfunc="size", fill_value=0
    ).reindex(index=topics, columns=[*languages, *also], fill_value=0)
    by_topic = of_topics.groupby("topic")
    unsaid = by_topic["languages"].agg(lambda each: sum(not codes for codes in each))
    return (
        counts.rename_axis(columns=None)
        .assign(
            tools=by_topic.size().reindex(topics, fill_value=0),
            unsaid=unsaid.reindex(topics, fill_value=0).astype(int),
        )
        .rename_axis("topic")
        .reset_index()
    )


def _with_other(listed: Sequence[str], codes: "pd.Series[Any]") -> list[str]:
    plain = [code for code in listed if code != OTHER]
    return [*plain, OTHER] if (codes == OTHER).any() else plain
