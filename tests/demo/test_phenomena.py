"""What makes the invented organization look like life, each promise by itself."""

from datetime import timedelta

import pytest

from lib.demo.plan import Plan
from tests.demo.conftest import AS_OF, Ask

pytestmark = pytest.mark.slow

PLACED = "JOIN source.place USING (place_id) JOIN source.state USING (state_fips)"


def count(ask: Ask, database: str, statement: str) -> int:
    return int(ask(database, f"SELECT count(*) FROM {statement}")[0][0])


@pytest.mark.parametrize("status", ["forming", "active", "dormant", "closed"])
def test_committees_in_every_status(ask: Ask, status: str) -> None:
    assert count(ask, "membership", f"source.committee WHERE status = '{status}'") > 0


@pytest.mark.parametrize("kind", ["local", "affinity", "partner_hosted"])
def test_committees_of_every_kind(ask: Ask, kind: str) -> None:
    rows = ask(
        "membership",
        "SELECT affinity IS NOT NULL, host_partner_id IS NOT NULL FROM source.committee"
        " WHERE kind = :kind",
        kind=kind,
    )
    assert rows
    assert set(rows) == {(kind == "affinity", kind == "partner_hosted")}


def test_committees_have_their_places_ids(ask: Ask) -> None:
    ids = {r[0] for r in ask("membership", "SELECT committee_id FROM source.committee")}
    assert "tx-houston" in ids
    own = ask("membership", "SELECT committee_id, place_id, crm_url FROM source.committee")
    for committee_id, place_id, url in own:
        assert committee_id == place_id or committee_id.startswith(f"{place_id}-")
        assert url == f"https://crm.example.org/committees/{committee_id}"


def test_committees_in_every_region_and_more_where_it_matters(ask: Ask) -> None:
    counts = dict(
        ask(
            "membership",
            f"SELECT region_id, count(*) FROM source.committee {PLACED} GROUP BY 1",
        )
    )
    assert set(counts) == {"southwest", "southeast", "midwest", "west", "northeast"}
    assert min(counts[r] for r in ("southwest", "southeast")) > max(
        counts["west"], counts["northeast"]
    )


@pytest.mark.parametrize("usps", ["PR", "AK", "HI"])
def test_committees_in_the_far_corners(ask: Ask, usps: str) -> None:
    assert count(ask, "membership", f"source.committee {PLACED} WHERE usps = '{usps}'") > 0


def test_forming_committees_are_young_and_some_without_a_date(ask: Ask) -> None:
    rows = ask("membership", "SELECT formed_on FROM source.committee WHERE status = 'forming'")
    days = [r[0] for r in rows if r[0]]
    assert all(day > AS_OF - timedelta(days=80) for day in days)
    assert len(days) < len(rows)


def test_a_dormant_committee_has_not_met_for_months(ask: Ask) -> None:
    last = ask(
        "membership",
        "SELECT max(held_on) FROM source.gathering JOIN source.committee USING (committee_id)"
        " WHERE status = 'dormant'",
    )[0][0]
    assert last < AS_OF - timedelta(days=60)


def test_nothing_is_held_or_joined_before_a_committee_forms_or_after_it_closes(ask: Ask) -> None:
    for table, day in (("gathering", "held_on"), ("member", "joined_on")):
        outside = (
            f"source.{table} JOIN source.committee USING (committee_id)"
            f" WHERE {day} < formed_on OR {day} > closed_on"
        )
        assert count(ask, "membership", outside) == 0


def test_summers_are_quiet(ask: Ask) -> None:
    # July and August against September and October of the same year, no news in either.
    by_month = dict(
        ask(
            "membership",
            "SELECT extract(month FROM held_on)::int, count(*) FROM source.gathering"
            " WHERE extract(year FROM held_on) = 2024 GROUP BY 1",
        )
    )
    assert by_month[7] + by_month[8] < 0.9 * (by_month[9] + by_month[10])


def test_people_come_in_waves_after_the_news(ask: Ask) -> None:
    # The largest news is 660 days before the data end; sixty days after and before it.
    news = AS_OF - timedelta(days=660)
    after, before = ask(
        "membership",
        "SELECT count(*) FILTER (WHERE joined_on >= :news AND joined_on < :news + 60),"
        " count(*) FILTER (WHERE joined_on < :news AND joined_on >= :news - 60)"
        " FROM source.member",
        news=news,
    )[0]
    assert after > 1.8 * before


