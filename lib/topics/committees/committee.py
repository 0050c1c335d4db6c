"""One committee: what it is, and its members, gatherings, trainings and responses over time."""

from typing import Any

import pandas as pd
import streamlit as st

from lib import reads
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures.periods import Period, every_week
from lib.ui import charts, clocks
from lib.ui import headlines as figures
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column

Shown = dict[str, Any]
"""What ``charts.show`` takes, but for the key."""

Row = Any
"""A row of ``queries/membership/reads/committees.sql``, as ``DataFrame.itertuples`` gives it."""


@reads.prepared
def find(scope: Scope, committee_id: str) -> Row | None:
    """The committee of that id, if it lies in the scope.

    :raises Unavailable: if the membership database can't be read.
    """
    day = reads.as_of("membership", scope)
    frame = reads.read("membership", "committees", scope, as_of=day)
    return next(frame[frame["committee_id"] == committee_id].itertuples(index=False), None)


def introduce(row: Row) -> None:
    """Draw the committee's name, what it is, and the way to its people."""
    st.title(formats.plain(row.name), anchor=False)
    facts = [
        formats.plain(f"{row.place_name}, {row.usps}"),
        formats.plain(region_name(row.region_id)),
        name_of("committee_kind", row.kind),
        name_of("committee_status", row.status),
    ]
    if not pd.isna(row.formed_on):
        facts.append(_("formed {day}", day=formats.day(row.formed_on)))
    st.markdown(" · ".join(facts))
    if row.crm_url:
        st.link_button(
            _("People of this committee, in the CRM"), row.crm_url, icon=":material/open_in_new:"
        )


_BEHIND_TODAY = ("member", "dues_payment", "role_term", "enrollment", "gathering")


def draw_today(row: Row) -> None:
    """Draw the committee's figures of today.

    :raises Unavailable: if the membership database can't be read.
    """
    late = set(reads.late_tables("membership", Scope((row.region_id,)), *_BEHIND_TODAY))
    with figures.headlines():
        _today(row, late)


def _today(row: Row, late: set[str]) -> None:
    figures.headline(
        _("Members"),
        formats.number(row.members),
        change=figures.Change(formats.change(row.net_members), _("in 13 weeks"), "up"),
        stale="member" in late,
    )
    figures.headline(
        _("In good standing"),
        formats.percent(row.good_standing / row.members) if row.members else None,
        help=_("{part} of {whole} members", part=row.good_standing, whole=row.members),
        stale=late & {"member", "dues_payment"} != set(),
    )
    figures.headline(
        _("Coordinators"),
        formats.number(row.coordinators),
        change=figures.Change(formats.number(row.coordinators_core), _("with core training")),
        stale=late & {"role_term", "enrollment"} != set(),
    )
    figures.headline(
        _("People a gathering"),
        formats.number(row.turnout, 1),
        change=figures.Change(
            formats.change(row.turnout - row.turnout_before, 1),
            _("against the 13 weeks before"),
            "up",
        ),
        no_data=_("Nobody counted in 13 weeks"),
        stale="gathering" in late,
    )
    figures.headline(
        _("Last gathering"),
        formats.day_and_month(None if pd.isna(row.last_gathering_on) else row.last_gathering_on),
        no_data=_("It has not met yet"),
        stale="gathering" in late,
    )


def _weekly(
    database: str, name: str, scope: Scope, committee_id: str, period: Period
) -> pd.DataFrame:
    span = {"first_week": period.first_week, "last_week": period.running_week}
    return reads.read(database, name, scope, committee_id=committee_id, **span)


def draw_life(row: Row, choice: Choice) -> None:
    """Draw members, attendance and trainings by week.

    :raises Unavailable: if the membership database can't be read.
    """
    life = _life(row.committee_id, choice)
    if life is None:
        st.caption(_("Nothing is recorded of this committee in this period."))
        return
    members, gatherings, trained = life
    behind = ("member", "dues_payment", "gathering", "enrollment")
    with clocks.behind(choice.scope, "committee_life", membership=behind):
        left, right = st.columns(2, gap="large")
        with left:
            charts.show(**members, key="committee_members")
        with right:
            charts.show(**gatherings, key="committee_gatherings")
        charts.show(**trained, key="committee_training")


