"""Schema ``source`` of the membership database: members, committees and their programmes."""

from sqlalchemy import CheckConstraint, MetaData, Table

from lib.data.contract.columns import (
    NAMING,
    OPTIONAL,
    date,
    flag,
    integer,
    key,
    not_negative,
    number,
    one_of,
    optional,
    personal,
    ref,
    small,
    text,
    updated_at,
)
from lib.data.contract.places import region_table, state_table

metadata = MetaData(schema="source", naming_convention=NAMING)

SECTORS = (
    "labor", "faith", "healers", "health", "artists", "donors",
    "legal", "education", "base_building", "media",
)  # fmt: skip
AUDIENCE_SECTORS = (*SECTORS, "other")
REPRESSION_TYPES = (
    "immigrant_status", "sexual_orientation", "religious_affiliation", "gender", "race", "other",
)  # fmt: skip
LANGUAGES = (
    "es", "en", "ht", "pt", "fr", "ar", "zh", "vi", "tl", "ko",
    "mam", "quc", "kjb", "kek", "nah", "zap", "other",
)  # fmt: skip
"""ISO 639: those of many households in the United States, and first languages of the continent."""
COMMITTEE_KINDS = ("local", "affinity", "partner_hosted")
COMMITTEE_STATUSES = ("forming", "active", "dormant", "closed")
TERM_ROLES = ("coordinator", "responder", "trainer", "interpreter", "communications")
GATHERING_KINDS = ("meeting", "training", "action", "outreach", "drill")
FORMATS = ("in_person", "virtual")
COURSE_TOPICS = (
    "know_your_rights", "deportation_defense", "ice_free_zones", "coordination",
    "rapid_response", "security", "facilitation",
)  # fmt: skip
PAYMENT_KINDS = ("dues", "gift", "refund", "failed")
REQUEST_KINDS = ("training", "mentorship", "troubleshooting", "technical", "organizing")
CAMPAIGN_GOALS = ("defund_police", "dismantle_ice", "redefine_sanctuary")
CAMPAIGN_STAGES = ("research", "base_building", "demand", "negotiation", "won", "lost", "paused")
LAW_STANCES = ("protects", "helps_enforcement", "mixed")
CHANNELS = ("earned_media", "social", "self_published", "validator", "alternative_outlet")

region = region_table(metadata)
state = state_table(metadata)

place = Table(
    "place",
    metadata,
    key("place_id"),
    text("name", required=True),
    ref("state.state_fips"),
    text("county_fips"),
    number("latitude", required=True),
    number("longitude", required=True),
    integer("population"),
    integer("latino_population"),
    integer("foreign_born_population"),
    flag("has_presence"),
    flag("has_anticipated_gap"),
    updated_at(),
    CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_on_earth"),
    CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_on_earth"),
    CheckConstraint("county_fips ~ '^[0-9]{5}$'", name="county_fips_has_five_digits"),
    *not_negative("population", "latino_population", "foreign_born_population"),
    comment="A city or county, by its centre; never an address",
)

county = Table(
    "county",
    metadata,
    key("county_fips", "five digits"),
    ref("state.state_fips"),
    text("name", required=True),
    number("latitude", comment="where its people live; null: not known"),
    number("longitude"),
    integer("population"),
    integer("latino_population"),
    integer("foreign_born_population"),
    number("spanish_speaking_percent", comment="of households"),
    number("limited_english_percent", comment="of households"),
    date("population_as_of", comment="of the population and its Latino part"),
    date("foreign_born_as_of"),
    date("households_as_of"),
    text("source"),
    updated_at(),
    CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_on_earth"),
    CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_on_earth"),
    CheckConstraint("county_fips ~ '^[0-9]{5}$'", name="county_fips_has_five_digits"),
    CheckConstraint("spanish_speaking_percent BETWEEN 0 AND 100", name="spanish_is_a_percentage"),
    CheckConstraint("limited_english_percent BETWEEN 0 AND 100", name="limited_is_a_percentage"),
    *not_negative("population", "latino_population", "foreign_born_population"),
    comment="A county and its people; shipped facts, replaced by an organization's own",
)

partner = Table(
    "partner",
    metadata,
    key("partner_id"),
    text("name", required=True),
    text("sector", required=True),
    ref("place.place_id", required=False),
    flag("is_hub"),
    date("joined_on"),
    date("left_on"),
    updated_at(),
    one_of("sector", SECTORS),
    info=OPTIONAL,
    comment="An organization of the network",
)

partner_place = Table(
    "partner_place",
    metadata,
    key("partner_place_id"),
    ref("partner.partner_id"),
    ref("place.place_id"),
    updated_at(),
    info=OPTIONAL,
    comment="A further place in which a partner works",
)

