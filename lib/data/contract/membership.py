"""Schema ``source`` of the membership database: members, committees and their programmes."""

from sqlalchemy import CheckConstraint, MetaData, Table

from lib.data.contract.columns import (
    NAMING,
    date,
    flag,
    integer,
    key,
    not_negative,
    number,
    one_of,
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
COMMITTEE_KINDS = ("local", "affinity", "partner_hosted")
COMMITTEE_STATUSES = ("forming", "active", "dormant", "closed")
TERM_ROLES = ("coordinator", "responder", "trainer", "interpreter", "communications")
GATHERING_KINDS = ("meeting", "training", "action", "outreach", "drill")
FORMATS = ("in_person", "virtual")
COURSE_TOPICS = (
    "know_your_rights", "deportation_defense", "ice_free_zones", "coordination",
    "rapid_response", "security", "facilitation",
)  # fmt: skip
REQUEST_KINDS = ("training", "mentorship", "troubleshooting", "technical", "organizing")
CAMPAIGN_GOALS = ("defund_police", "dismantle_ice", "redefine_sanctuary")
CAMPAIGN_STAGES = ("research", "base_building", "demand", "negotiation", "won", "lost", "paused")
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
    comment="An organization of the network",
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
    updated_at(),
    comment="A payment of dues and the days that it covers",
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
    text("language"),
    date("published_on"),
    flag("is_proven"),
    ref("partner.partner_id", "source_partner_id", required=False),
    updated_at(),
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
    updated_at(),
    one_of("kind", REQUEST_KINDS),
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
    updated_at(),
    comment="A policy in force in a county, or in a whole state, such as a 287(g) agreement",
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
    updated_at(),
    one_of("channel", CHANNELS),
    comment="A message published through a channel of the communications plan",
)
