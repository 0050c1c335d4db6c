"""What a committee waits for from us, who came by last, and who holds a role in it."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.topics.committees.today import FEWEST
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.listing import Cell, Listing, Row
from lib.ui.sections import finding

ROLES = ("coordinators", "responders", "trainers", "interpreters", "communications")
_CODES = dict(
    zip(
        ROLES, ("coordinator", "responder", "trainer", "interpreter", "communications"), strict=True
    )
)


@dataclass(frozen=True)
class Given:
    """What there is of one committee.

    :ivar own: its row of ``committee_support``.
    :ivar requests: its rows of ``open_requests``, the oldest first.
    :ivar medians: of the region's committees, by role; NaN: not known.
    :ivar today: the day that all of it speaks of.
    """

    own: "pd.Series[float]"
    requests: pd.DataFrame
    medians: "pd.Series[float]"
    today: pd.Timestamp


@dataclass(frozen=True)
class Described:
    """That in words."""

    title: str
    lines: tuple[str, ...]
    visits: str
    roles: Listing

    def show(self, key: str) -> None:
        """Draw the requests and the visits beside the roles."""
        left, right = st.columns(2, gap="large")
        with left:
            finding(self.title)
            if self.lines:
                st.markdown("\n".join(f"- {line}" for line in self.lines))
            st.markdown(self.visits)
        with right:
            finding(_("Who holds a role"))
            self.roles.show(f"{key}_roles")


def _read(choice: Choice, committee_id: str) -> Given | None:
    everyone = reads.membership.committee_support(choice.scope)
    own = everyone[everyone["committee_id"] == committee_id]
    if own.empty:
        return None
    return Given(
        own=own.iloc[0],
        requests=reads.membership.open_requests(choice.scope, committee_id),
        medians=_medians(choice, everyone),
        today=pd.Timestamp(reads.as_of("membership")),
    )


def _medians(choice: Choice, everyone: pd.DataFrame) -> "pd.Series[float]":
    status = reads.membership.committees(choice.scope, columns=("committee_id", "status"))
    active = status.loc[status["status"] == "active", "committee_id"]
    roles = everyone.loc[everyone["committee_id"].isin(active), list(ROLES)]
    return roles.median().where(roles.count() >= FEWEST)


def describe(given: Given, _choice: Choice, _committee_id: str) -> Described:
    """Put in words what a committee waits for and whom it has."""
    return Described(
        title=_title(given),
        lines=tuple(_request(row, given.today) for row in given.requests.to_dict("records")),
        visits=_visits(given),
        roles=_roles(given),
    )


def _days(since: object, today: pd.Timestamp) -> int:
    return int((today - pd.Timestamp(str(since))).days)


def _title(given: Given) -> str:
    n = given.own["requests_open"]
    if pd.isna(n):
        return _("No request for support was ever recorded: whether any waits can't be told")
    if not n:
        return _("No request of it is open")
    days = _days(given.own["oldest_request_on"], given.today)
    waiting = ngettext("{n} request is open", "{n} requests are open", int(n), n=formats.number(n))
    oldest = ngettext("for {n} day", "for {n} days", days, n=formats.number(days))
    if int(n) == 1:
        return _("{requests}, {oldest}", requests=waiting, oldest=oldest)
    return _("{requests}, the oldest {oldest}", requests=waiting, oldest=oldest)


def _request(row: dict[str, object], today: pd.Timestamp) -> str:
    """``Training: 2, the oldest for 34 days; 1 without an answer``."""
    n, unanswered = int(str(row["open"]).split(".")[0]), int(str(row["unanswered"]).split(".")[0])
    days = _days(row["oldest_on"], today)
    oldest = ngettext("for {n} day", "for {n} days", days, n=formats.number(days))
    kind = f"**{name_of('request_kind', str(row['kind']))}**"
    counted = _("{kind}: {n}, the oldest {oldest}", kind=kind, n=formats.number(n), oldest=oldest)
    if n == 1:
        counted = _("{kind}: {oldest}", kind=kind, oldest=oldest)
    if not unanswered:
        return counted
    silent = ngettext(
        "{n} without any answer", "{n} without any answer", unanswered, n=formats.number(unanswered)
    )
    if n == 1:
        silent = _("without any answer")
    return f"{counted}; {silent}"


def _visits(given: Given) -> str:
    own = given.own
    if pd.isna(own["visits"]):
        return _("No visit of anyone was ever recorded.")
    if not own["visits"]:
        return _("No visit to it is recorded.")
    n = int(own["visits"])
    days = _days(own["last_visit_on"], given.today)
    ago = ngettext("{n} day ago", "{n} days ago", days, n=formats.number(days))
    by = own["last_visit_by"]
    last = (
        _("Last visit: {ago}", ago=ago)
        if pd.isna(by)
        else _("Last visit: {ago}, by {who}", ago=ago, who=formats.plain(str(by)))
    )
    in_all = ngettext("{n} visit in all", "{n} visits in all", n, n=formats.number(n))
    return f"{last} ({formats.day(own['last_visit_on'])}). {in_all}."


def _roles(given: Given) -> Listing:
    return Listing(
        # Translators: of a committee; coordinator, responder …
        headers=(_("Role in the committee"), _("People"), _("Region's median")),
        rows=tuple(
            Row(
                (
                    Cell(name_of("term_role", _CODES[role])),
                    Cell(_number(given.own[role])),
                    Cell(_number(given.medians[role])),
                )
            )
            for role in ROLES
        ),
        alt=_("People in each role, beside the median of the region's active committees."),
        is_comparison=True,
    )


def _number(value: float) -> str:
    """A number of people; half of one where a median lies between two."""
    if pd.isna(value):
        return formats.NO_DATA
    return formats.number(value, int(value % 1 != 0))


SUPPORT = Figure("committee_support", _read, describe)
