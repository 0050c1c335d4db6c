"""Need against capacity, and the map of the gap between them."""

import pandas as pd

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import Weights
from lib.topics.priorities import place_ranks
from lib.topics.priorities.gap_map import gap_map
from lib.topics.priorities.quadrant_plot import quadrant_plot
from lib.ui.charts import Chart
from lib.ui.columns import Column
from lib.ui.maps import Map

NUMBERED = 10


@reads.worded
def map_of(scope: Scope, weights: Weights) -> Map:
    """The map of the gap."""
    listed = place_ranks.listed(scope, weights)
    states = reads.membership.states(scope)
    points = listed.assign(
        people=listed["foreign_born"].fillna(0).astype(float),
        gap=listed["gap"].where(listed["rank"].notna()),
    )
    return Map(
        title=_map_title(listed),
        alt=_("Map: places as large as their foreign-born people, colored by the gap."),
        plot=gap_map(
            points,
            states,
            value_name=_("Gap"),
            country=len(set(states["usps"])) > 20,  # noqa: PLR2004 - more than any one region has
        ),
        table=place_ranks.ranked(listed).sort_values("gap", ascending=False),
        columns={
            "place": Column(_("Place"), pinned=True),
            "gap": Column(_("Gap"), kind="percent"),
            "need": Column(_("Need"), kind="percent"),
            "capacity": Column(_("Capacity"), kind="percent"),
            "foreign_born": Column(_("Foreign-born people"), kind="number"),
        },
    )


def _map_title(listed: pd.DataFrame) -> str:
    ranked = place_ranks.ranked(listed)
    if ranked["gap"].isna().all():
        return _("No gap can be told")
    lacking = ranked[ranked["gap"] > 0]
    people = ranked["foreign_born"].sum()
    return _(
        "{share} of foreign-born people live where need is above capacity",
        share=formats.rate(int(lacking["foreign_born"].sum()), int(people)),
    )


def quadrant(listed: pd.DataFrame, intervals: pd.DataFrame) -> Chart | None:
    """Need against capacity; none where nothing is ranked.

    :param listed: by ``place_ranks.named``.
    :param intervals: by ``rank_intervals``.
    """
    ranked = place_ranks.ranked(listed).merge(intervals, on="place_id")
    drawn = ranked[ranked["need"].notna() & ranked["capacity"].notna()].reset_index(drop=True)
    if drawn.empty:
        return None
    middle = float(drawn["capacity"].median()), float(drawn["need"].median())
    first = drawn["rank"] <= NUMBERED
    labels = [str(int(rank)) if f else "" for rank, f in zip(drawn["rank"], first, strict=True)]
    here = drawn[(drawn["capacity"] <= middle[0]) & (drawn["need"] >= middle[1])]
    return Chart(
        title=ngettext(
            "{n} of {all} places has much need and little capacity",
            "{n} of {all} places have much need and little capacity",
            len(here),
            all=len(drawn),
        ),
        alt=_("Need against capacity of each place; the first ten are numbered."),
        plot=quadrant_plot(drawn.assign(label=labels), middle),
        table=drawn,
        columns={
            "place": Column(_("Place"), pinned=True),
            "region": Column(_("Region")),
            "need": Column(_("Need"), kind="percent"),
            "need_low": Column(_("At least (95 %)"), kind="percent"),
            "need_high": Column(_("At most (95 %)"), kind="percent"),
            "capacity": Column(_("Capacity"), kind="percent"),
        },
        caption=_key_of_numbers(drawn[first]),
    )


def _key_of_numbers(first: pd.DataFrame) -> str:
    numbered = ", ".join(
        f"**{int(rank)}** {formats.plain(place)}"
        for rank, place in zip(first["rank"], first["place"], strict=True)
    )
    lines = _(
        "The dotted lines run through the typical place (the median); capacity stands at its"
        " square root, to tell apart those who have little. Thin lines: where the need of the first"
        " places may lie (95 % interval)."
    )
    return f"{numbered}  \n{lines}"
