"""Coordinators and their core training, and certificates about to expire."""

import pandas as pd
import streamlit as st

from lib import reads
from lib.language import _, formats, ngettext
from lib.reads import membership
from lib.ui import clocks
from lib.ui.filters import Choice
from lib.ui.tables import Column, table


@reads.prepared
def _coordinators(choice: Choice) -> tuple[pd.DataFrame, int, int]:
    """The committees that lack a trained coordinator; coordinators trained, and all."""
    frame = membership.committees(choice.scope)
    frame = frame[frame["status"].isin(["active", "forming"])]
    trained, all_ = int(frame["coordinators_core"].sum()), int(frame["coordinators"].sum())
    missing = frame.assign(missing=frame["coordinators"] - frame["coordinators_core"])
    missing = missing[(missing["missing"] > 0) | (missing["coordinators"] == 0)]
    return missing.sort_values(["coordinators_core", "name"]), trained, all_


@reads.prepared
def _expiring(choice: Choice) -> pd.DataFrame:
    frame = reads.read("membership", "certificates_by_committee", choice.scope)
    return frame.assign(name=frame["name"].fillna(_("Without a committee")))


def draw_coordinators(choice: Choice) -> None:
    """Draw how many coordinators hold a core training, and the committees where some don't.

    :raises Unavailable: if the membership database can't be read.
    """
    missing, trained, all_ = _coordinators(choice)
    behind = ("role_term", "enrollment")
    with clocks.behind(choice.scope, "coordinators", membership=behind):
        st.subheader(
            _("{rate} of coordinators hold the core training", rate=formats.rate(trained, all_)),
            anchor=False,
        )
        table(
            missing,
            {
                "name": Column(_("Committee"), pinned=True),
                "coordinators": Column(_("Coordinators"), kind="number"),
                # Translators: coordinators who completed the core courses
                "coordinators_core": Column(_("Trained"), kind="number"),
            },
            key="coordinators",
            alt=_("Committees without a coordinator or with one who lacks the core training."),
            empty=_("Every committee has coordinators, and all of them hold the core training."),
        )


def draw_expiring(choice: Choice) -> None:
    """Draw the committees whose certificates expire within 60 days.

    :raises Unavailable: if the membership database can't be read.
    """
    frame = _expiring(choice)
    with clocks.behind(choice.scope, "expiring", membership=("enrollment",)):
        n = int(frame["expiring_60"].sum())
        st.subheader(
            ngettext(
                "{n} certificate expires within 60 days",
                "{n} certificates expire within 60 days",
                n,
                n=formats.number(n),
            ),
            anchor=False,
        )
        table(
            frame,
            {
                "name": Column(_("Committee"), pinned=True),
                "expiring_30": Column(_("30 days"), kind="number"),
                "expiring_60": Column(_("60 days"), kind="number"),
                "certified": Column(_("Valid today"), kind="number"),
            },
            key="expiring",
            alt=_("Committees with certificates that expire within 60 days."),
            empty=_("No certificate expires within 60 days."),
        )
