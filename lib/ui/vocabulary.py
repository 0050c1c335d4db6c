"""The names of the contract's codes in the viewer's language.

A code belongs to a family, named for the column it stands in. What the organization itself writes
as free text (a kind of mobilization, the outcome of a response) has no family.
"""

from lib.ui.language import N_, _

NAMES: dict[str, dict[str, str]] = {
    "committee_kind": {
        "local": N_("Local"),
        "affinity": N_("Affinity"),
        "partner_hosted": N_("Hosted by a partner"),
    },
    "committee_status": {
        "forming": N_("Forming"),
        "active": N_("Active"),
        "dormant": N_("Dormant"),
        "closed": N_("Closed"),
    },
    "sector": {
        "labor": N_("Labor"),
        "faith": N_("Faith"),
        "healers": N_("Healers"),
        "health": N_("Health"),
        "artists": N_("Artists"),
        "donors": N_("Donors"),
        "legal": N_("Legal"),
        "education": N_("Education"),
        "base_building": N_("Base building"),
        "media": N_("Media"),
    },
    "term_role": {
        "coordinator": N_("Coordinator"),
        "responder": N_("Responder"),
        "trainer": N_("Trainer"),
        "interpreter": N_("Interpreter"),
        "communications": N_("Communications"),
    },
    "gathering_kind": {
        "meeting": N_("Meeting"),
        "training": N_("Training"),
        "action": N_("Action"),
        "outreach": N_("Outreach"),
        "drill": N_("Drill"),
    },
    "format": {
        "in_person": N_("In person"),
        "virtual": N_("Virtual"),
    },
    "course_topic": {
        "know_your_rights": N_("Know your rights"),
        "deportation_defense": N_("Deportation defense"),
        "ice_free_zones": N_("ICE-free zones"),
        "coordination": N_("Coordination"),
        "rapid_response": N_("Rapid response"),
        "security": N_("Security"),
        "facilitation": N_("Facilitation"),
    },
    "request_kind": {
        "training": N_("Training"),
        "mentorship": N_("Mentorship"),
        "troubleshooting": N_("Troubleshooting"),
        "technical": N_("Technical help"),
        "organizing": N_("Organizing"),
    },
    "campaign_goal": {
        "defund_police": N_("Defund police"),
        "dismantle_ice": N_("Dismantle ICE"),
        "redefine_sanctuary": N_("Redefine sanctuary"),
    },
    "campaign_stage": {
        "research": N_("Research"),
        "base_building": N_("Base building"),
        "demand": N_("Demand"),
        "negotiation": N_("Negotiation"),
        "won": N_("Won"),
        "lost": N_("Lost"),
        "paused": N_("Paused"),
    },
    "channel": {
        "earned_media": N_("Earned media"),
        "social": N_("Social media"),
        "self_published": N_("Our own publications"),
        "validator": N_("Validators"),
        "alternative_outlet": N_("Alternative outlets"),
    },
    "incident_kind": {
        "raid": N_("Raid"),
        "home_arrest": N_("Home arrest"),
        "workplace_raid": N_("Workplace raid"),
        "checkpoint": N_("Checkpoint"),
        "traffic_stop": N_("Traffic stop"),
        "courthouse_arrest": N_("Courthouse arrest"),
        "jail_transfer": N_("Jail transfer"),
        "detention": N_("Detention"),
        "removal": N_("Removal"),
        "police_violence": N_("Police violence"),
        "harassment": N_("Harassment"),
        "other": N_("Other"),
    },
    "verification": {
        "unverified": N_("Unverified"),
        "verified": N_("Verified"),
        "false_report": N_("False report"),
    },
    "account_role": {
        "organizer": N_("Regional organizer"),
        "national": N_("National leadership"),
        "partner": N_("Partner"),
        "administrator": N_("Administrator"),
    },
    "health_level": {
        "strong": N_("Strong"),
        "steady": N_("Steady"),
        "fragile": N_("Fragile"),
        "not_enough_data": N_("Not enough data"),
        "ready": N_("Ready to begin"),
        "building": N_("On its way"),
        "stalled": N_("Stalled in forming"),
        "reviving": N_("Coming back"),
        "resting": N_("Resting"),
        "closed": N_("Closed"),
    },
    "health_indicator": {
        "rhythm": N_("Rhythm of gatherings"),
        "turnout": N_("Turnout"),
        "growth": N_("Growth"),
        "dues": N_("Dues"),
        "coordination": N_("Coordination"),
        "training": N_("Training"),
        "readiness": N_("Readiness to respond"),
        "accompaniment": N_("Our accompaniment"),
    },
    "health_part": {
        "days_since_gathering": N_("Days since the last gathering"),
        "gatherings": N_("Gatherings in 90 days"),
        "own_rhythm": N_("Gatherings against its own rhythm"),
        "turnout": N_("Members at a gathering"),
        "growth": N_("Net members per hundred"),
        "dues": N_("Members covered by dues"),
        "coordinators": N_("Coordinators"),
        "coordinators_core": N_("Coordinators with core training"),
        "core_certified": N_("Members with core training"),
        "responders": N_("Responders in term"),
        "answered": N_("Arrived within 60 minutes"),
        "days_since_drill": N_("Days since the last drill"),
        "overdue_requests": N_("Requests open for over 14 days"),
        "days_since_visit": N_("Days since our last visit"),
    },
    "health_flag": {
        "negative_count": N_("a count below zero"),
        "not_finite": N_("a value that is not a number"),
        "future_date": N_("a date in the future"),
        "more_core_than_coordinators": N_("more trained coordinators than coordinators"),
        "more_covered_than_members": N_("more members covered by dues than members"),
        "more_certified_than_members": N_("more trained members than members"),
        "more_lapsed_than_members": N_("more members lost than there were"),
        "more_counted_than_held": N_("more gatherings counted than held"),
        "more_answered_than_dispatched": N_("more arrivals than dispatches"),
        "more_overdue_than_open": N_("more overdue requests than open ones"),
        "attendance_over_membership": N_("attendance far above membership"),
    },
    "source_table": {
        "region": N_("Regions"),
        "state": N_("States"),
        "place": N_("Cities and counties"),
        "partner": N_("Partners"),
        "committee": N_("Committees"),
        "membership_tier": N_("Membership tiers"),
        "member": N_("Members"),
        "dues_payment": N_("Dues payments"),
        "role_term": N_("Terms in a role"),
        "gathering": N_("Gatherings"),
        "course": N_("Courses"),
        "enrollment": N_("Enrollments"),
        "resource": N_("Tools"),
        "resource_use": N_("Uses of tools"),
        "support_request": N_("Requests for support"),
        "support_visit": N_("Support visits"),
        "campaign": N_("Campaigns"),
        "campaign_stage": N_("Stages of campaigns"),
        "jurisdiction_policy": N_("Policies of states and counties"),
        "message": N_("Messages"),
        "incident": N_("Incidents"),
        "response": N_("Responses"),
        "hotline_call": N_("Hotline calls"),
        "deportation_case": N_("Deportation cases"),
        "mobilization": N_("Mobilizations"),
    },
    "record_rule": {
        "negative_count": N_("a count below zero"),
        "dated_ahead": N_("a date in the future"),
        "ends_before_it_begins": N_("an end before the beginning"),
        "absurd_attendance": N_("attendance far above membership"),
        "certificate_ends_first": N_("a certificate that ends before the training does"),
        "before_enrolled": N_("a step before enrolling"),
        "completed_before_started": N_("completed before starting"),
        "answered_before_asked": N_("answered before it was asked for or reported"),
        "reported_before_it_occurred": N_("reported on a day before it happened"),
        "arrived_before_dispatched": N_("arrived before setting out"),
    },
    "indicator_level": {
        "strong": N_("Strong"),
        "steady": N_("Steady"),
        "fragile": N_("Fragile"),
        "no_data": N_("No data"),
    },
    "step": {
        "verify": N_("Verify"),
        "dispatch": N_("Dispatch"),
        "arrive": N_("Arrive"),
    },
    "learner_stage": {
        "completed": N_("Completed"),
        "in_progress": N_("Started, not done"),
        "withdrew_after_start": N_("Withdrew after starting"),
        "not_started": N_("Not started"),
        "withdrew_before_start": N_("Withdrew before starting"),
    },
}


def name_of(family: str, code: str | None) -> str:
    """The name of a code: ``name_of("committee_status", "dormant")`` is ``Dormant``.

    A code that the family lacks (an organization's own, loaded around the contract's checks) is
    shown as it is written; no code is a dash.

    :raises KeyError: if there is no such family.
    """
    names = NAMES[family]
    if code is None or code != code:  # noqa: PLR0124 - NaN, as a missing code stands in a frame
        return "–"
    return _(names[code]) if code in names else str(code)
