"""Open cases that nobody leads, and on whom the others rest."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.measures.defense import added, defense, middle
from lib.topics.defense.charts.range_bars import range_bars
from lib.topics.defense.words import NO_CASES, has_cases, told_each, told_sum
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class Unled:
    """Open cases without a lead for longer than a week, and all that are open.

    :ivar rows: one row a region with open cases: ``region_id``, ``at_least, at_most`` and those of
        all, ``open_at_least, open_at_most``; those with most in front.
    """

    rows: pd.DataFrame


def read(choice: Choice) -> Unled | None:
    """Who is without a lead; ``None`` where no case was ever recorded.

    :raises Unavailable: if the incident database can't be read.
    """
    if not has_cases():
        return None
    rows = reads.incidents.cases_unled(choice.scope)
    whole = added(reads.incidents.cases_open(choice.scope), ["region_id"])
    whole = whole.rename(columns={"at_least": "open_at_least", "at_most": "open_at_most"})
    rows = rows.merge(whole, on="region_id", how="left")
    order = middle(rows).sort_values(ascending=False, kind="stable").index
    return Unled(rows.loc[order].reset_index(drop=True))


def chart(found: Unled, _choice: Choice) -> Chart | Text:
    """The cases without a lead by region."""
    days = defense().unled_days
    if found.rows.empty:
        return Text(title=_("No case is open in these regions"))
    if not found.rows["at_most"].sum():
        return Text(
            title=ngettext(
                "Every open case has a lead partner, or was opened in the last {n} day",
                "Every open case has a lead partner, or was opened in the last {n} days",
                days,
            )
        )
    caption = _("Counted from the day that a case was opened: nobody writes down when a lead left.")
    title = ngettext(
        "{cases} open cases have had nobody lead them for more than {n} day",
        "{cases} open cases have had nobody lead them for more than {n} days",
        days,
        cases=told_sum(found.rows),
    )
    if len(found.rows) == 1:
        return Text(title=title, caption=caption)
    frame = found.rows.assign(name=found.rows["region_id"].map(region_name))
    return Chart(
        title=title,
        alt=_("Open cases without a lead partner by region, each from at least to at most."),
        plot=range_bars(frame, label="name"),
        table=frame,
        columns={
            "name": Column(_("Region"), pinned=True),
            "at_least": Column(_("Without a lead, at least"), kind="number"),
            "at_most": Column(_("Without a lead, at most"), kind="number"),
            "open_at_least": Column(_("Open, at least"), kind="number"),
            "open_at_most": Column(_("Open, at most"), kind="number"),
        },
        caption=caption,
    )


@dataclass(frozen=True)
class Loads:
    """What rests on lead partners.

    :ivar rows: ``region_id, name, at_least, at_most``, the heaviest in front.
    """

    rows: pd.DataFrame


def loads(choice: Choice) -> Loads | None:
    """What rests on each partner with five open cases or more; ``None``: no case on record.

    :raises Unavailable: if a database can't be read.
    """
    if not has_cases():
        return None
    rows = reads.incidents.cases_led(choice.scope)
    names = reads.membership.partners(choice.scope).set_index("partner_id")["name"]
    rows = rows.assign(name=rows["lead_partner_id"].map(names))
    return Loads(rows.sort_values(["at_least", "name"], ascending=[False, True], ignore_index=True))


def loads_table(found: Loads, choice: Choice) -> Table | Text:
    """The partners on whom most rests."""
    caption = _(
        "Partners with five open cases of a region or more, where three or more lead any. With"
        " fewer a partner's number would tell of persons."
    )
    if found.rows.empty:
        return Text(
            title=_("On no lead partner rest five open cases that may be told"), caption=caption
        )
    frame = found.rows.assign(
        # Translators: instead of the name of a partner in a region that the viewer doesn't see
        name=found.rows["name"].astype(object).fillna(_("A partner of another region")),
        region=found.rows["region_id"].map(region_name),
        cases=told_each(found.rows),
    )
    columns = {
        "name": Column(_("Lead partner"), pinned=True, wide=True),
        "region": Column(_("Region")),
        "cases": Column(_("Open cases")),
    }
    if not choice.is_country:
        del columns["region"]
    return Table(
        title=ngettext(
            "{n} lead partner has five open cases or more; the most: {cases}",
            "{n} lead partners have five open cases or more; the most: {cases}",
            len(frame),
            n=formats.number(len(frame)),
            cases=frame["cases"].iloc[0],
        ),
        frame=frame,
        columns=columns,
        alt=_("Open cases by lead partner."),
        caption=caption,
    )


UNLED = Figure("cases_unled", read, chart, empty=NO_CASES)
LOADS = Figure("cases_led", loads, loads_table)