def test_members_lapse_and_some_of_each_tier_stay(ask: Ask) -> None:
    tiers = ask(
        "membership",
        "SELECT tier_id, count(lapsed_on), count(*) FROM source.member GROUP BY 1",
    )
    assert {r[0] for r in tiers} == {"solidarity", "low_income", "standard", "sustainer", None}
    for tier, lapsed, everyone in tiers:
        if tier:
            assert 0 < lapsed < everyone


def test_members_come_back_after_months_without_dues(ask: Ask) -> None:
    # Of those who pay by the month: a forgotten month is a gap of 31 days at most, and two in a
    # row are rare; three are an absence.
    gaps = (
        "(SELECT covers_from - lag(covers_to) OVER (PARTITION BY member_id ORDER BY covers_from)"
        " AS gap FROM source.dues_payment WHERE kind IS NULL AND covers_to - covers_from < 31) p"
        " WHERE gap > 80"
    )
    assert count(ask, "membership", gaps) > 20


def test_days_are_not_paid_for_twice(ask: Ask) -> None:
    twice = (
        "(SELECT covers_from - lag(covers_to) OVER (PARTITION BY member_id ORDER BY covers_from)"
        " AS gap FROM source.dues_payment WHERE kind IS NULL) p WHERE gap < 1"
    )
    assert count(ask, "membership", twice) == 0
    assert count(ask, "membership", "source.dues_payment WHERE covers_to < covers_from") == 0


def test_some_is_given_back_or_given_and_some_fails(ask: Ask) -> None:
    kinds = dict(ask("membership", "SELECT kind, count(*) FROM source.dues_payment GROUP BY 1"))
    assert kinds[None] > 50 * kinds["refund"] > 0
    assert kinds[None] > 20 * kinds["gift"] > 0
    assert kinds[None] > 5 * kinds["failed"] > 0
    # Once what they covered is over, so that nobody loses any cover by it.
    late = (
        "source.dues_payment r JOIN source.dues_payment p ON p.payment_id = r.refunds_payment_id"
        " WHERE r.paid_on > p.covers_to AND r.amount_cents = -p.amount_cents"
        " AND p.member_id = r.member_id"
    )
    assert count(ask, "membership", late) == kinds["refund"]


def test_some_pay_by_the_month_some_by_the_year_and_some_nothing(ask: Ask) -> None:
    # A year's payment covers 365 or 366 days; twelve months of standard dues are 120 dollars.
    counts = ask(
        "membership",
        "SELECT count(*) FILTER (WHERE covers_to - covers_from + 1 BETWEEN 28 AND 31),"
        " count(*) FILTER (WHERE covers_to - covers_from + 1 BETWEEN 365 AND 366"
        " AND amount_cents = 12000),"
        " count(*) FILTER (WHERE tier_id = 'solidarity' OR amount_cents = 0)"
        " FROM source.dues_payment JOIN source.member USING (member_id)",
    )[0]
    assert counts[0] > 500
    assert counts[1] > 100
    assert counts[2] == 0


def test_members_who_are_in_arrears_but_not_gone(ask: Ask) -> None:
    arrears = (
        "source.member m WHERE lapsed_on IS NULL AND tier_id <> 'solidarity' AND NOT EXISTS"
        " (SELECT FROM source.dues_payment d WHERE d.member_id = m.member_id"
        f" AND covers_to >= DATE '{AS_OF}' - 1)"
    )
    assert count(ask, "membership", arrears) > 10


def test_members_at_large_and_some_with_no_state_at_all(ask: Ask) -> None:
    at_large = count(ask, "membership", "source.member WHERE committee_id IS NULL")
    nowhere = count(
        ask, "membership", "source.member WHERE committee_id IS NULL AND state_fips IS NULL"
    )
    assert 0 < nowhere < at_large < 0.15 * 3_000


def test_trainings_that_were_begun_and_not_finished(ask: Ask) -> None:
    old = f"enrolled_on < DATE '{AS_OF}' - 200"
    enrolled = f"source.enrollment WHERE {old} AND"
    begun = f"{enrolled} started_on IS NOT NULL AND completed_on IS NULL AND withdrew_on IS NULL"
    assert count(ask, "membership", begun) > 50
    assert count(ask, "membership", f"{enrolled} started_on IS NULL") > 50
    assert count(ask, "membership", f"{enrolled} withdrew_on IS NOT NULL") > 50


