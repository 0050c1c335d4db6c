"""The committees in numbers, who needs someone first in front: how they stand, and what to do."""

import pandas as pd

from lib import reads
from lib.data.errors import Unavailable
from lib.data.scope import Scope
from lib.language import _
from lib.reads.committee_names import labels
from lib.topics.committees.recorded import known
from lib.topics.health import listing
from lib.topics.health.standing import Standing, standing
from lib.ui.columns import Column, Columns
from lib.ui.filters import Choice, region_name

_POINTS = ("score", "progress", "change_4_weeks", "change_13_weeks")
_COLUMNS = (
    "committee_id",
    "region_id",
    "name",
    "kind",
    "status",
    "place_name",
    "usps",
    "members",
    "good_standing",
    "coordinators",
    "coordinators_core",
    "last_gathering_on",
    "gatherings",
    "turnout",
)
_STANDING = ("level", "is_pressing", *_POINTS, "place")


def columns(choice: Choice) -> Columns:
    """The table's columns; the region's only where there are several."""
    described = {
        "label": Column(_("Committee"), pinned=True),
        "level": Column(_("Health"), kind="status", family="health_level"),
        # Translators: points of 100 for a committee's health
        "score": Column(_("Score"), kind="number", help=_("Points of 100, of active committees.")),
        "why": Column(
            _("Why now"),
            help=_("Which of its level, its trend and its region's need put it in this place."),
            wide=True,
        ),
        "what": Column(
            _("What to do next"),
            help=_("What mends its first cause, and the points that this wins."),
            wide=True,
        ),
        "taken_by": Column(_("Taken by")),
        # Translators: the last day on which an organizer has taken a committee
        "taken_until": Column(_("Until"), kind="date"),
        "change_4_weeks": Column(_("Change, 4 weeks"), kind="change", help=_("In points.")),
        "change_13_weeks": Column(_("Change, 13 weeks"), kind="change", help=_("In points.")),
        "progress": Column(
            # Translators: how far a forming committee has come, in percent
            _("Progress"),
            kind="number",
            help=_("Points of 100, of forming and dormant committees: by rules of their own."),
        ),
        # Translators: of a committee: forming, active, dormant, closed
        "status": Column(_("Status"), kind="status"),
        # Translators: city or county
        "where": Column(_("Place")),
        "region": Column(_("Region")),
        "members": Column(_("Members"), kind="number"),
        "good_standing": Column(_("In good standing"), kind="number"),
        "last_gathering_on": Column(_("Last gathering"), kind="date"),
        "gatherings": Column(_("Gatherings, 13 weeks"), kind="number"),
        "turnout": Column(
            _("People a gathering"), kind="decimal", help=_("Where someone counted, 13 weeks.")
        ),
        "coordinators": Column(_("Coordinators"), kind="number"),
        "coordinators_core": Column(_("… with core training"), kind="number"),
        # Translators: of a committee, or of an incident
        "kind": Column(_("Kind"), family="committee_kind"),
    }
    if len(choice.scope.regions) == 1:
        del described["region"]
    return described


@reads.worded
def rows(choice: Choice) -> pd.DataFrame:
    """The committees of a choice, who needs someone first in front, then by name.

    Each has a ``label`` that no other has. Why it is there and what to do is put in words for those
    who are listed (:func:`in_words`).

    :raises Unavailable: if the membership database can't be read.
    """
    frame = known(reads.membership.committees(choice.scope, columns=_COLUMNS)).merge(
        _standings(choice.scope), on="committee_id", how="left"
    )
    regions = {region: region_name(region) for region in frame["region_id"].unique()}
    return frame.assign(
        label=labels(frame["committee_id"], choice.scope),
        is_pressing=frame["is_pressing"].astype("boolean").fillna(False).astype(bool),
        where=(frame["place_name"] + ", " + frame["usps"]).fillna(_("Place unknown")),
        region=frame["region_id"].map(regions),
    ).sort_values("place", kind="stable", ignore_index=True)


def in_words(
    committees: pd.DataFrame, health: Standing | None, following: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Some of the committees with ``why`` they are where they are and ``what`` to do.

    :param health: ``None`` while it can't be read: nobody knows.
    :param following: what they do next, where that is kept already.
    """
    if health is None:
        return committees.assign(why=None, what=None)
    if following is None:
        following = health.following(committees["committee_id"])
    told = listing.in_words(health, following)
    return committees.merge(told[["committee_id", "why", "what"]], on="committee_id", how="left")


def how_they_stand(scope: Scope) -> Standing | None:
    """How the committees stand; ``None`` while that can't be read: they are listed all the same."""
    try:
        return standing(scope)
    except Unavailable:
        return None


def in_order(scope: Scope) -> pd.DataFrame | None:
    """They by :func:`lib.topics.health.listing.ordered`; ``None`` while that can't be read."""
    try:
        return listing.ordered(scope)
    except Unavailable:
        return None


def _standings(scope: Scope) -> pd.DataFrame:
    """How the committees stand, in whole points; no row while that can't be read."""
    listed = in_order(scope)
    if listed is None:
        return pd.DataFrame(columns=["committee_id", *_STANDING])
    frame = listed[["committee_id", *_STANDING]]
    return frame.round(dict.fromkeys(_POINTS, 0))
