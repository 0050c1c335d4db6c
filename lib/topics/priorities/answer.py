"""An answer of the covering model in sentences and tables."""

import pandas as pd

from lib.language import _, formats, ngettext
from lib.measures.priorities.settings import settings
from lib.topics.priorities.cover import Answer
from lib.ui.columns import Column


def title_of(answer: Answer, places: pd.DataFrame) -> str:
    """What the best answer reaches, and from where.

    :param places: at least those of the answer: ``place_id``, ``place``.
    """
    left = answer.best.whole
    if not left:
        return _("Ready committees reach all the need that there is")
    if not (answer.best.organizers or answer.best.trainings):
        return _("Nobody new covers nothing new")
    share = formats.percent(answer.best.covered / left)
    if not answer.best.organizers:
        return _("Trainings alone cover {share} of the need that nobody reaches", share=share)
    names = dict(zip(places["place_id"], places["place"], strict=True))
    first = [formats.plain(names[place]) for place in answer.best.organizers[:4]]
    more = len(answer.best.organizers) - len(first)
    if more:
        first.append(ngettext("{n} more place", "{n} more places", more))
    return _(
        "From {places}, {share} of the need that nobody reaches can be covered",
        places=formats.listing(first),
        share=share,
    )


def how_good(answer: Answer) -> str:
    """How far the answer may be from the best there is, and how far the greedy one is below it."""
    gap: float | None = answer.best.gap
    if formats.is_missing(gap):
        proof = _("Time ran out before anything better than the largest first was found.")
    elif gap <= settings().cover.gap:
        proof = _("Proven: no other choice covers more (gap {gap}).", gap=formats.percent(gap, 2))
    else:
        proof = _(
            "The best that was found in time; no choice covers over {gap} more.",
            gap=formats.percent(gap, 1),
        )
    left = answer.best.whole
    behind = (answer.best.covered - answer.greedy.covered) / left if left else 0.0
    if round(1000 * behind) <= 0:
        return proof + " " + _("Taking the largest each time covers as much.")
    return (
        proof
        + " "
        + _(
            "Taking the largest each time covers {points} less of that need.",
            points=formats.percent(behind, 1),
        )
    )


def compared(answer: Answer) -> pd.DataFrame:
    """Today's, the greedy and the best answer: ``answer, covered`` (ratio of all need)."""
    whole = answer.whole or float("nan")
    return pd.DataFrame(
        {
            # Translators: as things are, before anybody is sent
            "answer": [_("Today"), _("Largest first"), _("Best answer")],
            "covered": [
                answer.reached / whole,
                (answer.reached + answer.greedy.covered) / whole,
                (answer.reached + answer.best.covered) / whole,
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


def places_of(answer: Answer, listed: pd.DataFrame) -> pd.DataFrame:
    """The places of both answers: ``place, region, what``, whether each has it, and in words.

    :param listed: by ``place_ranks.named``.
    """
    sent = [
        (place, what, place in best, place in greedy)
        for what, best, greedy in (
            # Translators: what is sent to a place: one organizer
            (_("organizer"), answer.best.organizers, answer.greedy.organizers),
            # Translators: what is sent to a place: one training
            (_("training"), answer.best.trainings, answer.greedy.trainings),
        )
        for place in dict.fromkeys([*best, *greedy])
    ]
    frame = pd.DataFrame(sent, columns=["place_id", "what", "in_best", "in_greedy"])
    frame = frame.astype({"in_best": bool, "in_greedy": bool})
    names = {
        # Translators: both answers choose this place
        (True, True): _("both"),
        # Translators: of two answers: the one that reaches the most need
        (True, False): _("best"),
        (False, True): _("largest first"),
    }
    pairs = zip(frame["in_best"], frame["in_greedy"], strict=True)
    frame["answer"] = [names[pair] for pair in pairs]
    return frame.merge(listed[["place_id", "place", "region", "rank"]], on="place_id")


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