def test_days_of_a_training_come_one_after_the_other(ask: Ask) -> None:
    odd = (
        "source.enrollment WHERE started_on < enrolled_on OR completed_on < started_on"
        " OR (completed_on IS NOT NULL AND started_on IS NULL) OR withdrew_on < enrolled_on"
        " OR (completed_on IS NOT NULL AND withdrew_on IS NOT NULL)"
        " OR (certified_until IS NOT NULL AND completed_on IS NULL)"
    )
    assert count(ask, "membership", odd) == 0


def test_a_certificate_holds_as_long_as_its_course_says(ask: Ask) -> None:
    # Twelve months, give or take the 28th that a month's end is counted to.
    lengths = ask(
        "membership",
        "SELECT DISTINCT certified_until - completed_on FROM source.enrollment"
        " WHERE course_id = 'security' AND certified_until IS NOT NULL",
    )
    assert {r[0] for r in lengths} <= {362, 363, 364, 365, 366}
    lasting = "source.enrollment WHERE course_id = 'facilitation' AND certified_until IS NOT NULL"
    assert count(ask, "membership", lasting) == 0


def test_certificates_that_expire_within_sixty_days(ask: Ask) -> None:
    soon = f"certified_until BETWEEN DATE '{AS_OF}' AND DATE '{AS_OF}' + 60"
    assert count(ask, "membership", f"source.enrollment WHERE {soon}") > 20


def test_certificates_that_were_renewed(ask: Ask) -> None:
    again = (
        "source.enrollment a JOIN source.enrollment b USING (member_id, course_id)"
        " WHERE b.enrolled_on BETWEEN a.certified_until - 40 AND a.certified_until + 50"
    )
    assert count(ask, "membership", again) > 20


def test_learners_who_are_in_no_member_list(ask: Ask) -> None:
    assert count(ask, "membership", "source.enrollment WHERE member_id IS NULL") > 0


def test_gatherings_where_nobody_counted(ask: Ask) -> None:
    everyone = count(ask, "membership", "source.gathering")
    uncounted = count(ask, "membership", "source.gathering WHERE attended IS NULL")
    assert 0.05 * everyone < uncounted < 0.2 * everyone


def test_a_committee_is_about_to_fall_silent(ask: Ask) -> None:
    # Active, it met every week until four months ago; then fewer and fewer came, and now for
    # three weeks no one has met and no one coordinates.
    fading = ask(
        "membership",
        "SELECT committee_id,"
        " count(*) FILTER (WHERE held_on BETWEEN :as_of - 250 AND :as_of - 131) AS usual,"
        " avg(attended) FILTER (WHERE held_on BETWEEN :as_of - 250 AND :as_of - 131) AS came,"
        " count(*) FILTER (WHERE held_on BETWEEN :as_of - 85 AND :as_of - 25) AS fewer,"
        " avg(attended) FILTER (WHERE held_on BETWEEN :as_of - 85 AND :as_of - 25) AS stayed"
        " FROM source.gathering JOIN source.committee c USING (committee_id)"
        " WHERE status = 'active' AND NOT EXISTS (SELECT FROM source.role_term t"
        " WHERE t.committee_id = c.committee_id AND role = 'coordinator' AND ended_on IS NULL)"
        # Others fade as well; this one asked for help 37 days ago.
        " AND EXISTS (SELECT FROM source.support_request r WHERE opened_on = :as_of - 37"
        " AND r.committee_id = c.committee_id AND first_response_on IS NULL)"
        " GROUP BY 1 HAVING max(held_on) < :as_of - 21",
    )
    assert len(fading) == 1
    committee, usual, came, fewer, stayed = fading[0]
    assert usual >= 12
    assert fewer / 61 < 0.6 * usual / 120
    assert float(stayed) < 0.7 * float(came)
    last_term = ask(
        "membership",
        "SELECT max(ended_on) FROM source.role_term"
        " WHERE committee_id = :id AND role = 'coordinator'",
        id=committee,
    )
    assert last_term[0][0] == AS_OF - timedelta(days=48)
    waiting = ask(
        "membership",
        "SELECT count(*) FROM source.support_request WHERE committee_id = :id"
        " AND first_response_on IS NULL AND opened_on = :as_of - 37",
        id=committee,
    )
    assert waiting[0][0] == 1


