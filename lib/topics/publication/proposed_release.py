"""A release as it would be: the gate's verdict, what is withheld, each number and its raw one."""

import pandas as pd
import streamlit as st

from lib.language import N_, _, current, formats, ngettext
from lib.language.vocabulary import name_of
from lib.publication.parameters import parameters
from lib.publication.proposing import Proposal
from lib.publication.rounding import MASKED
from lib.topics.publication import words
from lib.ui.columns import Column, Columns
from lib.ui.sections import section
from lib.ui.tables import table

_REASONS = {
    "below": N_("below the threshold"),
    "few": N_("too few committees"),
    "dominated": N_("one or two committees are nearly all of it"),
    "paired": N_("would bound a number that is withheld"),
    "derivable": N_("the total would narrow down a region"),
    "insider": N_("would tell a committee about another"),
}
"""Why a number is withheld, for who may see it."""


def draw(proposal: Proposal) -> None:
    """Draw how much the release tells and withholds, the gate's verdict and each number."""
    cells = proposal.cells
    telling = int((cells["value"] != MASKED).sum())
    section(
        ngettext(
            "Release {number} would tell {n} number and withhold {withheld}",
            "Release {number} would tell {n} numbers and withhold {withheld}",
            telling,
            n=formats.number(telling),
            number=proposal.number,
            withheld=formats.number(len(cells) - telling),
        )
    )
    ends = cells["period_start"] + pd.to_timedelta(7 * cells["weeks"] - 1, unit="D")
    st.caption(
        _(
            "New since the last release: periods from {first} through {last}.",
            first=formats.day(cells["period_start"].min().date()),
            last=formats.day(ends.max().date()),
        )
    )
    _verdict(proposal)
    _withheld(cells)
    _beside(proposal)


def _verdict(proposal: Proposal) -> None:
    refused = proposal.examined.refused
    if refused.empty:
        st.success(
            _(
                "The gate lets it pass: from everything ever published, nobody can work out a"
                " protected number more closely than its rounding says."
            ),
            icon=":material/verified_user:",
        )
        return
    st.error(
        ngettext(
            "The gate refuses it: {n} number could be worked out too closely.",
            "The gate refuses it: {n} numbers could be worked out too closely.",
            len(refused),
            n=formats.number(len(refused)),
        ),
        icon=":material/gpp_bad:",
    )


def _withheld(cells: pd.DataFrame) -> None:
    counts = cells.loc[cells["reason"] != "", "reason"].value_counts()
    lines = [
        f"- {formats.number(int(n))}: {_(_REASONS.get(str(why), str(why)))}"
        for why, n in counts.items()
    ]
    if lines:
        st.markdown("\n".join([_("Withheld, and seen alike by everyone else:"), "", *lines]))


def _beside(proposal: Proposal) -> None:
    """The newest period of every metric and area, or all periods of one metric."""
    frame = proposal.beside_raw()
    codes = sorted(frame["metric"].unique())
    chosen = st.selectbox(
        # Translators: published number, such as members in good standing
        _("Metric"),
        ["", *codes],
        format_func=lambda code: _title(code) if code else _("All, newest period of each"),
        key="publishing_metric",
    )
    rows = frame.sort_values(["metric", "area", "period_start"])
    if chosen in codes:
        rows = rows[rows["metric"] == chosen].iloc[::-1]
    else:
        rows = rows.groupby(["metric", "area"], sort=False).tail(1)
    table(
        _worded(rows),
        _columns(),
        key="publishing_cells",
        alt=_("Each number of the release beside its raw number."),
    )


def _title(code: str) -> str:
    """A metric's name by its published code; of a campaign by goal and stage."""
    name, *parts = code.split(".")
    metric = parameters().metric(code)
    title = metric.title_es if current() == "es" else metric.title_en
    if name in ("campaigns", "campaigns_ended"):
        families = ("campaign_goal", "campaign_stage")
        parts = [name_of(f, part) for f, part in zip(families, parts, strict=False)]
    elif parts:
        parts = [words.part_of(metric, parts[0])]
    return ": ".join([title, *parts])


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    def number(values: "pd.Series[int]") -> list[str]:
        masked = words.masked(parameters())
        return [
            "" if pd.isna(v) else masked if v == MASKED else formats.number(int(v)) for v in values
        ]

    return pd.DataFrame(
        {
            "metric": [_title(code) for code in rows["metric"]],
            "area": [words.area_name(area) for area in rows["area"]],
            "period_start": rows["period_start"],
            "weeks": rows["weeks"],
            "raw": rows["raw"],
            "told": number(rows["value"]),
            "before": number(rows["value_before"]),
            "why": [_(_REASONS[why]) if why in _REASONS else "" for why in rows["reason"]],
            # Translators: verdict of the gate on a number
            "gate": [_("refused") if verdict else "" for verdict in rows["verdict"]],
        }
    )


def _columns() -> Columns:
    return {
        "metric": Column(_("Metric"), pinned=True),
        "area": Column(_("Place")),
        # Translators: first day of a period
        "period_start": Column(_("From"), kind="date"),
        # Translators: length of a period
        "weeks": Column(_("Weeks"), kind="number"),
        "raw": Column(_("Raw number"), kind="number", help=_("Never published.")),
        "told": Column(_("Would be told")),
        "before": Column(_("Period before")),
        "why": Column(_("Withheld because"), wide=True),
        # Translators: check that refuses numbers from which more could be told
        "gate": Column(_("Gate")),
    }
