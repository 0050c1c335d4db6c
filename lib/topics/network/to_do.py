"""What to do first about the network, each deed with its reason."""

from dataclasses import dataclass

import pandas as pd

from lib.language import N_, _, formats, ngettext
from lib.language.formats import plain
from lib.language.vocabulary import name_of
from lib.topics.network import coverage, hubs, only, protection, recorded
from lib.topics.network.protection import Protection
from lib.topics.network.recorded import Network
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.text import Text, points

_NAMED = 3


@dataclass(frozen=True)
class Grounds:
    """What the deeds follow from; ``None`` where there is no data.

    :ivar network: by ``recorded.network``.
    :ivar protection: by ``protection.protection``.
    :ivar hubs: by ``hubs.distances``.
    """

    network: Network | None
    protection: Protection | None
    hubs: pd.DataFrame | None


def _read(choice: Choice) -> Grounds | None:
    found = recorded.network(choice), protection.protection(choice), hubs.distances(choice)
    return None if all(each is None for each in found) else Grounds(*found)


def text(grounds: Grounds, choice: Choice) -> Text:
    """Put the deeds in words, the gravest first."""
    deeds = [
        _protect(grounds.protection),
        _find(grounds.network),
        _double(grounds.network),
        _become_hub(grounds.hubs),
    ]
    body = points(deeds) or _("Nothing to do follows from what is recorded.")
    return Text(body=body, caption=recorded.within(choice))


def _protect(found: Protection | None) -> str:
    if found is None:
        return ""
    rows = protection.unprotected(found)
    if rows.empty:
        return ""
    first = rows.head(_NAMED)
    places = [
        plain(recorded.named(*each)) for each in zip(first["name"], first["usps"], strict=True)
    ]
    return ngettext(
        "**Find who would protect**: {n} county with incidents in 52 weeks has neither a legal nor"
        " a faith nor a base-building partner within reach: {places}.",
        "**Find who would protect**: {n} counties with incidents in 52 weeks have neither a legal"
        " nor a faith nor a base-building partner within reach, the highest rates in {places}.",
        len(rows),
        n=formats.number(len(rows)),
        places=formats.listing(places),
    )


def _find(found: Network | None) -> str:
    if found is None:
        return ""
    cells = coverage.cells(found)
    cells = cells[cells["gaps"] > 0]
    if cells.empty:
        return ""
    order = cells.assign(share=cells["gaps"] / cells["points"])
    first = order.sort_values(["gaps", "share"], ascending=False, kind="stable").head(_NAMED)
    named = [
        _(
            "{sector} in {region} ({n} of {all} committees' places)",
            sector=name_of("sector", sector).lower(),
            region=plain(region_name(region)),
            n=formats.number(gaps),
            all=formats.number(points),
        )
        for sector, region, gaps, points in first[
            ["sector", "region_id", "gaps", "points"]
        ].itertuples(index=False)
    ]
    return _(
        "**Look for partners where a sector has nobody within reach**, first {where}.",
        where=formats.listing(named),
    )


def _double(found: Network | None) -> str:
    if found is None:
        return ""
    rows = only.partners(found)
    if rows.empty:
        return ""
    first = rows.iloc[0]
    places = int(first["places"])
    return ngettext(
        "**Bring in a second one**: {partner} is the only one ({sector}) within reach of {n}"
        " committee's place; if it leaves, nobody is left there.",
        "**Bring in a second one**: {partner} is the only one ({sector}) within reach of {n}"
        " committees' places; if it leaves, nobody is left there.",
        places,
        partner=plain(str(first["name"])),
        sector=name_of("sector", str(first["sector"])).lower(),
        n=formats.number(places),
    )


def _become_hub(rows: pd.DataFrame | None) -> str:
    if rows is None or rows["nearest"].isna().all():
        return ""
    far = rows[rows["near"] == 0]
    if far.empty:
        return ""
    first = far.sort_values(["committees", "km"], ascending=False, kind="stable").head(_NAMED)
    places = [
        plain(recorded.named(*each))
        for each in zip(first["place_name"], first["usps"], strict=True)
    ]
    return ngettext(
        "**Ask a partner to become a hub**: {n} committee's place has none within reach: {places}.",
        "**Ask partners to become hubs**: {n} committees' places have none within reach, among"
        " them {places}.",
        len(far),
        n=formats.number(len(far)),
        places=formats.listing(places),
    )


TO_DO = Figure(
    "network_to_do",
    _read,
    text,
    empty=N_("There is no data on partners: what to do can't be told"),
)
