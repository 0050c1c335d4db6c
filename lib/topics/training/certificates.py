"""Coordinators and their core training, and certificates about to expire."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column, Table


@dataclass(frozen=True)
class _Coordinators:
    """Coordinators of open committees, and the committees that lack a trained one."""

    trained: int
    all: int
    missing: pd.DataFrame


_COLUMNS = ("committee_id", "name", "status", "coordinators", "coordinators_core")


def _coordinators(choice: Choice) -> _Coordinators:
    committees = reads.membership.committees(choice.scope, columns=_COLUMNS)
    committees = committees[committees["status"].isin(["active", "forming"])]
    untrained = committees["coordinators"] - committees["coordinators_core"]
    missing = committees[(untrained > 0) | (committees["coordinators"] == 0)]
    return _Coordinators(
        trained=int(committees["coordinators_core"].sum()),
        all=int(committees["coordinators"].sum()),
        missing=missing.sort_values("coordinators_core", kind="stable"),
    )


def _coordinators_table(coordinators: _Coordinators, _choice: Choice) -> Table:
    rate = formats.rate(coordinators.trained, coordinators.all)
    return Table(
        title=_("{rate} of coordinators hold the core training", rate=rate),
        frame=coordinators.missing,
        columns={
            "name": Column(_("Committee"), pinned=True),
            "coordinators": Column(_("Coordinators"), kind="number"),
            # Translators: coordinators who completed the core courses
            "coordinators_core": Column(_("Trained"), kind="number"),
        },
        alt=_("Committees without a coordinator or with one who lacks the core training."),
        empty=_("Every committee has coordinators, and all of them hold the core training."),
    )


def _expiring(choice: Choice) -> tuple[pd.DataFrame]:
    # In a tuple: a table without rows is good news here.
    return (reads.membership.certificates_by_committee(choice.scope),)


def _expiring_table(certificates: tuple[pd.DataFrame], _choice: Choice) -> Table:
    (frame,) = certificates
    n = int(frame["expiring_60"].sum())
    return Table(
        title=ngettext(
            "{n} certificate expires within 60 days",
            "{n} certificates expire within 60 days",
            n,
            n=formats.number(n),
        ),
        frame=frame.assign(name=frame["name"].fillna(_("Without a committee"))),
        columns={
            "name": Column(_("Committee"), pinned=True),
            "expiring_30": Column(_("30 days"), kind="number"),
            "expiring_60": Column(_("60 days"), kind="number"),
            "certified": Column(_("Valid today"), kind="number"),
        },
        alt=_("Committees with certificates that expire within 60 days."),
        empty=_("No certificate expires within 60 days."),
    )


COORDINATORS = Figure("coordinators", _coordinators, _coordinators_table)
EXPIRING = Figure("expiring", _expiring, _expiring_table)
