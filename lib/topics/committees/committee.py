"""One committee: which it is, what it is, and the way to its people."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from lib import reads
from lib.access import page_views
from lib.access.viewer import Viewer
from lib.data.scope import Scope
from lib.language import _, formats
from lib.language.vocabulary import name_of
from lib.topics.health import taking
from lib.topics.health.judging import judgement
from lib.ui import header
from lib.ui.filters import DEFAULT_WEEKS, Choice, region_name
from lib.ui.fragments import fragment
from lib.ui.frame import part


@dataclass(frozen=True)
class Committee:
    """What a committee is.

    :ivar place_name: where it is: a place and the state's postal abbreviation, ``usps``; ``None``:
        nobody knows.
    :ivar formed_on: ``None``: nobody knows.
    :ivar crm_url: of its record in the organization's own CRM; ``None``: it has none.
    """

    committee_id: str
    region_id: str
    name: str
    place_name: str | None
    usps: str | None
    kind: str
    status: str
    formed_on: date | None
    crm_url: str | None

    @property
    def region(self) -> Choice:
        """Its whole region, toward which figures of few people lean."""
        return Choice(Scope((self.region_id,)), DEFAULT_WEEKS)


_COLUMNS = (
    "committee_id",
    "region_id",
    "name",
    "place_name",
    "usps",
    "kind",
    "status",
    "formed_on",
    "crm_url",
)


@reads.measured
def find(scope: Scope, committee_id: str) -> Committee | None:
    """The committee of that id, if it lies in the scope.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = reads.membership.committees(scope, columns=_COLUMNS)
    own = frame[frame["committee_id"] == committee_id].astype(object)
    rows = own.where(own.notna(), None).itertuples(index=False, name=None)
    return next((Committee(*values) for values in rows), None)


def opened(viewer: Viewer) -> Committee:
    """The committee that the page's address names, recorded as seen.

    Where there is none in the viewer's scope, or the membership database can't be read, it says so
    and ends the run.
    """
    committee = None
    with part():
        committee = find(viewer.scope, st.query_params.get("committee", ""))
        if committee is None:
            header.entitle(_("Committee"))
            st.info(_("No committee of yours is at this address."), icon=":material/search_off:")
    if committee is None:
        st.stop()
    page_views.record_committee(viewer, committee.committee_id)
    return committee


def introduce(committee: Committee) -> None:
    """Draw the committee's name, what it is, and the way to its people."""
    header.entitle(formats.plain(committee.name))
    st.markdown(" · ".join(facts(committee)))
    if committee.crm_url:
        st.link_button(
            _("People of this committee, in the CRM"),
            committee.crm_url,
            icon=":material/open_in_new:",
        )


def facts(committee: Committee) -> list[str]:
    """What a committee is, in a few words each, as Markdown."""
    where = f"{committee.place_name}, {committee.usps}" if committee.place_name else None
    told = [
        formats.plain(where) if where else _("Place unknown"),
        formats.plain(region_name(committee.region_id)),
        name_of("committee_kind", committee.kind),
        name_of("committee_status", committee.status),
    ]
    if committee.formed_on is not None:
        told.append(_("formed {day}", day=formats.day(committee.formed_on)))
    return told


@fragment
def draw_taking(scope: Scope, committee: Committee) -> None:
    """Draw who has taken the committee, or the way to take it; nobody takes a closed one.

    :param scope: the viewer's.
    """
    if committee.status == "closed":
        return
    with part():
        # What is planned begins with the deed that the page proposes.
        judged = judgement(committee.region.scope, committee.committee_id)
        holder = taking.in_scope(scope).get(committee.committee_id)
        taking.offer(committee.committee_id, holder)
        deed = judged.following.action if judged else ""
        taking.draw(committee.committee_id, holder, action=deed)
