"""Schema ``rollup``: the small facts that pages read, derived from ``source`` by ``refresh``.

Every table either carries ``region_id`` (row security shows the rows of the reader's scope) or is
a catalogue without any activity in it (any scope sees it whole, no scope sees nothing).
Weeks begin on Monday, in the organization's time zone. Stocks are as at the end of the week
(its Sunday), or as at the day of the refresh for the week that is not over.
"""

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, Text, func

from lib.data.contract.columns import (
    NAMING,
    UNKNOWN_REGION,
    count,
    date,
    flag,
    integer,
    key,
    moment,
    number,
    text,
)

membership = MetaData(schema="rollup", naming_convention=NAMING)
incidents = MetaData(schema="rollup", naming_convention=NAMING)


def _region_id() -> Column[str]:
    return Column(
        "region_id",
        Text,
        nullable=False,
        comment=f"the row's scope; '{UNKNOWN_REGION}' where no region can be known",
    )


def _places(metadata: MetaData) -> None:
    Table(
        "region",
        metadata,
        key("region_id"),
        text("name_en", required=True),
        text("name_es", required=True),
        flag("is_priority"),
        info={"catalogue": True},
        comment="The regions",
    )
    Table(
        "state",
        metadata,
        key("state_fips"),
        text("usps", required=True),
        text("name", required=True),
        _region_id(),
        comment="The states and their regions",
    )


def _refresh(metadata: MetaData) -> None:
    Table(
        "refresh",
        metadata,
        key("source_table"),
        moment("newest_record", comment="greatest updated_at of the source table; null: no row"),
        count("row_count", "rows in the source table"),
        moment("refreshed_at", required=True, comment="when the rollups were loaded"),
        date(
            "as_of",
            required=True,
            comment="day of the refresh, in the organization's time zone",
        ),
        number("seconds", required=True, comment="how long the refresh of this database took"),
        comment="The two clocks of every figure, by source table",
    )


_places(membership)
_refresh(membership)
_places(incidents)
_refresh(incidents)

committee = Table(
    "committee",
    membership,
    key("committee_id"),
    _region_id(),
    text("name", required=True),
    text("kind", required=True),
    text("affinity"),
    text("status", required=True),
    date("formed_on"),
    date("closed_on"),
    text("crm_url"),
    text("place_name", required=True),
    text("state_fips", required=True),
    text("usps", required=True),
    number("latitude", required=True),
    number("longitude", required=True),
    count("members", "not lapsed, as of the refresh"),
    count("good_standing", "not lapsed, and covered by dues or in a tier without dues"),
    count("coordinators", "people in a coordinator's term"),
    count("coordinators_core", "of these, with a valid certificate of a core course"),
    count("core_certified", "members, not lapsed, with a valid certificate of a core course"),
    date("last_gathering_on"),
    comment="The committees as they stand on the day of the refresh",
)

committee_week = Table(
    "committee_week",
    membership,
    _region_id(),
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
    Index(
        "committee_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("committee_id", Text), ""),
        unique=True,
    ),
    Index("committee_week_committee", "committee_id", "week_start"),
    comment="Committee × week without a gap, from its first sign of life (at most five years back)"
    " to now; a closed one ends with the week of its closing, but for weeks that still count"
    " something: membership, gatherings, training and roles",
)

course = Table(
    "course",
    membership,
    key("course_id"),
    text("title_en", required=True),
    text("title_es", required=True),
    text("topic", required=True),
    flag("is_core"),
    comment="The catalogue of courses",
)

training_cohort = Table(
    "training_cohort",
    membership,
    _region_id(),
    text("committee_id", comment="null: learners without a committee"),
    Column("course_id", Text, ForeignKey("rollup.course.course_id"), nullable=False),
    date("enrolled_month", required=True, comment="first day of the month of enrolling"),
    count("enrolled"),
    count("started", "started, or completed though nobody noted the start"),
    count("completed"),
    count("withdrew", "withdrew and did not complete"),
    count("within_30", "completed no later than 30 days after enrolling"),
    count("within_60", "completed no later than 60 days after enrolling"),
    count("within_90", "completed no later than 90 days after enrolling"),
    Index(
        "training_cohort_grain",
        "enrolled_month",
        "region_id",
        func.coalesce(Column("committee_id", Text), ""),
        "course_id",
        unique=True,
    ),
    comment="Committee × course × month of enrolling: how far the learners came",
)

certificate = Table(
    "certificate",
    membership,
    _region_id(),
    text("committee_id", comment="null: learners without a committee"),
    Column("course_id", Text, ForeignKey("rollup.course.course_id"), nullable=False),
    count(
        "certified",
        "learners with a valid certificate, each once, where they earned the one valid longest",
    ),
    count("expiring_30", "of these, expiring within 30 days"),
    count("expiring_60", "of these, expiring within 60 days"),
    Index(
        "certificate_grain",
        "region_id",
        func.coalesce(Column("committee_id", Text), ""),
        "course_id",
        unique=True,
    ),
    comment="Committee × course: valid and expiring certificates on the day of the refresh",
)

incident_week = Table(
    "incident_week",
    incidents,
    _region_id(),
    text("state_fips", comment="null: no state can be known"),
    text("kind", required=True),
    text("verification", required=True),
    date("week_start", required=True, comment="the week in which it occurred"),
    count("incidents"),
    count("people_affected", "sum over incidents that say"),
    count("unanswered", "incidents without a response"),
    Index(
        "incident_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("state_fips", Text), ""),
        "kind",
        "verification",
        unique=True,
    ),
    comment="State × kind × verification × week: incidents",
)

delay_week = Table(
    "delay_week",
    incidents,
    _region_id(),
    date("week_start", required=True, comment="the week of the incident's report"),
    text("step", required=True, comment="verify, dispatch or arrive"),
    integer("minutes", required=True, comment="whole minutes from report to the first such step"),
    count("incidents"),
    Index("delay_week_grain", "week_start", "region_id", "step", "minutes", unique=True),
    comment="Region × week: the distribution of minutes from report to each step",
)

response_week = Table(
    "response_week",
    incidents,
    _region_id(),
    text("committee_id", comment="null: no committee is named"),
    date("week_start", required=True, comment="the week of dispatch"),
    count("responses"),
    count("arrived", "responses that reached the place"),
    count("responders", "sum over responses that say"),
    Index(
        "response_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("committee_id", Text), ""),
        unique=True,
    ),
    Index("response_week_committee", "committee_id", "week_start"),
    comment="Committee × week × the incident's region: responses",
)

hotline_week = Table(
    "hotline_week",
    incidents,
    _region_id(),
    text("state_fips", comment="null: no state can be known"),
    date("week_start", required=True, comment="the week in which the call came in"),
    count("calls"),
    count("answered"),
    Index(
        "hotline_week_grain",
        "week_start",
        "region_id",
        func.coalesce(Column("state_fips", Text), ""),
        unique=True,
    ),
    comment="State × week: calls to the hotline",
)

STEPS = ("verify", "dispatch", "arrive")