def test_a_term_is_held_by_a_member_of_the_committee(ask: Ask) -> None:
    # Founders may have moved to the members at large, never to another committee.
    strangers = (
        "source.role_term t JOIN source.member m USING (member_id)"
        " WHERE m.committee_id <> t.committee_id OR t.started_on < m.joined_on - 31"
    )
    assert count(ask, "membership", strangers) == 0
    assert count(ask, "membership", "source.role_term WHERE ended_on < started_on") == 0


def test_partners_of_every_sector_hubs_and_some_who_left(ask: Ask) -> None:
    counts = ask(
        "membership",
        "SELECT count(DISTINCT sector), count(*) FILTER (WHERE is_hub), count(left_on)"
        " FROM source.partner",
    )[0]
    assert counts[0] == 10
    assert counts[1] > 0
    assert counts[2] > 0


def test_help_is_asked_for_by_posts_not_names(ask: Ask) -> None:
    for table in ("support_request", "support_visit"):
        odd = (
            f"source.{table} WHERE organizer !~"
            " '^organizer (southwest|southeast|midwest|west|northeast) [1-3]$'"
        )
        assert count(ask, "membership", odd) == 0
    assert count(ask, "membership", "source.support_request WHERE first_response_on IS NULL") > 0
    posts = ask(
        "membership",
        "SELECT split_part(organizer, ' ', 2), count(DISTINCT organizer) FROM source.support_visit"
        " GROUP BY 1",
    )
    assert dict(posts) == {"southwest": 3, "southeast": 3, "midwest": 3, "west": 2, "northeast": 1}


def test_a_visit_may_name_the_request_of_its_committee_that_it_answers(ask: Ask) -> None:
    named = "source.support_visit v JOIN source.support_request r USING (request_id)"
    assert count(ask, "membership", named) > 0
    wrong = "r.committee_id <> v.committee_id OR v.visited_on - r.opened_on NOT BETWEEN 0 AND 30"
    assert count(ask, "membership", f"{named} WHERE {wrong}") == 0
    assert count(ask, "membership", "source.support_visit WHERE request_id IS NULL") > 0


def test_campaigns_stand_at_the_stage_they_came_to_last(ask: Ask) -> None:
    campaigns = ask(
        "membership",
        "SELECT c.stage, (SELECT s.stage FROM source.campaign_stage s"
        " WHERE s.campaign_id = c.campaign_id ORDER BY changed_on DESC LIMIT 1),"
        " ended_on IS NOT NULL, goal FROM source.campaign c",
    )
    for stage, last, has_ended, _ in campaigns:
        assert stage == last
        assert has_ended == (stage in ("won", "lost"))
    assert {r[3] for r in campaigns} == {"defund_police", "dismantle_ice", "redefine_sanctuary"}
    assert "won" in {r[0] for r in campaigns}


def test_places_have_presence_where_committees_are_and_gaps_where_not(ask: Ask) -> None:
    wrong = (
        "source.place p WHERE has_presence <> EXISTS"
        " (SELECT FROM source.committee c WHERE c.place_id = p.place_id)"
        " OR (has_presence AND has_anticipated_gap)"
    )
    assert count(ask, "membership", wrong) == 0
    assert count(ask, "membership", "source.place WHERE has_anticipated_gap") == 40


def test_policies_are_the_agreements_that_are_public(ask: Ask) -> None:
    policies = dict(
        ask("membership", "SELECT policy, count(*) FROM source.jurisdiction_policy GROUP BY 1")
    )
    # What campaigns to redefine sanctuary won is as invented as they are.
    assert policies.pop("sanctuary_county") == count(
        ask, "membership", "source.campaign WHERE stage = 'won' AND goal = 'redefine_sanctuary'"
    )
    assert policies == {
        "287g_task_force": 415 + 2,  # two that a newer list leaves out
        "287g_warrant_service_officer": 300 + 1,
        "287g_jail_enforcement": 117 + 1,
        "pending_287g_task_force": 9,
        "pending_287g_warrant_service_officer": 13,
        "pending_287g_jail_enforcement": 4,
    }


def test_messages_through_every_channel_in_both_languages(ask: Ask) -> None:
    pairs = set(ask("membership", "SELECT DISTINCT channel, language FROM source.message"))
    assert len(pairs) == 10


