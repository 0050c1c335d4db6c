"""Records that can't be right: counted under what they were left out of, and listed by rule."""

import pandas as pd
import streamlit as st

from lib.data.scope import CATALOGUES, Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.reads.keeping import prepared, read
from lib.ui.tables import Column, table


@prepared
def sentence(database: str, scope: Scope, tables: tuple[str, ...]) -> str | None:
    """What was left out of figures from these source tables, and why; None if nothing was.

    :raises Unavailable: if the database can't be read.
    """
    frame = read(database, "flagged", scope)
    found = frame[frame["source_table"].isin(tables)]
    if found.empty:
        return None
    return _(
        "Left out because they can't be right: {records}",
        records="; ".join(_counted(found, source) for source in tables if _has(found, source)),
    )


def how_to_list() -> str:
    """Who can name the records, and how."""
    return _(
        "In the regions in view. Whoever keeps the data can list these records by their ids:"
        " `python -m lib doctor`."
    )


def draw(database: str) -> None:
    """Draw a database's records that can't be right, by table and rule, of all regions.

    :raises Unavailable: if the database can't be read.
    """
    frame = _listed(database)
    if frame.empty:
        st.caption(_("No record here has a number or a date that can't be right."))
        return
    st.markdown(
        _(
            "**Records that can't be right** are left out of the figures that they would distort."
            " This lists them by their ids: {command}",
            command="`python -m lib doctor --records FILE.csv`",
        )
    )
    table(
        frame,
        {
            "source_table": Column(_("Table"), family="source_table", pinned=True),
            "rule": Column(_("What can't be right"), family="record_rule"),
            # Translators: rows of a source table
            "records": Column(_("Records"), kind="number"),
        },
        key=f"flagged_{database}",
        alt=_("Records that can't be right, by source table and rule."),
    )


@prepared
def _listed(database: str) -> pd.DataFrame:
    frame = read(database, "flagged_rules", CATALOGUES)
    return frame.sort_values("records", ascending=False, ignore_index=True)


def _has(found: pd.DataFrame, source: str) -> bool:
    return bool((found["source_table"] == source).any())


def _counted(found: pd.DataFrame, source: str) -> str:
    """``Gatherings: a count below zero (5), a date in the future (2)``."""
    of_table = found[found["source_table"] == source].sort_values("records", ascending=False)
    rules = zip(of_table["rule"], of_table["records"], strict=True)
    return _(
        "{table}: {rules}",
        table=name_of("source_table", source),
        rules=", ".join(
            f"{name_of('record_rule', rule)} ({formats.number(n)})" for rule, n in rules
        ),
    )
