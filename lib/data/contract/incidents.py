"""Schema ``source`` of the incident database: incidents, responses, hotline, cases and so on."""

from sqlalchemy import Double, MetaData, Table

from lib.data.contract.columns import (
    NAMING,
    OPTIONAL,
    date,
    flag,
    integer,
    key,
    moment,
    one_of,
    personal,
    ref,
    text,
    updated_at,
)
from lib.data.contract.places import region_table, state_table

metadata = MetaData(schema="source", naming_convention=NAMING)

INCIDENT_KINDS = (
    "raid", "home_arrest", "workplace_raid", "checkpoint", "traffic_stop", "courthouse_arrest",
    "jail_transfer", "detention", "removal", "police_violence", "harassment", "other",
)  # fmt: skip
VERIFICATIONS = ("unverified", "verified", "false_report")

region = region_table(metadata)
state = state_table(metadata)

incident = Table(
    "incident",
    metadata,
    key("incident_id"),
    text("kind", required=True),
    moment("occurred_at", required=True),
    moment("reported_at"),
    text("report_source"),
    text("verification", required=True),
    moment("verified_at"),
    ref("region.region_id", required=False, comment="null: no region can be known"),
    ref("state.state_fips", required=False),
    text("county_fips"),
    text("committee_id", comment="a committee of the membership database"),
    integer("people_affected"),
    text("agency"),
    personal("address"),
    personal("latitude", Double()),
    personal("longitude", Double()),
    personal("notes"),
    personal("reporter"),
    updated_at(),
    one_of("kind", INCIDENT_KINDS),
    one_of("verification", VERIFICATIONS),
    comment="An incident of enforcement, police violence or harassment",
)

response = Table(
    "response",
    metadata,
    key("response_id"),
    ref("incident.incident_id"),
    text("committee_id", comment="a committee of the membership database"),
    moment("dispatched_at", required=True),
    moment("arrived_at"),
    integer("responders"),
    text("outcome"),
    flag("had_national_support"),
    updated_at(),
    comment="A committee's response to an incident",
)

hotline_call = Table(
    "hotline_call",
    metadata,
    key("call_id"),
    moment("received_at", required=True),
    moment("answered_at"),
    text("language"),
    ref("state.state_fips", required=False),
    ref("incident.incident_id", required=False),
    personal("caller"),
    personal("notes"),
    updated_at(),
    info=OPTIONAL,
    comment="A call to the hotline",
)

deportation_case = Table(
    "deportation_case",
    metadata,
    key("case_id"),
    ref("state.state_fips", required=False),
    date("opened_on", required=True),
    text(
        "stage",
        comment="intake, screening, legal_strategy, public_campaign or hearing; else told as other",
    ),
    date("closed_on"),
    text(
        "outcome",
        comment="released, stay_granted, relief_granted, bond_paid or stopped; removed or deported;"
        " whatever else is told as one, transferred and withdrawn among it",
    ),
    text("lead_partner_id", comment="a partner of the membership database"),
    flag("is_detained"),
    personal("name"),
    personal("alien_number"),
    personal("notes"),
    updated_at(),
    info=OPTIONAL,
    comment="A case before the table of deportation defenders; is_detained: the person is held, or"
    " was before it closed",
)

mobilization = Table(
    "mobilization",
    metadata,
    key("mobilization_id"),
    ref("incident.incident_id", required=False),
    ref("region.region_id", required=False),
    moment("called_at", required=True),
    text("kind"),
    integer("participants"),
    flag("is_national"),
    updated_at(),
    info=OPTIONAL,
    comment="A mobilization called in answer to an incident",
)
