"""Reads of the membership database: each function reads the statement of its own name.

Each raises :class:`lib.data.errors.Unavailable` if the database can't be read. Decimals and counts
come as floats, dates as ``datetime64``.
"""

import json
from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.data.scope import Scope
from lib.reads.clocks import as_of
from lib.reads.counties import counted
from lib.reads.reading import read


def campaigns(scope: Scope) -> pd.DataFrame:
    """The campaigns as they stand, a row each, the one that began first on top.

    ``campaign_id, region_id, committee_id, place_name, usps, latitude, longitude, goal, stage,
    stage_since`` (NaT: nobody recorded its stages), ``started_on, target_on, ended_on``.
    """
    return read("membership", "campaigns", scope, many=True)


def campaign_stages(scope: Scope) -> pd.DataFrame:
    """The stages that campaigns came through, a row each.

    ``region_id, campaign_id, goal, stage, entered_on, left_on, next_stage`` (both missing: it is
    still in it).
    """
    return read("membership", "campaign_stages", scope, many=True)


def committees(scope: Scope, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """The committees of a scope as they stand, a row each.

    What they are, their stocks of today (``members, good_standing, coordinators,
    coordinators_core, core_certified``) and, of the last 13 weeks, ``gatherings, turnout`` (people
    a gathering that was counted), ``turnout_before`` (in the 13 weeks before) and ``net_members``.

    :param columns: only these, and only what they rest on.
    """
    return read("membership", "committees", scope, columns=columns, by_name=True, many=True)


def committees_that_met(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Committees that met in the 13 weeks up to each week, whatever their status.

    A row a week: ``week_start, met, committees``.
    """
    return read(
        "membership", "committees_that_met", scope, first_week=first_week, last_week=last_week
    )


def certificates_by_committee(scope: Scope) -> pd.DataFrame:
    """Certificates of committees of which some expire within 60 days.

    A row a committee: ``region_id, committee_id`` (null: learners without one), ``name, certified,
    expiring_lately`` (within 30 days, and not so a week before), ``expiring_30, expiring_60``.
    """
    frame = read("membership", "certificates_by_committee", scope, by_name=True, many=True)
    return frame.sort_values("expiring_60", ascending=False, kind="stable", ignore_index=True)


def committee_county(scope: Scope, committee_id: str) -> pd.DataFrame:
    """Where a committee is: ``county_fips`` (null: not known), ``latitude, longitude``; a row."""
    return counted(read("membership", "committee_county", scope, committee_id=committee_id), scope)


def committee_support(scope: Scope, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """What each committee has of us and who it has on the day of the refresh, a row a committee.

    ``committee_id, region_id``; ``requests_open, requests_unanswered, oldest_request_on``;
    ``requests_since`` (the organization's first request), ``last_request_on``; ``visits,
    last_visit_on, last_visit_by`` (the regional organizer's post), ``last_mentored_on`` (the last
    visit or request of that kind); people in a term:
    ``coordinators, responders, trainers, interpreters, communications``. NaN where the organization
    has no record at all of such a thing: no data, not 0. Days are also missing where
    there is none.

    :param columns: only these, and only what they rest on.
    """
    return read("membership", "committee_support", scope, columns=columns, many=True)


def committee_tools(
    scope: Scope, since: date, topics: Sequence[str], *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """The committees of a scope that used a tool of the library, a row each.

    ``committee_id, uses, last_used_on`` (of any day), ``topics``: the places in ``topics`` of those
    that it used a tool on, as a sum of 2 to the power of each; missing without any.

    :param since: uses after this day are counted.
    :param topics: at most 50, so that the sum is exact as a float.
    :param columns: only these, and only what they rest on.
    """
    return read(
        "membership",
        "committee_tools",
        scope,
        columns=columns,
        since=since,
        topics=",".join(topics),
        many=True,
    )


def committee_weeks(
    scope: Scope,
    committee_id: str,
    first_week: date,
    last_week: date,
    *,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One committee, a row a week: ``week_start`` and its stocks and events.

    ``members, good_standing, core_certified, coordinators, coordinators_core, responders`` at the
    end of the week; ``joined, lapsed, gatherings, gatherings_counted, attended, enrolled,
    completed`` in it.

    :param columns: only these, and only what they rest on.
    """
    return read(
        "membership",
        "committee_weeks",
        scope,
        columns=columns,
        committee_id=committee_id,
        first_week=first_week,
        last_week=last_week,
    )


def completion_by_committee(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Who completed within 90 days, of those who enrolled in the weeks.

    A row a committee and, without one (``committee_id`` null), a row a region: ``region_id,
    committee_id, name, place_name, enrolled, completed``.
    """
    return read(
        "membership",
        "completion_by_committee",
        scope,
        by_name=True,
        first_week=first_week,
        last_week=last_week,
        many=True,
    )


def completion_by_week(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Who completed within 30, 60 and 90 days.

    A row a week of enrolling: ``enrolled_week, enrolled, completed, within_30, within_60,
    within_90``.
    """
    return read(
        "membership", "completion_by_week", scope, first_week=first_week, last_week=last_week
    )


def learner_days(scope: Scope, learners_by: str, first_quarter: date) -> pd.DataFrame:
    """After how many days learners completed or were last followed.

    A row a group × day × outcome: ``learners_of, days, completed, learners``.

    :param learners_by: ``course``, ``region`` or ``cohort`` (the quarter of enrolling).
    """
    return read(
        "membership", "learner_days", scope, learners_by=learners_by, first_quarter=first_quarter
    )


def learner_stages(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """How far learners are.

    A row a region × course × week of enrolling: ``region_id, course_id, enrolled_week, enrolled,
    not_started, withdrew_before_start, in_progress, withdrew_after_start, completed, left_out``.
    """
    return read("membership", "learner_stages", scope, first_week=first_week, last_week=last_week)


def learner_steps(scope: Scope, learners_by: str, first_quarter: date) -> pd.DataFrame:
    """How many days each step took, or has been waited for.

    A row a group × step × day × outcome: ``learners_of, step, days, closed, learners``.

    :param learners_by: as in :func:`learner_days`.
    """
    return read(
        "membership", "learner_steps", scope, learners_by=learners_by, first_quarter=first_quarter
    )


def members_by_place(scope: Scope, first_month: date, last_month: date) -> pd.DataFrame:
    """Members at the end of the last month, and who joined in the months, by place.

    A row a committee: ``committee_id, region_id, state_fips, county_fips`` (of its place; null: not
    known), ``status, place_name, usps, latitude, longitude, members, joined``. Of members without a
    committee (null) a row a state, theirs, and no county.

    :param last_month: the first day of the newest month that is over.
    """
    rows = read(
        "membership",
        "members_by_place",
        scope,
        first_month=first_month,
        last_month=last_month,
        many=True,
    )
    return counted(rows, scope)


def messages(scope: Scope, first_day: date) -> pd.DataFrame:
    """The messages published from a day on, a row each, the oldest first.

    ``message_id, region_id`` (``unknown``: for everyone), ``channel, published_on, language, reach,
    engagements`` (NaN: nobody counted), ``incident_id, campaign_id, validator_partner_id,
    validator``.
    """
    return read("membership", "messages", scope, first_day=first_day)


def open_requests(scope: Scope, committee_id: str) -> pd.DataFrame:
    """A committee's requests for support that are not resolved, a row a kind, the oldest first.

    ``committee_id, region_id, kind, open, unanswered, oldest_on``. Without any there is no row;
    whether the organization keeps requests at all says :func:`committee_support`.
    """
    return read("membership", "open_requests", scope, committee_id=committee_id)


def post_loads(scope: Scope) -> pd.DataFrame:
    """What rests on regional organizers, a row a region × post.

    ``region_id, post, posts, requests_open, requests_unanswered, committees, visits, hours``;
    visits and hours of the last 13 complete weeks. A row without a post is what names none of
    today. Of a region with fewer than two posts there is that row alone, and no number.
    """
    return read("membership", "post_loads", scope)


def partner_sectors(scope: Scope) -> pd.DataFrame:
    """The partners of a scope that have not left: ``sector, partners``."""
    return read("membership", "partner_sectors", scope)


def policy_days(scope: Scope) -> pd.DataFrame:
    """The day of the newest policy of each state that has one: ``usps, began_on``.

    Of a policy of which nobody says since when it is in force, the day of the first list that
    names it.
    """
    return read("membership", "policy_days", scope, as_of=as_of("membership"))


def partners(scope: Scope) -> pd.DataFrame:
    """The partners: ``partner_id, region_id, state_fips, name, sector, latitude, longitude,
    joined_on, left_on``; null where it isn't known.
    """
    return read("membership", "partners", scope)


def partner_places(scope: Scope) -> pd.DataFrame:
    """Further places of partners in a scope: ``partner_id, region_id, name, sector, latitude,
    longitude, joined_on, left_on``.
    """
    return read("membership", "partner_places", scope)


def partner_ties(scope: Scope) -> pd.DataFrame:
    """Ties of a scope's partners, of those here today: ``partner_id, other_partner_id, kinds,
    since``; two rows a tie, one for each of its partners that is in the scope.
    """
    return read("membership", "partner_ties", scope)


def policies(scope: Scope) -> pd.DataFrame:
    """Policies that are or were in force in counties and (null county) states, and their lists.

    ``policy_id, region_id, state_fips, county_fips, policy, in_force_from, in_force_until,
    first_listed_on, last_listed_on``.
    """
    return counted(read("membership", "policies", scope), scope)


def press_for_all(scope: Scope, first_day: date) -> pd.DataFrame:
    """Earned media for everyone from a day on: ``message_id, published_on, incident_id``."""
    return read("membership", "press_for_all", scope, first_day=first_day)


def press_regions(scope: Scope) -> pd.DataFrame:
    """The regions of which anyone ever recorded earned media: ``region_id``."""
    return read("membership", "press_regions", scope)


def priority_cities(scope: Scope) -> pd.DataFrame:
    """The cities of a scope: where they are, their people, and the plan's two marks."""
    return counted(read("membership", "priority_cities", scope), scope)


def priority_committees(scope: Scope) -> pd.DataFrame:
    """Committees and how many trained people each had on each of two days.

    ``committee_id, region_id, as_of, county_fips, name, status, latitude, longitude, trained``.
    """
    return counted(read("membership", "priority_committees", scope, many=True), scope)


def priority_counties(scope: Scope) -> pd.DataFrame:
    """The counties of a scope: where their people live, how many, and their languages."""
    return read("membership", "priority_counties", scope, many=True)


def priority_hubs(scope: Scope) -> pd.DataFrame:
    """Partner hubs: ``partner_id, state_fips, county_fips, joined_on, left_on``."""
    return counted(read("membership", "priority_hubs", scope), scope)


def priority_policies(scope: Scope) -> pd.DataFrame:
    """Policies that are or were in force in counties and (null county) states."""
    return counted(read("membership", "priority_policies", scope), scope)


def priority_support(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Visits of regional organizers and their hours, a row a committee."""
    return read(
        "membership",
        "priority_support",
        scope,
        first_week=first_week,
        last_week=last_week,
        many=True,
    )


def ready_committees(scope: Scope, last_week: date) -> pd.DataFrame:
    """The active committees, where they are, and their responders in a week.

    ``committee_id, name, region_id, usps, status, latitude, longitude, responders``.
    """
    return read("membership", "ready_committees", scope, last_week=last_week, many=True)


def regions(scope: Scope) -> pd.DataFrame:
    """The organization's regions: ``region_id, name_en, name_es, is_priority``."""
    return read("membership", "regions", scope)


def request_waits(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """How many days committees waited for an answer, of requests made in the weeks.

    A row a region × kind × step (``answer``, ``resolution``) × day × outcome: ``region_id, kind,
    step, days, closed, requests``.
    """
    return read("membership", "request_waits", scope, first_week=first_week, last_week=last_week)


def requests_waiting(scope: Scope) -> pd.DataFrame:
    """Requests for support that are not resolved, a row a committee × kind × day of asking.

    ``committee_id, region_id, kind, opened_on, open, unanswered``, the oldest first; the same
    requests as in :func:`open_requests`.
    """
    return read("membership", "requests_waiting", scope, many=True)


def state_laws(scope: Scope) -> pd.DataFrame:
    """Laws of states that somebody verified.

    ``law_id, region_id, state_fips, stance, effect, statute, url, verified_on``.
    """
    return read("membership", "state_laws", scope)


def states(scope: Scope) -> pd.DataFrame:
    """The states of a scope: ``state_fips, usps, name, region_id``."""
    return read("membership", "states", scope)


def tool_states(scope: Scope, since: date) -> pd.DataFrame:
    """The states whose committees used a tool after a day: ``tool_id, usps``."""
    return read("membership", "tool_states", scope, since=since, many=True)


def tool_uses(scope: Scope, since: date) -> pd.DataFrame:
    """What became of each tool, all its editions together; a tool that nobody used has no row.

    ``tool_id`` (null: what is not in the library); after the day ``committees, uses,
    uses_counted`` (with no participant or at least five), ``participants`` (of those, NaN without
    any), ``uses_by_few`` (with one to four, who are in no sum); ``uses_ever``, ``uses_published``
    (since it was published), ``last_used_on``.
    """
    return read("membership", "tool_uses", scope, since=since)


def tools(scope: Scope) -> pd.DataFrame:
    """The library of tools, an edition a row; the same for every scope.

    ``resource_id, tool_id, title_en, title_es, kind, topic, repression_type, audience_sector,
    language, published_on, is_proven, says_so, url``. ``tool_id`` is one for all editions.
    """
    return read("membership", "tools", scope)


def training_certificates(scope: Scope) -> pd.DataFrame:
    """Valid certificates: ``region_id, course_id, certified, expiring_60``."""
    return read("membership", "training_certificates", scope)


def training_courses(scope: Scope) -> pd.DataFrame:
    """The catalogue: ``course_id, title_en, title_es, topic, is_core``."""
    return read("membership", "training_courses", scope)


def visits_by_kind(scope: Scope, first_week: date, last_week: date) -> pd.DataFrame:
    """Visits of the weeks, a row a region × kind × days since the committee asked last.

    ``region_id, kind, days_since_asked`` (0: a request was open, or the visit names it; 91: longer
    ago, or never),
    ``visits, visits_with_hours, hours``. Hours are told of the last 13 complete weeks, and not
    where a region has one post: NaN.
    """
    return read("membership", "visits_by_kind", scope, first_week=first_week, last_week=last_week)


def weekly(
    scope: Scope, first_week: date, last_week: date, *, columns: Sequence[str] | None = None
) -> pd.DataFrame:
    """The scope, a row a week: ``week_start`` and its stocks and events.

    The columns of :func:`committee_weeks`, added up.

    :param columns: only these, and only what they rest on.
    """
    return read(
        "membership", "weekly", scope, columns=columns, first_week=first_week, last_week=last_week
    )


def membership_tiers(scope: Scope) -> pd.DataFrame:
    """The tiers of membership in the organization's order: ``tier_id, name_en, name_es``."""
    return read("membership", "membership_tiers", scope)


def membership_months(scope: Scope, first_month: date, last_month: date) -> pd.DataFrame:
    """Members of each region and tier, a row a month (``month_start``).

    At its end ``members`` (in a spell), of whom ``good_standing``, ``no_payment`` (no payment ever
    covered a day) and ``not_listed``; who is in none of these is behind. In it ``joined, returned,
    lapsed``, and ``owed_days, covered_days`` of dues. ``tier_id`` is null where nobody knows it.
    """
    return read(
        "membership", "membership_months", scope, first_month=first_month, last_month=last_month
    )


def committee_memberships(
    scope: Scope, first_month: date, last_month: date, committee_id: str = ""
) -> pd.DataFrame:
    """Members of each committee: a row each, and one for those without in each region.

    ``region_id, committee_id``; ``members, behind`` at the end of the last month; ``joined,
    returned, lapsed`` from the first month on.

    :param committee_id: of one that is read alone.
    """
    return read(
        "membership",
        "committee_memberships",
        scope,
        first_month=first_month,
        last_month=last_month,
        committee_id=committee_id,
        many=not committee_id,
    )


def dues_months(scope: Scope, first_month: date, last_month: date) -> pd.DataFrame:
    """Dues earned a month, in dollars, and what is no dues: a row a month (``month_start``).

    ``earned``; ``refunds, gifts, failed`` (how many) and ``refunded, given, missed`` (dollars).
    """
    return read("membership", "dues_months", scope, first_month=first_month, last_month=last_month)


def dues_payers(scope: Scope) -> pd.DataFrame:
    """Groups of at least five people by what they paid in 12 months, who paid most first.

    ``region_id, nth, payers, cents``.
    """
    return read("membership", "dues_payers", scope)


def membership_lives(scope: Scope) -> pd.DataFrame:
    """In which month of membership members left (``left``), or up to which they were followed.

    A row a region × tier × half-year of joining × month: ``region_id, tier_id`` (empty: nobody
    knows it), ``joined_half, entered, months, left, members``, as of
    :func:`lib.measures.retention.retention_curves`, and ``by_list`` (known by the list alone).
    """
    return read("membership", "membership_lives", scope, many=True)


def membership_standings(scope: Scope) -> pd.DataFrame:
    """In what standing those are who joined, by months since: ``month, state, members``."""
    return read("membership", "membership_standings", scope)


def renewals_by_month(scope: Scope) -> pd.DataFrame:
    """Dues that ran out, and memberships that lapsed then: of which that is known.

    A row a tier (empty: nobody knows it) × cycle × month × number of the renewal: ``tier_id, cycle,
    due_month, renewal, due, lapsed``.
    """
    return read("membership", "renewals_by_month", scope, many=True)


def renewals_due(scope: Scope) -> pd.DataFrame:
    """Memberships whose dues run out within 90 days, or ran out within the grace.

    A row a region × tier × cycle × number of the renewal: ``region_id, tier_id, cycle, renewal,
    due_within`` (30, 60 or 90 days; 0: ran out), ``times`` (renewals within 90 days), ``members``.
    """
    return read("membership", "renewals_due", scope, many=True)


def renewals_due_by_committee(scope: Scope, foretold: pd.DataFrame, soon_days: int) -> pd.DataFrame:
    """Those of ``renewals_due`` that still run, a row a committee × tier × cycle, in no order.

    ``region_id, committee_id`` (null: none), ``tier_id, cycle, members, soon`` (of these, within
    ``soon_days``), and the sums over members of what is ``foretold``.

    :param foretold: of one member, 0 where it has no row: ``tier_id, cycle, renewal, times,
        lapses, variance, by_first, by_second``.
    """
    return read(
        "membership",
        "renewals_due_by_committee",
        scope,
        foretold=json.dumps(foretold.to_dict("records")),
        soon_days=soon_days,
        many=True,
    )


def members_due(scope: Scope) -> pd.DataFrame:
    """How many dues run out within 90 days: ``region_id, committee_id, members``.

    Without a committee ``committee_id`` is null.
    """
    return read("membership", "members_due", scope, many=True)
