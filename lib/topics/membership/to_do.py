"""What to do first: the committees whose members slip away, and the region and tier that lose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from lib.language import _, formats, ngettext
from lib.measures.slipping import first
from lib.reads.committee_names import committee_names
from lib.topics.membership import loss_words
from lib.topics.membership.loss_words import Loss
from lib.topics.membership.place_map import NO_MEMBERS
from lib.topics.membership.recorded import between, tier_names
from lib.topics.membership.slips import Slips, months, slips
from lib.ui.columns import Column
from lib.ui.downloads import download
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.listing import Cell, Listing, Row
from lib.ui.sections import finding

MOST = 5
"""Committees that one person can call in a week, and call well."""


class Group(Protocol):
    """A row of ``lib.measures.slipping`` of a region or a tier."""

    group: str
    members: float
    slipped: float
    mean: float
    usual: float


@dataclass(frozen=True)
class ToDo:
    """The finding, whom to call, and of leadership's regions and tiers what they lose.

    :ivar everyone: all committees that stand out, of whom the listing has the first.
    """

    title: str
    listing: Listing | None
    everyone: pd.DataFrame
    losing: str
    note: str

    def show(self, key: str) -> None:
        """Draw them."""
        finding(self.title)
        if self.losing:
            st.markdown(self.losing)
        if self.listing is not None:
            self.listing.show(key)
            download(self.everyone, _columns(), key=key)
        st.caption(self.note)


def _read(choice: Choice) -> Slips | None:
    return slips(choice)


def in_words(losses: Slips, choice: Choice) -> ToDo:
    """Whose members slip, and what to do about it."""
    committees = losses.committees
    calls = first(committees, MOST)
    is_told = not losses.is_late and len(calls) > 0
    names = committee_names(choice.scope)
    everyone = first(committees, len(committees))
    return ToDo(
        title=title(losses),
        listing=_listing(calls, losses, names, several=choice.is_country) if is_told else None,
        everyone=everyone.assign(name=everyone["committee_id"].map(names)),
        losing=losing(losses, choice) if choice.is_country and not losses.is_late else "",
        note=note(losses, choice, len(everyone) if is_told else 0),
    )


def title(losses: Slips) -> str:
    """How many committees lose more members than usual."""
    if losses.is_late:
        return _("The sources are late: whose members slip away can't be told")
    committees = losses.committees
    n, of = int(committees["stands_out"].sum()), int((committees["members"] > 0).sum())
    if not of:
        return _("No committee had members in these months: whose slip away can't be told")
    if of == 1:
        return _("With one committee there is none to compare with")
    if not n:
        return _("No committee loses more members than chance explains")
    return ngettext(
        "{n} of {of} committees loses more members than usual: call before they are gone",
        "{n} of {of} committees lose more members than usual: call before they are gone",
        n,
        n=formats.number(n),
        of=formats.number(of),
    )


def _listing(
    calls: pd.DataFrame, losses: Slips, names: dict[str, str], *, several: bool
) -> Listing:
    known = losses.are_dues_known
    return Listing(
        headers=(_("Committee"), _("Why now"), _("What to do next")),
        rows=tuple(
            Row(
                (
                    Cell(
                        names.get(call.committee_id, call.committee_id),
                        loss_words.where(call, several=several),
                    ),
                    Cell(
                        loss_words.cause(call, are_dues_known=known),
                        (
                            loss_words.parts(call, are_dues_known=known),
                            loss_words.allowing(call),
                            loss_words.due(losses.due.get(call.committee_id)),
                        ),
                    ),
                    Cell(loss_words.deed(call)),
                ),
                href=f"committee?{urlencode({'committee': call.committee_id})}",
            )
            for call in cast("Iterable[Loss]", calls.itertuples(index=False))
        ),
        alt=_("Table of the committees whose members slip away more than usual, and what to do."),
    )


def losing(losses: Slips, choice: Choice) -> str:
    """Which regions and tiers lose more members than usual, as Markdown."""
    regions = _losing(losses.regions, {r: region_name(r) for r in losses.regions["group"]})
    tiers = _losing(losses.tiers, tier_names(choice.scope))
    of_regions = regions or [_("No region loses more members than chance explains.")]
    of_tiers = tiers or [_("No tier of membership loses more members than chance explains.")]
    # One alone has no other to be compared with.
    lines = [
        *(of_regions if len(losses.regions) > 1 else ()),
        # Of some regions a tier is too fine: it is told of all.
        *(of_tiers if len(losses.tiers) > 1 and choice.whole == choice else ()),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _losing(groups: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    return [
        _(
            "**{group}** loses more members than usual: {rate} lapsed or are behind; allowing for"
            " chance {mean}, usual {usual}.",
            group=formats.plain(names.get(row.group, row.group)),
            rate=formats.rate(int(row.slipped), int(row.members)),
            mean=formats.percent(row.mean),
            usual=formats.percent(row.usual),
        )
        for row in cast("Iterable[Group]", first(groups, len(groups)).itertuples(index=False))
    ]


def note(losses: Slips, choice: Choice, out: int) -> str:
    """What is counted, and what can't be told.

    :param out: committees that stand out.
    """
    sentences = [
        _(
            "{period}: of everybody who was a member, whose membership lapsed, and who is behind"
            " with their dues at the end. Who lapsed and returned counts both times.",
            period=between(*months(choice).span),
        )
    ]
    if out > MOST:
        sentences.append(
            _(
                "Listed are the {n} where most people slip away beyond what is usual; the file has"
                " all {out}.",
                n=MOST,
                out=formats.number(out),
            )
        )
    if not losses.are_dues_known:
        sentences.append(_("Who is behind can't be told: no payment of dues was ever recorded."))
    return " ".join(sentences)


def _columns() -> dict[str, Column]:
    return {
        "name": Column(_("Committee"), pinned=True),
        "place_name": Column(_("Place")),
        "slipped": Column(_("Lapsed or behind"), kind="number"),
        "members": Column(_("Members in the months"), kind="number"),
        "mean": Column(_("allowing for chance"), kind="percent"),
        # Translators: lower end of an interval
        "low": Column(_("from"), kind="percent"),
        # Translators: upper end of an interval
        "high": Column(_("to"), kind="percent"),
        # Translators: the share of members that committees usually lose
        "usual": Column(_("usual"), kind="percent"),
    }


TO_DO = Figure("membership_to_do", _read, in_words, empty=NO_MEMBERS)
