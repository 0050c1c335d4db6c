"""What happens around a committee: incidents of its state and its county."""

from dataclasses import dataclass

import pandas as pd

from lib import reads
from lib.language import _, formats, ngettext
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.text import Text

WEEKS = 4
"""Complete weeks whose incidents are counted."""


@dataclass(frozen=True)
class Counts:
    """Incidents of a place.

    :ivar name: of the place; ``None``: nobody knows in which the committee is.
    :ivar unanswered: ``None``: no answer to any incident was ever recorded.
    """

    name: str | None
    incidents: int = 0
    unanswered: int | None = None


@dataclass(frozen=True)
class Around:
    """Incidents around a committee.

    :ivar is_recorded: whether any incident ever was; else nobody knows of any near it.
    """

    state: Counts
    county: Counts
    weeks: int
    is_recorded: bool


def _read(choice: Choice, committee_id: str) -> Around:
    committees = reads.membership.committees(choice.scope, columns=("committee_id", "usps"))
    fips = reads.membership.committee_county(choice.scope, committee_id)["county_fips"].dropna()
    usps = committees.loc[committees["committee_id"] == committee_id, "usps"].dropna()
    states = reads.membership.states(choice.scope).set_index("usps")["name"]
    counties = reads.membership.priority_counties(choice.scope).set_index("county_fips")["name"]
    span = choice.period("incidents").complete_span
    of_states = reads.incidents.by_state(choice.scope, *span)
    of_states = of_states.assign(incidents=of_states["verified"] + of_states["unverified"])
    of_counties = reads.incidents.priority_incidents(choice.scope, *span)
    return Around(
        state=_counts(of_states.set_index("usps"), usps, states),
        county=_counts(of_counties.set_index("county_fips"), fips, counties),
        weeks=choice.weeks,
        is_recorded=not reads.unrecorded("incidents", "incident"),
    )


def _counts(rows: pd.DataFrame, code: "pd.Series[str]", names: "pd.Series[str]") -> Counts:
    """The incidents of the one place of that code.

    :param rows: ``incidents, unanswered``, by code; a place without any has no row.
    """
    if code.empty or code.iloc[0] not in names.index:
        return Counts(None)
    own = rows[rows.index == code.iloc[0]]
    is_unknown = reads.unrecorded("incidents", "response")
    return Counts(
        str(names[code.iloc[0]]),
        int(own["incidents"].sum()),
        None if is_unknown else int(own["unanswered"].sum()),
    )


def describe(around: Around, _choice: Choice, _committee_id: str) -> Text:
    """Put in words what happens around a committee."""
    state, county = around.state, around.county
    if state.name is None:
        return Text(_("Nobody knows where it is"))
    if not around.is_recorded:
        return Text(_("Whether incidents happen near it can't be told: there is no record of any"))
    lines = []
    if county.name is not None and state.incidents:
        lines.append(
            _with_answers(
                ngettext(
                    "{n} of them in {place}",
                    "{n} of them in {place}",
                    county.incidents,
                    n=formats.number(county.incidents),
                    place=formats.plain(county.name),
                ),
                county,
            )
        )
    if state.incidents and state.unanswered is not None:
        lines.append(_with_answers(_("In the whole state"), state))
    title = ngettext(
        "{n} incident in {place} in {weeks} weeks",
        "{n} incidents in {place} in {weeks} weeks",
        state.incidents,
        n=formats.number(state.incidents),
        place=formats.plain(state.name),
        weeks=around.weeks,
    )
    return Text(title, "\n".join(f"- {line}" for line in lines) or None)


def _with_answers(what: str, counts: Counts) -> str:
    if not counts.incidents or counts.unanswered is None:
        return what
    if not counts.unanswered:
        return _("{incidents}: somebody answered each", incidents=what)
    silent = ngettext(
        "nobody answered {n}",
        "nobody answered {n}",
        counts.unanswered,
        n=formats.number(counts.unanswered),
    )
    return f"{what}: {silent}"


AROUND = Figure("committee_around", _read, describe)
