"""One committee on one sheet: cause, deed, requests, visits, health in words, trend, who has it."""

from functools import partial

import pandas as pd

from lib.access.viewer import Viewer
from lib.brief.figures import headline_part
from lib.brief.parts import Brief, Part, Section, made_of, of
from lib.brief.said import clocks_line
from lib.brief.week import taken_in
from lib.language import _, formats
from lib.topics.committees import committee as committees
from lib.topics.committees import membership, support, today
from lib.topics.committees.committee import Committee
from lib.topics.health import one_committee, taking, trend
from lib.topics.health.sources import late_indicators, warning
from lib.ui import svg
from lib.ui.charts import Chart
from lib.ui.sparklines import Line
from lib.ui.sparklines import picture as line_picture

_MOST_MONTHS = 13


def committee(viewer: Viewer, opened: Committee) -> Brief:
    """The brief of a committee that lies in the viewer's scope."""
    region, committee_id = opened.region, opened.committee_id
    page = f"committee?committee={committee_id}"
    return Brief(
        kind="committee",
        title=opened.name,
        lead=" · ".join(committees.facts(opened)),
        clocks=clocks_line(),
        sections=(
            Section(_("How it stands, and what would help"), _health(viewer, opened), page),
            Section(
                _("What it waits for, and whom it has"),
                (
                    of(support.SUPPORT, region, committee_id),
                    of(membership.MEMBERSHIP, region, committee_id),
                ),
            ),
            Section(_("At a glance"), (headline_part(today.TODAY, region, committee_id),)),
            Section(_("What its points are made of"), _points(opened)),
        ),
    )


def _health(viewer: Viewer, opened: Committee) -> tuple[Part, ...]:
    def part() -> Part:
        health = one_committee.described(opened.region.scope, opened.committee_id)
        if health is None:
            return Part(body=_("Health has not been measured yet: it is saved with each refresh."))
        late = late_indicators() & health.indicators.keys()
        deed = f"→ {health.next}" if health.next else ""
        return Part(
            title=health.title,
            body="\n\n".join(filter(None, [health.wrong, deed])),
            more=(_("What else would help"), health.others) if health.others else ("", ""),
            problem=warning(late),
        )

    return (made_of(part), _taken(viewer, opened))


def _taken(viewer: Viewer, opened: Committee) -> Part:
    """Who looks after it; nobody takes a closed one."""
    taken = next(
        (t for t in taken_in(opened.region) if t.committee_id == opened.committee_id), None
    )
    if taken is not None:
        return Part(body=taking.sentence(taken, is_own=taken.username == viewer.username))
    return Part() if opened.status == "closed" else Part(body=_("Nobody has taken it."))


def _points(opened: Committee) -> tuple[Part, ...]:
    def indicators() -> Part:
        health = one_committee.described(opened.region.scope, opened.committee_id)
        labels = [label for label, _lines in health.indicators.values()] if health else []
        return Part(body="\n".join(f"- {label}" for label in labels))

    return (made_of(indicators), made_of(partial(_year, opened)))


def _year(opened: Committee) -> Part:
    """The trend of a year as a small line; its points stand in the page's own table."""
    made = trend.YEAR.made(opened.region, opened.committee_id)
    if made.value is None:
        return Part(body=_("The trend over the year begins with the second month that is saved."))
    chart = made.value
    assert isinstance(chart, Chart)
    points = chart.table.sort_values("as_of").tail(_MOST_MONTHS)
    values = [None if pd.isna(value) else float(value) for value in points["total"]]
    first, last = (points["as_of"].iloc[at] for at in (0, -1))
    alt = _(
        "Points of 100 from {first} to {last}", first=formats.month(first), last=formats.day(last)
    )
    return Part(title=chart.title, picture=svg.image(line_picture(Line(values)), alt))
