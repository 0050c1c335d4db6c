"""Whom to call first: each committee with its cause, one deed, and what we last did for it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _, formats, ngettext
from lib.measures.health import Level
from lib.reads.committee_names import committee_names
from lib.topics.health import listing, words
from lib.topics.health import standing as health
from lib.topics.health.rows import Step, rows_of
from lib.ui.filters import region_name

MOST = 5
"""Committees that one person can call in a week, and call well."""
MOST_WATCHED = 3

_SUPPORT = (
    "committee_id",
    "requests_open",
    "requests_unanswered",
    "oldest_request_on",
    "visits",
    "last_visit_on",
    "last_visit_by",
)


@dataclass(frozen=True)
class Call:
    """A committee to call, in words that Markdown shows as they are.

    :ivar cause: what is wrong, or what there is to decide.
    :ivar facts: how it stands, its region where several are in view, what else put it here.
    :ivar change: what the deed would win; empty: that can't be told.
    :ivar ours: who last visited and when, open requests with their age.
    :ivar crm_url: of its people in the CRM; empty: none, or not by https.
    :ivar action: the deed's code.
    """

    committee_id: str
    name: str
    cause: str
    facts: tuple[str, ...]
    deed: str
    change: str
    ours: tuple[str, ...]
    crm_url: str
    action: str


@dataclass(frozen=True)
class Calls:
    """Whom to call this week.

    :ivar pressing: how many committees need support.
    :ivar first: of these, at most ``MOST``.
    :ivar watched: sentences on strong committees that fell.
    :ivar open: how many committees there are that are not closed.
    :ivar judged: how many of them have enough data to be judged.
    """

    pressing: int
    first: tuple[Call, ...]
    watched: tuple[str, ...]
    open: int
    judged: int


@reads.worded
def calls(scope: Scope) -> Calls | None:
    """Whom to call first; ``None`` before health was measured.

    :raises Unavailable: if the membership or the dashboard's own database can't be read.
    """
    measured = health.standing(scope)
    if measured is None:
        return None
    listed = listing.in_order(measured)
    pressing = listed[listed["is_pressing"]]
    told = pd.concat([pressing.head(MOST), listed[listed["is_watched"]].head(MOST_WATCHED)])
    following = health.following(scope, tuple(told["committee_id"]))
    told = told.merge(listing.in_words(measured, following), on="committee_id")
    named = committee_names(scope)
    names = {key: formats.plain(named.get(key, key)) for key in told["committee_id"]}
    steps = dict(zip(following["committee_id"], rows_of(following, Step), strict=True))
    return Calls(
        pressing=len(pressing),
        first=tuple(_calls(told[told["is_pressing"]], steps, scope, names)),
        watched=tuple(
            f"{names[row.committee_id]} ({row.besides or row.cause})"
            for row in told[told["is_watched"]].itertuples()
        ),
        open=int((listed["level"] != Level.CLOSED).sum()),
        judged=int(listed[["score", "progress"]].notna().any(axis="columns").sum()),
    )


def _calls(
    first: pd.DataFrame, steps: dict[str, Step], scope: Scope, names: dict[str, str]
) -> list[Call]:
    rows = first.merge(_records(scope), on="committee_id", how="left", validate="1:1")
    support = _support(scope)
    if support is not None:
        rows = rows.merge(support, on="committee_id", how="left", validate="1:1")
    today = reads.as_of("membership")
    made = []
    for row in rows.to_dict("records"):
        committee_id, step = str(row["committee_id"]), steps[str(row["committee_id"])]
        made.append(
            Call(
                committee_id=committee_id,
                name=names[committee_id],
                cause=str(row["cause"] or row["besides"]),
                facts=tuple(filter(None, _facts(row, several=len(scope.regions) > 1))),
                deed=words.deed(step, str(row["level"])),
                change=_change(step, row),
                ours=() if support is None else (_visit(row, today), _requests(row, today)),
                crm_url=link(row["crm_url"]),
                action=step.action,
            )
        )
    return made


def _records(scope: Scope) -> pd.DataFrame:
    columns = ("committee_id", "crm_url")
    return reads.membership.committees(scope, columns=columns)


def _support(scope: Scope) -> pd.DataFrame | None:
    """What we did for the committees; ``None`` while it can't be read: they are called anyway."""
    try:
        return reads.membership.committee_support(scope, columns=_SUPPORT)
    except Unavailable:
        return None


def _facts(row: dict[str, object], *, several: bool) -> list[str]:
    facts = [words.level(str(row["level"]))]
    points = row["progress"] if pd.isna(row["score"]) else row["score"]
    if not pd.isna(points):
        facts.append(_("{n} of 100", n=formats.number(float(str(points)))))
    if several:
        facts.append(formats.plain(region_name(str(row["region_id"]))))
    return [*facts, str(row["besides"]) if row["cause"] else ""]


def _change(step: Step, row: dict[str, object]) -> str:
    """``+5.4 points``: what the deed wins."""
    if pd.isna(step.points) or row["level"] == Level.READY:
        return ""
    return _("{change} points", change=formats.change(step.points, 1))


def _visit(row: dict[str, object], today: date) -> str:
    if pd.isna(row["visits"]):
        return _("Visits are not recorded")
    if pd.isna(row["last_visit_on"]):
        return _("No visit yet")
    visited_on = pd.Timestamp(str(row["last_visit_on"])).date()
    day = formats.near_day(visited_on, today)
    if pd.isna(row["last_visit_by"]):
        return _("Last visit {day}", day=day)
    return _("Last visit {day}, {who}", day=day, who=formats.plain(str(row["last_visit_by"])))


def _requests(row: dict[str, object], today: date) -> str:
    if pd.isna(row["requests_open"]):
        return _("Requests are not recorded")
    n = int(float(str(row["requests_open"])))
    if not n:
        return _("No open request")
    days = (today - pd.Timestamp(str(row["oldest_request_on"])).date()).days
    age = ngettext("{n} day", "{n} days", days, n=formats.number(days))
    unanswered = int(float(str(row["requests_unanswered"])))
    if unanswered == n:
        return ngettext(
            "{n} unanswered request, {age} old",
            "{n} unanswered requests, up to {age} old",
            n,
            age=age,
        )
    counted = ngettext(
        "{n} open request, {age} old", "{n} open requests, up to {age} old", n, age=age
    )
    if not unanswered:
        return counted
    return _("{requests} ({n} unanswered)", requests=counted, n=unanswered)


def link(url: object) -> str:
    """An address in the CRM; empty where it is none by https."""
    if not isinstance(url, str) or not url.startswith("https://"):
        return ""
    try:
        has_host = bool(urlsplit(url).hostname)
    except ValueError:
        return ""
    return url if has_host else ""
