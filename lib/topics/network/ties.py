"""What ties partners: how many ties each has, and whose leaving would cut off others."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.data.scope import UNKNOWN_REGION
from lib.language import N_, _, formats, ngettext
from lib.language.vocabulary import name_of
from lib.measures import network as measures
from lib.topics.network import recorded
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


@dataclass(frozen=True)
class Ties:
    """The partners in view that are tied to any.

    :ivar partners: ``name, sector, degree, kinds, since`` and ``cut_off``; the last is missing
        where the whole network is not in view.
    """

    partners: pd.DataFrame


def ties(choice: Choice) -> Ties | None:
    """``None`` where no tie is on record, or no partner in view has one.

    :raises Unavailable: if the membership database can't be read.
    """
    recorded_ties = reads.membership.partner_ties(choice.scope)
    partners = recorded.everyone(choice)
    if partners is None or recorded_ties.empty:
        return None
    rows = measures.tied(recorded_ties)
    if UNKNOWN_REGION not in choice.scope:
        # Ties between partners of other regions may hold together what looks cut from here.
        rows = rows.assign(cut_off=float("nan"))
    of_each = recorded_ties.groupby("partner_id").agg(
        kinds=("kinds", _kinds), since=("since", "min")
    )
    named = partners[["partner_id", "name", "sector"]]
    return Ties(rows.merge(named, on="partner_id").merge(of_each, on="partner_id"))


def _kinds(said: "pd.Series[str]") -> tuple[str, ...]:
    """The kinds of a partner's ties, each once."""
    split = (kind.strip() for kinds in said.dropna() for kind in kinds.split(","))
    return tuple(sorted({kind for kind in split if kind}))


def table(found: Ties, _choice: Choice) -> Table:
    """The partners, those that hold others to the network first."""
    rows = found.partners
    is_whole = bool(rows["cut_off"].notna().all())
    columns = {
        "name": Column(_("Partner"), pinned=True, wide=True),
        "sector_name": Column(_("Sector")),
        "degree": Column(_("Partners it is tied to"), kind="number"),
        "cut_off": Column(_("Cut off if it leaves"), kind="number"),
        # Translators: what ties partners, in the organization's words
        "kind": Column(_("Kinds of ties")),
        "since": Column(_("Oldest tie since"), kind="date"),
    }
    if not is_whole:
        del columns["cut_off"]
    return Table(
        title=_title(rows, is_whole),
        frame=rows.assign(
            sector_name=[name_of("sector", code) for code in rows["sector"]],
            kind=[formats.listing(kinds) for kinds in rows["kinds"]],
        ),
        columns=columns,
        alt=_("Partners by how many others they are tied to."),
        caption=_caption(is_whole),
    )


def _title(rows: pd.DataFrame, is_whole: bool) -> str:
    if not is_whole:
        return ngettext(
            "{n} partner here has ties to others on record",
            "{n} partners here have ties to others on record",
            len(rows),
            n=formats.number(len(rows)),
        )
    bridges = int((rows["cut_off"] > 0).sum())
    return ngettext(
        "{n} of {all} partners with ties would cut off others by leaving",
        "{n} of {all} partners with ties would cut off others by leaving",
        bridges,
        n=formats.number(bridges),
        all=formats.number(len(rows)),
    )


def _caption(is_whole: bool) -> str:
    said = _("Ties that somebody wrote down, of partners that have joined and not left.")
    if is_whole:
        return (
            said
            + " "
            + _(
                "Cut off are those that would be tied, through whomever, to no partner of the"
                " largest piece that is left. What nobody wrote down ties nobody here."
            )
        )
    return said + " " + _("Whose leaving cuts off others is told where all regions are in view.")


TIES = Figure("ties", ties, table, empty=N_("No ties between partners are on record here"))