partner_tie = Table(
    "partner_tie",
    metadata,
    key("tie_id"),
    ref("partner.partner_id"),
    ref("partner.partner_id", "other_partner_id"),
    text("kind", comment="what ties them, in the organization's words"),
    date("since"),
    updated_at(),
    info=OPTIONAL,
    comment="A tie between two partners, said once; it has no direction",
)

committee = Table(
    "committee",
    metadata,
    key("committee_id"),
    text("name", required=True),
    text("kind", required=True),
    text("affinity", comment="what holds an affinity committee together"),
    ref("place.place_id"),
    ref("partner.partner_id", "host_partner_id", required=False),
    text("status", required=True),
    date("formed_on"),
    date("closed_on"),
    text("crm_url", comment="the committee's record in the organization's own CRM"),
    updated_at(),
    one_of("kind", COMMITTEE_KINDS),
    one_of("status", COMMITTEE_STATUSES),
    CheckConstraint("crm_url ~ '^https://'", name="crm_url_is_https"),
    comment="A local committee",
)

membership_tier = Table(
    "membership_tier",
    metadata,
    key("tier_id"),
    text("name_en", required=True),
    text("name_es", required=True),
    integer("monthly_dues_cents", required=True),
    small("rank", required=True),
    updated_at(),
    *not_negative("monthly_dues_cents"),
    comment="A tier of the dues-paying membership",
)

member = Table(
    "member",
    metadata,
    key("member_id"),
    personal("given_name"),
    personal("family_name"),
    personal("email"),
    personal("phone"),
    personal("postal_code"),
    ref("committee.committee_id", required=False, comment="null: a member at large"),
    ref("state.state_fips", required=False),
    ref("membership_tier.tier_id", required=False),
    date("joined_on", required=True),
    date("lapsed_on", comment="first day without membership"),
    updated_at(),
    comment="A member; nothing finer than a committee's total leaves this table",
)

dues_payment = Table(
    "dues_payment",
    metadata,
    key("payment_id"),
    ref("member.member_id"),
    date("paid_on", required=True),
    integer("amount_cents", required=True),
    date("covers_from", required=True),
    date("covers_to", required=True, comment="last day covered"),
    optional(text("kind", comment="null: dues, or a refund if the amount is below zero")),
    optional(
        ref(
            "dues_payment.payment_id",
            "refunds_payment_id",
            required=False,
            comment="the payment that a refund gives back",
        )
    ),
    updated_at(),
    one_of("kind", PAYMENT_KINDS),
    info=OPTIONAL,
    comment="A payment of dues and the days that it covers, or a refund and those it takes back",
)

membership_spell = Table(
    "membership_spell",
    metadata,
    key("spell_id"),
    ref("member.member_id"),
    ref("membership_tier.tier_id", required=False),
    date("began_on", required=True),
    date("ended_on", comment="first day without membership; null: it goes on"),
    updated_at(),
    info=OPTIONAL,
    comment="A time of membership without a gap; without any they are derived from the dues",
)

role_term = Table(
    "role_term",
    metadata,
    key("role_term_id"),
    ref("member.member_id"),
    ref("committee.committee_id"),
    text("role", required=True),
    date("started_on", required=True),
    date("ended_on", comment="last day in the role"),
    updated_at(),
    one_of("role", TERM_ROLES),
    comment="A member's term in a role of a committee",
)

gathering = Table(
    "gathering",
    metadata,
    key("gathering_id"),
    ref("committee.committee_id"),
    text("kind", required=True),
    date("held_on", required=True),
    integer("attended", comment="null: nobody counted"),
    text("format"),
    updated_at(),
    one_of("kind", GATHERING_KINDS),
    one_of("format", FORMATS),
    comment="A meeting, training, action, outreach or drill of a committee",
)

course = Table(
    "course",
    metadata,
    key("course_id"),
    text("title_en", required=True),
    text("title_es", required=True),
    text("topic", required=True),
    text("audience"),
    number("hours"),
    integer("valid_months", comment="null: the certificate does not expire"),
    flag("is_core"),
    updated_at(),
    one_of("topic", COURSE_TOPICS),
    comment="A course of the virtual training program",
)

enrollment = Table(
    "enrollment",
    metadata,
    key("enrollment_id"),
    ref("member.member_id", required=False, comment="null: not in the member list"),
    ref("course.course_id"),
    ref("committee.committee_id", required=False),
    date("enrolled_on", required=True),
    date("started_on"),
    date("completed_on"),
    date("withdrew_on"),
    date("certified_until", comment="last day of the certificate; null: does not expire"),
    text("format"),
    updated_at(),
    one_of("format", FORMATS),
    comment="One learner in one course",
)

