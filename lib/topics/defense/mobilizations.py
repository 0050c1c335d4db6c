"""Mobilizations: where people were called out, how many came, how soon, and what had none."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.topics.defense.words import MOBILIZATIONS, NO_MOBILIZATIONS
from lib.ui.charts import Chart, bars
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class Calls:
    """The mobilizations of the period.

    :ivar rows: of ``reads.incidents.mobilization_calls``, with ``state``.
    """

    rows: pd.DataFrame


def read(choice: Choice) -> Calls | None:
    """The mobilizations of the complete weeks; ``None`` where none was ever recorded.

    :raises Unavailable: if the incident database can't be read.
    """
    if reads.unrecorded(*MOBILIZATIONS):
        return None
    span = choice.period("incidents").complete_span
    rows = reads.incidents.mobilization_calls(choice.scope, *span)
    names = reads.incidents.states(choice.scope).set_index("state_fips")["name"]
    return Calls(rows.assign(state=rows["state_fips"].map(names)))


def table(calls: Calls, choice: Choice) -> Table | Text:
    """Every mobilization of the period."""
    weeks = choice.weeks
    if calls.rows.empty:
        return Text(
            title=ngettext(
                "Nobody was called out in {n} complete week",
                "Nobody was called out in {n} complete weeks",
                weeks,
            )
        )
    frame = calls.rows.assign(
        region=calls.rows["region_id"].map(region_name),
        hours=(calls.rows["minutes"] / 60).round(1),
        after=[
            None if pd.isna(kind) else name_of("incident_kind", kind)
            for kind in calls.rows["incident_kind"]
        ],
    )
    columns = {
        "week_start": Column(_("Week from"), kind="date", pinned=True),
        "region": Column(_("Region")),
        "state": Column(_("State")),
        # Translators: header above kinds of incidents that mobilizations followed
        "after": Column(_("After")),
        "participants": Column(_("Took part"), kind="number"),
        "is_national": Column(_("With national support"), kind="flag"),
        "hours": Column(_("Hours from the report to the call"), kind="decimal"),
    }
    if not choice.is_country:
        del columns["region"]
    return Table(
        title=ngettext(
            "{calls} mobilization in {n} complete weeks; {people} people took part",
            "{calls} mobilizations in {n} complete weeks; {people} people took part",
            len(frame),
            n=weeks,
            calls=formats.number(len(frame)),
            people=formats.number(frame["participants"].sum()),
        ),
        frame=frame,
        columns=columns,
        alt=_("Mobilizations: when, where, after what, how many took part and how soon."),
        caption=_caption(frame),
    )


def _caption(frame: pd.DataFrame) -> str:
    said = frame["participants"].notna()
    sentences = [
        _(
            "{said} of {all} say how many took part, from five people on.",
            said=formats.number(said.sum()),
            all=formats.number(len(frame)),
        ),
        _(
            "With national support: {n} of {all}.",
            n=formats.number(frame["is_national"].sum()),
            all=formats.number(len(frame)),
        ),
    ]
    return " ".join([*sentences, *_how_soon(frame)])


def _how_soon(frame: pd.DataFrame) -> list[str]:
    """How soon after the report people were called; those called before it are named."""
    timed = frame["minutes"].dropna()
    before = int((frame["incident_kind"].notna() & frame["minutes"].isna()).sum())
    said = []
    if len(timed):
        said.append(
            _(
                "Half of the {n} that were called after their incident's report were called within"
                " {time} of it.",
                n=formats.number(len(timed)),
                time=formats.minutes(timed.median()),
            )
        )
    if before:
        said.append(
            ngettext(
                "{n} was called before its incident was reported.",
                "{n} were called before their incident was reported.",
                before,
                n=formats.number(before),
            )
        )
    return said


def incidents(choice: Choice) -> pd.DataFrame | None:
    """Incidents of the complete weeks by kind; ``None`` where no mobilization was ever recorded.

    :raises Unavailable: if the incident database can't be read.
    """
    if reads.unrecorded(*MOBILIZATIONS):
        return None
    span = choice.period("incidents").complete_span
    return reads.incidents.mobilized(choice.scope, *span)


def without_chart(rows: pd.DataFrame, choice: Choice) -> Chart:
    """After how many incidents of each kind nobody was called out."""
    frame = rows.assign(
        name=[name_of("incident_kind", kind) for kind in rows["kind"]],
        without=rows["incidents"] - rows["mobilized"],
    ).sort_values("without", ascending=False, ignore_index=True)
    return Chart(
        title=ngettext(
            "Nobody was called out after {rate} of the incidents of {n} complete week",
            "Nobody was called out after {rate} of the incidents of {n} complete weeks",
            choice.weeks,
            rate=formats.rate(int(frame["without"].sum()), int(frame["incidents"].sum())),
        ),
        alt=_("Incidents after which nobody was called out, by kind."),
        plot=bars(frame, label="name", value="without"),
        table=frame,
        columns={
            "name": Column(_("Kind"), pinned=True),
            "incidents": Column(_("Incidents"), kind="number"),
            "mobilized": Column(_("With a mobilization"), kind="number"),
            "without": Column(_("Without any"), kind="number"),
        },
        caption=_("False reports are left out. Not every incident asks for people in the street."),
    )


CALLS = Figure("mobilizations", read, table, empty=NO_MOBILIZATIONS)
WITHOUT = Figure("mobilized", incidents, without_chart)
