"""How long each kind of request waits, side by side."""

import pandas as pd

from lib import reads
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.accompaniment import STEPS, accompaniment, wait_medians
from lib.topics.support.day_words import days_of
from lib.topics.support.waits import weeks_of_waits
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table

_TO_COMPARE = 2
"""Kinds whose wait is known, of which it can be said that none is longer."""


def by_kind(choice: Choice) -> pd.DataFrame | None:
    """Both medians of each kind of request, a row a kind, those that most ask for in front.

    :raises Unavailable: if the membership database can't be read.
    """
    counts = reads.membership.request_waits(choice.scope, *weeks_of_waits())
    if counts.empty:
        return None
    return side_by_side(wait_medians(counts, ("kind",), accompaniment().minimum_followed), "kind")


def side_by_side(medians: pd.DataFrame, group: str) -> pd.DataFrame:
    """The medians of both steps in one row a group.

    :param medians: by ``wait_medians``.
    :return: the group, ``requests``, and ``median, low, high, open`` of each step, as
        ``answer_median``.
    """
    parts = [
        medians[medians["step"] == step]
        .set_index(group)[["median", "low", "high", "open"]]
        .add_prefix(f"{step}_")
        for step in STEPS
    ]
    asked = medians.drop_duplicates(group).set_index(group)["requests"]
    frame = pd.concat([asked, *parts], axis="columns")
    return frame.sort_values("requests", ascending=False, kind="stable").reset_index()


def kinds_table(kinds: pd.DataFrame, _choice: Choice) -> Table:
    """The kinds beside each other."""
    return Table(
        title=_apart(kinds) or _alike(kinds),
        frame=kinds,
        columns={"kind": Column(_("Kind"), family="request_kind", pinned=True)} | wait_columns(),
        alt=_("Median days to a first response and to a resolution by kind of request."),
        caption=_(
            "Half within days (median) with 95 % interval. No number: not reached while {n} were"
            " waiting.",
            n=formats.number(accompaniment().minimum_followed),
        ),
    )


def _alike(kinds: pd.DataFrame) -> str:
    """How many are open still, and that no kind waits longer where two can be compared."""
    counts = {
        "open": formats.number(int(kinds["resolution_open"].sum())),
        "all": formats.number(int(kinds["requests"].sum())),
        "weeks": accompaniment().wait_weeks,
    }
    if len(_told(kinds)) < _TO_COMPARE:
        return _("Of the requests of {weeks} weeks, still open: {open} of {all}", **counts)
    return _(
        "Of the requests of {weeks} weeks, still open: {open} of {all}; by kind, no wait is longer"
        " beyond chance",
        **counts,
    )


def wait_columns() -> dict[str, Column]:
    """What the columns of :func:`side_by_side` are."""
    return {
        # Translators: requests that were made in a period
        "requests": Column(_("Asked"), kind="number"),
        "answer_median": Column(_("Response: half within days"), kind="number"),
        "answer_low": Column(_("at least"), kind="number"),
        "answer_high": Column(_("at most"), kind="number"),
        "resolution_median": Column(_("Resolution: half within days"), kind="number"),
        "resolution_low": Column(_("at least"), kind="number"),
        "resolution_high": Column(_("at most"), kind="number"),
        "resolution_open": Column(_("Open still"), kind="number"),
    }


def _told(kinds: pd.DataFrame) -> pd.DataFrame:
    return kinds.dropna(subset=["resolution_median", "resolution_low", "resolution_high"])


def _apart(kinds: pd.DataFrame) -> str:
    """The slowest and the quickest kind, where their intervals don't overlap."""
    told = _told(kinds)
    if len(told) < _TO_COMPARE:
        return ""
    slow = told.loc[told["resolution_median"].idxmax()]
    quick = told.loc[told["resolution_median"].idxmin()]
    if slow["resolution_low"] <= quick["resolution_high"]:
        return ""
    return _(
        "{slow} waits longer than {quick}: half is resolved within {long} against {short}",
        slow=name_of("request_kind", str(slow["kind"])),
        quick=name_of("request_kind", str(quick["kind"])).lower(),
        long=days_of(slow["resolution_median"]),
        short=days_of(quick["resolution_median"]),
    )


KINDS = Figure("request_kinds", by_kind, kinds_table)
