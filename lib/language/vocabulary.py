"""The names of the contract's codes in the viewer's language.

A code belongs to a family, named for the column it stands in. What the organization itself writes
as free text (a kind of mobilization, the outcome of a response) has no family.
"""

from collections.abc import Iterable

from lib.language import N_, _
from lib.language.collation import as_sorted
from lib.language.formats import listing

NAMES: dict[str, dict[str, str]] = {
    "committee_kind": {
        # Translators: kind of committee: of one town or neighborhood
        "local": N_("Local"),
        # Translators: kind of committee: of people who share something else than a place
        "affinity": N_("Affinity"),
        "partner_hosted": N_("Hosted by a partner"),
    },
    "committee_status": {
        # Translators: status of a committee: not active yet
        "forming": N_("Forming"),
        # Translators: status of a committee
        "active": N_("Active"),
        # Translators: status of a committee: it rests and may come back
        "dormant": N_("Dormant"),
        # Translators: status of a committee, or state of an account
        "closed": N_("Closed"),
    },
    "sector": {
        # Translators: sector of partners: unions and workers
        "labor": N_("Labor"),
        "faith": N_("Faith"),
        # Translators: sector of partners: traditional and community healing
        "healers": N_("Healers"),
        # Translators: sector of partners; also how a committee stands
        "health": N_("Health"),
        "artists": N_("Artists"),
        "donors": N_("Donors"),
        # Translators: sector of partners: lawyers and legal aid
        "legal": N_("Legal"),
        "education": N_("Education"),
        "base_building": N_("Base building"),
        # Translators: sector of partners: press and broadcasters
        "media": N_("Media"),
    },
    "audience_sector": {
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
        "other": N_("Other"),
    },
    "repression_type": {
        # Translators: type of repression that a tool answers to
        "immigrant_status": N_("Immigrant status"),
        # Translators: type of repression that a tool answers to
        "sexual_orientation": N_("Sexual orientation"),
        # Translators: type of repression that a tool answers to
        "religious_affiliation": N_("Religious affiliation"),
        # Translators: type of repression that a tool answers to
        "gender": N_("Gender"),
        # Translators: type of repression that a tool answers to
        "race": N_("Race"),
        "other": N_("Other"),
    },
    "language": {
        # Translators: a language
        "es": N_("Spanish"),
        # Translators: a language
        "en": N_("English"),
        # Translators: a language
        "ht": N_("Haitian Creole"),
        # Translators: a language
        "pt": N_("Portuguese"),
        # Translators: a language
        "fr": N_("French"),
        # Translators: a language
        "ar": N_("Arabic"),
        # Translators: a language
        "zh": N_("Chinese"),
        # Translators: a language
        "vi": N_("Vietnamese"),
        # Translators: a language
        "tl": N_("Tagalog"),
        # Translators: a language
        "ko": N_("Korean"),
        # Translators: a language
        "mam": N_("Mam"),
        # Translators: a language
        "quc": N_("K'iche'"),
        # Translators: a language
        "kjb": N_("Q'anjob'al"),
        # Translators: a language
        "kek": N_("Q'eqchi'"),
        # Translators: a language
        "nah": N_("Nahuatl"),
        # Translators: a language
        "zap": N_("Zapotec"),
        "other": N_("Other"),
    },
    "payment_kind": {
        # Translators: kind of payment; also indicator of health
        "dues": N_("Dues"),
        # Translators: kind of payment: given beyond the dues
        "gift": N_("Gift"),
        # Translators: kind of payment: given back to the member
        "refund": N_("Refund"),
        # Translators: kind of payment: it did not go through
        "failed": N_("Failed"),
    },
    "law_stance": {
        # Translators: what a state's law does: it protects from enforcement
        "protects": N_("Protects"),
        # Translators: what a state's law does: it helps enforcement
        "helps_enforcement": N_("Helps enforcement"),
        # Translators: what a state's law does: both
        "mixed": N_("Mixed"),
    },
    "tool_kind": {
        # Translators: kind of tool: a card to hand out
        "card": N_("Card"),
        # Translators: kind of tool: a course of several sessions
        "curriculum": N_("Curriculum"),
        # Translators: kind of tool: a text to read
        "guide": N_("Guide"),
        # Translators: kind of tool: a text to fill in
        "template": N_("Template"),
        # Translators: kind of tool: several things for one purpose
        "toolkit": N_("Toolkit"),
        # Translators: kind of tool
        "video": N_("Video"),
    },
    "term_role": {
        # Translators: role in a committee, of whatever gender
        "coordinator": N_("Coordinator"),
        # Translators: role in a committee: goes where an incident is reported
        "responder": N_("Responder"),
        "trainer": N_("Trainer"),
        "interpreter": N_("Interpreter"),
        # Translators: role in a committee
        "communications": N_("Communications"),
    },
    "gathering_kind": {
        "meeting": N_("Meeting"),
        # Translators: kind of gathering, of request for support, or what a committee is measured by
        "training": N_("Training"),
        # Translators: kind of gathering: a march, rally or vigil
        "action": N_("Action"),
        # Translators: kind of gathering: going to people who are not members
        "outreach": N_("Outreach"),
        # Translators: kind of gathering: an exercise in answering a raid
        "drill": N_("Drill"),
    },
    "format": {
        "in_person": N_("In person"),
        # Translators: how a gathering or training is held: over the internet
        "virtual": N_("Virtual"),
    },
    "course_topic": {
        "know_your_rights": N_("Know your rights"),
        "deportation_defense": N_("Deportation defense"),
        "ice_free_zones": N_("ICE-free zones"),
        "coordination": N_("Coordination"),
        "rapid_response": N_("Rapid response"),
        # Translators: topic of a course: safe devices and meetings
        "security": N_("Security"),
        "facilitation": N_("Facilitation"),
    },
    "request_kind": {
        "training": N_("Training"),
        "mentorship": N_("Mentorship"),
        "troubleshooting": N_("Troubleshooting"),
        "technical": N_("Technical help"),
        # Translators: kind of request: help with organizing people
        "organizing": N_("Organizing"),
    },
    "campaign_goal": {
        "defund_police": N_("Defund police"),
        "dismantle_ice": N_("Dismantle ICE"),
        "redefine_sanctuary": N_("Redefine sanctuary"),
    },
    "campaign_stage": {
        # Translators: stage of a campaign, the first
        "research": N_("Research"),
        "base_building": N_("Base building"),
        # Translators: stage of a campaign: what is asked for is made public
        "demand": N_("Demand"),
        "negotiation": N_("Negotiation"),
        # Translators: stage of a campaign: it ended with what was asked for
        "won": N_("Won"),
        # Translators: stage of a campaign: it ended without
        "lost": N_("Lost"),
        # Translators: stage of a campaign
        "paused": N_("Paused"),
    },
    "campaign_follows": {
        # Translators: what followed a stage of a campaign: a stage further on the way
        "on": N_("Went on"),
        "won": N_("Won"),
        # Translators: what followed a stage of a campaign: an earlier stage
        "back": N_("Went back"),
        "paused": N_("Paused"),
        "lost": N_("Lost"),
        # Translators: a campaign has not left its stage
        "still": N_("Still there"),
    },
    "policy_kind": {
        # Translators: model of a 287(g) agreement: the police may ask and arrest on the street
        "task_force": N_("Task force"),
        # Translators: model of a 287(g) agreement: jailers question whom they hold
        "jail_enforcement": N_("Jail enforcement"),
        # Translators: model of a 287(g) agreement: jailers serve the warrants of ICE
        "warrant_service_officer": N_("Warrant service officer"),
        "agreement": N_("287(g) agreement"),
        # Translators: of a 287(g) agreement
        "pending": N_("Applied for"),
        # Translators: a policy of a county, such as sanctuary or welcoming
        "protects": N_("Protective policy"),
        "other": N_("Other"),
    },
    "policy_change": {
        # Translators: of a policy
        "new": N_("New"),
        # Translators: of a policy
        "ended": N_("No longer in force"),
        # Translators: of a policy: new since a day, and ended since as well
        "came_and_went": N_("Came and went"),
    },
    "channel": {
        "earned_media": N_("Earned media"),
        "social": N_("Social media"),
        "self_published": N_("Our own publications"),
        # Translators: channel: well-known people and groups who speak for us
        "validator": N_("Validators"),
        "alternative_outlet": N_("Alternative outlets"),
    },
    "told": {
        # Translators: of a surge: no newspaper, radio or television told of it, and time is over
        "white_out": N_("White-out"),
        # Translators: of a surge: the press can still tell of it in time
        "still_open": N_("Can still be told"),
        # Translators: of a surge: the press told of it
        "told": N_("Told"),
        # Translators: of a surge: there is no record of what the press tells
        "press_unknown": N_("Not known"),
    },
    "incident_kind": {
        "raid": N_("Raid"),
        "home_arrest": N_("Home arrest"),
        "workplace_raid": N_("Workplace raid"),
        "checkpoint": N_("Checkpoint"),
        "traffic_stop": N_("Traffic stop"),
        "courthouse_arrest": N_("Courthouse arrest"),
        "jail_transfer": N_("Jail transfer"),
        # Translators: kind of incident: a person is held
        "detention": N_("Detention"),
        # Translators: kind of incident: a person is deported
        "removal": N_("Removal"),
        "police_violence": N_("Police violence"),
        "harassment": N_("Harassment"),
        # Translators: kind of incident
        "other": N_("Other"),
    },
    "case_part": {
        # Translators: part of the open cases: of people who are held
        "detained": N_("Detained"),
        # Translators: stage of a deportation case, the first
        "intake": N_("Intake"),
        # Translators: stage of a deportation case: whether and how it can be defended
        "screening": N_("Screening"),
        # Translators: stage of a deportation case
        "legal_strategy": N_("Legal strategy"),
        # Translators: stage of a deportation case
        "public_campaign": N_("Public campaign"),
        # Translators: stage of a deportation case: before a judge
        "hearing": N_("Hearing"),
        "other": N_("Other"),
        # Translators: part of the open cases: all of a region together
        "all": N_("Not divided"),
    },
    "case_outcome": {
        # Translators: outcome of a deportation case: the person stays
        "stopped": N_("Deportation stopped"),
        # Translators: outcome of a deportation case: the person was deported
        "removed": N_("Removed"),
        # Translators: outcome of a deportation case
        "otherwise": N_("Transferred, withdrawn or other"),
    },
    "verification": {
        "unverified": N_("Unverified"),
        "verified": N_("Verified"),
        "false_report": N_("False report"),
    },
    "account_role": {
        "organizer": N_("Regional organizer"),
        "national": N_("National leadership"),
        # Translators: role of an account: somebody of an allied organization
        "partner": N_("Partner"),
        "administrator": N_("Administrator"),
    },
    "health_level": {
        # Translators: how a committee's health, or one indicator of it, stands
        "strong": N_("Strong"),
        # Translators: how a committee's health, or one indicator of it, stands
        "steady": N_("Steady"),
        # Translators: how a committee's health, or one indicator of it, stands
        "fragile": N_("Fragile"),
        "not_enough_data": N_("Not enough data"),
        "ready": N_("Ready to begin"),
        "building": N_("On its way"),
        "stalled": N_("Stalled in forming"),
        "reviving": N_("Coming back"),
        # Translators: health of a dormant committee without signs of coming back
        "resting": N_("Resting"),
        "closed": N_("Closed"),
    },
    "health_indicator": {
        "rhythm": N_("Rhythm of gatherings"),
        # Translators: indicator of health: what share of the members comes to a gathering
        "turnout": N_("Turnout"),
        # Translators: indicator of health: members gained less members lost
        "growth": N_("Growth"),
        # Translators: indicator of health: what share of the members has paid them
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
        # Translators: source table: curricula, guides and other material
        "resource": N_("Tools"),
        "resource_use": N_("Uses of tools"),
        "support_request": N_("Requests for support"),
        "support_visit": N_("Support visits"),
        "campaign": N_("Campaigns"),
        "campaign_stage": N_("Stages of campaigns"),
        "jurisdiction_policy": N_("Policies of states and counties"),
        "county": N_("Counties"),
        # Translators: source table: what was published, in press, radio and networks
        "message": N_("Messages"),
        # Translators: source table: times of membership without a gap
        "membership_spell": N_("Spells of membership"),
        "partner_place": N_("Places of partners"),
        "partner_tie": N_("Ties between partners"),
        "state_law": N_("States' laws"),
        "incident": N_("Incidents"),
        "response": N_("Responses"),
        "hotline_call": N_("Hotline calls"),
        "deportation_case": N_("Deportation cases"),
        # Translators: source table: calls to come out after an incident
        "mobilization": N_("Mobilizations"),
    },
    "record_rule": {
        "negative_count": N_("a count below zero"),
        "dated_ahead": N_("a date in the future"),
        # Translators: of a county whose code ended or came with a change, beside the other one
        "counted_twice": N_("people whom counties of another year's codes count"),
        "ends_before_it_begins": N_("an end before the beginning"),
        "absurd_attendance": N_("attendance far above membership"),
        "certificate_ends_first": N_("a certificate that ends before the training does"),
        "before_enrolled": N_("a step before enrolling"),
        "completed_before_started": N_("completed before starting"),
        "answered_before_asked": N_("answered before it was asked for or reported"),
        "reported_before_it_occurred": N_("reported on a day before it happened"),
        "arrived_before_dispatched": N_("arrived before setting out"),
        "refunds_nothing": N_("a refund of nothing that was paid before it"),
        "names_a_refund": N_("a payment that says what it refunds, and is no refund"),
    },
    "indicator_level": {
        "strong": N_("Strong"),
        "steady": N_("Steady"),
        "fragile": N_("Fragile"),
        "no_data": N_("No data"),
    },
    "step": {
        # Translators: step after a report: find out whether it is true
        "verify": N_("Verify"),
        # Translators: step after a report: send responders
        "dispatch": N_("Dispatch"),
        # Translators: step after a report: responders reach the place
        "arrive": N_("Arrive"),
    },
    "learner_stage": {
        # Translators: people who completed a course
        "completed": N_("Completed"),
        "in_progress": N_("Started, not done"),
        "withdrew_after_start": N_("Withdrew after starting"),
        "not_started": N_("Not started"),
        "withdrew_before_start": N_("Withdrew before starting"),
    },
    "priority_group": {
        # Translators: priorities: how much a place needs organizers; against capacity
        "need": N_("Need"),
        # Translators: priorities: what a place already has to respond with
        "capacity": N_("Capacity"),
        # Translators: priorities: how a place stands in the plan
        "standing": N_("Standing"),
    },
    "priority_component": {
        "incidents": N_("Incidents"),
        "people_affected": N_("People affected"),
        "calls": N_("Hotline calls"),
        "cases": N_("Open deportation cases, in fives"),
        "agreements": N_("Agreements and policies"),
        "growth": N_("Growth against last year"),
        "unanswered": N_("Unanswered incidents"),
        "committees": N_("Committees by their health"),
        "members": N_("Members in good standing"),
        "trained": N_("Trained coordinators and responders"),
        "hubs": N_("Partner hubs"),
        "hours": N_("Hours of accompaniment"),
        "distance": N_("Distance to ready responders"),
        "presence": N_("Established presence"),
        "anticipated_gap": N_("Anticipated gap"),
        "priority_region": N_("Priority region"),
    },
    # Translators: what an organizer who took a committee means to do for it
    "taken_plan": {
        "call": N_("Call it"),
        "visit": N_("Visit it"),
        "find_coordinator": N_("Find who coordinates it"),
        "gathering": N_("Help it hold a gathering"),
        "training": N_("Arrange a training"),
        "requests": N_("Answer its requests"),
    },
    "audit_step": {
        # Translators: where signing in failed
        "password": N_("at the password"),
        # Translators: where signing in failed: the code of the second factor
        "code": N_("at the code"),
        # Translators: where signing in failed: no open account has the address that it vouches for
        "provider": N_("at the identity provider"),
    },
    "audit_change": {
        # Translators: what of an account was changed: how it is greeted, its address
        "details": N_("name or address"),
        # Translators: what became of an account
        "disabled": N_("closed"),
        # Translators: what became of an account
        "enabled": N_("opened again"),
        # Translators: what became of a second factor
        "set_up": N_("set up"),
        "recovery_codes": N_("new recovery codes"),
        # Translators: what became of a second factor: whoever has the account sets it up anew
        "reset": N_("taken away"),
        # Translators: a second factor from now on
        "needed": N_("needed from now on"),
        # Translators: a second factor from now on
        "not_needed": N_("no longer needed"),
        "recovery_code_used": N_("a recovery code was used"),
    },
    "mail_kind": {
        # Translators: kind of mail: on a day of each week
        "weekly": N_("every week"),
        # Translators: kind of mail: when there is an alarm
        "fire": N_("only when something is on fire"),
        # Translators: kind of mail: each week, and also when there is an alarm
        "both": N_("every week, and when something is on fire"),
    },
    "mail_detail": {
        # Translators: what a mail tells: only that there is something
        "none": N_("no more than that there is something"),
        # Translators: what a mail tells: numbers without names
        "counts": N_("numbers without names"),
        # Translators: what a mail tells: all that is new
        "full": N_("all that is new"),
    },
    "audit_event": {
        "signed_in": N_("Signed in"),
        "sign_in_failed": N_("Failed to sign in"),
        "signed_out": N_("Signed out"),
        "session_revoked": N_("Ended sessions"),
        "account_added": N_("Added an account"),
        "account_changed": N_("Changed an account"),
        "account_removed": N_("Removed an account"),
        "password_changed": N_("Changed a password"),
        "reset_link_made": N_("Made a link to set a password"),
        "second_factor_changed": N_("Changed a second factor"),
        "page_viewed": N_("Looked at a page"),
        "page_refused": N_("Was refused a page"),
        "viewed_as": N_("Looked as another role"),
        "exported": N_("Took a file"),
        "scenario_kept": N_("Kept a scenario"),
        "scenario_removed": N_("Took away a scenario"),
        "committee_taken": N_("Took a committee"),
        "committee_released": N_("Gave back a committee"),
        # Translators: event of the audit: an account's holder wants their brief by mail
        "mail_asked": N_("Asked for mail"),
        # Translators: event of the audit: no more mail for an account
        "mail_off": N_("Turned mail off"),
        # Translators: event of the audit: a brief was mailed
        "mail_sent": N_("Mailed a brief"),
        # Translators: event of the audit: somebody published a release
        "published": N_("Published"),
        # Translators: event of the audit; a computer's clock was ahead when they were saved
        "health_forgotten": N_("Took away days of committees' health that had not come"),
        "pruned": N_("Took away old entries"),
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


def names_of(family: str, codes: Iterable[str]) -> str:
    """The names of some codes in a row, sorted as people sort them: ``Gatherings and Members``.

    :raises KeyError: if there is no such family.
    """
    return listing(sorted((name_of(family, code) for code in codes), key=as_sorted))
