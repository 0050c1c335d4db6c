"""Reads of the incident database: each function reads the statement of its own name.

Each raises :class:`lib.data.errors.Unavailable` if the database can't be read. Decimals and counts
come as floats, dates as ``datetime64``.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.data.scope import Scope
from lib.reads.counties import by_county
from lib.reads.reading import read


def by_state(
    scope: Scope, first_week: date, last_week: date, *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Incidents of the weeks, a row a region × state.

    ``region_id, state_fips, usps, name`` (null where nobody knows the place), ``verified,
    unverified, unanswered``.

    :param columns: only these, and only what they rest on.
    """
    return read(
        "incidents", "by_state", scope, columns=columns, first_week=first_week, last_week=last_week
    )


def call_languages(scope: Scope) -> pd.DataFrame:
    """Calls to the hotline in the last 365 days: ``language, calls``, the most first.

    A region's calls in a language count only where they are at least five: a sum is a lower bound.
    """
    return read("incidents", "call_languages", scope)


def case_durations(scope: Scope) -> pd.DataFrame:
    """Days from opening to outcome, of the whole nation: nothing where not all of it is in scope.

    A row a step of days: ``is_detained, day_until`` (its last day), ``outcome`` (``open``: not
    ended when last followed), and the class of their number, ``at_least, at_most``.
    """
    return read("incidents", "case_durations", scope)


def cases_by_quarter(scope: Scope) -> pd.DataFrame:
    """Cases opened and closed, a row a region × quarter that is over.

    ``region_id, quarter_start`` and classes: ``opened_at_least, opened_at_most, closed_at_least,
    closed_at_most``.
    """
    return read("incidents", "cases_by_quarter", scope)


def cases_ended(scope: Scope) -> pd.DataFrame:
    """Cases closed, a row a region × half-year that is over × outcome.

    ``region_id, half_start, outcome, at_least, at_most``.
    """
    return read("incidents", "cases_ended", scope)


def cases_led(scope: Scope) -> pd.DataFrame:
    """Open cases of partners that lead five or more: ``region_id, lead_partner_id, at_least,
    at_most``.
    """
    return read("incidents", "cases_led", scope)


def cases_open(scope: Scope) -> pd.DataFrame:
    """Open cases: ``region_id, part`` (``detained``, a stage, ``all``), ``at_least, at_most``."""
    return read("incidents", "cases_open", scope)


def cases_unled(scope: Scope) -> pd.DataFrame:
    """Open cases without a lead for over a week: ``region_id, at_least, at_most``."""
    return read("incidents", "cases_unled", scope)


