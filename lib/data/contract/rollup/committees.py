"""Committees as they stand, and week by week."""

from sqlalchemy import Index, Table

from lib.data.contract.columns import count, date, integer, key, number, text
from lib.data.contract.rollup.common import membership, region_id, rollup

committee = Table(
    "committee",
    membership,
    key("committee_id"),
    region_id(),
    text("name", required=True),
    text("kind", required=True),
    text("affinity"),
    text("status", required=True),
    date("formed_on"),
    date("closed_on"),
    text("crm_url"),
    text("place_name", required=True),
    text("usps", required=True),
    text("county_fips", comment="of its place; null: not known"),
    number("latitude", required=True),
    number("longitude", required=True),
    count("members", "not lapsed, as of the refresh"),
    count("good_standing", "not lapsed, and covered by dues or in a tier without dues"),
    count("coordinators", "people in a coordinator's term"),
    count("coordinators_core", "of these, with a valid certificate of a core course"),
    count("core_certified", "members, not lapsed, with a valid certificate of a core course"),
    date("last_gathering_on"),
    count("gatherings_13_weeks", "held in the weeks that begin in the last 91 days"),
    count("counted_13_weeks", "of these, with an attendance"),
    count("attended_13_weeks", "people attending those"),
    integer("net_members_13_weeks", required=True, comment="who joined less who lapsed in them"),
    count("counted_13_before", "gatherings with an attendance in the 91 days before"),
    count("attended_13_before", "people attending those"),
    comment="The committees as they stand on the day of the refresh",
)

committee_week = rollup(
    "committee_week",
    membership,
    region_id(),
    text("committee_id", comment="null: members and learners of the region without a committee"),
    date("week_start", required=True),
    count("members", "not lapsed at the end of the week"),
    count("good_standing", "not lapsed, and covered by dues or in a tier without dues"),
    count("joined", "members whose joined_on is in the week"),
    count("lapsed", "members whose lapsed_on is in the week"),
    count("gatherings", "held in the week"),
    count("gatherings_counted", "of these, with an attendance"),
    count("attended", "people attending the counted gatherings"),
    count("enrolled", "enrollments made in the week"),
    count("completed", "enrollments completed in the week"),
    count("core_certified", "members, not lapsed, with a valid core certificate at the week's end"),
    count("coordinators", "people in a coordinator's term at the end of the week"),
    count("coordinators_core", "of these, with a valid core certificate at the end of the week"),
    count("responders", "people in a responder's term at the end of the week"),
    Index("committee_week_committee", "committee_id", "week_start"),
    grain=("week_start", "region_id", "committee_id"),
    comment="Committee × week without a gap, from its first sign of life (at most five years back)"
    " to now; a closed one ends with the week of its closing, but for weeks that still count"
    " something: membership, gatherings, training and roles",
)

region_week = rollup(
    "region_week",
    membership,
    date("week_start", required=True),
    region_id(),
    count("committees", "that the week has a row of in committee_week"),
    count("committees_met", "of these, that met in the 13 weeks up to it"),
    *(
        count(name, "added up over committee_week")
        for name in (
            "members",
            "good_standing",
            "joined",
            "lapsed",
            "gatherings",
            "gatherings_counted",
            "attended",
            "enrolled",
            "completed",
            "core_certified",
            "coordinators",
            "coordinators_core",
        )
    ),
    grain=("week_start", "region_id"),
    comment="Region × week: its committees and who has none, added up",
)

committee_support = Table(
    "committee_support",
    membership,
    key("committee_id"),
    region_id(),
    integer("requests_open", comment="without a resolution; null: no request was ever recorded"),
    integer("requests_unanswered", comment="of these, without a first response; null likewise"),
    date("oldest_request_on", comment="of the open ones; null: none is known"),
    date(
        "requests_since", comment="the organization's first request; null: none was ever recorded"
    ),
    date("last_request_on", comment="up to now, of any kind; null: none is known"),
    integer("visits", comment="up to now; null: the organization has no record of any visit"),
    date("last_visit_on"),
    text("last_visit_by", comment="the regional organizer's post, not a name"),
    date("last_mentored_on", comment="last visit or request of the kind mentorship; null: none"),
    *(
        integer(name, comment="people in a term today; null: no record of any such term")
        for name in ("coordinators", "responders", "trainers", "interpreters", "communications")
    ),
    comment="What each committee has of us, and people in each role, on the day of the refresh",
)