def test_every_resource_and_course_has_both_titles(ask: Ask) -> None:
    for table in ("resource", "course"):
        titles = ask("membership", f"SELECT title_en, title_es FROM source.{table}")
        assert all(english and spanish and english != spanish for english, spanish in titles)
    assert count(ask, "membership", "source.resource") >= 30
    assert count(ask, "membership", "source.course WHERE is_core") >= 3


def test_a_tool_is_used_after_it_was_published(ask: Ask) -> None:
    early = "source.resource_use JOIN source.resource USING (resource_id)"
    assert count(ask, "membership", f"{early} WHERE used_on < published_on") == 0


def test_about_nine_thousand_incidents_and_25_000_calls(ask: Ask) -> None:
    assert 8_500 < count(ask, "incidents", "source.incident") < 9_300
    assert 23_500 < count(ask, "incidents", "source.hotline_call") < 26_500


def test_reports_come_late_with_a_long_tail(ask: Ask) -> None:
    soon, late, never = ask(
        "incidents",
        "SELECT count(*) FILTER (WHERE reported_at - occurred_at < interval '2 hours'),"
        " count(*) FILTER (WHERE reported_at - occurred_at > interval '7 days'),"
        " count(*) FILTER (WHERE reported_at IS NULL) FROM source.incident",
    )[0]
    assert soon > 4_000
    assert late > 200
    assert never > 50
    assert count(ask, "incidents", "source.incident WHERE reported_at < occurred_at") == 0


def test_reports_are_verified_later_refuted_or_left(ask: Ask) -> None:
    counts = dict(ask("incidents", "SELECT verification, count(*) FROM source.incident GROUP BY 1"))
    assert counts["verified"] > counts["unverified"] > counts["false_report"] > 300
    odd = (
        "source.incident WHERE verified_at < coalesce(reported_at, occurred_at)"
        " OR (verification = 'unverified' AND verified_at IS NOT NULL)"
    )
    assert count(ask, "incidents", odd) == 0


def test_some_reports_are_corrected_weeks_later(ask: Ask) -> None:
    corrected = (
        "source.incident WHERE updated_at"
        " > greatest(occurred_at, reported_at, verified_at) + interval '5 days'"
    )
    assert count(ask, "incidents", corrected) > 100


def test_incidents_whose_place_is_known_in_part_or_not_at_all(ask: Ask) -> None:
    nowhere, region_only, state_only = ask(
        "incidents",
        "SELECT count(*) FILTER (WHERE region_id IS NULL),"
        " count(*) FILTER (WHERE region_id IS NOT NULL AND state_fips IS NULL),"
        " count(*) FILTER (WHERE state_fips IS NOT NULL AND county_fips IS NULL)"
        " FROM source.incident",
    )[0]
    assert min(nowhere, region_only, state_only) > 50
    odd = (
        "source.incident LEFT JOIN source.state s USING (state_fips)"
        " WHERE s.region_id <> incident.region_id OR (incident.region_id IS NULL AND"
        " state_fips IS NOT NULL) OR substr(county_fips, 1, 2) <> state_fips"
    )
    assert count(ask, "incidents", odd) == 0


def test_a_wave_of_raids_goes_through_the_southeast(ask: Ask) -> None:
    # Six weeks against the six before them: raids in the Southeast, and in all the others.
    counts = {
        row[0]: row[1:]
        for row in ask(
            "incidents",
            "SELECT region_id = 'southeast',"
            " count(*) FILTER (WHERE occurred_at >= :as_of - interval '42 days'),"
            " count(*) FILTER (WHERE occurred_at < :as_of - interval '42 days'"
            " AND occurred_at >= :as_of - interval '84 days') FROM source.incident"
            " WHERE region_id IS NOT NULL AND kind IN ('raid', 'workplace_raid') GROUP BY 1",
        )
    }
    assert counts[True][0] > 8 * counts[True][1]
    assert counts[False][0] < 3 * counts[False][1]


def test_incidents_without_a_response_more_so_in_the_wave(ask: Ask) -> None:
    wave, usual = (
        ask(
            "incidents",
            "SELECT avg((NOT EXISTS (SELECT FROM source.response r"
            " WHERE r.incident_id = i.incident_id))::int)::float FROM source.incident i"
            " WHERE region_id = 'southeast' AND kind IN ('raid', 'workplace_raid')"
            f" AND occurred_at {sign} :as_of - interval '42 days'",
        )[0][0]
        for sign in (">=", "<")
    )
    assert 0.2 < usual < wave < 0.7


