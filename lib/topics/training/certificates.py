"""Whom to renew and train first: expiring certificates, coordinators without core training."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.language.collation import as_sorted
from lib.reads.committee_names import labels
from lib.ui.figures import Figure
from lib.ui.filters import Choice, region_name
from lib.ui.tables import Column, Table
from lib.ui.text import Text


@dataclass(frozen=True)
class _Coordinators:
    """Coordinators of open committees, and the committees that lack a trained one.

    :ivar untrained: of all coordinators, those without the core training.
    :ivar missing: the committees where they are, and those that have no coordinator.
    """

    untrained: int
    all: int
    missing: pd.DataFrame


_COLUMNS = ("committee_id", "name", "status", "coordinators", "coordinators_core")


def _coordinators(choice: Choice) -> _Coordinators | None:
    # Where nobody records who coordinates or who was trained, nobody lacks a training.
    if reads.unrecorded("membership", "role_term", "enrollment", "course"):
        return None
    people = reads.membership.committee_support(
        choice.scope, columns=("committee_id", "coordinators")
    )
    if people["coordinators"].isna().all():
        return None
    committees = reads.membership.committees(choice.scope, columns=_COLUMNS)
    committees = committees[committees["status"].isin(["active", "forming"])]
    if committees.empty:
        return None
    untrained = committees["coordinators"] - committees["coordinators_core"]
    missing = committees.assign(untrained=untrained)
    missing = missing[(untrained > 0) | (committees["coordinators"] == 0)]
    missing = missing.assign(name=labels(missing["committee_id"], choice.scope))
    return _Coordinators(
        untrained=int(untrained.sum()),
        all=int(committees["coordinators"].sum()),
        missing=missing.sort_values("coordinators_core", kind="stable"),
    )


def _coordinators_table(coordinators: _Coordinators, _choice: Choice) -> Table:
    without = int((coordinators.missing["coordinators"] == 0).sum())
    return Table(
        title=_deed(coordinators, without),
        frame=coordinators.missing,
        columns={
            "name": Column(_("Committee"), pinned=True),
            "coordinators": Column(_("Coordinators"), kind="number"),
            # Translators: coordinators without the core courses
            "untrained": Column(_("Untrained"), kind="number"),
        },
        alt=_("Committees without a coordinator or with one who lacks the core training."),
        empty=_("Every committee has coordinators, and all of them hold the core training."),
        caption=_(
            "{share} of coordinators hold the core training.",
            share=formats.rate(coordinators.all - coordinators.untrained, coordinators.all),
        )
        if coordinators.all
        else None,
    )


def _deed(coordinators: _Coordinators, without: int) -> str:
    train = ngettext(
        "Train {n} coordinator in the core courses",
        "Train {n} coordinators in the core courses",
        coordinators.untrained,
        n=formats.number(coordinators.untrained),
    )
    find = ngettext(
        "Find a coordinator for {n} committee",
        "Find coordinators for {n} committees",
        without,
        n=formats.number(without),
    )
    if coordinators.untrained and without:
        return f"{train} · {find}"
    if without:
        return find
    return train if coordinators.untrained else _("All coordinators hold the core training")


@dataclass(frozen=True)
class _Certificates:
    """Certificates that are valid today, and the committees where some expire soon."""

    valid: int
    expiring: pd.DataFrame


def _certificates(choice: Choice) -> _Certificates:
    valid = reads.membership.training_certificates(choice.scope)
    expiring = reads.membership.certificates_by_committee(choice.scope)
    expiring = expiring.assign(name=labels(expiring["committee_id"], choice.scope))
    return _Certificates(
        int(valid["certified"].sum()),
        # As many expire: by name.
        expiring.sort_values("name", key=_sorted_names).sort_values(
            ["expiring_30", "expiring_60"], ascending=False, kind="stable"
        ),
    )


def _sorted_names(names: "pd.Series[str]") -> "pd.Series[str]":
    return names.map(as_sorted, na_action="ignore")


def _expiring_table(certificates: _Certificates, choice: Choice) -> Table | Text:
    if not certificates.valid:
        return Text(title=_("No valid certificate is on record"))
    frame = certificates.expiring
    today = choice.period("membership").as_of
    soon, later = (formats.day(today + timedelta(days=days)) for days in (30, 60))
    n = int(frame["expiring_60"].sum())
    return Table(
        title=ngettext(
            "Renew {n} certificate by {later}, {soonest} by {soon}",
            "Renew {n} certificates by {later}, {soonest} of them by {soon}",
            n,
            n=formats.number(n),
            later=later,
            soonest=formats.number(int(frame["expiring_30"].sum())),
            soon=soon,
        )
        if n
        else _("No certificate expires by {later}", later=later),
        frame=frame.assign(name=_names(frame)),
        columns={
            "name": Column(_("Committee"), pinned=True),
            "expiring_30": Column(_("30 days"), kind="number"),
            "expiring_60": Column(_("60 days"), kind="number"),
            "certified": Column(_("Valid today"), kind="number"),
        },
        alt=_("Committees with certificates that expire within 60 days."),
        empty=_("No certificate expires within 60 days."),
        caption=_("Set a date to renew before they end: the soonest come first.") if n else None,
    )


def _names(frame: pd.DataFrame) -> list[str]:
    """The committees' names; who is in none is told apart by region."""
    return [
        _("Without a committee, {region}", region=region_name(region)) if pd.isna(name) else name
        for name, region in zip(frame["name"], frame["region_id"], strict=True)
    ]


COORDINATORS = Figure(
    "coordinators",
    _coordinators,
    _coordinators_table,
    empty=N_("Not on record: who coordinates our committees, or who was trained"),
)
EXPIRING = Figure("expiring", _certificates, _expiring_table)
