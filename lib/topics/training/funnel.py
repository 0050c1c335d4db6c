"""Committees whose completion differs from all together by more than chance; no ranking."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from lib import reads
from lib.language import N_, _, formats, ngettext
from lib.measures.completion.funnel import TAILS, Funnel, Position, funnel, funnel_lines
from lib.topics.training import groups
from lib.topics.training.charts.funnel import funnel_plot
from lib.ui.charts import Chart
from lib.ui.figures import Figure
from lib.ui.filters import Choice
from lib.ui.tables import Column
from lib.ui.text import Text

SIDE = {
    Position.ABOVE_998: "above",
    Position.ABOVE_95: "above",
    Position.BELOW_95: "below",
    Position.BELOW_998: "below",
}
"""On which side of the limits a committee lies that lies outside them."""
_ROUGH = 9.5
"""Numbers of committees from here on are said without a decimal."""


@dataclass(frozen=True)
class _Committees:
    """The funnel, and how many enrolled without a committee.

    :ivar funnel: its points have the ``side`` of those outside the limits, else an empty text.
    """

    funnel: Funnel
    without: int


def _read(choice: Choice) -> _Committees | None:
    span = groups.followed(choice).complete_span
    counts = reads.membership.completion_by_committee(choice.scope, *span)
    in_one = counts[counts["committee_id"].notna()]
    if in_one.empty:
        return None
    placed = funnel(in_one)
    side = placed.points["position"].map(SIDE).fillna("")
    without = int(counts["enrolled"].sum() - in_one["enrolled"].sum())
    points = placed.points.assign(side=side)
    return _Committees(Funnel(placed.target, placed.overdispersion, points), without)


def _chart(committees: _Committees, choice: Choice) -> Chart:
    placed = committees.funnel
    points = _described(placed.points)
    sizes = np.unique(np.linspace(1, points["enrolled"].max(), 80).round())
    return Chart(
        title=_title(points, groups.between(groups.followed(choice))),
        alt=_("Completion within 90 days by committee, against its number of learners."),
        plot=funnel_plot(
            points,
            funnel_lines(placed.target, placed.overdispersion, sizes),
            placed.target,
            x=_("People enrolled"),
        ),
        table=points,
        columns={
            "name": Column(_("Committee"), pinned=True),
            "place_name": Column(_("Place")),
            "enrolled": Column(_("Enrolled"), kind="number"),
            "completed": Column(_("Completed"), kind="number"),
            "rate": Column(_("Share"), kind="percent"),
            "low_95": Column(_("At least (95 %)"), kind="percent"),
            "high_95": Column(_("At most (95 %)"), kind="percent"),
            "outside": Column(_("Outside the limits")),
        },
        caption=_listed(points, committees.without),
    )


def _described(points: pd.DataFrame) -> pd.DataFrame:
    pairs = list(zip(points["completed"].astype(int), points["enrolled"].astype(int), strict=True))
    # Of thousands of committees most have the same few numbers.
    rates = {pair: formats.rate(*pair) for pair in set(pairs)}
    share = [rates[pair] for pair in pairs]
    hover = [f"{name}: {rate}" for name, rate in zip(points["name"], share, strict=True)]
    sides = {
        "": "",
        # Translators: of a committee: its completion lies above the limits of chance
        "above": _("above"),
        # Translators: of a committee: its completion lies below the limits of chance
        "below": _("below"),
    }
    return points.assign(
        size=points["enrolled"], share=share, hover=hover, outside=points["side"].map(sides)
    )


def _title(points: pd.DataFrame, span: dict[str, str]) -> str:
    below, above = (int((points["side"] == side).sum()) for side in ("below", "above"))
    if not ((points["low_95"] > 0) | (points["high_95"] < 1)).any():
        return _(
            "Too few enrolled in any committee to tell it from chance; enrolled between {first}"
            " and {last}",
            **span,
        )
    if not below and not above:
        return _(
            "No committee completes more or less than chance explains; enrolled between {first}"
            " and {last}",
            **span,
        )
    committees = ngettext("{n} committee", "{n} committees", below, n=formats.number(below))
    return _(
        "Below the 95 % limits of chance: {below}; above: {above}; enrolled between {first} and"
        " {last}",
        below=committees,
        above=formats.number(above),
        **span,
    )


def _listed(points: pd.DataFrame, without: int) -> str:
    """The committees outside the limits, by name: no ranks."""
    below, above = (
        formats.plain("; ".join(points.loc[points["side"] == side, "hover"]))
        for side in ("below", "above")
    )
    sentences = []
    if below:
        sentences.append(_("Ask what stands in the way: {names}.", names=below))
    if above:
        sentences.append(_("Ask what they do: {names}.", names=above))
    if sentences:
        compared = int((points["position"] != Position.NO_DATA).sum())
        sentences.append(_by_chance(compared))
    everyone = int(points["enrolled"].sum())
    enrolled = _(
        "{n} enrolled in a committee, {without} without one.",
        n=formats.number(everyone),
        without=formats.number(without),
    )
    return " ".join([*sentences, enrolled])


def _by_chance(compared: int) -> str:
    """How many of so many committees lie outside the limits though nothing sets them apart."""
    expected = 2 * TAILS["95"] * compared
    return ngettext(
        "Of {n} committee, chance alone puts about {few} outside.",
        "Of {n} committees, chance alone puts about {few} outside.",
        compared,
        n=formats.number(compared),
        few=formats.number(expected, 1 if expected < _ROUGH else 0),
    )


def _method(committees: _Committees, _choice: Choice) -> Text:
    placed = committees.funnel
    sentence = _(
        "Completed within 90 days of enrolling. Small committees swing widely by chance alone, so"
        " they are not ranked: only those outside the limits differ from all together ({target})."
        " By chance alone, about 5 of 100 lie outside the 95 % limits (dotted) and 2 of 1,000"
        " outside the 99.8 % limits (dashed).",
        target=formats.percent(placed.target),
    )
    if placed.overdispersion > 1:
        sentence += " " + _(
            "The limits are widened, since committees differ throughout (overdispersion {value}).",
            value=formats.number(placed.overdispersion, 1),
        )
    return Text(title=_("How committees are compared"), body=sentence)


FUNNEL = Figure(
    "funnel",
    _read,
    _chart,
    empty=N_("Too early to tell which committees complete more or less than chance explains"),
)
METHOD = Figure("funnel_method", _read, _method)