def county_incidents(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents, a row a county: ``county_fips`` (null: unknown), ``incidents``."""
    rows = read("incidents", "county_incidents", scope, first_week=first_week, last_week=last_week)
    return by_county(rows, scope)


def committee_responses(
    scope: Scope, committee_id: str, first_week: date, last_week: date
) -> pd.DataFrame:
    """One committee's responses, a row a week with any.

    ``week_start, responses, arrived, responders``.
    """
    return read(
        "incidents",
        "committee_responses",
        scope,
        committee_id=committee_id,
        first_week=first_week,
        last_week=last_week,
    )


def delays(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Minutes from the report to each step, or waited so far.

    A row a month of the report × step × minute: ``month, step, minutes, closed, incidents``.
    """
    return read("incidents", "delays", scope, first_week=first_week, last_week=last_week, many=True)


def delays_by_hour(scope: Scope, step: str) -> pd.DataFrame:
    """One step's waits over the last 52 complete weeks.

    A row an hour × weekday × minute: ``hour, weekday, minutes, closed, incidents``.
    """
    return read("incidents", "delays_by_hour", scope, step=step)


def hotline_weekly(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Calls to the hotline, a row a week with any: ``week_start, calls, answered``."""
    return read("incidents", "hotline_weekly", scope, first_week=first_week, last_week=last_week)


def incidents_told(scope: Scope) -> pd.DataFrame:
    """To which series and week each incident of the last 66 weeks belongs, false reports left out.

    ``incident_id, region_id, kind, week_start``.
    """
    return read("incidents", "incidents_told", scope, many=True)


def late_reports(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """In which week incidents occurred, and how many weeks later they were reported.

    ``region_id, week_start, delay_weeks, incidents``.
    """
    return read("incidents", "late_reports", scope, first_week=first_week, last_week=last_week)


def mobilization_calls(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Mobilizations, a row each, the newest first.

    ``mobilization_id, region_id, state_fips`` (null: unknown), ``week_start, incident_kind`` (null:
    after no incident), ``is_national, participants`` (null: not said, or fewer than five),
    ``minutes`` (from the incident's report to the call).
    """
    return read(
        "incidents", "mobilization_calls", scope, first_week=first_week, last_week=last_week
    )


def mobilized(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents and after how many of them people mobilized: ``kind, incidents, mobilized``."""
    return read("incidents", "mobilized", scope, first_week=first_week, last_week=last_week)


def mobilizations(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """National mobilizations, a row a week with any: ``week_start, mobilizations``.

    Of the scope's regions, and those that belong to no region: they call everybody.
    """
    return read("incidents", "mobilizations", scope, first_week=first_week, last_week=last_week)


def priority_calls(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Calls to the hotline: ``state_fips`` (null: unknown), ``calls``."""
    return read("incidents", "priority_calls", scope, first_week=first_week, last_week=last_week)


def priority_cases(scope: Scope) -> pd.DataFrame:
    """Open deportation cases on two days: ``state_fips`` (null: unknown), ``as_of, cases``.

    In full fives: fewer than five are told as none.
    """
    return read("incidents", "priority_cases", scope)


def priority_incidents(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents, a row a county: ``county_fips`` (null: unknown), ``incidents,
    people_affected, unanswered``.
    """
    rows = read(
        "incidents", "priority_incidents", scope, first_week=first_week, last_week=last_week
    )
    return by_county(rows, scope)


def records_begin(scope: Scope) -> pd.Timestamp | None:
    """The first week of which there is a record of an incident; ``None`` if there never was one."""
    weeks = read("incidents", "records_begin", scope)["first_week"]
    return None if weeks.empty else weeks.iloc[0]


def states(scope: Scope) -> pd.DataFrame:
    """The states of a scope: ``state_fips, usps, name, region_id``."""
    return read("incidents", "states", scope)


def unanswered_by_hour(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents by hour of day: ``hour, incidents, unanswered``."""
    return read(
        "incidents", "unanswered_by_hour", scope, first_week=first_week, last_week=last_week
    )


def unanswered_recently(scope: Scope, first_day: date) -> pd.DataFrame:
    """Incidents that nobody has answered of the last days, the oldest first.

    A row a region × state × kind × hour of the report, on the organization's clock: ``region_id,
    usps, state`` (null where nobody knows the place), ``kind, heard_on, heard_hour, waited_hours``
    (full hours up to the refresh), ``incidents``.

    :param first_day: no more than 13 days before the refresh.
    """
    return read("incidents", "unanswered_recently", scope, first_day=first_day)


def verified_series(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents without false reports: ``region_id, kind, week_start, incidents, verified``."""
    return read("incidents", "verified_series", scope, first_week=first_week, last_week=last_week)


def weekly_by_kind(
    scope: Scope, first_week: date, last_week: date, *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """Incidents, a row a week × kind × verification.

    ``week_start, kind, verification, incidents, people_affected, unanswered``.

    :param columns: only these, and only what they rest on.
    """
    return read(
        "incidents",
        "weekly_by_kind",
        scope,
        columns=columns,
        first_week=first_week,
        last_week=last_week,
    )


def weekly_series(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Incidents without false reports: ``region_id, kind, week_start, incidents``."""
    return read("incidents", "weekly_series", scope, first_week=first_week, last_week=last_week)