resource = Table(
    "resource",
    metadata,
    key("resource_id"),
    text("title_en", required=True),
    text("title_es"),
    text("kind", required=True),
    text("topic"),
    text("repression_type"),
    text("audience_sector"),
    text("language", comment="ISO 639; other: none of the list"),
    date("published_on"),
    flag("is_proven"),
    ref("partner.partner_id", "source_partner_id", required=False),
    optional(
        ref(
            "resource.resource_id",
            "edition_of",
            required=False,
            comment="the tool of which this is an edition in another language",
        )
    ),
    optional(text("url", comment="where the tool can be had")),
    updated_at(),
    one_of("repression_type", REPRESSION_TYPES),
    one_of("audience_sector", AUDIENCE_SECTORS),
    one_of("language", LANGUAGES),
    CheckConstraint("url ~ '^https://'", name="url_is_https"),
    info=OPTIONAL,
    comment="A curriculum, guide or tool of the library of tried and true defense tools",
)

resource_use = Table(
    "resource_use",
    metadata,
    key("resource_use_id"),
    ref("resource.resource_id"),
    ref("committee.committee_id"),
    date("used_on", required=True),
    integer("participants"),
    updated_at(),
    info=OPTIONAL,
    comment="A committee's use of a tool",
)

support_request = Table(
    "support_request",
    metadata,
    key("request_id"),
    ref("committee.committee_id"),
    text("kind", required=True),
    date("opened_on", required=True),
    date("first_response_on"),
    date("resolved_on"),
    text("organizer", comment="the regional organizer's post, not a name"),
    updated_at(),
    one_of("kind", REQUEST_KINDS),
    info=OPTIONAL,
    comment="A committee's request for accompaniment",
)

support_visit = Table(
    "support_visit",
    metadata,
    key("visit_id"),
    ref("committee.committee_id"),
    text("kind", required=True),
    date("visited_on", required=True),
    number("hours"),
    text("organizer", comment="the regional organizer's post, not a name"),
    optional(
        ref(
            "support_request.request_id",
            required=False,
            comment="the request that the visit answers",
        )
    ),
    updated_at(),
    one_of("kind", REQUEST_KINDS),
    info=OPTIONAL,
    comment="A visit of a regional organizer to a committee",
)

campaign = Table(
    "campaign",
    metadata,
    key("campaign_id"),
    ref("committee.committee_id", required=False),
    ref("place.place_id", required=False),
    text("goal", required=True),
    text("stage", required=True),
    date("started_on"),
    date("target_on"),
    date("ended_on"),
    flag("is_public"),
    updated_at(),
    one_of("goal", CAMPAIGN_GOALS),
    one_of("stage", CAMPAIGN_STAGES),
    info=OPTIONAL,
    comment="A local campaign to defund police, dismantle ICE or redefine sanctuary",
)

campaign_stage = Table(
    "campaign_stage",
    metadata,
    key("campaign_stage_id"),
    ref("campaign.campaign_id"),
    text("stage", required=True),
    date("changed_on", required=True),
    updated_at(),
    one_of("stage", CAMPAIGN_STAGES),
    info=OPTIONAL,
    comment="A campaign's entry into a stage",
)

jurisdiction_policy = Table(
    "jurisdiction_policy",
    metadata,
    key("policy_id"),
    ref("state.state_fips"),
    text("county_fips"),
    text("policy", required=True),
    date("in_force_from"),
    date("in_force_until"),
    text("source"),
    date("as_of"),
    optional(date("first_listed_on", comment="the first list that has it")),
    optional(date("last_listed_on", comment="the newest list that has it")),
    updated_at(),
    info=OPTIONAL,
    comment="A policy in force in a county, or in a whole state, such as a 287(g) agreement",
)

state_law = Table(
    "state_law",
    metadata,
    key("law_id"),
    ref("state.state_fips"),
    text("stance", required=True),
    text("effect", required=True, comment="what it does, in a sentence"),
    text("statute", comment="how it is cited"),
    text("url"),
    date("verified_on", required=True),
    text("verified_by", comment="the post that read it, not a name"),
    updated_at(),
    one_of("stance", LAW_STANCES),
    CheckConstraint("url ~ '^https://'", name="url_is_https"),
    info=OPTIONAL,
    comment="A state's law that protects from enforcement or helps it, as someone verified it",
)

message = Table(
    "message",
    metadata,
    key("message_id"),
    text("channel", required=True),
    ref("region.region_id", required=False),
    date("published_on", required=True),
    text("language"),
    integer("reach"),
    integer("engagements"),
    optional(text("incident_id", comment="an incident of the incident database that it tells of")),
    optional(ref("campaign.campaign_id", required=False)),
    optional(ref("partner.partner_id", "validator_partner_id", required=False)),
    updated_at(),
    one_of("channel", CHANNELS),
    info=OPTIONAL,
    comment="A message published through a channel of the communications plan",
)
