"""Open cases: the detained, and the others by stage; region by region."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.rollup.defense import CASE_STAGES
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.measures.defense import added
from lib.topics.defense.charts.range_bars import range_bars
from lib.topics.defense.words import NO_CASES, has_cases, sum_of, told, told_each, told_sum
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name, region_names
from lib.ui.tables import Column, Table
from lib.ui.text import Text

PARTS = ("detained", *CASE_STAGES, "all")
"""The parts of the open cases, in the order to show them."""


@dataclass(frozen=True)
class Open:
    """What is open, of those who look.

    :ivar rows: of ``reads.incidents.cases_open``.
    """

    rows: pd.DataFrame


def read(choice: Choice) -> Open | None:
    """The open cases; ``None`` where no case was ever recorded.

    :raises Unavailable: if the incident database can't be read.
    """
    return Open(reads.incidents.cases_open(choice.scope)) if has_cases() else None


def parts(found: Open, _choice: Choice) -> Chart | Text:
    """The parts of what is open, the regions together."""
    if found.rows.empty:
        return Text(title=_("No case is open in these regions"))
    frame = added(found.rows, ["part"])
    frame["order"] = [PARTS.index(part) for part in frame["part"]]
    frame = frame.sort_values("order", ignore_index=True)
    frame["name"] = [name_of("case_part", part) for part in frame["part"]]
    return Chart(
        title=_title(frame),
        alt=_("Open cases: the detained, and the others by stage, each from at least to at most."),
        plot=range_bars(frame, label="name"),
        table=frame,
        columns={
            # Translators: of the open cases: the detained, or of the others a stage
            "name": Column(_("Part"), pinned=True),
            "at_least": Column(_("At least"), kind="number"),
            "at_most": Column(_("At most"), kind="number"),
        },
        caption=_(
            "Full: at least so many; hatched: at most. A part is told in steps of five, fewer than"
            " five as 1–4, and a sum by no more than its parts. Regions of which parts would tell"
            " too much are not divided."
        ),
    )


def _title(frame: pd.DataFrame) -> str:
    whole = told_sum(frame)
    held = frame[frame["part"] == "detained"]
    if held.empty:
        return _("{cases} cases are open", cases=whole)
    return _(
        "{cases} cases are open, {detained} of them of people who are detained",
        cases=whole,
        detained=told(*sum_of(held)),
    )


def by_region(found: Open, choice: Choice) -> Table | None:
    """The regions side by side: the detained, and the others by stage."""
    if found.rows.empty:
        return None
    whole = added(found.rows, ["region_id"])
    order = list(region_names(choice.scope))
    whole["order"] = [order.index(region) for region in whole["region_id"]]
    whole = whole.sort_values("order", ignore_index=True)
    cells = found.rows.assign(text=told_each(found.rows))
    by_part = cells.pivot(index="region_id", columns="part", values="text")
    frame = whole.merge(by_part, left_on="region_id", right_index=True, how="left")
    frame["name"] = frame["region_id"].map(region_name)
    shown = [part for part in PARTS if part in by_part]
    return Table(
        title=title_by_region(whole),
        frame=frame,
        columns={
            "name": Column(_("Region"), pinned=True),
            "at_least": Column(_("At least"), kind="number"),
            "at_most": Column(_("At most"), kind="number"),
            **{part: Column(name_of("case_part", part)) for part in shown},
        },
        alt=_("Open cases by region: the detained, and the others by stage."),
        caption=_("No number: none, or the region is not divided."),
    )


def title_by_region(whole: pd.DataFrame) -> str:
    """Who has the most, where the classes tell that; regions that may have more are named too.

    :param whole: ``region_id, at_least, at_most``.
    """
    may = whole[whole["at_most"] >= whole["at_least"].max()]
    names = formats.listing(formats.plain(region_name(region)) for region in may["region_id"])
    if len(may) == 1:
        cases = told_sum(may)
        return _("{region} has the most open cases: {cases}", region=names, cases=cases)
    if len(may) == len(whole):
        return _("Open cases by region: which has the most can't be told")
    return _("One of these has the most open cases: {regions}", regions=names)


PARTS_OPEN = Figure("cases_open", read, parts, empty=NO_CASES)
BY_REGION = Figure("cases_by_region", read, by_region)
