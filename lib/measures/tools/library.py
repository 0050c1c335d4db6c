"""A tool is all its editions together: counts count tools and name their languages."""

from typing import Any

import pandas as pd

_OF_THE_FIRST = (
    *("title_en", "title_es", "kind", "topic", "repression_type", "audience_sector"),
    *("says_so", "url"),
)


def library(editions: pd.DataFrame) -> pd.DataFrame:
    """Return the library, a row a tool.

    What a tool is says its first edition, the one that the others are editions of; what that one
    leaves open, the next one that says it.

    :param editions: ``resource_id, tool_id, title_en, title_es, kind, topic, repression_type,
        audience_sector, language, published_on, is_proven, says_so, url``, an edition a row.
    :return: ``tool_id``, the same but for ``resource_id``; ``languages``, a sorted tuple of codes
        without those that nobody wrote down; ``editions``, how many there are; ``is_proven``, if
        one is; ``published_on``, the day of the oldest edition that has one.
    """
    is_first = editions["resource_id"] == editions["tool_id"]
    ordered = editions.assign(is_first=is_first).sort_values(
        ["tool_id", "is_first", "resource_id"], ascending=[True, False, True], kind="stable"
    )
    # What was left empty in a spreadsheet is not said either.
    ordered = ordered.assign(
        **{name: _said(ordered[name]) for name in (*_OF_THE_FIRST, "language")}
    )
    by_tool = ordered.groupby("tool_id", sort=True)
    tools = by_tool[list(_OF_THE_FIRST)].first()
    tools["languages"] = by_tool["language"].agg(_languages).astype(object)
    tools["editions"] = by_tool.size()
    tools["is_proven"] = by_tool["is_proven"].any()
    tools["published_on"] = pd.to_datetime(by_tool["published_on"].min())
    return tools.reset_index()


def _said(values: "pd.Series[Any]") -> "pd.Series[Any]":
    texts = values.astype(object).where(values.notna(), None)
    return texts.where(texts.astype(str).str.strip() != "", None)


def _languages(codes: "pd.Series[Any]") -> tuple[str, ...]:
    return tuple(sorted(set(codes.dropna())))
