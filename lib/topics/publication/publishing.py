"""Publishing: the release beside its raw numbers, and the act that can't be taken back.

Raw numbers are read as the publisher, for the session of someone who may publish, and stay in that
session: nothing here is kept for others.
"""

import time
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from lib import reads
from lib.access import session
from lib.access.permissions import Permission
from lib.data import lineage
from lib.data.configuration import ConfigurationError
from lib.language import N_, _, current, formats, ngettext
from lib.language.vocabulary import name_of
from lib.publication import open_data, proposing, release
from lib.publication.gate import GateError
from lib.publication.noise import BudgetError
from lib.publication.parameters import parameters
from lib.publication.proposing import NothingDue, Proposal
from lib.publication.rounding import MASKED
from lib.publication.signing import KeyFileError
from lib.publication.store import Superseded
from lib.topics.publication import words
from lib.ui.columns import Column, Columns
from lib.ui.tables import table

LASTS_SECONDS = 15 * 60
"""After which what was prepared must be prepared anew."""
_PREPARED = "tejido.proposal"
_DONE = "tejido.published"
_OVERTAKEN = "tejido.overtaken"
# Translators: word that has to be typed to publish
_WORD = N_("publish")
"""What is typed to confirm, in the language of the page."""


def sources() -> reads.Sources:
    """The source tables that a release is made from."""
    membership, incidents = (
        lineage.sources(database, "publication_inputs") for database in ("membership", "incidents")
    )
    return membership | incidents


_REASONS = {
    "below": N_("below the threshold"),
    "few": N_("too few committees"),
    "dominated": N_("one or two committees are nearly all of it"),
    "paired": N_("would bound a number that is withheld"),
    "derivable": N_("the total would narrow down a region"),
    "insider": N_("would tell a committee about another"),
}
"""Why a number is withheld, for who may see it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A release as it would be, in the session of who looks at it."""

    proposal: Proposal
    username: str
    at: float


def draw(username: str) -> None:
    """Draw the preparation, the release as it would be, and the act.

    :raises Unavailable: if a database can't be read.
    """
    done = st.session_state.pop(_DONE, None)
    if done is not None:
        st.success(_("Release {n} is published.", n=done), icon=":material/public:")
    if st.session_state.pop(_OVERTAKEN, False):
        st.error(_("Someone published in the meantime. Prepare the next release anew."))
    _last()
    if st.button(_("Prepare the next release"), icon=":material/fact_check:"):
        _prepare(username)
    prepared = _current(username)
    if prepared is not None:
        _show(prepared.proposal)
        _act(prepared.proposal)


def _last() -> None:
    try:
        known = open_data.releases()
    except ConfigurationError:
        st.warning(
            _("Nobody can read what is published here: the public reader is not configured."),
            icon=":material/warning:",
        )
        return
    st.markdown(words.released(known[0]) if known else _("Nothing has been published yet."))


def _prepare(username: str) -> None:
    """Make the proposal; it replaces the one before."""
    st.session_state.pop(_PREPARED, None)
    session.acting(Permission.PUBLISH)
    with st.spinner(_("Reading the raw numbers and running the gate…")):
        try:
            made = proposing.propose()
        except NothingDue:
            st.info(_("Nothing has become due since the last release."), icon=":material/event:")
            return
        except BudgetError as problem:
            st.error(_("The year's privacy budget is spent.") + f" ({problem})")
            return
        except ConfigurationError:
            st.info(
                _(
                    "From here nothing can be published: the publisher's databases are not"
                    " configured. Whoever administers the dashboard publishes on the command line."
                ),
                icon=":material/terminal:",
            )
            return
    st.session_state[_PREPARED] = Prepared(made, username, time.monotonic())


def _current(username: str) -> Prepared | None:
    prepared = st.session_state.get(_PREPARED)
    if not isinstance(prepared, Prepared):
        return None
    is_old = time.monotonic() - prepared.at > LASTS_SECONDS
    if is_old or prepared.username != username:
        del st.session_state[_PREPARED]
        return None
    return prepared


def _show(proposal: Proposal) -> None:
    cells = proposal.cells
    told = int((cells["value"] != MASKED).sum())
    st.subheader(
        ngettext(
            "Release {number} would tell {n} number and withhold {withheld}",
            "Release {number} would tell {n} numbers and withhold {withheld}",
            told,
            n=formats.number(told),
            number=proposal.number,
            withheld=formats.number(len(cells) - told),
        ),
        anchor=False,
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
        _shown(rows),
        _columns(),
        key="publishing_cells",
        alt=_("Each number of the release beside its raw number."),
    )


def _title(code: str) -> str:
    """A metric's name by its published code; of a campaign by goal and stage."""
    name, *parts = code.split(".")
    metric = parameters().metric(code)
    title = metric.title_es if current() == "es" else metric.title_en
    if name == "campaigns":
        families = ("campaign_goal", "campaign_stage")
        parts = [name_of(f, part) for f, part in zip(families, parts, strict=False)]
    elif parts and parts[0] in metric.topics:
        parts = [metric.topics[parts[0]][current() == "es"]]
    return ": ".join([title, *parts])


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
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


def _act(proposal: Proposal) -> None:
    """The form that publishes: a word to type, so that no stray click does it."""
    if not proposal.examined.refused.empty:
        return
    word = _(_WORD)
    with st.form("publishing", border=True):
        st.markdown(
            _(
                "What is published can't be taken back or changed, by anyone. It is signed,"
                " and the audit says that you published it."
            )
        )
        typed = st.text_input(
            _("Type “{word}” to publish release {n}", word=word, n=proposal.number),
            autocomplete="off",
        )
        is_sent = st.form_submit_button(_("Publish for good"), icon=":material/publish:")
    if not is_sent:
        return
    if typed.strip().lower() != word:
        st.warning(_("Nothing was published: the word is “{word}”.", word=word))
        return
    _publish(proposal)


def _publish(proposal: Proposal) -> None:
    actor = session.acting(Permission.PUBLISH).account.username
    try:
        release.publish(proposal, actor)
    except KeyFileError:
        st.error(
            _(
                "There is no key to sign with on this server. Whoever administers the dashboard"
                " makes one with: {command}",
                command="`python -m lib publish key`",
            )
        )
        return
    except (GateError, Superseded):
        del st.session_state[_PREPARED]
        st.session_state[_OVERTAKEN] = True
        st.rerun()
    del st.session_state[_PREPARED]
    st.session_state[_DONE] = proposal.number
    st.rerun()
