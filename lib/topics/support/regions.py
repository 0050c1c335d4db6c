"""The regions side by side: who waits, for how long, and whom nobody reaches."""

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.accompaniment import accompaniment, wait_medians
from lib.topics.support.ages import waiting
from lib.topics.support.kinds import side_by_side
from lib.topics.support.mentorless import mentorless
from lib.topics.support.silent import silence
from lib.topics.support.visited import visited
from lib.topics.support.waits import weeks_of_waits
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_names
from lib.ui.tables import Column, Table


def regions(choice: Choice) -> pd.DataFrame:
    """A row a region with committees, in the organization's order; NaN: not known.

    ``region_id, committees`` (not closed), ``open, unanswered, oldest`` (days), the medians of
    ``side_by_side``, ``unvisited, silent, mentorless``.

    :raises Unavailable: if the membership database can't be read.
    """
    stood = reads.membership.committees(
        choice.scope, columns=("committee_id", "region_id", "status")
    )
    stood = stood[stood["status"] != "closed"]
    frame = pd.DataFrame({"committees": stood["region_id"].value_counts()})
    frame = frame.join(_waiting(choice, frame.index)).join(_waits(choice))
    found, quiet, new = visited(choice), silence(choice), mentorless(choice)
    frame["unvisited"] = _counts(None if found is None else found.not_lately, frame.index)
    is_told = quiet is not None and quiet.is_known and quiet.is_health_known
    frame["silent"] = _counts(quiet.committees if quiet and is_told else None, frame.index)
    frame["mentorless"] = _counts(new.committees if new and new.is_known else None, frame.index)
    return frame.rename_axis("region_id").reset_index()


def _counts(committees: pd.DataFrame | None, regions: "pd.Index[str]") -> "pd.Series[float]":
    """How many are in each region; NaN where it isn't known."""
    if committees is None:
        return pd.Series(float("nan"), index=regions)
    return committees["region_id"].value_counts().reindex(regions, fill_value=0).astype(float)


def _waiting(choice: Choice, regions: "pd.Index[str]") -> pd.DataFrame:
    found = waiting(choice)
    if found is None:
        return pd.DataFrame(columns=["open", "unanswered", "oldest"], index=regions, dtype=float)
    groups = found.requests.groupby("region_id")
    sums = groups[["open", "unanswered"]].sum().reindex(regions, fill_value=0.0)
    return sums.assign(oldest=(found.today - groups["opened_on"].min()).dt.days.astype(float))


def _waits(choice: Choice) -> pd.DataFrame:
    counts = reads.membership.request_waits(choice.scope, *weeks_of_waits())
    medians = wait_medians(counts, ("region_id",), accompaniment().minimum_followed)
    return side_by_side(medians, "region_id").set_index("region_id").drop(columns="requests")


def regions_table(rows: pd.DataFrame, choice: Choice) -> Table:
    """The regions as a table."""
    names = region_names(choice.scope)
    order = {region: place for place, region in enumerate(names)}
    frame = rows.assign(name=rows["region_id"].map(names)).sort_values(
        "region_id", key=lambda ids: ids.map(order), ignore_index=True
    )
    days = accompaniment().visited_days[-1]
    return Table(
        title=_title(rows),
        frame=frame,
        columns={
            "name": Column(_("Region"), pinned=True),
            "committees": Column(_("Committees"), kind="number", help=_("Closed ones left out.")),
            "open": Column(_("Open requests"), kind="number"),
            "unanswered": Column(_("Without any answer"), kind="number"),
            "oldest": Column(_("Oldest, days"), kind="number"),
            "answer_median": Column(_("Response: half within days"), kind="number"),
            "resolution_median": Column(_("Resolution: half within days"), kind="number"),
            "resolution_low": Column(_("at least"), kind="number"),
            "resolution_high": Column(_("at most"), kind="number"),
            "unvisited": Column(
                _("Not visited"), kind="number", help=_("Within {days} days.", days=days)
            ),
            "silent": Column(_("Silent and weaker"), kind="number"),
            "mentorless": Column(_("New, without a mentor"), kind="number"),
        },
        alt=_("Regions side by side: open requests, waits, and committees that nobody reaches."),
    )


def _title(rows: pd.DataFrame) -> str:
    if rows["open"].isna().all():
        return _("No request was ever recorded: which region waits can't be told")
    n, silent = int(rows["open"].sum()), int(rows["unanswered"].sum())
    counted = ngettext("{n} request is open", "{n} requests are open", n, n=formats.number(n))
    return _(
        "{requests}, {silent} without any answer",
        requests=counted,
        silent=formats.number(silent),
    )


REGIONS = Figure("support_regions", regions, regions_table)