@reads.prepared
def _life(committee_id: str, choice: Choice) -> tuple[Shown, Shown, Shown] | None:
    period = choice.period(reads.as_of("membership", choice.scope))
    weekly = _weekly("membership", "committee_weeks", choice.scope, committee_id, period)
    if weekly.empty:
        return None
    counted = weekly["gatherings_counted"]
    weekly = weekly.assign(turnout=weekly["attended"] / counted.where(counted > 0))
    return _members(weekly), _gatherings(weekly, period), _training(weekly)


def _week_column() -> dict[str, Column]:
    return {"week_start": Column(_("Week from"), kind="date")}


def _members(weekly: pd.DataFrame) -> Shown:
    names = {"members": _("Members"), "good_standing": _("In good standing")}
    first, last = int(weekly["members"].iloc[0]), int(weekly["members"].iloc[-1])
    return {
        # The running week's stock is today's: known, not incomplete.
        "figure": charts.weekly_line(weekly, names, incomplete_from=None),
        "title": _(
            "{last} members, {change} in this period",
            last=formats.number(last),
            change=formats.change(last - first),
        ),
        "alt": _("Members and members in good standing by week."),
        "table": weekly,
        "columns": _week_column() | {k: Column(v, kind="number") for k, v in names.items()},
    }


def _gatherings(weekly: pd.DataFrame, period: Period) -> Shown:
    held = int(period.complete(weekly)["gatherings"].sum())
    return {
        "figure": charts.weekly_line(
            weekly,
            {"turnout": _("People a gathering")},
            incomplete_from=period.running_week,
        ),
        "title": ngettext(
            "{n} gathering in this period", "{n} gatherings in this period", held, n=held
        ),
        "alt": _("People at each gathering by week; gaps where nobody met or counted."),
        "table": weekly,
        "columns": _week_column()
        | {
            "gatherings": Column(_("Gatherings"), kind="number"),
            "attended": Column(_("People who attended"), kind="number"),
            "turnout": Column(_("People a gathering"), kind="decimal"),
        },
    }


def _training(weekly: pd.DataFrame) -> Shown:
    now = int(weekly["core_certified"].iloc[-1])
    return {
        "figure": charts.weekly_line(
            weekly, {"core_certified": _("With core training")}, incomplete_from=None
        ),
        "title": ngettext(
            "{n} person holds a valid core training",
            "{n} people hold a valid core training",
            now,
            n=now,
        ),
        "alt": _("People with a valid core training by week."),
        "table": weekly,
        "columns": _week_column()
        | {
            "core_certified": Column(_("With core training"), kind="number"),
            "coordinators": Column(_("Coordinators"), kind="number"),
            "coordinators_core": Column(_("Coordinators with core training"), kind="number"),
            "enrolled": Column(_("Enrolled"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
        },
    }


def draw_responses(row: Row, choice: Choice) -> None:
    """Draw the committee's responses by week.

    :raises Unavailable: if the incident database can't be read.
    """
    shown = _responses(row.committee_id, choice)
    if shown is None:
        st.subheader(_("No response to an incident in this period"), anchor=False)
        return
    with clocks.behind(choice.scope, "committee_responses", incidents=("response",)):
        charts.show(**shown, key="committee_responses")


@reads.prepared
def _responses(committee_id: str, choice: Choice) -> Shown | None:
    period = choice.period(reads.as_of("incidents", choice.scope))
    weekly = _weekly("incidents", "committee_responses", choice.scope, committee_id, period)
    total = int(period.complete(weekly)["responses"].sum())
    if weekly.empty:
        return None
    weekly = every_week(weekly, period)
    return {
        "figure": charts.weekly_line(
            weekly, {"responses": _("Responses")}, incomplete_from=period.running_week
        ),
        "title": ngettext(
            "{n} response to incidents in this period",
            "{n} responses to incidents in this period",
            total,
            n=total,
        ),
        "alt": _("Responses of this committee by week."),
        "table": weekly,
        "columns": _week_column()
        | {
            # Translators: times that responders were sent
            "responses": Column(_("Responses"), kind="number"),
            "arrived": Column(_("Reached the place"), kind="number"),
            # Translators: people who went to an incident
            "responders": Column(_("Responders"), kind="number"),
        },
    }
