"""Records that can't be right, counted under the figures that they were left out of."""

import pandas as pd

from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.reads.keeping import worded
from lib.reads.organization import flagged


@worded
def sentence(database: str, scope: Scope, tables: tuple[str, ...]) -> str | None:
    """What was left out of figures from these source tables, and why; None if nothing was.

    :raises Unavailable: if the database can't be read.
    """
    rows = flagged(database, scope)
    rows = rows[rows["source_table"].isin(tables)]
    if rows.empty:
        return None
    return _(
        "Left out because they can't be right: {records}",
        records="; ".join(_counted(rows, source) for source in tables if _has(rows, source)),
    )


def how_to_list() -> str:
    """Who can name the records, and how."""
    return _(
        "In the regions in view. Whoever keeps the data can list these records by their ids:"
        " `python -m lib doctor`."
    )


def _has(rows: pd.DataFrame, source: str) -> bool:
    return bool((rows["source_table"] == source).any())


def _counted(rows: pd.DataFrame, source: str) -> str:
    """``Gatherings: a count below zero (5), a date in the future (2)``."""
    of_table = rows[rows["source_table"] == source].sort_values("records", ascending=False)
    rules = zip(of_table["rule"], of_table["records"], strict=True)
    return _(
        "{table}: {rules}",
        table=name_of("source_table", source),
        rules=", ".join(
            f"{name_of('record_rule', rule)} ({formats.number(n)})" for rule, n in rules
        ),
    )
