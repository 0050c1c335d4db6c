"""What rests on each post of a region's organizers, and nothing where one post is a person."""

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.topics.support.visits import WEEKS
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


def loads(choice: Choice) -> pd.DataFrame | None:
    """What rests on posts, of ``post_loads``; ``None`` where no record is open or of the weeks.

    :raises Unavailable: if the membership database can't be read.
    """
    return reads.membership.post_loads(choice.scope)


def posts_table(rows: pd.DataFrame, choice: Choice) -> Table | Text:
    """The posts of the regions that have several."""
    told = rows[rows["posts"] > 1]
    hidden = _hidden(rows)
    if told.empty:
        return Text(
            title=_("What rests on each post isn't told: where one is alone, it is a person"),
            caption=hidden,
        )
    frame = told.assign(
        region=told["region_id"].map(region_name),
        # Translators: of requests and visits: they name no organizer's post that is in use
        name=told["post"].fillna(_("No post of today")),
        hours_a_week=(told["hours"] / WEEKS).round(1),
        rest=told["post"].isna(),
    ).sort_values(["region", "rest", "name"], ignore_index=True)
    columns = {
        "region": Column(_("Region")),
        # Translators: an organizer's post, such as "organizer southwest 1"; not a person's name
        "name": Column(_("Post"), pinned=True),
        "requests_open": Column(_("Open requests"), kind="number"),
        "requests_unanswered": Column(_("Without any answer"), kind="number"),
        "committees": Column(
            _("Committees"), kind="number", help=_("With an open request, or visited in 13 weeks.")
        ),
        "visits": Column(_("Visits"), kind="number", help=_("In the last 13 complete weeks.")),
        "hours_a_week": Column(
            _("Hours a week"), kind="decimal", help=_("Of the visits that say how long they took.")
        ),
    }
    if not choice.is_country:
        del columns["region"]
    return Table(
        title=_title(frame[~frame["rest"]]),
        frame=frame,
        columns=columns,
        alt=_("Open requests, committees, visits and hours a week by post of organizers."),
        caption=hidden,
    )


def _title(posts: pd.DataFrame) -> str:
    if posts["requests_open"].isna().all():
        n = int(posts["visits"].sum())
        # Translators: of a region with several posts of organizers, in 13 weeks
        return ngettext("{n} visit of posts in 13 weeks", "{n} visits of posts in 13 weeks", n, n=n)
    least, most = int(posts["requests_open"].min()), int(posts["requests_open"].max())
    if least == most:
        return _("Each post has {n} open requests", n=formats.number(most))
    return _(
        "A post has from {least} to {most} open requests",
        least=formats.number(least),
        most=formats.number(most),
    )


def _hidden(rows: pd.DataFrame) -> str | None:
    """The sentence on regions of which nothing is told."""
    regions = [region_name(region) for region in rows.loc[rows["posts"] < 2, "region_id"]]  # noqa: PLR2004
    if not regions:
        return None
    return _(
        "Not told, since fewer than two posts are on record in 13 weeks, and one would be a"
        " person: {regions}.",
        regions=formats.plain(formats.listing(sorted(regions))),
    )


POSTS = Figure(
    "post_loads",
    loads,
    posts_table,
    empty=N_("No request is open and no visit of 13 weeks is on record: nothing rests on a post"),
)