def test_two_of_three_incidents_are_answered(ask: Ask) -> None:
    answered = ask(
        "incidents",
        "SELECT avg((incident_id IN (SELECT incident_id FROM source.response))::int)::float"
        " FROM source.incident"
        " WHERE verification <> 'false_report'",
    )[0][0]
    assert 0.55 < answered < 0.7


def test_fewer_incidents_are_answered_far_from_those_who_respond(ask: Ask) -> None:
    # Most committees are in the cities of Texas, none is in Montana, Idaho and Wyoming.
    near, far = (
        ask(
            "incidents",
            "SELECT avg((incident_id IN (SELECT incident_id FROM source.response))::int)::float"
            " FROM source.incident"
            " WHERE verification <> 'false_report' AND state_fips = ANY(:states)",
            states=states,
        )[0][0]
        for states in (["48"], ["30", "16", "56"])
    )
    assert far < 0.75 * near


def test_most_responses_set_out_within_an_hour_and_some_the_next_day(ask: Ask) -> None:
    within_hour, after_hours = ask(
        "incidents",
        "SELECT avg((wait < interval '1 hour')::int)::float,"
        " avg((wait > interval '4 hours')::int)::float"
        " FROM (SELECT dispatched_at - coalesce(reported_at, occurred_at) AS wait"
        " FROM source.response JOIN source.incident USING (incident_id)) w",
    )[0]
    assert within_hour > 0.65
    assert 0.03 < after_hours < 0.2


def test_most_calls_are_answered(ask: Ask) -> None:
    answered = "avg((answered_at IS NOT NULL)::int)::float"
    share = ask("incidents", f"SELECT {answered} FROM source.hotline_call")[0][0]
    assert 0.82 < share < 0.88


def test_responses_set_out_after_the_report_and_arrive_after_that(ask: Ask) -> None:
    odd = (
        "source.response JOIN source.incident USING (incident_id)"
        " WHERE dispatched_at < coalesce(reported_at, occurred_at) OR arrived_at < dispatched_at"
    )
    assert count(ask, "incidents", odd) == 0
    assert count(ask, "incidents", "source.response WHERE arrived_at IS NULL") > 50


def test_calls_at_night_go_unanswered(ask: Ask) -> None:
    # Callers of the Northeast and Southeast, whose clocks all show New York's time (but in
    # western Florida, Alabama, Tennessee and Puerto Rico, whose calls are left out).
    day, night = (
        ask(
            "incidents",
            "SELECT avg((answered_at IS NOT NULL)::int)::float FROM source.hotline_call"
            " WHERE state_fips IN ('36', '34', '13', '37')"
            f" AND extract(hour FROM received_at AT TIME ZONE 'America/New_York') {hours}",
        )[0][0]
        for hours in ("BETWEEN 8 AND 19", "IN (22, 23, 0, 1, 2, 3, 4, 5)")
    )
    assert day > 0.85
    assert night < 0.55


def test_calls_that_became_an_incident_came_before_its_report(ask: Ask) -> None:
    linked = "source.hotline_call JOIN source.incident USING (incident_id)"
    assert count(ask, "incidents", linked) > 2_000
    assert count(ask, "incidents", f"{linked} WHERE received_at > reported_at") == 0


def test_cases_open_and_closed(ask: Ask) -> None:
    counts = ask(
        "incidents",
        "SELECT count(closed_on), count(outcome), count(*), count(*) FILTER"
        " (WHERE is_detained AND closed_on IS NOT NULL), count(*) FILTER"
        " (WHERE closed_on <= opened_on) FROM source.deportation_case",
    )[0]
    assert 0 < counts[0] == counts[1] < counts[2]
    # Who was held is told of closed cases, too: else nothing could be compared.
    assert counts[3] > 50
    assert counts[4] == 0


def test_three_years(ask: Ask, organization: Plan) -> None:
    first = ask("membership", "SELECT min(joined_on) FROM source.member")[0][0]
    assert AS_OF.replace(year=AS_OF.year - 3) <= first < AS_OF.replace(year=AS_OF.year - 3, month=5)
