"""What committees ask of the regional organizers, how long they wait, and what visits follow."""

from lib.data.contract.columns import count, date, flag, integer, number, text
from lib.data.contract.rollup.common import membership, region_id, rollup

open_request = rollup(
    "open_request",
    membership,
    region_id(),
    text("committee_id", required=True),
    text("kind", required=True),
    date("opened_on", required=True),
    count("open", "requests without a resolution, at least one"),
    count("unanswered", "of these, without a first response"),
    grain=("committee_id", "kind", "opened_on"),
    comment="Committee × kind × day of asking: open requests, on the day of the refresh",
)

request_wait = rollup(
    "request_wait",
    membership,
    region_id(),
    text("kind", required=True),
    date("asked_week", required=True),
    text("step", required=True, comment="answer (a first response) or resolution"),
    integer(
        "days", required=True, comment="from asking to the step or to the refresh; at most 365"
    ),
    flag("closed"),
    count("requests"),
    grain=("asked_week", "region_id", "kind", "step", "days", "closed"),
    comment="Region × kind × week of asking × step: how many days requests waited, or wait so far",
)

visit_week = rollup(
    "visit_week",
    membership,
    region_id(),
    date("week_start", required=True),
    text("kind", required=True),
    integer(
        "days_since_asked",
        required=True,
        comment="since the last request; 0: one was open, or named; 91: longer ago, or never",
    ),
    count("visits"),
    count("visits_with_hours", "of these, whose hours are told"),
    number("hours", comment="of these; null where none is told"),
    grain=("week_start", "region_id", "kind", "days_since_asked"),
    comment="Region × week × kind × days since asking: visits; hours only of the last 13 complete"
    " weeks, and not where a region has one post or none",
)

post_load = rollup(
    "post_load",
    membership,
    region_id(),
    text("post", comment="of a regional organizer, not a name; null: none of today"),
    count("posts", "of today in the region; 0: one or none, of which no number is told"),
    integer("requests_open", comment="null, as what follows: not told"),
    integer("requests_unanswered", comment="of these, without a first response"),
    integer("committees", comment="with an open request, or visited in the weeks"),
    integer("visits", comment="in the last 13 complete weeks"),
    number("hours", comment="of the visits that say; null where none does"),
    grain=("region_id", "post"),
    comment="Region × post: what rests on regional organizers, where a region has several of them",
)
