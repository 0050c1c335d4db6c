"""The only one: partners without whom a sector has nobody near a committee's place."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import network as measures
from lib.topics.network import recorded
from lib.topics.network.recorded import Network
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table
from lib.ui.text import Text

_NAMED = 3


def partners(found: Network) -> pd.DataFrame:
    """The partners that are the only one of their sector somewhere, those of most places first.

    :return: ``partner_id, name, sector, places, committees`` and ``first`` (names of places).
    """
    alone = measures.sole(found.pairs)
    where = found.places.loc[alone["point"]].reset_index(drop=True)
    called = [
        recorded.named(*each) for each in zip(where["place_name"], where["usps"], strict=True)
    ]
    rows = alone.reset_index(drop=True).assign(place=called, committees=where["committees"])
    rows = rows.sort_values("committees", ascending=False, kind="stable")
    of_partner = rows.groupby("partner_id", sort=False).agg(
        places=("place", "size"), committees=("committees", "sum"), first=("place", list)
    )
    named = found.partners.set_index("partner_id")[["name", "sector"]]
    joined = of_partner.join(named).reset_index()
    return joined.sort_values(
        ["places", "committees", "name"], ascending=[False, False, True], kind="stable"
    )


def table(found: Network, _choice: Choice) -> Table | Text:
    """Who they are, and where nobody of their sector is left when they leave."""
    rows = partners(found)
    if rows.empty:
        return Text(title=_("No sector hangs on a single partner at any committee's place"))
    cells = int(rows["places"].sum())
    return Table(
        title=_(
            "{partners} the only one of their sector somewhere: {cells} would have nobody if they"
            " left",
            partners=ngettext(
                "{n} partner is", "{n} partners are", len(rows), n=formats.number(len(rows))
            ),
            cells=ngettext(
                "{n} combination of a place and a sector",
                "{n} combinations of a place and a sector",
                cells,
                n=formats.number(cells),
            ),
        ),
        frame=rows.assign(
            sector_name=[name_of("sector", code) for code in rows["sector"]],
            where=[_where(first) for first in rows["first"]],
        ),
        columns={
            "name": Column(_("Partner"), pinned=True, wide=True),
            "sector_name": Column(_("Sector")),
            "places": Column(_("Places that would have nobody"), kind="number"),
            "committees": Column(_("Committees there"), kind="number"),
            # Translators: the places that would have nobody
            "where": Column(_("Where"), wide=True),
        },
        alt=_("Partners that are the only one of their sector within reach of a committee."),
        caption=_("Each place by itself: who is near it, and not who else is in the region."),
    )


def _where(places: list[str]) -> str:
    shown = places[:_NAMED]
    rest = len(places) - len(shown)
    if rest:
        shown = [*shown, ngettext("{n} more", "{n} more", rest, n=formats.number(rest))]
    return formats.listing(shown)


ONLY = Figure("only_ones", recorded.network, table, empty=recorded.NOBODY)
