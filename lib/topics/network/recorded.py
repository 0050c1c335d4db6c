"""The partners that are here today, the committees' places, and who is near where."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.contract.membership import SECTORS
from lib.language import N_, _, formats
from lib.measures import network as measures
from lib.measures.defense import defense
from lib.ui.filters import Choice

NO_PARTNERS = N_("No partner is on record, so who could be called can't be told")
NOBODY = N_("There is no data on partners, or no open committee whose place is known")
_COMMITTEE = ("committee_id", "region_id", "status", "place_name", "usps", "latitude", "longitude")
_PLACE = ["region_id", "place_name", "usps", "latitude", "longitude"]


@dataclass(frozen=True)
class Network:
    """Who is near the places of the committees that are open, on the day of the figures.

    :ivar places: ``region_id, place_name, usps, latitude, longitude, committees``, a row a place.
    :ivar unplaced: open committees of which no place is known.
    :ivar partners: ``partner_id, name, sector`` and more, a row a partner that is here.
    :ivar nowhere: of these, those of which no place is known.
    :ivar pairs: by :func:`lib.measures.network.near`.
    """

    places: pd.DataFrame
    unplaced: int
    partners: pd.DataFrame
    nowhere: int
    pairs: pd.DataFrame

    @property
    def counted(self) -> pd.DataFrame:
        """How many partners of each sector are near each place."""
        return measures.counts(self.places, self.pairs, SECTORS)


def everyone(choice: Choice) -> pd.DataFrame | None:
    """Every partner of a choice, those that left too; ``None`` where nobody records any.

    :raises Unavailable: if the membership database can't be read.
    """
    partners = reads.membership.partners(choice.scope)
    return None if reads.unrecorded("membership", "partner") else partners


@reads.measured
def locations(choice: Choice) -> pd.DataFrame | None:
    """Each place of each partner that is here: ``partner_id, name, sector, latitude, longitude``.

    Partners with further places have several rows; ``None`` where nobody records partners.

    :raises Unavailable: if the membership database can't be read.
    """
    partners = everyone(choice)
    if partners is None:
        return None
    columns = ["partner_id", "name", "sector", "latitude", "longitude", "joined_on", "left_on"]
    further = reads.membership.partner_places(choice.scope)
    rows = pd.concat([partners[columns], further[columns]], ignore_index=True)
    return measures.here(rows, reads.as_of("membership"))


@reads.measured
def network(choice: Choice) -> Network | None:
    """Who is near the committees' places; ``None`` where partners or places can't be told.

    :raises Unavailable: if the membership database can't be read.
    """
    located = locations(choice)
    committees = reads.membership.committees(choice.scope, columns=_COMMITTEE)
    standing = committees[committees["status"] != "closed"]
    known = standing.dropna(subset=["latitude", "longitude"])
    if located is None or known.empty:
        return None
    places = known.groupby(_PLACE, dropna=False).size().rename("committees").reset_index()
    of_each = located.sort_values("latitude", na_position="last", kind="stable")
    partners = of_each.drop_duplicates("partner_id")
    return Network(
        places=places,
        unplaced=len(standing) - len(known),
        partners=partners,
        nowhere=int(partners["latitude"].isna().sum()),
        pairs=measures.near(places, located, drive()),
    )


@reads.measured
def hubs(choice: Choice) -> pd.DataFrame | None:
    """Each place of each partner that is here and a hub, as :func:`locations`.

    :raises Unavailable: if the membership database can't be read.
    """
    located = locations(choice)
    ids = reads.membership.priority_hubs(choice.scope)["partner_id"]
    return None if located is None else located[located["partner_id"].isin(ids)]


def drive() -> int:
    """Minutes of a drive to a partner: the one that deportation defense allows, too."""
    return defense().reach_minutes


def named(name: object, usps: object) -> str:
    """``Tucson, AZ``."""
    return str(name) if formats.is_missing(usps) else f"{name}, {usps}"


def within(choice: Choice) -> str:
    """What "within reach" means, and who is not in view."""
    sentence = _(
        "Within reach is a drive of {minutes} minutes, there and back within a day's work, from"
        " the middle of a place to that of a partner's.",
        minutes=formats.number(drive()),
    )
    if choice.is_country:
        return sentence
    return sentence + " " + _("Partners of other regions are not in view and don't count.")
