"""An answer of the covering model in sentences, tables and a curve."""

from typing import Any

import pandas as pd

from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import settings
from lib.topics.priorities.charts import frontier
from lib.topics.priorities.cover import Answer
from lib.ui.columns import Column


def title_of(found: Answer, rows: pd.DataFrame) -> str:
    """What the best answer reaches, and from where."""
    left = found.best.whole
    if not left:
        return _("Ready committees reach all the need that there is")
    if not (found.best.organizers or found.best.trainings):
        return _("Nobody new covers nothing new")
    share = formats.percent(found.best.covered / left)
    if not found.best.organizers:
        return _("Trainings alone cover {share} of the need that nobody reaches", share=share)
    names = dict(zip(rows["place_id"], rows["place"], strict=True))
    several = [formats.plain(names[place]) for place in found.best.organizers[:4]]
    more = len(found.best.organizers) - len(several)
    if more:
        several.append(ngettext("{n} more place", "{n} more places", more))
    return _(
        "From {places}, {share} of the need that nobody reaches can be covered",
        places=formats.listing(several),
        share=share,
    )


def how_good(found: Answer) -> str:
    """How far the answer may be from the best there is, and how far the greedy one is below it."""
    gap: float | None = found.best.gap
    if formats.is_missing(gap):
        said = _("Time ran out before anything better than the largest first was found.")
    elif gap <= settings().cover.gap:
        said = _("Proven: no other choice covers more (gap {gap}).", gap=formats.percent(gap, 2))
    else:
        said = _(
            "The best that was found in time; no choice covers over {gap} more.",
            gap=formats.percent(gap, 1),
        )
    left = found.best.whole
    behind = (found.best.covered - found.greedy.covered) / left if left else 0.0
    if round(1000 * behind) <= 0:
        return said + " " + _("Taking the largest each time covers as much.")
    return (
        said
        + " "
        + _(
            "Taking the largest each time covers {points} less of that need.",
            points=formats.percent(behind, 1),
        )
    )


def compared(found: Answer) -> pd.DataFrame:
    """Today's, the greedy and the best answer: ``answer, covered`` (ratio of all need)."""
    whole = found.whole or float("nan")
    return pd.DataFrame(
        {
            # Translators: as things are, before anybody is sent
            "answer": [_("Today"), _("Largest first"), _("Best answer")],
            "covered": [
                found.reached / whole,
                (found.reached + found.greedy.covered) / whole,
                (found.reached + found.best.covered) / whole,
            ],
        }
    )


def compared_columns() -> dict[str, Column]:
    """The columns of ``compared``."""
    return {
        # Translators: solution that was computed: where to send organizers
        "answer": Column(_("Answer")),
        "covered": Column(
            _("Need covered"),
            kind="bar",
            help=_("Of all need in cities, what ready committees reach today included."),
        ),
    }


def places_of(found: Answer, rows: pd.DataFrame) -> pd.DataFrame:
    """The places of both answers: ``place, region, what``, whether each has it, and in words."""
    said = [
        (place, what, place in best, place in greedy)
        for what, best, greedy in (
            # Translators: what is sent to a place: one organizer
            (_("organizer"), found.best.organizers, found.greedy.organizers),
            # Translators: what is sent to a place: one training
            (_("training"), found.best.trainings, found.greedy.trainings),
        )
        for place in dict.fromkeys([*best, *greedy])
    ]
    frame = pd.DataFrame(said, columns=["place_id", "what", "in_best", "in_greedy"])
    frame = frame.astype({"in_best": bool, "in_greedy": bool})
    named = {
        # Translators: both answers choose this place
        (True, True): _("both"),
        # Translators: of two answers: the one that reaches the most need
        (True, False): _("best"),
        (False, True): _("largest first"),
    }
    pairs = zip(frame["in_best"], frame["in_greedy"], strict=True)
    frame["answer"] = [named[pair] for pair in pairs]
    return frame.merge(rows[["place_id", "place", "region", "rank"]], on="place_id")


def place_columns() -> dict[str, Column]:
    """The columns of ``places_of``."""
    return {
        "place": Column(_("Place"), pinned=True),
        "what": Column(_("What")),
        "answer": Column(
            _("Answer"), help=_("The best answer, or that of taking the largest each time.")
        ),
        "rank": Column(_("Rank"), kind="number"),
        "region": Column(_("Region")),
    }


def frontier_of(points: pd.DataFrame, chosen: int) -> dict[str, Any]:
    """The frontier as ``charts.show`` takes it."""
    return {
        "figure": frontier(points, chosen),
        "title": _frontier_title(points, chosen),
        "alt": _("Share of the need left that is covered, by number of organizers."),
        "table": points,
        "columns": {
            "organizers": Column(_("Organizers"), kind="number", pinned=True),
            "best": Column(_("Best answer"), kind="percent"),
            "greedy": Column(_("Largest first"), kind="percent"),
            "gap": Column(_("Gap to the optimum"), kind="percent"),
        },
    }


def _frontier_title(points: pd.DataFrame, chosen: int) -> str:
    at = points.set_index("organizers")["best"]
    if chosen + 1 not in at.index or chosen not in at.index:
        return _("What each number of organizers covers at best")
    return _(
        "One organizer more than {n} would cover {points} more of what is left",
        n=chosen,
        points=formats.percent(at[chosen + 1] - at[chosen], 1),
    )
